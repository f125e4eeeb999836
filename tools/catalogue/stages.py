"""Reusable first stages: launchers, their flights in order, and the landings of these."""

from collections.abc import Iterable, Mapping
from typing import Any

from .facts import Fact, Facts
from .kinds import Kinds
from .landings import LandingSites
from .launchers import Launchers
from .launches import launch_id
from .records import Catalogue
from .vocabulary import ASDS, EXPENDED, OCEAN, RTLS, VERTICAL, Vocabulary

LANDING_TYPES = {"ASDS": ASDS, "RTLS": RTLS, "Ocean": OCEAN, "EXP": EXPENDED, "VL": VERTICAL}
"""Types of landing by their names in the log."""

FAR_ORBITS = frozenset({"GTO", "MEO", "HEO"})
"""Orbits for which a first stage does not have the propellant to return to the launch site."""

STAGE_TYPES = {"core": "Core", "side": "Strap-On Booster"}
STATUSES = {
    "active": "Active",
    "destroyed": "Destroyed",
    "expended": "Expended",
    "lost": "Lost",
    "retired": "Retired",
}
"""Statuses of launchers by their names in the log; the status of others is not known."""


class Stages:
    """Adds launchers, their stages and the landings of these."""

    def __init__(
        self,
        catalogue: Catalogue,
        log: Facts,
        kinds: Kinds,
        launchers: Launchers,
        sites: LandingSites,
        launches: Iterable[Fact],
    ) -> None:
        self.catalogue = catalogue
        self.kinds = kinds
        self.launchers = launchers
        self.sites = sites
        known = {fact["serial"]: fact for fact in log.read("first_stages")}
        flown = [(launch, stage) for launch in launches for stage in launch.get("boosters", ())]
        self._ids: dict[str, int] = {}
        for launch, stage in flown:
            self._add(launch, stage, known)
        for serial, fact in known.items():
            if serial not in self._ids and "ll2_configuration" in fact:
                self._launcher(fact, fact["ll2_configuration"])

    def _add(self, launch: Fact, stage: Mapping[str, Any], known: dict[str, Fact]) -> None:
        serial = str(stage["serial"])
        if serial not in known:
            raise launch.error(f"there is no launcher {serial!r}")
        key = f"{launch['tag']} {serial}"
        rocket = self.catalogue.tables["launches"][launch_id(launch)].values["rocket"]
        configuration = self.launchers.configuration(launch)
        values = {
            "type": self.kinds.id("first_stage_types", STAGE_TYPES[str(stage.get("role", "core"))]),
            "rocket": rocket,
            "launcher": self._ids.get(serial) or self._launcher(known[serial], configuration),
            "landing": self._landing(launch, key, stage.get("landing")),
            "launcher_flight_number": stage["flight"],
        }
        pk = self.catalogue.identified("first_stages", key, stage.get("ll2_stage"))
        self.catalogue.add("first_stages", pk, values, launch)

    def _launcher(self, fact: Fact, configuration: int) -> int:
        serial = fact["serial"]
        status = STATUSES.get(fact.get("status", ""))
        values = {
            "serial_number": fact.get("ll2_serial", serial),
            "status": status and self.kinds.id("launcher_statuses", status),
            "launcher_config": configuration,
        }
        pk = self.catalogue.identified("launchers", serial, fact.get("ll2_launcher"))
        self._ids[serial] = self.catalogue.add("launchers", pk, values, fact)
        return self._ids[serial]

    def _landing(self, launch: Fact, key: str, landing: Mapping[str, Any] | None) -> int | None:
        """The landing of a stage; None if it is not known whether one was attempted."""
        if landing is None:
            return None
        kind = self._kind(launch, landing)
        values = {
            "attempt": landing["attempt"],
            "success": landing.get("success"),
            "landing_location": self.sites.of_stage(launch, landing.get("place")),
            "type": kind and Vocabulary.landing_type(kind),
            "downrange_distance": landing.get("downrange_km"),
        }
        pk = self.catalogue.identified("landings", f"stage {key}", landing.get("ll2_landing"))
        self.catalogue.add("landings", pk, values, launch)
        return pk

    @staticmethod
    def _kind(launch: Fact, landing: Mapping[str, Any]) -> str | None:
        """The type of a landing: where the log has none, that of the only way home, if there is one."""
        if "type" in landing:
            return LANDING_TYPES[landing["type"]]
        if not landing["attempt"]:
            return EXPENDED
        if launch["vehicle"] == "New Shepard":
            return RTLS
        return ASDS if launch["vehicle"].startswith("Falcon") and launch.get("orbit") in FAR_ORBITS else None
