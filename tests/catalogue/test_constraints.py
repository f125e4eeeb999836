"""Constraints in the database refuse impossible records."""

import pytest
from django.db import IntegrityError, connection, transaction

from downrange.catalog import models

from .cast import make_docking, make_flight, make_launch, make_spacecraft, make_station, utc

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]


def commit() -> None:
    """Check now what PostgreSQL would check at the end of the transaction."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_departure_is_after_its_docking() -> None:
    """A departure before the docking is refused."""
    flight = make_flight(make_spacecraft(), "2020-01-01T00:00:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_docking(flight, "2020-01-03T00:00:00", "2020-01-02T00:00:00")


def test_a_mission_ends_after_its_launch() -> None:
    """The rule spans two tables."""
    with pytest.raises(IntegrityError, match="mission_end_after_launch"), transaction.atomic():
        make_flight(make_spacecraft(), "2020-01-02T00:00:00", "2020-01-01T00:00:00")
        commit()


def test_a_mission_cannot_be_made_to_end_before_its_launch() -> None:
    """Nor by an update."""
    flight = make_flight(make_spacecraft(), "2020-01-02T00:00:00", "2020-01-03T00:00:00")
    with pytest.raises(IntegrityError, match="mission_end_after_launch"), transaction.atomic():
        models.SpacecraftFlight.objects.filter(pk=flight.pk).update(mission_end=utc("2020-01-01T00:00:00"))
        commit()


def test_a_launch_cannot_slip_past_the_end_of_its_flight() -> None:
    """Nor from the other side."""
    flight = make_flight(make_spacecraft(), "2020-01-02T00:00:00", "2020-01-03T00:00:00")
    with pytest.raises(IntegrityError, match="mission_end_after_launch"), transaction.atomic():
        models.Launch.objects.filter(pk=flight.launch_id).update(net=utc("2020-01-04T00:00:00"))
        commit()


def test_a_flight_may_end_at_the_instant_of_launch() -> None:
    """A rocket lost on its pad."""
    make_flight(make_spacecraft(), "2014-10-28T22:22:30", "2014-10-28T22:22:30")
    commit()


def test_a_docking_has_one_chaser() -> None:
    """Not none, and not two."""
    flight = make_flight(make_spacecraft(), "2020-01-01T00:00:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_docking(flight, "2020-01-02T00:00:00", flight_vehicle_chaser=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_docking(flight, "2020-01-02T00:00:00", space_station_chaser=make_station("Other"))


def test_a_docking_has_one_target() -> None:
    """Not none, and not two."""
    flight = make_flight(make_spacecraft(), "2020-01-01T00:00:00")
    other = make_flight(make_spacecraft("Other"), "2020-01-01T00:00:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_docking(flight, "2020-01-02T00:00:00", space_station_target=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_docking(flight, "2020-01-02T00:00:00", flight_vehicle_target=other)


def test_a_port_has_one_owner() -> None:
    """A station, a configuration or a payload."""
    with pytest.raises(IntegrityError), transaction.atomic():
        models.DockingLocation.objects.create(name="Nowhere")


def test_a_craft_flies_once_on_a_launch() -> None:
    """The same flight twice is one too many."""
    craft, launch = make_spacecraft(), make_launch("2020-01-01T00:00:00")
    models.SpacecraftFlight.objects.create(spacecraft=craft, launch=launch)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.SpacecraftFlight.objects.create(spacecraft=craft, launch=launch)


def test_a_landing_that_was_not_attempted_cannot_have_succeeded() -> None:
    """Expended is expended."""
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Landing.objects.create(attempt=False, success=True)


def test_a_program_does_not_end_before_it_starts() -> None:
    """One of a single day, given to the day, may; so may one whose start or end nobody knows."""
    kind = models.ProgramType.objects.create(name="Government")
    day, before = utc("1975-07-15T00:00:00"), utc("1975-07-14T00:00:00")
    for start, end in ((day, day), (None, before), (day, None)):
        models.Program.objects.create(name="Apollo-Soyuz", type=kind, start_date=start, end_date=end)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Program.objects.create(name="Apollo-Soyuz", type=kind, start_date=day, end_date=before)
