"""Tells launches from landings: the stays in space of one person, from the flights with the person in the crew.

The facts list a person under each ship that the person flew in, without telling launches from landings. A stay begins
with the launch of one ship and ends with the landing of the same or another. Of all divisions of a person's flights
into stays, the one whose total is nearest to the person's reported time in space is taken.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

MAX_STAY = timedelta(days=438)
"""More than any stay in space: Valeri Polyakov's of 1994 and 1995 was 437 days."""


@dataclass(frozen=True, slots=True)
class Span:
    """One flight of a ship, from launch to mission end. Without an end it has not ended."""

    flight: int
    launch: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a person in space: launched in one ship, landed in the same or another."""

    up: Span
    down: Span

    @property
    def length(self) -> timedelta | None:
        """From the launch of the first ship to the mission end of the second; None if it has not ended."""
        return None if self.down.end is None else self.down.end - self.up.launch

    @property
    def changes_ship(self) -> bool:
        return self.up != self.down


def likeliest(
    flights: Sequence[Span], reported: timedelta | None, known: Collection[tuple[int, int]] = ()
) -> tuple[Stay, ...]:
    """The stays of one person, in chronological order.

    `known` has the flights of launch and landing of stays that are certain. Without a reported time in space, the
    division with the fewest transfers is taken. Raises `ValueError` if every division has the person in two ships at
    once.
    """
    ways = [stays for stays in _ways(flights) if {(stay.up.flight, stay.down.flight) for stay in stays} >= set(known)]
    if not ways:
        raise ValueError("no change of ship explains these flights")
    ways.sort(key=_changes)
    if reported is None:
        return ways[0]
    return min(ways, key=lambda stays: abs(time_in_space(stays) - reported))


def time_in_space(stays: Sequence[Stay]) -> timedelta:
    """The total of the stays that have ended."""
    return sum((stay.length for stay in stays if stay.length is not None), timedelta())


def _ways(flights: Sequence[Span]) -> Iterator[tuple[Stay, ...]]:
    """Every division of flights into stays in which no stay begins before the previous one ends."""
    for stays in _pairings(flights):
        ordered = sorted(stays, key=lambda stay: stay.up.launch)
        if all(stay.down.end and stay.down.end <= later.up.launch for stay, later in pairwise(ordered)):
            yield tuple(ordered)


def _pairings(flights: Sequence[Span]) -> Iterator[tuple[Stay, ...]]:
    """Every division of flights into stays of one flight, or of two: one of the launch and one of the landing."""
    if not flights:
        yield ()
        return
    first, *others = flights
    for rest in _pairings(others):
        yield (Stay(first, first), *rest)
    for place, other in enumerate(others):
        for stay in (Stay(first, other), Stay(other, first)):
            if stay.length is not None and timedelta() < stay.length < MAX_STAY:
                for rest in _pairings([*others[:place], *others[place + 1 :]]):
                    yield (stay, *rest)


def _changes(stays: Sequence[Stay]) -> tuple[int, int]:
    """The number of transfers, and the number of those into a ship that had been launched earlier."""
    changes = [stay for stay in stays if stay.changes_ship]
    return len(changes), sum(stay.down.launch < stay.up.launch for stay in changes)
