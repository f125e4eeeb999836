"""Payloads that spacecraft docked to, their flights, and the launches of the four Agena targets of Gemini.

From general knowledge, not copied from a document. It can be confirmed in NASA, "Project Gemini: A Chronology",
"Apollo by the Numbers" and "The Partnership" (docking module of Apollo-Soyuz).
"""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from .agencies import Agencies
from .facts import Fact
from .kinds import Kinds
from .launches import Launches
from .records import Catalogue, Values

NASA = 44
WIKI = "https://en.wikipedia.org/wiki/"


class Target(NamedTuple):
    """A payload that spacecraft docked to. `tag` is the launch tag of its launch. `net` and its precision are given if
    the facts do not have that launch.
    """

    name: str
    port: str
    type: str
    manufacturer: str
    wiki: str
    tag: str
    net: str | None = None
    precision: str = "SEC"
    mass: float | None = None


def _agena(number: str, tag: str, net: str, precision: str = "SEC") -> Target:
    return Target(
        f"Agena target vehicle GATV-{number}",
        f"Target Docking Adapter (GATV-{number})",
        "Docking Target",
        "LMSC",
        "Agena_target_vehicle",
        tag,
        net,
        precision,
    )


TARGETS = {
    "TDA 3": _agena("5003", "1966-019", "1966-03-16T15:00:03Z"),
    "TDA 1A": _agena("5005", "1966-065", "1966-07-18T20:39:46Z"),
    "TDA 6": _agena("5006", "1966-080", "1966-09-12T13:05:01Z"),
    "TDA 7A": _agena("5001R", "1966-103", "1966-11-11T19:07:00Z", "MIN"),
    "Apollo 9 LM": Target(
        "Apollo 9 Lunar Module",
        "Apollo 9 Lunar Module",
        "Lunar Lander",
        "GRUMMAN",
        "Apollo_Lunar_Module",
        "1969-018",
    ),
    "Docking Module 2": Target(
        "Apollo-Soyuz Docking Module",
        "Apollo-Soyuz Docking Module",
        "Docking Module",
        "ROCKWELL",
        "Apollo%E2%80%93Soyuz",
        "1975-066",
        mass=2012.0,
    ),
}
"""Targets by name in the facts."""


class Targets:
    """Adds payloads, their flights and launches. `flights` has the flight of each target."""

    def __init__(
        self, catalogue: Catalogue, agencies: Agencies, kinds: Kinds, launches: Launches, tags: Mapping[str, str]
    ) -> None:
        self.catalogue = catalogue
        self.agencies = agencies
        self.kinds = kinds
        self.launches = launches
        self.tags = tags
        self.flights: dict[str, int] = {}

    def add(self, name: str, fact: Fact) -> int:
        """Add one target of the facts with its flight; returns the payload."""
        target = TARGETS[name]
        values: Values = {
            "name": target.name,
            "type": self.kinds.id("payload_types", target.type),
            "manufacturer": self.agencies.code(target.manufacturer),
            "operator": NASA,
            "wiki_link": WIKI + target.wiki,
            "mass": target.mass,
        }
        payload = self.catalogue.own("payloads", name, values, fact)
        launch = self.tags.get(target.tag) or self._launch(target, fact)
        flight: Values = {"payload": payload, "launch": launch, "destination": "Low Earth Orbit"}
        self.flights[name] = self.catalogue.own("payload_flights", name, flight, fact)
        return payload

    def _launch(self, target: Target, fact: Fact) -> str:
        if target.net is None:
            raise fact.error(f"there is no launch {target.tag} for {target.name}")
        launch = launch_of(target)
        mission = self.launches.add_mission(
            launch,
            {
                "name": target.name,
                "type": self.launches.vocabulary.mission_types["Test Flight"],
                "description": f"Flight of the {target.name} to low Earth orbit.",
                "orbit": self.launches.vocabulary.orbit("Low Earth Orbit"),
            },
        )
        self.launches.add(launch, mission)
        pk: str = launch["id"]
        return pk


def launch_of(target: Target) -> Fact:
    """The launch of an Agena target, in the form of a fact. Its id is computed from its launch tag."""
    values = {
        "id": str(uuid5(NAMESPACE_URL, f"https://planet4589.org/space/gcat/{target.tag}")),
        "gcat_launch_tag": target.tag,
        "name": f"Atlas SLV-3 Agena D | {target.name}",
        "net": target.net,
        "net_precision": target.precision,
        "status": {"id": 3},
        "launcher_configuration_name": "Atlas SLV-3 Agena D",
        "location_code": "CC",
        "location_name": None,
        "pad_name": "LC14",
        "launch_agency_gcat_code": "USAF",
    }
    return Fact(values, f"targets {target.tag}")
