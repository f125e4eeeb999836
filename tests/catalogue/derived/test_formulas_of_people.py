"""The figures of people: stays in space from crews, ages from days of birth."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.catalog.derived import formulas
from downrange.catalog.derived.formulas import Flight, as_flight, rides

from ..cast import utc

NOW = utc("2026-06-03T00:00:00")
STARLINER = Flight(utc("2024-06-05T14:52:15"), utc("2024-09-07T04:01:35"))
CREW_9 = Flight(utc("2024-09-28T17:17:20"), utc("2025-03-18T21:57:00"))
STS_84 = Flight(utc("1997-05-15T08:07:48"), utc("1997-05-24T13:27:44"))
STS_86 = Flight(utc("1997-09-26T02:34:19"), utc("1997-10-06T21:55:09"))


def total(*stays: Flight) -> timedelta:
    return formulas.time_in_space(stays, NOW).at(NOW)


def stays_of_person(ups: Iterable[Flight], downs: Iterable[Flight]) -> list[Flight]:
    return [as_flight(up, down) for up, down in rides(ups, downs)]


def test_a_stay_ends_with_the_landing_of_another_ship() -> None:
    """Up in Starliner, down with Crew-9."""
    (stay,) = stays_of_person([STARLINER], [CREW_9])
    assert (stay.net, stay.mission_end) == (STARLINER.net, CREW_9.mission_end)


def test_a_stay_spans_two_ships_that_did_not_overlap() -> None:
    """Up with STS-84 and down with STS-86, which did not overlap: 144 days, not the sum of two short flights."""
    assert total(*stays_of_person([STS_84], [STS_86])).days == 144


def test_a_stay_in_one_ship_lasts_as_long_as_its_flight() -> None:
    """Two flights of one person are two stays."""
    assert total(*stays_of_person([STS_86, STS_84], [STS_84, STS_86])) == total(STS_84) + total(STS_86)


def test_a_stay_without_a_landing_continues() -> None:
    """The ship to come down in has not landed."""
    docked = Flight(utc("2026-05-01T00:00:00"))
    (stay,) = stays_of_person([docked], [docked])
    assert stay.mission_end is None
    assert formulas.in_space([stay], NOW)


def test_a_stay_without_a_landing_on_record_ends_with_the_ship() -> None:
    """And a landing before any launch belongs to no stay."""
    assert stays_of_person([STS_86], [STS_84]) == [STS_86]


def test_landings_before_a_launch_belong_to_no_stay() -> None:
    """However many there are, and whatever follows them."""
    assert stays_of_person([STS_86], [STS_84, STS_86]) == [STS_86]
    assert stays_of_person([CREW_9], [STS_84, STS_86, CREW_9]) == [CREW_9]


def test_an_instant_may_end_a_stay_or_begin_the_next_one() -> None:
    """A landing at the instant of the next launch is of the stay before it."""
    first = Flight(utc("2000-01-01T00:00:00"), utc("2000-02-01T00:00:00"))
    second = Flight(utc("2000-02-01T00:00:00"), utc("2000-03-01T00:00:00"))
    assert stays_of_person([first, second], [first, second]) == [first, second]
    assert stays_of_person([second], [first, second]) == [second]


def test_an_end_known_to_the_day_ends_the_stay_and_adds_nothing() -> None:
    """As for a craft: nobody knows how long."""
    by_day = Flight(utc("1961-08-06T06:00:00"), None, date(1961, 8, 7))
    (stay,) = stays_of_person([by_day], [by_day])
    assert stay.ended(NOW)
    assert total(stay) == timedelta(0)


MOMENTS = st.integers(0, 20_000).map(lambda hours: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(st.lists(MOMENTS, min_size=1, max_size=8, unique=True))
def test_stays_are_found_from_launches_and_landings(moments: list[datetime]) -> None:
    """From the launches and the landings alone, whatever the ships, the stays are found as they were."""
    moments = sorted(moments)
    spans = list(zip(moments[::2], moments[1::2], strict=False))
    ups = [Flight(start, start + timedelta(days=9000)) for start, _ in spans]
    downs = [Flight(end - timedelta(days=9000), end) for _, end in spans]
    assert [(stay.net, stay.mission_end) for stay in stays_of_person(reversed(ups), reversed(downs))] == spans


def test_age_is_in_whole_years_and_stops_at_death() -> None:
    """A year more on the birthday, and not the day before."""
    birth = date(1934, 3, 9)
    assert formulas.age(birth, None, utc("2026-03-08T23:59:00")) == 91
    assert formulas.age(birth, None, utc("2026-03-09T00:00:00")) == 92
    assert formulas.age(birth, date(1968, 3, 27), NOW) == 34


@given(st.dates(date(1920, 1, 1), date(1999, 12, 31)), st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))
def test_an_age_changes_at_the_next_birthday_and_not_before(birth: date, now: datetime) -> None:
    """Those born on a 29 February too."""
    now = now.replace(tzinfo=UTC)
    birthday = formulas.next_birthday(birth, now)
    assert now < birthday <= now + timedelta(days=367)
    before = birthday - timedelta(seconds=1)
    if before >= now:
        assert formulas.age(birth, None, before) == formulas.age(birth, None, now)
    assert formulas.age(birth, None, birthday) == formulas.age(birth, None, now) + 1


@pytest.mark.parametrize(
    ("birth", "now", "birthday"),
    [
        ("1990-05-05", "2026-05-04T23:59:59", "2026-05-05"),
        ("1990-05-05", "2026-05-05T00:00:00", "2027-05-05"),
        ("1996-02-29", "2026-02-15T00:00:00", "2026-03-01"),
        ("1996-02-29", "2028-02-15T00:00:00", "2028-02-29"),
        ("2026-05-05", "2026-06-03T00:00:00", "2027-05-05"),
        ("2026-07-05", "2026-06-03T00:00:00", "2027-07-05"),
        ("2028-02-29", "2026-06-03T00:00:00", "2029-03-01"),
    ],
)
def test_the_next_birthday_is_the_first_after_now(birth: str, now: str, birthday: str) -> None:
    """Of somebody who is not born yet, it is the first."""
    assert formulas.next_birthday(date.fromisoformat(birth), utc(now)) == utc(f"{birthday}T00:00:00")


def test_an_age_is_none_without_a_birth_and_zero_before_it() -> None:
    """A death before the birthday of its year counts no year for it."""
    assert formulas.age(None, date(1968, 3, 27), NOW) is None
    assert formulas.age(date(2027, 1, 1), None, NOW) == 0
    assert formulas.age(date(1934, 3, 9), date(1968, 3, 8), NOW) == 33
    assert formulas.age(date(1934, 3, 9), date(2030, 1, 1), NOW) == 92
