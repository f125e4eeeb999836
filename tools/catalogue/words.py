"""English for dates, durations, lists and articles."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

VOWEL_SOUNDS = tuple("AEIOaeio")
SPELLED_WITH_VOWEL_SOUND = ("H-", "H3", "HTV", "N-1", "X-", "SLS")


def instant(text: str) -> datetime:
    """Read `YYYY-MM-DDTHH:MM:SSZ`. Raises `ValueError` for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


def long_date(day: date) -> str:
    """`5 June 1980`."""
    return f"{day.day} {day:%B} {day.year}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def span(duration: timedelta) -> str:
    """A duration in its two largest units, rounded down: `2 days 17 hours`, `41 minutes`."""
    minutes = duration // timedelta(minutes=1)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [count(number, unit) for number, unit in ((days, "day"), (hours, "hour"), (minutes, "minute"))]
    first = 0 if days else 1 if hours else 2
    return " ".join(part for part in parts[first : first + 2] if not part.startswith("0 ")) or "less than a minute"


def listed(items: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def with_article(noun: str) -> str:
    """`a Soyuz-U`, `an Antares 230`, `an H-IIB`."""
    vowel = noun.startswith(VOWEL_SOUNDS) or noun.startswith(SPELLED_WITH_VOWEL_SOUND)
    return f"{'an' if vowel else 'a'} {noun}"
