"""Who went up in a ship and who came down in it: the stays in space of one person, from the flights that name them.

The facts name a person under each ship that they flew in, without saying up or down. A stay goes up in one ship and
comes down in the same or in another. Of all ways to make stays of a person's flights, the one whose length comes
nearest to the person's reported time in space is taken.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

LONGEST_STAY = timedelta(days=438)
"""No stay in space has been longer: Valeri Polyakov's of 1994 and 1995 was 437 days."""


@dataclass(frozen=True, slots=True)
class Span:
    """One flight of a ship, from its launch to the end of its mission; without an end it goes on."""

    flight: int
    launch: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a person in space: up in one ship, down in the same or in another."""

    up: Span
    down: Span

    @property
    def length(self) -> timedelta | None:
        """From the launch of the ship gone up in to the end of the one come down in; null while it goes on."""
        return None if self.down.end is None else self.down.end - self.up.launch

    @property
    def changes_ship(self) -> bool:
        return self.up != self.down


def likeliest(
    flights: Sequence[Span], reported: timedelta | None, known: Collection[tuple[int, int]] = ()
) -> tuple[Stay, ...]:
    """The stays that the flights of one person make, in order of time.

    `known` has the flights up and down of stays that are certain. Without a reported time in space, as few changes of
    ship as can be. Raises `ValueError` when the flights make no stays: nobody is in two ships at once.
    """
    ways = [stays for stays in _ways(flights) if {(stay.up.flight, stay.down.flight) for stay in stays} >= set(known)]
    if not ways:
        raise ValueError("no change of ship explains these flights")
    ways.sort(key=_changes)
    if reported is None:
        return ways[0]
    return min(ways, key=lambda stays: abs(time_in_space(stays) - reported))


def time_in_space(stays: Sequence[Stay]) -> timedelta:
    """The sum of the stays that have ended."""
    return sum((stay.length for stay in stays if stay.length is not None), timedelta())


def _ways(flights: Sequence[Span]) -> Iterator[tuple[Stay, ...]]:
    """Every way to make stays of flights such that none begins before the one before it ends."""
    for stays in _pairings(flights):
        ordered = sorted(stays, key=lambda stay: stay.up.launch)
        if all(stay.down.end and stay.down.end <= later.up.launch for stay, later in pairwise(ordered)):
            yield tuple(ordered)


def _pairings(flights: Sequence[Span]) -> Iterator[tuple[Stay, ...]]:
    """Every way to have each flight in one stay: alone, or up or down with another."""
    if not flights:
        yield ()
        return
    first, *others = flights
    for rest in _pairings(others):
        yield (Stay(first, first), *rest)
    for place, other in enumerate(others):
        for stay in (Stay(first, other), Stay(other, first)):
            if stay.length is not None and timedelta() < stay.length < LONGEST_STAY:
                for rest in _pairings([*others[:place], *others[place + 1 :]]):
                    yield (stay, *rest)


def _changes(stays: Sequence[Stay]) -> tuple[int, int]:
    """How many changes of ship, and how many of them into a ship that had been launched before."""
    changes = [stay for stay in stays if stay.changes_ship]
    return len(changes), sum(stay.down.launch < stay.up.launch for stay in changes)
