"""Programs, and which launches, launchers and payloads belong to them.

A program starts on the day of its decree or of its first launch, and ends with its last mission. If sources do not
agree on a day, the date is null.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from .facts import Fact
from .kinds import Kinds
from .launches import launch_id
from .program import Program
from .programs_crewed import CREWED
from .programs_others import OTHERS
from .records import Catalogue
from .returns import short_name

WIKI = "https://en.wikipedia.org/wiki/"

PROGRAMS: Mapping[str, Program] = {**CREWED, **OTHERS}
"""Programs by name."""

PAYLOADS = {
    "Gemini": ("TDA 3", "TDA 1A", "TDA 6", "TDA 7A"),
    "Apollo–Soyuz": ("Docking Module 2",),
}
"""Program → docking targets that are payloads, by name in the facts."""


def programs_of(mission: str, configuration: int, destination: str | None) -> list[str]:
    """The programs of a flight."""
    name = short_name(mission)
    return [key for key, program in PROGRAMS.items() if program.has(name, configuration, destination)]


def programs_of_launch(launch: Fact, mission: str) -> list[int]:
    """Launch Library's ids of the programs of a launch of the log: those that were recorded, and those that the names
    of its mission determine.
    """
    recorded: list[int] = launch.get("ll2_programs", [])
    names = f"{mission} {launch.get('mission', '')}"
    return sorted(
        {*recorded, *(program.pk for program in PROGRAMS.values() if program.pk and program.has_launch(names))}
    )


class Programs:
    """The ids of programs, by name; links launches, launcher configurations and payloads to them."""

    def __init__(self, catalogue: Catalogue, kinds: Kinds) -> None:
        self.catalogue = catalogue
        self.ids: dict[str, int] = {}
        for name, program in PROGRAMS.items():
            kind = program.type
            values = {
                "name": name,
                "wiki_url": WIKI + quote(program.wiki, safe="_()/,'"),
                "description": program.description,
                "agencies": list(program.agencies),
                "start_date": program.start and f"{program.start}T00:00:00Z",
                "end_date": program.end and f"{program.end}T00:00:00Z",
                "type": kinds.id("program_types", kind) if isinstance(kind, str) else kind,
                "source": program.source,
            }
            pk = catalogue.identified("programs", name, program.pk)
            self.ids[name] = catalogue.add("programs", pk, values)

    def link(self, flights: Mapping[int, Fact], craft: Mapping[int, Fact]) -> None:
        """Add the programs of the launches of flights, of their launchers and of payloads."""
        for flight in flights.values():
            configuration = craft[flight["spacecraft"]]["spacecraft_config"]
            for name in programs_of(flight["mission_name"], configuration, flight["destination"]):
                self.link_launch(flight["launch"], self.ids[name])
        payload_flights = self.catalogue.tables["payload_flights"]
        for name, targets in PAYLOADS.items():
            for target in targets:
                payload = self.catalogue.ledger.id("payloads", target)
                self.catalogue.link("payloads", payload, "program", self.ids[name])
                own = payload_flights[self.catalogue.ledger.id("payload_flights", target)]
                self.link_launch(own.values["launch"], self.ids[name])

    def link_launches(self, launches: Iterable[Fact]) -> None:
        """Add the programs of launches of the log, and of their launchers."""
        tables = self.catalogue.tables
        for launch in launches:
            key = launch_id(launch)
            mission = tables["missions"][tables["launches"][key].values["mission"]].values["name"]
            for program in programs_of_launch(launch, mission):
                self.link_launch(key, program)

    def link_launch(self, launch: str, program: int) -> None:
        """Add a program to a launch and to its launcher."""
        tables = self.catalogue.tables
        self.catalogue.link("launches", launch, "program", program)
        launcher = tables["rockets"][tables["launches"][launch].values["rocket"]].values["configuration"]
        self.catalogue.link("launcher_configurations", launcher, "program", program)
