"""Launches, each with its mission and its rocket."""

from collections.abc import Mapping, Sequence

from django.utils.text import slugify

from .agencies import Agencies
from .corrections import NO_TESTS, completed, destination, payload_of
from .cospar import cospar
from .facts import Fact
from .launchers import Launchers, full_name
from .places import Places
from .records import Catalogue, Values
from .sources import AS_OF
from .vocabulary import Vocabulary
from .words import listed

CARGO = {4}
NO_MISSION_TYPE = {10023}
"""Configurations whose missions are secret."""


class Launches:
    """Adds launches and missions. `flights` are those of a launch; `crewed`: whether one of them has a crew."""

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

    def add(self, fact: Fact, mission: int) -> None:
        """Add one launch and its rocket."""
        fact = completed(fact)
        key = fact["id"]
        configuration = self.launchers.configuration(fact)
        rocket = configuration and self.catalogue.own("rockets", key, {"configuration": configuration}, fact)
        name = launch_name(fact)
        try:
            designator = cospar(fact["gcat_launch_tag"])
        except ValueError as error:
            raise fact.error(str(error)) from None
        values = {
            "name": name,
            "slug": slugify(name),
            "launch_designator": designator,
            "status": fact["status"]["id"],
            "last_updated": f"{AS_OF}T00:00:00Z",
            "net": fact["net"],
            "net_precision": self.vocabulary.precision(fact["net_precision"]),
            "window_end": fact["net"],
            "window_start": fact["net"],
            "launch_service_provider": self._provider(fact),
            "rocket": rocket,
            "mission": mission,
            "pad": self.places.pad(fact),
            "gcat_launch_tag": fact["gcat_launch_tag"],
        }
        self.catalogue.add("launches", key, values, fact)

    def _provider(self, fact: Fact) -> int | None:
        code = fact["launch_agency_gcat_code"]
        try:
            return None if code is None else self.agencies.code(code)
        except KeyError:
            raise fact.error(f"there is no agency {code!r}") from None

    def mission(
        self, fact: Fact, flights: Sequence[Fact], craft: Mapping[int, Fact], kinds: Mapping[int, Fact], *, crewed: bool
    ) -> int:
        """Add the mission of a launch, from its spacecraft."""
        if not flights:
            raise fact.error("no spacecraft flies on this launch")
        names = [craft[flight["spacecraft"]]["name"] for flight in flights]
        goal = destination(flights[0])
        configuration = kinds[craft[flights[0]["spacecraft"]]["spacecraft_config"]]
        kind = mission_type(configuration, flights[0]["mission_name"], crewed=crewed)
        values: Values = {
            "name": listed(list(dict.fromkeys(mission_name(flight) for flight in flights))),
            "type": kind and self.vocabulary.mission_types[kind],
            "description": f"{'Crewed flight' if crewed else 'Flight'} of {listed(names)}{_aim(goal)}.",
            "orbit": self.vocabulary.orbit(goal),
        }
        return self.add_mission(fact, values)

    def add_mission(self, fact: Fact, values: Values) -> int:
        """Add the mission of a launch."""
        return self.catalogue.own("missions", fact["id"], values, fact)


def launch_name(fact: Fact) -> str:
    """`Soyuz-U | Soyuz T-2`; only the mission if the source does not name the launcher."""
    named = fact["launcher_configuration_name"]
    payload = " ".join(payload_of(fact).split())
    return f"{full_name(named)} | {payload}" if named else payload


def mission_name(flight: Fact) -> str:
    """The mission of a flight, without the brackets that GCAT puts around unofficial names."""
    return " ".join(flight["mission_name"].strip("[]").split())


def mission_type(configuration: Fact, mission: str, *, crewed: bool) -> str | None:
    """The type of a mission, as far as craft, crew and name determine it."""
    if crewed:
        return "Human Exploration"
    if configuration["id"] in NO_MISSION_TYPE or mission in NO_TESTS:
        return None
    if configuration["type"]["id"] in CARGO or " CRS-" in mission:
        return "Resupply"
    return "Test Flight"


def _aim(goal: str | None) -> str:
    aims = {
        "Low Earth Orbit": " to low Earth orbit",
        "Deep space": " to deep space",
        "Suborbital": " on a suborbital path",
        "Indian Ocean": " on a suborbital path",
        None: "",
    }
    return aims.get(goal, f" to {'the ' if goal and goal.lower().endswith(' station') else ''}{goal}")
