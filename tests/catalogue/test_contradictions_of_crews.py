"""Contradictions of crews are found, such as being aboard two ships at once."""

import pytest
from django.db import connection

from downrange.catalog import models

from .cast import make_crew, make_docking, make_flight, make_spacecraft, make_station, utc
from .test_contradictions import found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]


@pytest.fixture(name="flight")
def flight_() -> models.SpacecraftFlight:
    return make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-07-01T00:00:00")


@pytest.fixture(name="other")
def other_() -> models.SpacecraftFlight:
    """In space the same months."""
    return make_flight(make_spacecraft("Other"), "2020-03-01T00:00:00", "2020-05-01T00:00:00")


def seat_of(astronaut: models.Astronaut) -> models.AstronautFlight:
    return astronaut.astronaut_flights.get()


def test_a_crew_aboard_two_ships_is_found(flight: models.SpacecraftFlight) -> None:
    """Launched again before coming down."""
    other = make_flight(make_spacecraft("Other"), "2020-03-01T00:00:00", "2020-05-01T00:00:00")
    alice = make_crew("Alice", [flight, other], [flight, other])
    ((model, pk, why),) = found()
    assert (model, pk) == (models.Astronaut, alice.pk)
    assert why.startswith("is launched at 2020-03-01 00:00:00+00:00, while still aboard")


def test_a_crew_change_is_no_contradiction(flight: models.SpacecraftFlight) -> None:
    """Launched in one ship and landed in another: two seats at once are allowed."""
    other = make_flight(make_spacecraft("Other"), "2020-03-01T00:00:00", "2020-05-01T00:00:00")
    make_crew("Alice", [flight], [other])
    make_crew("Bob", [other], [flight])
    assert found() == []


def test_a_landing_without_a_launch_is_found(flight: models.SpacecraftFlight) -> None:
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


def test_a_planned_launch_of_somebody_in_space_is_no_contradiction(flight: models.SpacecraftFlight) -> None:
    """They will have landed by then."""
    models.SpacecraftFlight.objects.update(mission_end=None)
    planned = make_flight(make_spacecraft("Next"), "2026-12-01T00:00:00")
    make_crew("Alice", [flight, planned], [])
    assert found() == []


def test_being_aboard_a_ship_that_never_met_ones_own_is_found(
    flight: models.SpacecraftFlight, other: models.SpacecraftFlight
) -> None:
    """The person is in the crew of one and aboard the other."""
    alice = make_crew("Alice", [flight], [flight], aboard=[other])
    why = f"is aboard flight {other.pk}, while in the crew of flight {flight.pk}, which never met it"
    assert found() == [(models.Astronaut, alice.pk, why)]


def test_a_visit_to_a_ship_at_the_same_station_is_no_contradiction(
    flight: models.SpacecraftFlight, other: models.SpacecraftFlight
) -> None:
    """The hatches are open: until the ship visited has left before the visitor came."""
    first = make_docking(flight, "2020-03-10T00:00:00", "2020-06-30T00:00:00")
    port = models.DockingLocation.objects.create(name="Aft", spacestation=first.space_station_target)
    station = {"docking_location": port, "space_station_target": first.space_station_target}
    make_docking(other, "2020-03-02T00:00:00", "2020-04-30T00:00:00", **station)
    alice = make_crew("Alice", [flight], [flight], aboard=[other])
    assert found() == []
    models.DockingEvent.objects.filter(flight_vehicle_chaser=other).update(departure="2020-03-09T00:00:00Z")
    assert [pk for _, pk, _ in found()] == [alice.pk]


def test_a_visit_to_a_ship_docked_to_theirs_is_no_contradiction(
    flight: models.SpacecraftFlight, other: models.SpacecraftFlight
) -> None:
    """As from Soyuz 5 to Soyuz 4."""
    port = models.DockingLocation.objects.create(name="Nose", spacecraft=flight.spacecraft.spacecraft_config)
    target = {"space_station_target": None, "flight_vehicle_target": flight, "docking_location": port}
    make_docking(other, "2020-03-02T00:00:00", "2020-03-03T00:00:00", **target)
    make_crew("Alice", [flight], [flight], aboard=[other])
    make_crew("Bob", [other], [other], aboard=[flight])
    assert found() == []


def test_being_aboard_a_ship_while_on_the_ground_is_found(flight: models.SpacecraftFlight) -> None:
    """In no crew of that time."""
    later = make_flight(make_spacecraft("Later"), "2021-01-01T00:00:00", "2021-02-01T00:00:00")
    alice = make_crew("Alice", [flight], [flight], aboard=[later])
    assert found() == [(models.Astronaut, alice.pk, f"is aboard flight {later.pk} without being in space then")]


