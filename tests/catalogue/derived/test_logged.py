"""Rides: the stays of people in space, from the launch of one craft to the end of its or another craft's flight."""

from datetime import date, timedelta

import pytest

from downrange.catalog.derived.logged import Logged, Ride, Seats

from ..cast import make_crew, make_flight, make_spacecraft, utc

UP, END = utc("2020-01-01T00:00:00"), utc("2020-07-01T00:00:00")
SECOND = timedelta(seconds=1)
RIDE = Ride(
    Logged(net=UP, mission_end=utc("2020-03-01T00:00:00"), pk=1, spacecraft=1),
    Logged(net=utc("2020-02-01T00:00:00"), mission_end=END, pk=2, spacecraft=2),
)
"""Up in one craft, down in another."""


def test_a_ride_covers_what_begins_and_ends_within_it() -> None:
    """Its own first and last instants included."""
    assert RIDE.covers(UP, END)
    assert not RIDE.covers(UP - SECOND, END)
    assert not RIDE.covers(UP, END + SECOND)


def test_a_ride_overlaps_what_has_an_instant_in_common() -> None:
    """What ends as it begins, or begins as it ends, has none."""
    assert RIDE.overlaps(UP - SECOND, UP + SECOND)
    assert RIDE.overlaps(END - SECOND, END + SECOND)
    assert not RIDE.overlaps(UP - SECOND, UP)
    assert not RIDE.overlaps(END, END + SECOND)


def test_a_ride_lasts_from_its_launch_until_it_has_ended() -> None:
    """At the instant of the end it has ended."""
    instants = (UP - SECOND, UP, END - SECOND, END)
    assert [RIDE.lasts_at(instant) for instant in instants] == [False, True, True, False]


def test_an_end_known_to_the_day_may_be_as_early_as_its_midnight() -> None:
    """But not before the launch."""
    flight = Logged(net=UP, mission_end_date=date(2020, 1, 9), pk=1, spacecraft=1)
    assert flight.first_end == utc("2020-01-09T00:00:00")
    assert Logged(net=UP + SECOND, mission_end_date=date(2020, 1, 1), pk=1, spacecraft=1).first_end == UP + SECOND


@pytest.mark.django_db
def test_all_rides_are_those_of_everybody() -> None:
    """In order of launch; Bob comes down in the craft that Alice went up in."""
    first = make_flight(make_spacecraft("First"), "2020-01-01T00:00:00", "2020-03-01T00:00:00")
    second = make_flight(make_spacecraft("Second"), "2020-02-01T00:00:00", "2020-07-01T00:00:00")
    third = make_flight(make_spacecraft("Third"), "2021-01-01T00:00:00")
    alice = make_crew("Alice", [first, third], [second])
    bob = make_crew("Bob", [second], [first])
    rides = [(person, ride.up.pk, ride.down.pk) for person, ride in Seats.of().all_rides()]
    assert rides == [
        (alice.pk, first.pk, second.pk),
        (alice.pk, third.pk, third.pk),
        (bob.pk, second.pk, first.pk),
    ]
    assert [ride.up.pk for ride in Seats.of([bob.pk]).rides(bob.pk)] == [second.pk]
    assert Seats.of([bob.pk]).rides(alice.pk) == []
