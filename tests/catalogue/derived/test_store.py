"""The stored figures follow the log."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from downrange.catalog import models
from downrange.catalog.derived import deriver, store
from downrange.catalog.revision import Revision

from ..cast import make_crew, make_docking, make_flight, make_launch, make_spacecraft, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def test_a_crafts_figures_are_derived_from_its_flights_and_dockings() -> None:
    """Two flights, the second still going, with one docking each."""
    craft = make_spacecraft()
    first = make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    make_docking(first, "2020-01-02T00:00:00", "2020-01-10T00:00:00")
    make_flight(craft, "2026-06-01T00:00:00")
    deriver.derive(NOW)
    craft.refresh_from_db()
    assert (craft.in_space, craft.flights_count, craft.mission_ends_count) == (True, 2, 1)
    assert craft.time_in_space_rate == 1
    assert craft.fastest_turnaround == utc("2026-06-01T00:00:00") - utc("2020-01-11T00:00:00")
    assert (craft.time_docked_offset, craft.time_docked_rate) == (8 * 86400, 0)


def test_a_reported_figure_stands_in_place_of_the_derived() -> None:
    """Where the log is known to be incomplete, what a source reports is shown, marked by its column."""
    craft = make_spacecraft(reported_time_in_space=timedelta(hours=3))
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    deriver.derive(NOW)
    craft.refresh_from_db()
    assert (craft.time_in_space_offset, craft.time_in_space_rate) == (3 * 3600, 0)
    assert craft.flights_count == 1


def test_a_figure_reported_as_zero_stands_too() -> None:
    """Zero is a report, not the lack of one."""
    craft = make_spacecraft(reported_time_in_space=timedelta(0))
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    deriver.derive(NOW)
    craft.refresh_from_db()
    assert craft.time_in_space_offset == 0


def test_deriving_twice_changes_nothing() -> None:
    """The second time finds every figure as the log has it, and leaves the revision."""
    make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    assert deriver.derive(NOW).changed > 0
    revision = Revision.current().number
    assert deriver.derive(NOW).changed == 0
    assert Revision.current().number == revision


def test_a_wrong_figure_is_found_and_named() -> None:
    """`downrange check` reports what is stored against what the log says."""
    craft = make_spacecraft()
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    deriver.derive(NOW)
    models.Spacecraft.objects.filter(pk=craft.pk).update(flights_count=7)
    assert [(d.model, d.pk, d.field, d.stored, d.derived) for d in store.differences(NOW)] == [
        (models.Spacecraft, craft.pk, "flights_count", 7, 1)
    ]


def test_a_suborbital_launch_is_no_orbital_attempt() -> None:
    """A pad counts both, and tells them apart."""
    kind = models.CelestialBodyType.objects.create(name="Planet")
    earth = models.CelestialBody.objects.create(name="Earth", type=kind)
    hop = models.Orbit.objects.create(name="Suborbital", abbrev="Sub", celestial_body=earth)
    success, _ = models.LaunchStatus.objects.get_or_create(pk=3, name="Launch Successful")
    pad = models.Pad.objects.create(name="Pad")
    make_launch("2020-01-01T00:00:00", pad=pad, status=success)
    make_launch(
        "2020-02-01T00:00:00", pad=pad, status=success, mission=models.Mission.objects.create(name="Hop", orbit=hop)
    )
    deriver.derive(NOW)
    pad.refresh_from_db()
    assert (pad.total_launch_count, pad.orbital_launch_attempt_count) == (2, 1)


def test_a_configuration_counts_its_launches_ships_and_landings() -> None:
    """Three launches, two ships, one failure; a partial failure counts as a failure."""
    success, _ = models.LaunchStatus.objects.get_or_create(pk=3, name="Launch Successful")
    partial, _ = models.LaunchStatus.objects.get_or_create(pk=7, name="Launch was a Partial Failure")
    one, other = make_spacecraft("One"), make_spacecraft("Other")
    landing = models.Landing.objects.create(attempt=True, success=True)
    flights = [
        make_flight(one, "2020-01-01T00:00:00", "2020-01-02T00:00:00", landing=landing),
        make_flight(one, "2020-02-01T00:00:00", "2020-02-02T00:00:00"),
        make_flight(other, "2020-03-01T00:00:00", "2020-03-02T00:00:00"),
    ]
    for flight, status in zip(flights, (success, success, partial), strict=True):
        models.Launch.objects.filter(pk=flight.launch_id).update(status=status)
    deriver.derive(NOW)
    configuration = models.SpacecraftConfiguration.objects.get(pk=one.spacecraft_config_id)
    assert (configuration.spacecraft_flown, configuration.total_launch_count) == (2, 3)
    assert (configuration.successful_launches, configuration.failed_launches) == (2, 1)
    assert (configuration.attempted_landings, configuration.successful_landings) == (1, 1)
    assert configuration.fastest_turnaround == timedelta(days=30)


def test_a_station_counts_the_crews_of_the_ships_docked_now() -> None:
    """Whoever came with a ship that has left is not aboard; a ship without people adds none."""
    docked, gone = make_spacecraft("Docked"), make_spacecraft("Gone")
    here = make_flight(docked, "2026-05-01T00:00:00")
    left = make_flight(gone, "2026-01-01T00:00:00", "2026-03-01T00:00:00")
    make_crew("Alice", [], [], aboard=[here])
    make_crew("Bob", [], [], aboard=[here])
    make_crew("Charlie", [], [], aboard=[left])
    station = make_docking(here, "2026-05-02T00:00:00").space_station_target
    make_docking(left, "2026-01-02T00:00:00", "2026-02-28T00:00:00", space_station_target=station)
    deriver.derive(NOW)
    assert station is not None
    station.refresh_from_db()
    assert (station.onboard_crew, station.docked_vehicles) == (2, 0)


def test_a_crew_that_nobody_knows_is_not_counted_as_none() -> None:
    """With a crewed ship docked whose crew is not in the catalogue, the number aboard is unknown."""
    flight = make_flight(make_spacecraft(), "2026-05-01T00:00:00")
    models.SpacecraftConfiguration.objects.update(human_rated=True)
    station = make_docking(flight, "2026-05-02T00:00:00").space_station_target
    deriver.derive(NOW)
    assert station is not None
    station.refresh_from_db()
    assert station.onboard_crew is None


@pytest.mark.usefixtures("catalogue")
def test_the_shipped_catalogues_figures_are_as_its_log_has_them() -> None:
    """Nothing stored differs from what the log says."""
    derived_for = Revision.current().figures_at
    assert derived_for is not None
    assert list(store.differences(derived_for)) == []


@pytest.mark.usefixtures("catalogue")
def test_figures_of_many_records_are_written_by_as_many_statements_as_those_of_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """A few queries for each model, however many spacecraft there are: here 568, all wrong."""
    models.Spacecraft.objects.update(flights_count=7, mission_ends_count=7, fastest_turnaround=None)
    with django_assert_max_num_queries(110):
        assert deriver.derive(NOW).changed >= 560
    assert list(store.differences(NOW)) == []
