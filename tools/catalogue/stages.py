"""Reusable first stages: those of Falcon 9, Falcon Heavy and Starship, and their landings.

Serial numbers and flight numbers up to 2024 are GCAT's. Those of 2025, of Falcon Heavy's side boosters and of Starship
V2, and the outcomes of landings, are from general knowledge, not copied from a document. SpaceX's and NASA's
reports of each launch can confirm them.
"""

import re
from typing import NamedTuple

from .corrections import completed, payload_of
from .facts import Fact
from .kinds import ASDS, EXPENDED, OCEAN, RTLS, Kinds
from .landings import LandingSites
from .records import Catalogue

FALCON = re.compile(r"\d+/(?P<serial>B\d+)(?:\.(?P<flight>\d+))?")
STARSHIP = re.compile(r"B0?(?P<serial>\d+)/S\d+")
CONFIGURATIONS = ("Falcon 9", "Falcon Heavy", "Starship V1.0", "Starship V2")

FIRST_FLIGHTS = {"B1021", "B1025", "B1031", "B1035", "B1039", "B1040", "B1050", "B1051", "B1059"}
"""Serial numbers that GCAT gives without a flight number on their first flight."""


class Stage(NamedTuple):
    """One stage of one launch, without a serial number if that is not certain."""

    serial: str | None
    flight: int | None
    kind: str = "Core"


STAGES = {
    "X-37B OTV-7": (Stage("B1064", 5, "Strap-On Booster"), Stage("B1065", 5, "Strap-On Booster")),
    "Dragon Endurance (Crew-10)": (Stage("B1090", 2),),
    "Fram2": (Stage("B1085", 6),),
    "Dragon CRS-32": (Stage("B1092", 3),),
    "Crew Dragon Grace": (Stage("B1094", 2),),
    "Dragon Endeavour (Crew-11)": (Stage("B1094", 3),),
    "Dragon CRS-33": (Stage("B1090", 7),),
    "Cygnus NG-23 (S.S. William C. McCool)": (Stage("B1094", 4),),
    "Ship 33": (Stage("B14", 1),),
    "Ship 34": (Stage("B15", 1),),
    "Ship 35": (Stage("B14", 2),),
    "Ship 37": (Stage("B16", 1),),
    "Ship 38": (Stage("B15", 2),),
}
"""Launch, by its payload → stages that GCAT leaves out."""


class Outcome(NamedTuple):
    """Type and location of a landing of a stage. `success` is None if no landing was attempted."""

    kind: str
    site: str
    success: bool | None
    description: str = ""


LANDED = (
    (
        ASDS,
        "OCISLY",
        *("Dragon CRS-8", "Crew Dragon C204", "Dragon CRS-17", "Dragon CRS-19", "Dragon Endeavour (SpX DM-2)"),
        *("Dragon CRS-21", "Dragon Endeavour (Crew-2)", "Dragon CRS-22"),
    ),
    (
        ASDS,
        "JRTI",
        *("Dragon Resilience (Crew-1)", "Inspiration4", "Dragon CRS-24", "Dragon Endurance (Crew-5)"),
        *("Dragon CRS-26", "Dragon Endeavour (Crew-6)", "Polaris Dawn"),
    ),
    (
        ASDS,
        "ASOG",
        *("Dragon CRS-23", "Dragon Endurance (Crew-3)", "Axiom Ax-1", "Dragon Freedom (Crew-4)", "Dragon CRS-25"),
        *("Dragon CRS-27", "Dragon CRS-28", "Fram2", "Dragon CRS-33"),
    ),
    (
        RTLS,
        "LZ-1",
        *(f"Dragon CRS-{number}" for number in (9, 10, 11, 12, 13, 18, 20, 29, 30, 31, 32)),
        *("X-37B OTV-5", "Axiom Ax-2", "Axiom Ax-3", "Crew Dragon Grace", "Dragon Endurance (Crew-7)"),
        *("Dragon Endeavour (Crew-8)", "Dragon Freedom (Crew-9)", "Dragon Endurance (Crew-10)"),
        *("Dragon Endeavour (Crew-11)", "Cygnus NG-20 (S.S. Patricia Robertson)"),
        "Cygnus NG-21 (S.S. Francis R. Scobee)",
    ),
    (RTLS, "LZ-2", "Cygnus NG-23 (S.S. William C. McCool)"),
    (RTLS, "Starbase", "Ship 30", "Ship 33", "Ship 34"),
    (OCEAN, "Atlantic Ocean", "Dragon C105"),
    (OCEAN, "Gulf of Mexico", "Ship 29", "Ship 31", "Ship 37", "Ship 38"),
)
"""Type of landing, site, and the launches, by payload, whose core landed there intact."""