def test_being_aboard_two_ships_that_never_met_is_found_without_launches(
    flight: models.SpacecraftFlight, other: models.SpacecraftFlight
) -> None:
    """No launch or landing has to be known."""
    alice = make_crew("Alice", [], [], aboard=[flight, other])
    why = f"is aboard flights {flight.pk} and {other.pk} at once, which never met"
    assert found() == [(models.Astronaut, alice.pk, why)]


@pytest.mark.parametrize("crew", ["launch_crew", "onboard_crew", "landing_crew"])
def test_two_seats_in_one_crew_are_found(flight: models.SpacecraftFlight, crew: str) -> None:
    """On two seats of one flight."""
    alice = make_crew("Alice", [flight], [flight])
    getattr(flight, crew).add(models.AstronautFlight.objects.create(astronaut=alice))
    why = f"astronaut {alice.pk} is in its {crew.replace('_', ' ')} twice"
    assert found() == [(models.SpacecraftFlight, flight.pk, why)]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2019-12-31T00:00:00", "2019-12-31T06:00:00"),
        ("2020-06-30T23:00:00", "2020-07-01T01:00:00"),
        ("2020-08-01T00:00:00", None),
    ],
)
def test_a_spacewalk_of_somebody_not_in_space_is_found(
    flight: models.SpacecraftFlight, start: str, end: str | None
) -> None:
    """Before the launch, past the landing, or after it."""
    alice = make_crew("Alice", [flight], [flight])
    walk = models.Spacewalk.objects.create(name="EVA", start=utc("2020-02-01T00:00:00"))
    walk.crew.add(seat_of(alice))
    assert found() == []
    models.Spacewalk.objects.update(start=utc(start), end=end and utc(end))
    assert found() == [(models.Spacewalk, walk.pk, f"astronaut {alice.pk} of its crew was not in space then")]


def test_a_planned_spacewalk_is_no_contradiction(flight: models.SpacecraftFlight) -> None:
    """The crew need not be in space yet."""
    alice = make_crew("Alice", [flight], [flight])
    models.Spacewalk.objects.create(name="EVA", start=utc("2026-12-01T00:00:00")).crew.add(seat_of(alice))
    assert found() == []


def test_an_expedition_outside_the_life_of_its_station_is_found() -> None:
    """Before it was founded, or after it came down."""
    station = make_station()
    start, end = utc("2020-01-01T00:00:00"), utc("2020-02-01T00:00:00")
    expedition = models.Expedition.objects.create(name="E1", start=start, end=end, spacestation=station)
    for life, why in (
        ({"founded": "2020-01-01", "deorbited": "2020-02-01"}, None),
        ({"founded": "2020-01-02"}, "its station was founded later, on 2020-01-02"),
        ({"founded": "1990-01-01", "deorbited": "2020-01-31"}, "it goes on after its station came down, on 2020-01-31"),
    ):
        models.SpaceStation.objects.update(**life)
        assert found() == ([] if why is None else [(models.Expedition, expedition.pk, why)])


def test_an_expedition_of_somebody_not_in_space_is_found(flight: models.SpacecraftFlight) -> None:
    """They need not be there from its start to its end, but at some time of it."""
    alice = make_crew("Alice", [flight], [flight])
    start, end = utc("2020-06-01T00:00:00"), utc("2020-12-01T00:00:00")
    expedition = models.Expedition.objects.create(name="E1", start=start, end=end, spacestation=make_station())
    expedition.crew.add(seat_of(alice))
    assert found() == []
    models.Expedition.objects.update(start="2020-07-02T00:00:00Z")
    why = f"astronaut {alice.pk} of its crew was not in space then"
    assert found() == [(models.Expedition, expedition.pk, why)]


def test_a_person_with_a_missing_flight_is_not_checked(
    flight: models.SpacecraftFlight, other: models.SpacecraftFlight
) -> None:
    """The broken reference is reported elsewhere."""
    alice = make_crew("Alice", [flight], [other])
    walk = models.Spacewalk.objects.create(name="EVA", start=utc("2020-02-01T00:00:00"))
    walk.crew.add(alice.astronaut_flights.all()[0])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_spacecraftflight WHERE id = %s", [flight.pk])
    assert found() == []
    for crew in (models.SpacecraftFlight.launch_crew, models.SpacecraftFlight.onboard_crew):
        crew.through.objects.filter(spacecraftflight_id=flight.pk).delete()  # for the end of the test
