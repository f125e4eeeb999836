"""Figures of a record: each with the question of the API that answers it, and the sum that it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from downrange.catalog.derived.formulas import LinearDuration

from .words import span

MAX_TERMS = 5
"""Terms of a sum that are written out."""


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    href: str = ""
    sum: str = ""


def grouped(number: int | None) -> str:
    """A number with narrow spaces between thousands."""
    return "–" if number is None else f"{number:,}".replace(",", "\u202f")


def sum_of(durations: Iterable[timedelta | None]) -> str:
    """How a time comes about: `3 d + 8 d 3 h`, or how many terms there are where they are many."""
    terms = [duration for duration in durations if duration]
    if len(terms) < 2:
        return ""
    if len(terms) > MAX_TERMS:
        return f"the sum of {len(terms)} stays"
    return " + ".join(map(span, terms))


def growing(offset: int, rate: int, at: datetime) -> timedelta:
    """A growing figure at an instant."""
    return LinearDuration(offset, rate).at(at)


def success_rate(successful: int, failed: int) -> str:
    """The share of attempts that succeeded, in percent."""
    return f"{100 * successful / (successful + failed):.0f} %" if successful + failed else "–"


def shown(figures: Sequence[Figure | None]) -> list[Figure]:
    """Those of the figures that are known."""
    return [figure for figure in figures if figure is not None and figure.value not in ("–", "")]
