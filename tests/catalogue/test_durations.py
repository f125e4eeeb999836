from datetime import timedelta

import isodate
import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.catalog.durations import format_duration, parse_duration

SEEN = {
    "P0D": timedelta(0),
    "PT8M33S": timedelta(minutes=8, seconds=33),
    "P3DT22H19M30S": timedelta(days=3, hours=22, minutes=19, seconds=30),
    "P2DT17H22M": timedelta(days=2, hours=17, minutes=22),
    "P56DT3H26M44S": timedelta(days=56, hours=3, minutes=26, seconds=44),
    "P10DT15H6M": timedelta(days=10, hours=15, minutes=6),
    "P50DT7H29M": timedelta(days=50, hours=7, minutes=29),
    "P22DT14M5S": timedelta(days=22, minutes=14, seconds=5),
    "PT1.5S": timedelta(seconds=1, milliseconds=500),
    "-PT21H": timedelta(hours=-21),
}
DURATIONS = st.timedeltas(min_value=timedelta(days=-1_000_000), max_value=timedelta(days=1_000_000))


@pytest.mark.parametrize(("text", "duration"), SEEN.items())
def test_writes_what_upstream_was_seen_to_write(text: str, duration: timedelta) -> None:
    """A duration is unpadded: parts that are zero are left out, and nothing at all is `P0D`."""
    assert format_duration(duration) == text


@given(DURATIONS)
def test_writes_as_isodate_does(duration: timedelta) -> None:
    """isodate is what upstream writes durations with."""
    assert format_duration(duration) == isodate.duration_isoformat(duration)


@given(DURATIONS)
def test_reads_back_what_it_wrote(duration: timedelta) -> None:
    """Writing and reading a duration loses nothing."""
    assert parse_duration(format_duration(duration)) == duration


@given(DURATIONS)
def test_reads_as_isodate_does(duration: timedelta) -> None:
    """Both readers agree on every text that isodate writes."""
    text = isodate.duration_isoformat(duration)
    assert parse_duration(text) == isodate.parse_duration(text)


def test_reads_padded_text() -> None:
    """Other programs pad to two digits; that is read too."""
    assert parse_duration("P56DT03H26M44S") == timedelta(days=56, hours=3, minutes=26, seconds=44)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1Y", "1 00:00:00", "P1DT", "PT1", "PT1.S", "P٣D", "P99999999999D", "P1D\n"]
)
def test_refuses_what_is_not_a_duration_of_days_and_time(text: str) -> None:
    """Anything else is a ValueError, never a guess."""
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)
