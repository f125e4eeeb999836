"""Astronauts, and who flew on which flight."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from .countries import Countries
from .crews import MISSING
from .facts import Fact, Facts
from .records import Catalogue


class People:
    """Enters astronauts and their seats; knows the seats and the names of each flight's crew."""

    def __init__(self, catalogue: Catalogue, facts: Facts, countries: Countries, flights: Mapping[int, Fact]) -> None:
        self.astronauts = facts.by_id("astronauts")
        catalogue.ledger.reserve("astronauts", self.astronauts)
        for pk, fact in self.astronauts.items():
            values = {
                "name": fact["name"],
                "nationality": countries.nationality(fact),
                "wiki": fact["wiki"],
                "wikidata_id": fact["wikidata_id"],
            }
            catalogue.add("astronauts", pk, values, fact)
        self.seats: defaultdict[int, list[int]] = defaultdict(list)
        self.names: defaultdict[int, list[str]] = defaultdict(list)
        seats: set[tuple[int, int]] = set()
        for flight, astronaut, fact in [*_given(facts, flights), *self._missing(flights)]:
            if astronaut not in self.astronauts:
                raise fact.error(f"there is no astronaut {astronaut}")
            if (flight, astronaut) in seats:
                continue
            seats.add((flight, astronaut))
            seat = catalogue.own("astronaut_flights", f"{flight}:{astronaut}", {"astronaut": astronaut}, fact)
            self.seats[flight].append(seat)
            self.names[flight].append(self.astronauts[astronaut]["name"])

    def _missing(self, flights: Mapping[int, Fact]) -> Iterator[tuple[int, int, Fact]]:
        """The seats that the facts leave out."""
        by_name = {fact["name"]: pk for pk, fact in self.astronauts.items()}
        for pk, flight in flights.items():
            for name in MISSING.get(flight["mission_name"], ()):
                if name not in by_name:
                    raise flight.error(f"there is no astronaut {name!r}")
                yield pk, by_name[name], flight


def _given(facts: Facts, flights: Mapping[int, Fact]) -> Iterator[tuple[int, int, Fact]]:
    """The seats that the facts have, but for flights that are dropped."""
    for fact in facts.read("astronaut_flights"):
        if fact["spacecraft_flight"] in flights:
            yield fact["spacecraft_flight"], fact["astronaut"], fact
