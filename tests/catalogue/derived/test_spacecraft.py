"""Figures of spacecraft, their flights, configurations and families."""

from datetime import date, timedelta

import pytest

from downrange.catalog import models
from downrange.catalog.derived import store
from downrange.catalog.editing import editing

from ..cast import make_docking, make_flight, make_spacecraft, utc
from ..vehicles import make_landing, make_statuses

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def test_a_crafts_figures_are_derived_from_its_flights_and_dockings() -> None:
    """Two flights, the second still going, with one docking each."""
    craft = make_spacecraft()
    first = make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    make_docking(first, "2020-01-02T00:00:00", "2020-01-10T00:00:00")
    make_flight(craft, "2026-06-01T00:00:00")
    store.derive(NOW)
    craft.refresh_from_db()
    assert (craft.in_space, craft.flights_count, craft.mission_ends_count) == (True, 2, 1)
    assert craft.time_in_space_rate == 1
    assert craft.fastest_turnaround == utc("2026-06-01T00:00:00") - utc("2020-01-11T00:00:00")
    assert (craft.time_docked_offset, craft.time_docked_rate) == (8 * 86400, 0)


def test_a_reported_figure_stands_in_place_of_the_derived() -> None:
    """Where the log is known to be incomplete, what a source reports is shown, marked by its column."""
    craft = make_spacecraft(reported_time_in_space=timedelta(hours=3))
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    store.derive(NOW)
    craft.refresh_from_db()
    assert (craft.time_in_space_offset, craft.time_in_space_rate) == (3 * 3600, 0)
    assert craft.flights_count == 1


def test_a_figure_reported_as_zero_stands_too() -> None:
    """Zero is a report, not the lack of one."""
    craft = make_spacecraft(reported_time_in_space=timedelta(0))
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    store.derive(NOW)
    craft.refresh_from_db()
    assert craft.time_in_space_offset == 0


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
    store.derive(NOW)
    configuration = models.SpacecraftConfiguration.objects.get(pk=one.spacecraft_config_id)
    assert (configuration.spacecraft_flown, configuration.total_launch_count) == (2, 3)
    assert (configuration.successful_launches, configuration.failed_launches) == (2, 1)
    assert (configuration.attempted_landings, configuration.successful_landings) == (1, 1)
    assert configuration.fastest_turnaround == timedelta(days=30)


def test_an_event_at_exactly_now_has_happened() -> None:
    """A launch, a docking and a mission end at now count; each is a microsecond too early before."""
    craft = make_spacecraft()
    flight = make_flight(craft, "2026-06-03T00:00:00")
    make_docking(flight, "2026-06-03T00:00:00")
    ended = make_spacecraft("Ended")
    make_flight(ended, "2026-06-01T00:00:00", "2026-06-03T00:00:00")
    for now, flights, docked, ends in ((NOW - timedelta(microseconds=1), 0, 0, 0), (NOW, 1, 1, 1)):
        store.derive(now)
        craft.refresh_from_db()
        ended.refresh_from_db()
        assert (craft.flights_count, craft.time_docked_rate, ended.mission_ends_count) == (flights, docked, ends)
        assert (craft.in_space, ended.in_space) == (flights == 1, ends == 0)


def test_a_flight_has_its_turnaround_since_the_end_of_the_flight_before() -> None:
    """The first has none, nor has one that was launched before the other had ended."""
    craft = make_spacecraft()
    flights = [
        make_flight(craft, "2020-03-01T00:00:00", "2020-04-01T00:00:00"),
        make_flight(craft, "2020-01-01T00:00:00", "2020-02-01T00:00:00"),
        make_flight(craft, "2020-03-15T00:00:00"),
    ]
    store.derive(NOW)
    for flight in flights:
        flight.refresh_from_db()
    assert [flight.turn_around_time for flight in flights] == [timedelta(days=29), None, None]


