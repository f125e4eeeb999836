"""Astronauts and the crews of flights."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from downrange.catalog.durations import parse_duration

from . import standing
from .additions import Additions
from .biography import ADJECTIVES, Trip, biography, noun
from .corrections import INCOMPLETE_PEOPLE
from .countries import Countries
from .crews import CHANGES_OF_SHIP, MISSING
from .errors import FactError
from .facts import Fact, Facts
from .launches import mission_name
from .lives import LIVES
from .newcomers import NEWCOMERS, WIKIPEDIA
from .records import Catalogue, Values
from .roles import BY_MISSION, Positions
from .seats import Span, Stay, likeliest
from .sources import AS_OF
from .vocabulary import Vocabulary
from .words import instant

PRIVATE = 3
"""The type of private astronauts in Launch Library."""


@dataclass(slots=True)
class Crew:
    """The seats of one flight, and the names of its crew."""

    launch: list[int] = field(default_factory=list)
    onboard: list[int] = field(default_factory=list)
    landing: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def add(self, seat: int, name: str, *, up: bool, down: bool) -> None:
        self.onboard.append(seat)
        self.names.append(name)
        if up:
            self.launch.append(seat)
        if down:
            self.landing.append(seat)


class People:
    """Adds astronauts and their seats. `crews` has the crew of each flight."""

    def __init__(
        self,
        catalogue: Catalogue,
        facts: Facts,
        additions: Additions,
        countries: Countries,
        vocabulary: Vocabulary,
        flights: Mapping[int, Fact],
    ) -> None:
        self.astronauts = {**_astronauts(catalogue, facts), **additions.astronauts}
        names = {fact["name"] for fact in self.astronauts.values()}
        for name in sorted(standing.NAMES - names):
            raise FactError("standing.py", f"there is no astronaut {name!r}")
        self.crews: defaultdict[int, Crew] = defaultdict(Crew)
        aboard: dict[tuple[int, int], Fact] = {}
        for flight, astronaut, fact in [*_given(facts, flights), *additions.seats, *self._missing(flights)]:
            if astronaut not in self.astronauts:
                raise fact.error(f"there is no astronaut {astronaut}")
            aboard.setdefault((flight, astronaut), fact)
        stays = self._stays(flights, aboard)
        for pk, fact in self.astronauts.items():
            own = [(stay, flights[stay.up.flight], flights[stay.down.flight]) for stay in stays.get(pk, ())]
            trips = [
                Trip(mission_name(up), mission_name(down), stay.up.launch, stay.down.end) for stay, up, down in own
            ]
            complete = not any(up["spacecraft"] in INCOMPLETE_PEOPLE for _, up, _ in own)
            values = _values(fact, trips, countries, vocabulary, complete=complete)
            catalogue.add("astronauts", pk, values, fact)
        ups = {(stay.up.flight, astronaut): stay for astronaut, own in stays.items() for stay in own}
        downs = {(stay.down.flight, astronaut) for astronaut, own in stays.items() for stay in own if stay.down.end}
        for (flight, astronaut), fact in aboard.items():
            name = self.astronauts[astronaut]["name"]
            up = ups.get((flight, astronaut))
            role = up and (_role(flights[flight], name, up) or fact.get("role"))
            values = {"astronaut": astronaut, "role": role and vocabulary.roles[role]}
            seat = catalogue.own("astronaut_flights", f"{flight}:{astronaut}", values, fact)
            self.crews[flight].add(seat, name, up=up is not None, down=(flight, astronaut) in downs)
        for flight, crew in self.crews.items():
            _check_roles(flights[flight], crew.names)

    def _stays(self, flights: Mapping[int, Fact], aboard: Iterable[tuple[int, int]]) -> dict[int, tuple[Stay, ...]]:
        """The stays in space of each astronaut, from the flights with the astronaut in the crew."""
        own: defaultdict[int, list[Fact]] = defaultdict(list)
        for flight, astronaut in aboard:
            own[astronaut].append(flights[flight])
        return {pk: _stays(self.astronauts[pk], named) for pk, named in own.items()}

    def _missing(self, flights: Mapping[int, Fact]) -> Iterator[tuple[int, int, Fact]]:
        """The seats that the facts leave out."""
        by_name = {fact["name"]: pk for pk, fact in self.astronauts.items()}
        for pk, flight in flights.items():
            for name in MISSING.get(flight["mission_name"], ()):
                if name not in by_name:
                    raise flight.error(f"there is no astronaut {name!r}")
                yield pk, by_name[name], flight


def reported_time_in_space(astronaut: Fact) -> timedelta | None:
    """The time in space that a source other than the log reports, or None."""
    if str(astronaut["time_in_space_source"]).startswith("computed"):
        return None
    return parse_duration(astronaut["time_in_space"])


def _astronauts(catalogue: Catalogue, facts: Facts) -> dict[int, Fact]:
    """The astronauts of the facts, and those that the facts leave out."""
    astronauts = facts.by_id("astronauts")
    for name, newcomer in NEWCOMERS.items():
        values = {
            "name": name,
            "nationality": newcomer.nationality,
            "wiki": newcomer.page and f"{WIKIPEDIA}{newcomer.page}",
            "wikidata_id": None,
            "time_in_space_source": "computed_from_flights",
        }
        pk = newcomer.id or catalogue.ledger.id("astronauts", name)
        astronauts[pk] = Fact(values, f"newcomers.py: {name}")
    return astronauts


def _given(facts: Facts, flights: Mapping[int, Fact]) -> Iterator[tuple[int, int, Fact]]:
    """The seats in the facts, except those of flights that are left out."""
    for fact in facts.read("astronaut_flights"):
        if fact["spacecraft_flight"] in flights:
            yield fact["spacecraft_flight"], fact["astronaut"], fact


def _stays(astronaut: Fact, flights: list[Fact]) -> tuple[Stay, ...]:
    """The stays of one astronaut, from the flights with the astronaut in the crew."""
    by_mission = {flight["mission_name"]: flight["id"] for flight in flights}
    known = {
        (by_mission[up], by_mission[down])
        for (up, down), names in CHANGES_OF_SHIP.items()
        if astronaut["name"] in names and {up, down} <= by_mission.keys()
    }
    try:
        return likeliest([_span(flight) for flight in flights], reported_time_in_space(astronaut), known)
    except ValueError as error:
        raise astronaut.error(f"{astronaut['name']}: {error}: {', '.join(by_mission)}") from None


def _values(
    astronaut: Fact,
    trips: list[Trip],
    countries: Countries,
    vocabulary: Vocabulary,
    *,
    complete: bool,
) -> Values:
    """The values of one astronaut's record."""
    name, nationality = astronaut["name"], astronaut["nationality"]
    born, died = LIVES.get(name, (None, None))
    kind = standing.type_of(astronaut)
    employer = standing.agency(astronaut)
    as_of = date.fromisoformat(AS_OF)
    in_space = any(trip.end is None or trip.end.date() > as_of for trip in trips)
    status = standing.status(name, trips[-1].launch.year if trips else None, in_space=in_space)
    adjective = ADJECTIVES.get(nationality) or countries.adjective(nationality)
    who = noun(nationality, adjective, traveller=kind == standing.PRIVATE or astronaut.get("type") == PRIVATE)
    known = None if in_space else astronaut.get("status")
    return {
        "name": name,
        "status": known or (status and vocabulary.astronaut_statuses[status]),
        "agency": astronaut.get("agency") or employer,
        "type": astronaut.get("type") or vocabulary.astronaut_types[kind],
        "date_of_birth": born or astronaut.get("date_of_birth"),
        "date_of_death": died,
        "nationality": countries.nationality(astronaut),
        "bio": biography(who, trips, as_of, died=died is not None, complete=complete) if trips else "",
        "wiki": astronaut["wiki"],
        "wikidata_id": astronaut["wikidata_id"],
    }


def _role(flight: Fact, name: str, stay: Stay) -> str | None:
    """The role of a person who was launched in a flight; None if it is not certain."""
    positions = BY_MISSION.get(flight["mission_name"])
    return positions.of(name, changes_ship=stay.changes_ship) if positions else None


def _check_roles(flight: Fact, crew: list[str]) -> None:
    """Raise `FactError` for a role on a mission of a person who was not in its crew."""
    positions = BY_MISSION.get(flight["mission_name"], Positions({}))
    for name in positions.by_name.keys() - set(crew):
        raise flight.error(f"{name} has a role in {flight['mission_name']}, but was not aboard")


def _span(flight: Fact) -> Span:
    """The flight as the figures count it: one whose end is known only to the day has ended and adds nothing."""
    launch = instant(flight["launch_net"])
    end = flight["mission_end"]
    return Span(flight["id"], launch, instant(end) if end else launch if flight["mission_end_date_only"] else None)