FAILED = (
    (ASDS, "JRTI-1", "Dragon C107", "Dragon CRS-6"),
    (RTLS, "LZ-1", "Dragon CRS-16"),
    (OCEAN, "Gulf of Mexico", "Ship 28", "Ship 35"),
)
NOT_RECOVERED = ("Dragon CRS-14", "Dragon CRS-15", "X-37B OTV-7")

CORES = {
    **{launch: Outcome(kind, site, success=True) for kind, site, *launches in LANDED for launch in launches},
    **{launch: Outcome(kind, site, success=False) for kind, site, *launches in FAILED for launch in launches},
    **dict.fromkeys(NOT_RECOVERED, Outcome(EXPENDED, "Unknown", success=None)),
}
BOOSTERS = {
    "X-37B OTV-7": Outcome(RTLS, "Unknown", success=True, description="Landed on Landing Zone 1 or Landing Zone 2."),
}
"""Launch, by payload → the landing of its core, or of each of its boosters."""

STATUSES = {
    "Expended": (
        "B1039",
        "B1040",
        "B1045",
        "B1051",
        "B1061",
        "B1064",
        "B1065",
        "B1073",
        "B1084",
        "B11",
        "B13",
        "B15",
        "B16",
    ),
    "Lost": ("B1050", "B1056", "B1058", "B1059", "B1062", "B7", "B9", "B10", "B14"),
    "Retired": ("B1021", "B1031", "B1035", "B12"),
}
"""The final status of a launcher, if it is certain. The others may still fly, so they have no status."""

STATUS_OF = {serial: status for status, serials in STATUSES.items() for serial in serials}


def stages_of(launch: Fact) -> list[Stage]:
    """The stages of a launch, from its serial number, with those that GCAT leaves out."""
    added = list(STAGES.get(payload_of(launch), ()))
    text = launch["launcher_serial"]
    if text is None:
        return added
    if match := STARSHIP.fullmatch(text):
        return [Stage(f"B{match['serial']}", 1), *added]
    match = FALCON.fullmatch(text)
    if match is None:
        return [Stage(None, None), *added]
    serial, flight = match["serial"], match["flight"]
    return [Stage(serial, int(flight) if flight else 1 if serial in FIRST_FLIGHTS else None), *added]


def outcome_of(launch: Fact, stage: Stage) -> Outcome | None:
    """The landing of a stage; None if it is not certain."""
    return (CORES if stage.kind == "Core" else BOOSTERS).get(payload_of(launch))


class Stages:
    """Adds launchers, their stages and the landings of these, in the order of launches."""

    def __init__(self, catalogue: Catalogue, kinds: Kinds, sites: LandingSites) -> None:
        self.catalogue = catalogue
        self.kinds = kinds
        self.sites = sites
        self._launchers: dict[str, int] = {}

    def add(self, launch: Fact) -> None:
        """Add the stages of a launch, if its rocket has reusable stages."""
        if completed(launch)["launcher_configuration_name"] not in CONFIGURATIONS:
            return
        rocket = self.catalogue.tables["launches"][launch["id"]].values["rocket"]
        configuration = self.catalogue.tables["rockets"][rocket].values["configuration"]
        for stage in stages_of(launch):
            key = stage.serial or f"launch {launch['id']}"
            values = {
                "type": self.kinds.id("first_stage_types", stage.kind),
                "rocket": rocket,
                "launcher": self._launcher(key, stage, configuration),
                "landing": self._landing(launch, stage, key),
                "launcher_flight_number": stage.flight,
            }
            self.catalogue.own("first_stages", f"{launch['id']} {key}", values, launch)

    def _launcher(self, key: str, stage: Stage, configuration: int) -> int:
        if key not in self._launchers:
            status = STATUS_OF.get(key)
            values = {
                "serial_number": stage.serial,
                "status": status and self.kinds.id("launcher_statuses", status),
                "launcher_config": configuration,
            }
            self._launchers[key] = self.catalogue.own("launchers", key, values)
        return self._launchers[key]

    def _landing(self, launch: Fact, stage: Stage, key: str) -> int | None:
        outcome = outcome_of(launch, stage)
        if outcome is None:
            return None
        values = {
            "attempt": outcome.success is not None,
            "success": outcome.success,
            "description": outcome.description,
            "landing_location": self.sites.id(None, outcome.site),
            "type": self.kinds.id("landing_types", outcome.kind),
        }
        return self.catalogue.own("landings", f"stage {launch['id']} {key}", values, launch)