def test_a_flight_has_its_end_as_an_instant() -> None:
    """Midnight where only the day is known; none while it goes on. No figure counts from that midnight."""
    craft = make_spacecraft()
    by_day, by_hour, ongoing = (
        make_flight(craft, "2020-01-01T09:00:00", mission_end_date="2020-01-01"),
        make_flight(craft, "2020-03-01T00:00:00", "2020-04-01T05:00:00"),
        make_flight(craft, "2020-05-01T00:00:00"),
    )
    store.derive(NOW)
    for flight in (by_day, by_hour, ongoing, craft):
        flight.refresh_from_db()
    assert by_day.mission_end_instant == utc("2020-01-01T00:00:00")
    assert by_hour.mission_end_instant == utc("2020-04-01T05:00:00")
    assert ongoing.mission_end_instant is None
    assert by_hour.turn_around_time is None
    assert craft.mission_ends_count == 2
    assert craft.time_in_space_offset == ((31 * 24 + 5) * 3600) - utc("2020-05-01T00:00:00").timestamp()


def test_an_edit_of_the_day_derives_the_instant() -> None:
    """Of that flight."""
    flight = make_flight(make_spacecraft(), "2020-01-01T09:00:00", mission_end_date="2020-01-01")
    with editing(by="Alice", source="local", now=NOW):
        flight.mission_end_date = date(2020, 1, 3)
        flight.save()
    flight.refresh_from_db()
    assert flight.mission_end_instant == utc("2020-01-03T00:00:00")


def test_a_family_counts_a_launch_of_two_craft_once() -> None:
    """Two ships on one launch, one of which landed, and again on one that failed; the planned third ship counts as
    nothing yet.
    """
    one, other = make_spacecraft("One"), make_spacecraft("Other")
    family = models.SpacecraftConfigurationFamily.objects.create(name="Family")
    one.spacecraft_config.family.add(family)
    success, failure = make_statuses()
    flight = make_flight(one, "2020-01-01T00:00:00", "2020-01-02T00:00:00", landing=make_landing(success=True))
    models.Launch.objects.filter(pk=flight.launch_id).update(status=success)
    models.SpacecraftFlight.objects.create(spacecraft=other, launch=flight.launch, landing=make_landing(success=False))
    lost = make_flight(one, "2021-01-01T00:00:00", "2021-01-02T00:00:00")
    models.Launch.objects.filter(pk=lost.launch_id).update(status=failure)
    models.SpacecraftFlight.objects.create(spacecraft=other, launch=lost.launch)
    make_flight(make_spacecraft("Third"), "2026-06-04T00:00:00")
    store.derive(NOW)
    family.refresh_from_db()
    assert (family.spacecraft_flown, family.total_launch_count) == (2, 2)
    assert (family.successful_launches, family.failed_launches) == (1, 1)
    assert (family.attempted_landings, family.successful_landings, family.failed_landings) == (2, 1, 1)


def test_a_landing_counts_from_the_end_of_the_mission() -> None:
    """Not from its launch."""
    craft = make_spacecraft()
    make_flight(craft, "2026-06-01T00:00:00", "2026-06-03T00:00:00", landing=make_landing(success=True))
    for now, landings in ((NOW - timedelta(microseconds=1), 0), (NOW, 1)):
        store.derive(now)
        assert models.SpacecraftConfiguration.objects.get(pk=craft.spacecraft_config_id).successful_landings == landings


def test_a_reported_time_docked_stands_in_place_of_the_derived() -> None:
    """Zero too."""
    craft, other = make_spacecraft(reported_time_docked=timedelta(hours=3)), make_spacecraft("Other")
    models.Spacecraft.objects.filter(pk=other.pk).update(reported_time_docked=timedelta(0))
    for each in (craft, other):
        make_docking(make_flight(each, "2026-05-01T00:00:00"), "2026-05-02T00:00:00")
    store.derive(NOW)
    for each, seconds in ((craft, 3 * 3600), (other, 0)):
        each.refresh_from_db()
        assert (each.time_docked_offset, each.time_docked_rate) == (seconds, 0)


def test_a_configuration_counts_a_craft_from_its_launch_on() -> None:
    """At exactly now, and not a microsecond before."""
    craft = make_spacecraft()
    make_flight(craft, "2026-06-03T00:00:00")
    for now, flown in ((NOW - timedelta(microseconds=1), 0), (NOW, 1)):
        store.derive(now)
        assert models.SpacecraftConfiguration.objects.get(pk=craft.spacecraft_config_id).spacecraft_flown == flown
