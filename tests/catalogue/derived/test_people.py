"""Figures of astronauts."""

from datetime import timedelta

import pytest

from downrange.catalog import models
from downrange.catalog.derived import store

from ..cast import make_crew, make_flight, make_spacecraft, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def make_walk(astronaut: models.Astronaut, start: str, end: str | None) -> None:
    walk = models.Spacewalk.objects.create(name="EVA", start=utc(start), end=end and utc(end))
    for _ in range(2):  # a person in the crew twice was outside once
        walk.crew.add(models.AstronautFlight.objects.create(astronaut=astronaut))


def test_an_astronauts_figures_are_of_the_flights_up_and_down() -> None:
    """Up on 1 January and down with another ship on 11 January; up again on 1 June, still there; one is planned."""
    first = make_flight(make_spacecraft("A"), "2026-01-01T00:00:00", "2026-03-01T00:00:00")
    down = make_flight(make_spacecraft("B"), "2025-12-01T00:00:00", "2026-01-11T00:00:00")
    second = make_flight(make_spacecraft("C"), "2026-06-01T00:00:00")
    planned = make_flight(make_spacecraft("D"), "2027-06-01T00:00:00")
    alice = make_crew("Alice", [first, second, planned], [down, second])
    store.derive(NOW)
    alice.refresh_from_db()
    assert (alice.flights_count, alice.landings_count, alice.in_space) == (2, 1, True)
    assert (alice.first_flight, alice.last_flight) == (utc("2026-01-01T00:00:00"), utc("2026-06-01T00:00:00"))
    seconds = alice.time_in_space_offset + alice.time_in_space_rate * int(NOW.timestamp())
    assert (seconds, alice.time_in_space_rate) == ((10 + 2) * 86400, 1)


def test_a_launch_and_a_landing_at_exactly_now_count() -> None:
    """A microsecond before they do not."""
    up = make_flight(make_spacecraft("A"), "2026-06-03T00:00:00")
    back = make_flight(make_spacecraft("B"), "2026-06-01T00:00:00", "2026-06-03T00:00:00")
    alice, bob = make_crew("Alice", [up], []), make_crew("Bob", [back], [back])
    for now, flights, landings in ((NOW - timedelta(microseconds=1), 0, 0), (NOW, 1, 1)):
        store.derive(now)
        alice.refresh_from_db()
        bob.refresh_from_db()
        assert (alice.flights_count, bob.landings_count, alice.in_space) == (flights, landings, flights == 1)


def test_spacewalks_count_when_they_begin_and_their_time_when_they_have_ended() -> None:
    """Two hours that ended at now, one that goes on, one without an end, one ahead."""
    alice = models.Astronaut.objects.create(name="Alice")
    make_walk(alice, "2026-06-02T22:00:00", "2026-06-03T00:00:00")
    make_walk(alice, "2026-06-03T00:00:00", "2026-06-03T04:00:00")
    make_walk(alice, "2026-05-01T00:00:00", None)
    make_walk(alice, "2026-06-04T00:00:00", "2026-06-04T02:00:00")
    store.derive(NOW)
    alice.refresh_from_db()
    assert (alice.spacewalks_count, alice.eva_time) == (3, timedelta(hours=2))


def test_a_landing_is_of_the_craft_that_a_person_came_down_in() -> None:
    """The craft of the launch has ended its flight; the one to come down in flies on."""
    up = make_flight(make_spacecraft("A"), "2026-01-01T00:00:00", "2026-01-10T00:00:00")
    down = make_flight(make_spacecraft("B"), "2026-01-05T00:00:00")
    alice = make_crew("Alice", [up], [down])
    store.derive(NOW)
    alice.refresh_from_db()
    assert (alice.flights_count, alice.landings_count) == (1, 0)
