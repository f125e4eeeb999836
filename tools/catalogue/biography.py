"""Composes the biography of an astronaut from nationality and flights: a sentence that does not become false later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .words import count, long_date, with_article

TIMES = {1: "once", 2: "twice"}
ADJECTIVES = {
    "Antigua and Barbuda": "Antiguan",
    "Czechoslovakia": "Czechoslovak",
    "East Germany": "East German",
    "Soviet Union": "Soviet",
    "West Germany": "West German",
}
"""Nationalities of the facts without an adjective in the vocabulary of countries."""

COSMONAUTS = {"Soviet Union", "Russia"}
YEARS_BETWEEN_FLIGHTS = 15
"""An astronaut who has not flown for this long is assumed to have retired; only John Glenn returned after longer."""


@dataclass(frozen=True, slots=True)
class Trip:
    """One stay in space: the mission of the launch and that of the landing, which may be the same."""

    up: str
    down: str
    launch: datetime
    end: datetime | None


def noun(nationality: str, adjective: str, *, traveller: bool) -> str:
    """`Soviet cosmonaut`, `American astronaut`, `Canadian space traveller`."""
    kind = "space traveller" if traveller else "cosmonaut" if nationality in COSMONAUTS else "astronaut"
    return f"{adjective} {kind}"


def biography(who: str, trips: Sequence[Trip], as_of: date, *, died: bool, complete: bool = True) -> str:
    """One sentence about a person's flights. For people who may fly again, flights are counted up to a date. If
    the craft flew more often than the catalogue lists (`complete` is false), the sentence covers the listed flights.
    """
    number = TIMES.get(len(trips), f"{len(trips)} times")
    final = died or trips[-1].launch.year < as_of.year - YEARS_BETWEEN_FLIGHTS
    flew = f"who flew {number}" if final else f"who by {long_date(as_of)} had flown {number}"
    if not complete:
        flew = f"of whom the catalogue has {count(len(trips), 'flight')}"
    subject = with_article(who)
    return f"{subject[0].upper()}{subject[1:]} {flew}: {'; '.join(map(_trip, trips))}."


def _trip(trip: Trip) -> str:
    if trip.end is None:
        return f"{trip.up}, launched in {trip.launch.year}"
    years = str(trip.launch.year)
    if trip.end.year != trip.launch.year:
        years = f"{years} to {trip.end.year}"
    missions = trip.up if trip.up == trip.down else f"up in {trip.up} and down in {trip.down}"
    return f"{missions}, {years}"
