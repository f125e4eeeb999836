"""Composes the description of a spacecraft from its facts: sentences that do not become false later.

For a craft that is in space or may fly again there is no running figure, and counts are given up to a date.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from .words import count, listed, long_date, span, with_article

MAX_LENGTH = 2048
TIMES = {1: "once", 2: "twice"}
ORBITS = {
    "Low Earth Orbit": " into low Earth orbit",
    "Deep space": " into deep space",
    "Heliocentric": " into heliocentric orbit",
    "Lunar orbit": " into lunar orbit",
    "Medium Earth Orbit": " into medium Earth orbit",
    "Moon": " to the Moon",
    "Suborbital": " on a suborbital flight",
    "Indian Ocean": " on a suborbital flight",
}
OUTCOMES = {"failure": "failed", "partial failure": "was a partial failure"}


@dataclass(frozen=True, slots=True)
class Stay:
    """One docking of the craft, as the chaser, at a named target."""

    target: str
    docking: datetime
    departure: datetime | None
    berthed: bool = False


@dataclass(frozen=True, slots=True)
class Flight:
    """One flight. `outcome` is that of its launch: `success`, `failure` or `partial failure`."""

    mission: str
    net: datetime
    vehicle: str | None
    site: str | None
    destination: str | None
    end: date | None
    landed: bool
    outcome: str = "success"
    crew: tuple[str, ...] = ()
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Craft:
    """`kind` is a noun without its article; `number` is null if the name contains it, `note` is a sentence
    that the facts do not give."""

    name: str
    kind: str
    number: str | None
    status: str
    is_placeholder: bool = False
    log_is_complete: bool = True
    flights: tuple[Flight, ...] = ()
    note: str = ""


def describe(craft: Craft, as_of: date) -> str:
    """The description of a craft, in one to four sentences."""
    if craft.is_placeholder:
        return f"{craft.name} is a placeholder for {with_article(craft.kind)} that is not known yet."
    number = f" ({craft.number})" if craft.number else ""
    sentences = [f"{craft.name} is {with_article(craft.kind)}{number}."]
    flights = sorted(craft.flights, key=lambda flight: flight.net)
    if len(flights) == 1:
        sentences.append(_flight(flights[0]))
        if flights[0].crew:
            sentences.append(f"It carried {listed(flights[0].crew)}.")
    elif flights:
        counted = as_of if craft.status == "Active" and craft.log_is_complete else None
        sentences += _summary(flights, counted, complete=craft.log_is_complete)
    if craft.note:
        sentences.append(craft.note)
    if craft.status in {"Retired", "Destroyed"}:
        sentences.append("It has been retired." if craft.status == "Retired" else "It was destroyed.")
    description = " ".join(sentences)
    if len(description) > MAX_LENGTH:
        raise ValueError(f"the description of {craft.name} is longer than {MAX_LENGTH} characters")
    return description


def _flight(flight: Flight) -> str:
    launch = f"on {long_date(flight.net.date())}"
    launch += f" on {with_article(flight.vehicle)}" if flight.vehicle else ""
    launch += f" from {flight.site}" if flight.site else ""
    if flight.outcome != "success":
        later = flight.landed or flight.end != flight.net.date()
        end = f", and it {_end(flight)}" if later and flight.end else ""
        return f"Its launch {launch} {OUTCOMES[flight.outcome]}{end}."
    if not flight.stays and flight.destination:
        launch += ORBITS.get(flight.destination, f" to {the(flight.destination)}")
    clauses = [f"was launched {launch}", *_stays(flight.stays)]
    if flight.end:
        clauses.append(_end(flight))
    return f"It {_joined(clauses)}."


def _end(flight: Flight) -> str:
    day = long_date(flight.end) if flight.end else ""
    return f"landed on {day}" if flight.landed else f"ended its mission on {day}"


def _joined(clauses: list[str]) -> str:
    return listed(clauses) if len(clauses) < 3 else f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


def _stays(stays: tuple[Stay, ...]) -> list[str]:
    clauses = []
    for target, group in groupby(sorted(stays, key=lambda stay: stay.docking), key=lambda stay: stay.target):
        own = list(group)
        lengths = [stay.departure - stay.docking for stay in own if stay.departure]
        if len(lengths) < len(own):
            verb = "was berthed to" if own[0].berthed else "docked to"
            clauses.append(f"{verb} {the(target)} on {long_date(own[0].docking.date())}")
            continue
        verb = "was berthed to" if all(stay.berthed for stay in own) else "was docked to"
        times = f" in {len(own)} stays" if len(own) > 1 else ""
        clauses.append(f"{verb} {the(target)} for {span(sum(lengths, timedelta()))}{times}")
    return clauses


def _summary(flights: list[Flight], counted: date | None, *, complete: bool) -> list[str]:
    """Sums up several flights: their number, the first and the last. For a craft in use they are counted up to a date;
    for an incomplete log, as those that the catalogue has.
    """
    number = count(len(flights), "flight")
    made = f"By {long_date(counted)} it had made {number}" if counted else f"It made {number}"
    first, last = flights[0], flights[-1]
    earliest, latest = "first", "latest" if counted else "last"
    if not complete:
        made, earliest, latest = f"The catalogue has {number} of it", "earliest", "latest"
    clauses = [f"was launched on {long_date(last.net.date())}"]
    if last.end is None:
        clauses += _stays(last.stays)
    else:
        clauses.append(_end(last))
    began = f"the {earliest}, {first.mission}, was launched on {long_date(first.net.date())}"
    ended = f"the {latest}, {last.mission}, {_joined(clauses)}"
    sentences = [f"{made}: {began}, and {ended}."]
    targets = [stay.target for flight in flights for stay in flight.stays]
    if targets:
        times = {target: targets.count(target) for target in targets}
        places = listed([f"{the(target)} {TIMES.get(number, f'{number} times')}" for target, number in times.items()])
        sentences.append(f"By then it had docked to {places}." if counted else f"It docked to {places}.")
    return sentences


def the(target: str) -> str:
    """`the International Space Station`, but `Mir`."""
    return f"the {target}" if target.endswith((" Station", " station")) or "Module" in target else target
