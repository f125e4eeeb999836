"""Where spacewalks started from."""

import pytest

from downrange.catalog import models
from downrange.catalog.derived import store

from ..cast import make_docking, make_flight, make_spacecraft, make_station, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def make_walk(*ships: models.SpacecraftFlight, start: str | None, **facts: object) -> models.Spacewalk:
    """A spacewalk of one person, who was aboard the ships."""
    seat = models.AstronautFlight.objects.create(astronaut=models.Astronaut.objects.create(name="Alice"))
    for ship in ships:
        ship.onboard_crew.add(seat)
    walk = models.Spacewalk.objects.create(name="EVA", start=start and utc(start), **facts)
    walk.crew.add(seat)
    return walk


def derived(walk: models.Spacewalk) -> tuple[object, object]:
    store.derive(NOW)
    walk.refresh_from_db()
    return walk.spacestation_id, walk.spacecraft_flight_id


def test_a_spacewalk_of_an_expedition_starts_from_its_station() -> None:
    """Whatever ship its crew came in."""
    ship = make_flight(make_spacecraft(), "2026-05-01T00:00:00")
    station = make_station()
    expedition = models.Expedition.objects.create(name="1", start=NOW, spacestation=station)
    assert derived(make_walk(ship, start="2026-05-02T00:00:00", expedition=expedition)) == (station.pk, None)


@pytest.mark.parametrize(
    ("start", "is_docked"),
    [
        ("2026-05-01T23:59:59", False),
        ("2026-05-02T00:00:00", True),
        ("2026-05-02T23:59:59", True),
        ("2026-05-03T00:00:00", False),
        (None, False),
    ],
)
def test_without_an_expedition_it_starts_from_the_ship_and_the_station_that_it_is_at(
    start: str | None,
    is_docked: bool,
) -> None:
    """From the docking on, and before the departure."""
    ship = make_flight(make_spacecraft(), "2026-05-01T00:00:00")
    station = make_docking(ship, "2026-05-02T00:00:00", "2026-05-03T00:00:00").space_station_target
    assert station is not None
    assert derived(make_walk(ship, start=start)) == (station.pk if is_docked else None, ship.pk)


def test_a_crew_of_two_ships_does_not_say_from_which_it_started() -> None:
    """Nor does one of none."""
    ships = [make_flight(make_spacecraft(name), "2026-05-01T00:00:00") for name in "AB"]
    assert derived(make_walk(*ships, start="2026-05-02T00:00:00")) == (None, None)
    assert derived(make_walk(start="2026-05-02T00:00:00")) == (None, None)
