"""Dates, durations and numbers in words."""

from datetime import UTC, datetime, timedelta

import pytest

from downrange.explorer.explore.words import count, countdown, moment, span

AT = datetime(1957, 10, 4, 19, 28, 34, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        ("Second", "4 October 1957, 19:28 UTC"),
        ("Minute", "4 October 1957, 19:28 UTC"),
        ("Hour", "4 October 1957, about 19 h UTC"),
        ("Day", "4 October 1957"),
        ("Month", "October 1957"),
        ("Quarter 4", "Q4 1957"),
        ("Year Half 2", "second half of 1957"),
        ("Year", "1957"),
        ("Decade", "1950s"),
    ],
)
def test_an_instant_is_as_precise_as_it_is_known(precision: str, text: str) -> None:
    """Nothing is said that is not known."""
    assert moment(AT, precision) == text


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(), "0 s"),
        (timedelta(seconds=9), "9 s"),
        (timedelta(minutes=12, seconds=9), "12 min 9 s"),
        (timedelta(hours=5), "5 h"),
        (timedelta(days=3, hours=22, minutes=19), "3 d 22 h"),
        (timedelta(days=371, hours=21), "371 d"),
        (timedelta(days=1110), "1\u202f110 d"),
        (timedelta(minutes=-2), "−2 min"),
    ],
)
def test_a_duration_has_its_two_largest_units(duration: timedelta, text: str) -> None:
    """From ten days on, one is enough."""
    assert span(duration) == text


def test_a_countdown_goes_both_ways() -> None:
    """Before and after."""
    assert countdown(AT, AT - timedelta(hours=2)) == "in 2 h"
    assert countdown(AT, AT + timedelta(minutes=5)) == "5 min ago"


@pytest.mark.parametrize(("number", "text"), [(1, "1 launch"), (0, "0 launches"), (7541, "7\u202f541 launches")])
def test_a_number_has_its_noun(number: int, text: str) -> None:
    """In the singular for one."""
    assert count(number, "launch", "launches") == text
