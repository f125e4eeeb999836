"""Launches of the log, each with its mission and its rocket."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.utils.text import slugify

from . import missions
from .agencies import Agencies
from .corrections import NO_TESTS, destination
from .facts import Fact
from .launchers import Launchers
from .places import Places
from .records import Catalogue, Values
from .sources import AS_OF
from .vocabulary import Vocabulary
from .words import instant, listed

CARGO = {4}
NO_MISSION_TYPE = {10023}
"""Configurations whose missions are secret."""

ASSEMBLY = {"Poisk", "Prichal", "Progress M-SO1"}
"""Missions that brought a module to a station."""

PART = re.compile(r"^(Apollo \d+) (?:CSM|LM)$")
"""The mission of one part of an Apollo spacecraft."""

NO_LAUNCHES = {"pad_explosion", "pad_abort"}
"""Kinds of records of the log that are no launches, unless Launch Library has them."""

OUTCOMES = {"success": 3, "failure": 4, "partial": 7}
"""Outcome in the log → status."""


class Ascent(NamedTuple):
    """A launch, for the descriptions of the craft that flew on it."""

    net: datetime
    rocket: str
    place: str
    status: int


class Launches:
    """Adds launches, missions and rockets. `ascents` has each launch that was added."""

    def __init__(
        self,
        catalogue: Catalogue,
        vocabulary: Vocabulary,
        agencies: Agencies,
        places: Places,
        launchers: Launchers,
    ) -> None:
        self.catalogue = catalogue
        self.vocabulary = vocabulary
        self.agencies = agencies
        self.places = places
        self.launchers = launchers
        self.ascents: dict[str, Ascent] = {}

    def add(self, fact: Fact, mission: int) -> None:
        """Add one launch and its rocket."""
        key = launch_id(fact)
        configuration = self.launchers.configuration(fact)
        rocket = self.catalogue.own("rockets", fact["tag"], {"configuration": configuration}, fact)
        name = self._name(fact, configuration, mission)
        status = self._status(fact)
        values = {
            "name": name,
            "slug": slugify(name),
            "launch_designator": fact.get("designator"),
            "status": status,
            "last_updated": f"{AS_OF}T00:00:00Z",
            "net": fact["net"],
            "net_precision": self.vocabulary.precision(fact["precision"]),
            "window_start": min(fact.get("ll2_window_start", fact["net"]), fact["net"]),
            "window_end": max(fact.get("ll2_window_end", fact["net"]), fact["net"]),
            "failreason": missions.failure(fact),
            "launch_service_provider": fact.get("ll2_provider") or self.agencies.of(fact, fact["provider"][0]),
            "rocket": rocket,
            "mission": mission,
            "pad": self.places.pad(fact),
            "gcat_launch_tag": fact["tag"],
        }
        self.catalogue.add("launches", key, values, fact)
        place = self.places.short_name(self.places.location(fact))
        self.ascents[key] = Ascent(instant(fact["net"]), self.launchers.name(configuration), place, status)

    def _name(self, fact: Fact, configuration: int, mission: int) -> str:
        """`Soyuz-U | Soyuz T-2`: the name that Launch Library gives, where it is recorded."""
        recorded = fact.get("ll2_name")
        if recorded is not None:
            return " ".join(recorded.split())
        return f"{self.launchers.name(configuration)} | {self.catalogue.tables['missions'][mission].values['name']}"

    @staticmethod
    def _status(fact: Fact) -> int:
        status: int | None = OUTCOMES.get(fact["outcome"], fact.get("ll2_status"))
        if status is None:
            raise fact.error(f"there is no status for {fact['outcome']!r}")
        return status

    def mission(self, fact: Fact) -> int:
        """Add the mission of a launch, as far as the log tells it."""
        return self.add_mission(fact, dict(missions.values_of(fact, self.vocabulary)))

    def mission_of_craft(
        self, fact: Fact, flights: Sequence[Fact], craft: Mapping[int, Fact], kinds: Mapping[int, Fact], *, crewed: bool
    ) -> int:
        """Add the mission of a launch, from its spacecraft."""
        names = [craft[flight["spacecraft"]]["name"] for flight in flights]
        goal = destination(flights[0])
        configuration = kinds[craft[flights[0]["spacecraft"]]["spacecraft_config"]]
        kind = mission_type(configuration, flights[0]["mission_name"], crewed=crewed)
        recorded = str(fact.get("ll2_name", "")).partition(" | ")[2]
        name = recorded or listed(list(dict.fromkeys(mission_name(flight) for flight in flights)))
        orbit = fact.get("ll2_orbit") or missions.orbit_name(fact, name)
        values: Values = {
            "name": name,
            "type": self.vocabulary.mission_types[fact.get("ll2_mission_type") or kind or "Unknown"],
            "description": f"{'Crewed flight' if crewed else 'Flight'} of {listed(names)}{_aim(goal)}.",
            "orbit": self.vocabulary.orbits[orbit],
            "agencies": sorted(fact.get("ll2_agency_ids", [])),
        }
        return self.add_mission(fact, values)

    def add_mission(self, fact: Fact, values: Values) -> int:
        """Add the mission of a launch, under Launch Library's id where it is known."""
        pk = self.catalogue.identified("missions", fact["tag"], fact.get("ll2_mission_id"))
        self.catalogue.add("missions", pk, values, fact)
        return pk


def launches_of(log: Sequence[Fact]) -> list[Fact]:
    """The launches of the log: everything but aborts and accidents on the pad that Launch Library does not have."""
    return [fact for fact in log if fact["kind"] not in NO_LAUNCHES or "ll2_id" in fact]


def launch_id(fact: Fact) -> str:
    """The id of a launch of the log: Launch Library's where it is known, else one computed from its tag."""
    known: str | None = fact.get("ll2_id")
    return known or own_launch_id(fact)


def own_launch_id(fact: Fact) -> str:
    """The id of a launch that Launch Library is not known to have, computed from its tag."""
    return str(uuid5(NAMESPACE_URL, f"https://planet4589.org/space/gcat/{fact['tag']}"))


def mission_name(flight: Fact) -> str:
    """The mission of a flight, without the brackets that GCAT puts around unofficial names, and without the part of
    the Apollo spacecraft.
    """
    return PART.sub(r"\1", " ".join(flight["mission_name"].strip("[]").split()))


def mission_type(configuration: Fact, mission: str, *, crewed: bool) -> str | None:
    """The type of a mission, as far as craft, crew and name determine it."""
    if crewed:
        return "Human Exploration"
    if configuration["id"] in NO_MISSION_TYPE or mission in NO_TESTS:
        return None
    if mission in ASSEMBLY:
        return "Space Station Assembly"
    if configuration["type"]["id"] in CARGO or " CRS-" in mission:
        return "Resupply"
    return "Test Flight"


def _aim(goal: str | None) -> str:
    aims = {
        "Low Earth Orbit": " to low Earth orbit",
        "Deep space": " to deep space",
        "Heliocentric": " to heliocentric orbit",
        "Medium Earth Orbit": " to medium Earth orbit",
        "Suborbital": " on a suborbital path",
        "Indian Ocean": " on a suborbital path",
        None: "",
    }
    return aims.get(goal, f" to {'the ' if goal and goal.lower().endswith(' station') else ''}{goal}")
