"""Payloads that spacecraft docked to, and their flights.

From general knowledge, not copied from a document. It can be confirmed in NASA, "Project Gemini: A Chronology",
"Apollo by the Numbers" and "The Partnership" (docking module of Apollo-Soyuz).
"""

from collections.abc import Mapping
from typing import NamedTuple

from .agencies import LOCKHEED_MARTIN, NASA, ROCKWELL
from .facts import Fact
from .kinds import Kinds
from .records import Catalogue, Values

WIKI = "https://en.wikipedia.org/wiki/"


class Target(NamedTuple):
    """A payload that spacecraft docked to. `tag` is the tag of its launch."""

    name: str
    port: str
    type: str
    manufacturer: int
    wiki: str
    tag: str
    mass: float | None = None


def _agena(number: str, tag: str) -> Target:
    return Target(
        f"Agena target vehicle GATV-{number}",
        f"Target Docking Adapter (GATV-{number})",
        "Docking Target",
        LOCKHEED_MARTIN,
        "Agena_target_vehicle",
        tag,
    )


TARGETS = {
    "TDA 3": _agena("5003", "1966-019"),
    "TDA 1A": _agena("5005", "1966-065"),
    "TDA 6": _agena("5006", "1966-080"),
    "TDA 7A": _agena("5001R", "1966-103"),
    "Docking Module 2": Target(
        "Apollo-Soyuz Docking Module",
        "Apollo-Soyuz Docking Module",
        "Docking Module",
        ROCKWELL,
        "Apollo%E2%80%93Soyuz",
        "1975-066",
        mass=2012.0,
    ),
}
"""Targets by name in the facts."""


class Targets:
    """Adds payloads and their flights. `flights` has the flight of each target, `payloads` the payload."""

    def __init__(self, catalogue: Catalogue, kinds: Kinds, tags: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.kinds = kinds
        self.tags = tags
        self.flights: dict[str, int] = {}
        self.payloads: dict[str, int] = {}

    def add(self, name: str, fact: Fact) -> int:
        """Add one target of the facts with its flight; returns the payload."""
        target = TARGETS[name]
        values: Values = {
            "name": target.name,
            "type": self.kinds.id("payload_types", target.type),
            "manufacturer": target.manufacturer,
            "operator": NASA,
            "wiki_link": WIKI + target.wiki,
            "mass": target.mass,
        }
        payload = self.payloads[name] = self.catalogue.own("payloads", name, values, fact)
        if target.tag not in self.tags:
            raise fact.error(f"there is no launch {target.tag} for {target.name}")
        flight: Values = {"payload": payload, "launch": self.tags[target.tag], "destination": "Low Earth Orbit"}
        self.flights[name] = self.catalogue.own("payload_flights", name, flight, fact)
        return payload
