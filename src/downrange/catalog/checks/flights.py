"""Checks of flights: those that end before they begin, and craft with two flights at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model

from .. import models
from ..derived.formulas import END_OF_TIME
from ..derived.logged import Logged


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A record that contradicts another, and the reason."""

    model: type[Model]
    pk: object
    why: str
    is_doubtful: bool = field(default=False, compare=False)
    """Whether it can have happened, though it is unlikely, or something is only missing yet."""


class Span(NamedTuple):
    """A span of time, and the primary key of the record that has it."""

    start: datetime
    end: datetime
    pk: int


def flights() -> dict[int, Logged]:
    """Every flight, by primary key."""
    rows = models.SpacecraftFlight.objects.order_by("pk").values_list(
        "pk", "spacecraft_id", "launch__net", "mission_end", "mission_end_date"
    )
    return {pk: Logged(net, end, end_date, pk=pk, spacecraft=spacecraft) for pk, spacecraft, net, end, end_date in rows}


def contradictions_of_flights(flights: Mapping[int, Logged], now: datetime) -> Iterator[Contradiction]:
    by_craft: defaultdict[int, list[Span]] = defaultdict(list)
    for flight in flights.values():
        if flight.end < flight.net:
            yield Contradiction(models.SpacecraftFlight, flight.pk, f"it ends before its launch at {flight.net}")
        by_craft[flight.spacecraft].append(Span(flight.net, flight.first_end, flight.pk))
    # A placeholder may stand for several craft that are not known yet.
    for placeholder in models.Spacecraft.objects.filter(is_placeholder=True).values_list("pk", flat=True):
        by_craft.pop(placeholder, None)
    for spans in by_craft.values():
        for earlier, later in overlapping(spans, now):
            yield Contradiction(
                models.SpacecraftFlight, later.pk, f"its craft is still flying, since its flight {earlier.pk}"
            )


def overlapping(spans: Iterable[Span], now: datetime) -> Iterator[tuple[Span, Span]]:
    """Pairs of spans of which the later begins before the earlier has ended. A span that goes on today does not overlap
    one that is planned, since it may have ended by then.
    """
    longest: Span | None = None
    for span in sorted(spans, key=lambda span: (span.start, span.pk)):
        if longest is not None and longest.end > span.start and not (longest.end == END_OF_TIME and span.start > now):
            yield longest, span
        if longest is None or span.end > longest.end:
            longest = span
