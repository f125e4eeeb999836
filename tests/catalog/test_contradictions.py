"""What cannot have happened is found, each with the record that says so."""

from datetime import timedelta

import pytest

from downrange.catalog import models
from downrange.catalog.contradictions import contradictions

from .cast import make_docking, make_flight, make_spacecraft, utc

pytestmark = pytest.mark.django_db


def found() -> list[tuple[type, object, str]]:
    return [(wrong.model, wrong.pk, wrong.why) for wrong in contradictions()]


def make_crew(name: str, up: list[models.SpacecraftFlight], down: list[models.SpacecraftFlight]) -> models.Astronaut:
    astronaut = models.Astronaut.objects.create(name=name)
    for flight in {*up, *down}:
        seat = models.AstronautFlight.objects.create(astronaut=astronaut)
        if flight in up:
            flight.launch_crew.add(seat)
        if flight in down:
            flight.landing_crew.add(seat)
    return astronaut


@pytest.fixture(name="flight")
def flight_() -> models.SpacecraftFlight:
    return make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-07-01T00:00:00")


def test_a_log_that_can_have_happened_has_no_contradiction(flight: models.SpacecraftFlight) -> None:
    """Docked twice, one stay after the other; a crew up and down."""
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-02-01T00:00:00")
    make_docking(flight, "2020-02-01T00:00:00", "2020-06-30T00:00:00")
    make_crew("Alice", [flight], [flight])
    assert event.departure is not None
    assert found() == []


def test_a_ship_docked_to_two_ports_at_once_is_found(flight: models.SpacecraftFlight) -> None:
    """The later of the two events is named."""
    first = make_docking(flight, "2020-01-02T00:00:00", "2020-03-01T00:00:00")
    second = make_docking(flight, "2020-02-01T00:00:00", "2020-04-01T00:00:00")
    assert found() == [(models.DockingEvent, second.pk, f"the same craft is docked since docking event {first.pk}")]


def test_a_port_with_two_ships_is_found(flight: models.SpacecraftFlight) -> None:
    """One port, one ship."""
    first = make_docking(flight, "2020-01-02T00:00:00", "2020-03-01T00:00:00")
    other = make_flight(make_spacecraft("Other"), "2020-01-15T00:00:00", "2020-07-01T00:00:00")
    port = {"docking_location": first.docking_location, "space_station_target": first.space_station_target}
    second = make_docking(other, "2020-02-01T00:00:00", "2020-04-01T00:00:00", **port)
    assert found() == [(models.DockingEvent, second.pk, f"the same port is taken since docking event {first.pk}")]


def test_a_docking_outside_the_flight_of_its_chaser_is_found(flight: models.SpacecraftFlight) -> None:
    """Before its launch, after its end, or left after its end."""
    early = make_docking(flight, "2019-12-31T00:00:00", "2020-01-02T00:00:00")
    left_late = make_docking(flight, "2020-06-01T00:00:00", "2020-08-01T00:00:00")
    late = make_docking(flight, "2020-09-01T00:00:00", "2020-10-01T00:00:00")
    whys = {pk: why for _, pk, why in found()}
    assert whys == {
        early.pk: "it comes before the launch of its chaser at 2020-01-01 00:00:00+00:00",
        left_late.pk: f"its departure comes after the end of its chaser's flight {flight.pk}",
        late.pk: f"it comes after the end of its chaser's flight {flight.pk}",
    }


def test_a_docking_at_a_station_that_is_not_there_is_found(flight: models.SpacecraftFlight) -> None:
    """Not yet founded, or come down already."""
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-02-01T00:00:00")
    models.SpaceStation.objects.update(founded="2021-01-01")
    assert found() == [(models.DockingEvent, event.pk, "its target was founded later, on 2021-01-01")]
    models.SpaceStation.objects.update(founded="1990-01-01", deorbited="1999-01-01")
    assert found() == [(models.DockingEvent, event.pk, "its target came down before, on 1999-01-01")]


def test_a_port_of_another_target_is_found(flight: models.SpacecraftFlight) -> None:
    """A docking happens at a port of its target."""
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-02-01T00:00:00")
    elsewhere = make_docking(flight, "2020-03-02T00:00:00", "2020-04-01T00:00:00").docking_location
    models.DockingEvent.objects.filter(pk=event.pk).update(docking_location=elsewhere)
    assert found() == [(models.DockingEvent, event.pk, f"its port {elsewhere.pk} is not its target's")]


def test_a_crew_aboard_two_ships_is_found(flight: models.SpacecraftFlight) -> None:
    """Launched again before coming down."""
    other = make_flight(make_spacecraft("Other"), "2020-03-01T00:00:00", "2020-05-01T00:00:00")
    alice = make_crew("Alice", [flight, other], [flight, other])
    ((model, pk, why),) = found()
    assert (model, pk) == (models.Astronaut, alice.pk)
    assert why.startswith("is launched at 2020-03-01 00:00:00+00:00, while still aboard")


def test_a_crew_change_is_no_contradiction(flight: models.SpacecraftFlight) -> None:
    """Up in one ship, down in another: the same seat in both at once says nothing wrong."""
    other = make_flight(make_spacecraft("Other"), "2020-03-01T00:00:00", "2020-05-01T00:00:00")
    make_crew("Alice", [flight], [other])
    make_crew("Bob", [other], [flight])
    assert found() == []


def test_who_comes_down_without_having_gone_up_is_found(flight: models.SpacecraftFlight) -> None:
    """A landing needs a launch before it."""
    alice = make_crew("Alice", [], [flight])
    assert {pk for _, pk, _ in found()} == {alice.pk}


def test_a_launch_before_birth_or_after_death_is_found(flight: models.SpacecraftFlight) -> None:
    """People fly while they live."""
    alice = make_crew("Alice", [flight], [flight])
    for dates, why in (
        ({"date_of_birth": "2020-02-01", "date_of_death": None}, "a launch comes before the birth"),
        ({"date_of_birth": "1980-01-01", "date_of_death": "2019-01-01"}, "a launch comes after the death"),
    ):
        models.Astronaut.objects.filter(pk=alice.pk).update(**dates)
        assert found() == [(models.Astronaut, alice.pk, why)]


def test_a_landing_of_two_vehicles_is_found(flight: models.SpacecraftFlight) -> None:
    """Each landing is one vehicle's."""
    landing = models.Landing.objects.create(success=True)
    flight.landing = landing
    flight.save()
    payload = models.Payload.objects.create(name="Capsule")
    models.PayloadFlight.objects.create(payload=payload, launch=flight.launch, landing=landing)
    assert found() == [(models.Landing, landing.pk, "it is the landing of more than one vehicle")]


def test_a_mission_that_ends_before_its_launch_is_found_by_the_day(flight: models.SpacecraftFlight) -> None:
    """The database guards instants; an end known to the day is looked at here."""
    day = (utc("2020-01-01T00:00:00") - timedelta(days=1)).date()
    models.SpacecraftFlight.objects.update(mission_end=None, mission_end_date=day)
    assert found() == [(models.SpacecraftFlight, flight.pk, "it ends before its launch at 2020-01-01 00:00:00+00:00")]


@pytest.mark.usefixtures("catalogue")
def test_nothing_in_the_shipped_catalogue_contradicts_itself() -> None:
    """Of 744 flights, 585 dockings and their crews."""
    assert found() == []
