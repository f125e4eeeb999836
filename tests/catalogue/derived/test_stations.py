"""Figures of space stations."""

import pytest

from downrange.catalog import models
from downrange.catalog.derived import store

from ..cast import make_crew, make_docking, make_flight, make_spacecraft, make_station, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def test_a_station_counts_the_crews_of_the_ships_docked_now() -> None:
    """People of a ship that has left are not counted; a ship without a crew adds none."""
    docked, gone = make_spacecraft("Docked"), make_spacecraft("Gone")
    here = make_flight(docked, "2026-05-01T00:00:00")
    left = make_flight(gone, "2026-01-01T00:00:00", "2026-03-01T00:00:00")
    make_crew("Alice", [], [], aboard=[here])
    make_crew("Bob", [], [], aboard=[here])
    make_crew("Charlie", [], [], aboard=[left])
    station = make_docking(here, "2026-05-02T00:00:00").space_station_target
    make_docking(left, "2026-01-02T00:00:00", "2026-02-28T00:00:00", space_station_target=station)
    store.derive(NOW)
    assert station is not None
    station.refresh_from_db()
    assert (station.onboard_crew, station.docked_vehicles) == (2, 0)


def test_a_crew_that_nobody_knows_is_not_counted_as_none() -> None:
    """With a crewed ship docked whose crew is not in the catalogue, the number aboard is unknown. A cargo ship has no
    crew, and one that is known counts.
    """
    flight = make_flight(make_spacecraft(), "2026-05-01T00:00:00")
    station = make_docking(flight, "2026-05-02T00:00:00").space_station_target
    assert station is not None
    for human_rated, expected in ((False, 0), (True, None)):
        models.SpacecraftConfiguration.objects.update(human_rated=human_rated)
        store.derive(NOW)
        station.refresh_from_db()
        assert station.onboard_crew == expected
    make_crew("Alice", [], [], aboard=[flight])
    store.derive(NOW)
    station.refresh_from_db()
    assert station.onboard_crew == 1


def test_a_ship_is_docked_from_its_docking_until_its_departure() -> None:
    """Both instants themselves: docked at the one, gone at the other."""
    ship = make_flight(make_spacecraft(), "2026-05-01T00:00:00")
    make_crew("Alice", [], [], aboard=[ship])
    station = make_docking(ship, "2026-05-02T00:00:00", "2026-05-03T00:00:00").space_station_target
    assert station is not None
    for now, crew in (
        ("2026-05-01T23:59:59", 0),
        ("2026-05-02T00:00:00", 1),
        ("2026-05-02T23:59:59", 1),
        ("2026-05-03T00:00:00", 0),
    ):
        store.derive(utc(now))
        station.refresh_from_db()
        assert station.onboard_crew == crew, now


def test_a_ship_whose_flight_has_ended_is_docked_nowhere() -> None:
    """No departure needs to be recorded."""
    ship = make_flight(make_spacecraft(), "2026-05-01T00:00:00", "2026-05-10T00:00:00")
    make_crew("Alice", [], [], aboard=[ship])
    station = make_docking(ship, "2026-05-02T00:00:00").space_station_target
    store.derive(NOW)
    assert station is not None
    station.refresh_from_db()
    assert station.onboard_crew == 0


def test_a_station_counts_its_own_dockings_as_the_chaser() -> None:
    """One goes on, one has ended."""
    chaser = make_station("Chaser")
    for departure in (None, "2026-05-03T00:00:00"):
        ship = make_flight(make_spacecraft(), "2026-05-01T00:00:00")
        make_docking(ship, "2026-05-02T00:00:00", departure, flight_vehicle_chaser=None, space_station_chaser=chaser)
    store.derive(NOW)
    chaser.refresh_from_db()
    assert chaser.docked_vehicles == 1
