"""Landings of spacecraft: their types, the locations that the facts leave out, and the landings that they leave out.

From general knowledge, not copied from a document. It can be confirmed in: NASA, "Space Shuttle Missions Summary" and
"Apollo by the Numbers"; reports of Roscosmos, CMSA, SpaceX, Boeing, U.S. Space Force and Virgin Galactic of each
flight.
"""

from collections.abc import Mapping

from .facts import Fact, Facts
from .landings import LandingSites, describe_landing
from .records import Catalogue
from .vocabulary import OCEAN, PARACHUTE, RUNWAY, VERTICAL, Vocabulary

SHUTTLE, LUNAR_MODULE = 10008, 43
KINDS_OF_CRAFT = {
    PARACHUTE: {
        *(1, 42, 10001, 10002, 10003, 38, 2, 10011, 10012, 10013, 10014, 10017, 10022),
        *(3, 6, 7, 10009, 10010, 11, 12, 21, 29),
    },
    RUNWAY: {SHUTTLE, 13, 24, 10015, 10018, 10023, 10024, 10025},
    OCEAN: {26, 46},
    VERTICAL: {LUNAR_MODULE},
}
"""Type of landing → configurations that land that way."""

FAILED = {"Soyuz-1", "STS-107"}
"""Flights that were lost during the landing: one through its parachute, one through its heat shield."""

NEVER_LANDED = {"STS-51-L"}

SITES = {
    "Atlantic Ocean": (
        "Mercury-Redstone 1A",
        "Mercury-Redstone 2",
        "Mercury-Atlas 2",
        "Mercury MA-3",
        "Mercury-Redstone 3",
        "Mercury-Redstone 4",
        "Mercury MA-4",
        "Mercury MA-5",
        "Friendship Seven",
        "Aurora Seven",
        "Gemini II",
        "Gemini III",
        "Gemini IV",
        "Gemini V",
        "Gemini VII",
        "Gemini VI-A",
        "Gemini IX-A",
        "Apollo AS-201",
        "Apollo 7",
        "Apollo 9 CSM",
        "Inspiration4",
        "Crew Dragon In-Flight Abort Test",
    ),
    "Baikonur": ("Buran OK-1K",),
    "Dongfeng": ("XZF-SC",),
    "Gulf of Mexico": ("Polaris Dawn",),
    "Indian Ocean": (
        "Zond-5",
        "Zond-8",
        "Starship FT-4",
        "Starship FT-5",
        "Starship FT-6",
        "Starship FT-10",
        "Starship FT-11",
        "Starship FT-13",
    ),
    "Descartes": ("Apollo 16 LM",),
    "Fra Mauro": ("Apollo 14 LM",),
    "Hadley–Apennine": ("Apollo 15 LM",),
    "Ocean of Storms": ("Apollo 12 LM",),
    "Sea of Tranquility": ("Apollo 11 LM",),
    "Taurus–Littrow": ("Apollo 17 LM",),
    "Edwards": tuple(f"X-15 flight {number}" for number in (62, 77, 87, 90, 91, 138, 143, 150, 153, 174, 190, 197)),
    "Inner Mongolia": ("Shenzhou", "Shenzhou 3", "Shenzhou 4", "Shenzhou 5", "Shenzhou 6", "Shenzhou 7"),
    "Kazakhstan": (
        *(f"Soyuz-{number}" for number in (3, 6, 7, 8, 9, 12, 13, 15, 16, 19, 22, 23, 25, 33)),
        "Soyuz T-8",
    ),
    "Mojave": ("SpaceShipOne 15P", "SpaceShipOne 17P"),
    "Pacific Ocean": (
        "Sigma Seven",
        "Faith Seven",
        "Apollo AS-202",
        *(f"Apollo {number}" for number in (4, 6, 8)),
        *(f"Apollo {number} CSM" for number in (10, 11, 12, 13, 14, 15, 16, 17)),
        "Skylab SL-2",
        "Skylab SL-3",
        "Skylab SL-4",
        "Dragon C1",
        "Orion EFT-1",
        "Artemis I",
        "Artemis II",
        "Fram2",
    ),
    "SLF": ("X-37B OTV-4", "X-37B OTV-5", "X-37B OTV-6"),
    "Spaceport America": ("Unity 21", "Unity 22", "Unity 25", "Galactic 01", "Galactic 02", "Galactic 04"),
    "Vandenberg": ("X-37B OTV-1", "X-37B OTV-2", "X-37B OTV-3", "X-37B OTV-7"),
    "WSSH": ("STS-3", "Starliner OFT"),
}
"""Site → flights that landed there, by mission name. A location in the facts is never replaced."""

EDWARDS = {
    *(f"STS-{number}" for number in (1, 2, 4, 5, 6, 7, 8, 9, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 40, 41)),
    *(f"STS-{number}" for number in (42, 44, 48, 49, 53, 55, 58, 59, 64, 66, 67, 68, 76, 92, 98, 100, 111, 114, 117)),
    *(f"STS-{number}" for number in (125, 126, 128)),
    *(f"STS-{name}" for name in ("41-C", "41-D", "51-B", "51-F", "51-G", "51-I", "51-J", "61-A", "61-B", "61-C")),
}
"""The 54 flights of the Shuttle that landed at Edwards; 78 landed in Florida and one at White Sands."""

ELSEWHERE = {
    "Korabl'-Sputnik-2",
    "Korabl'-Sputnik-4",
    "Vostok",
    *(f"Vostok-{number}" for number in range(2, 7)),
    "Voskhod",
    "Voskhod-2",
    "Kosmos-110",
    "Soyuz-1",
    "Soyuz-5",
    "Zond-7",
    "Korabl'-Sputnik-5",
    *(f"NS-{number}" for number in (*range(1, 14), 18, 38)),
}
"""Flights that landed at a site outside the catalogue."""

SITE_OF = {mission: site for site, missions in SITES.items() for mission in missions}


def short_name(mission: str) -> str:
    """`STS-26` for `Discovery (STS-26R)`; any other mission unchanged."""
    return mission[mission.index("STS") :].rstrip("R)") if "(STS" in mission else mission


def known_site(mission: str, configuration: int) -> str | None:
    """The key of the site where a flight is known to have landed."""
    name = short_name(mission)
    if configuration == SHUTTLE and name not in SITE_OF and name not in NEVER_LANDED | FAILED:
        return "Edwards" if name in EDWARDS else "SLF"
    return SITE_OF.get(name)


def kind_of_landing(configuration: int) -> str | None:
    """The type of landing of a flight; None for craft that do not land."""
    return next((kind for kind, configurations in KINDS_OF_CRAFT.items() if configuration in configurations), None)


class Returns:
    """Adds landings of spacecraft. `landings` has those of flights; `landed` has the flights that ended with a landing.
    That of a lunar module does not end its flight.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        facts: Facts,
        flights: Mapping[int, Fact],
        craft: Mapping[int, Fact],
        sites: LandingSites,
    ) -> None:
        self.landings: dict[int, int] = {}
        self.landed: set[int] = set()
        given = facts.by_id("landings")
        catalogue.ledger.reserve("landings", given)
        for pk, flight in flights.items():
            mission, configuration = flight["mission_name"], craft[flight["spacecraft"]]["spacecraft_config"]
            site, kind = known_site(mission, configuration), kind_of_landing(configuration)
            fact = given.get(flight["landing"])
            success = fact["success"] if fact else short_name(mission) not in FAILED
            if fact is None and not (site or short_name(mission) in ELSEWHERE | FAILED):
                continue
            text: str | None = fact["landing_location"] if fact else None
            values = {
                "attempt": fact["attempt"] if fact else True,
                "success": success,
                "description": flight.get("landing_text") or describe_landing(text),
                "landing_location": sites.id(text, site),
                "type": kind and Vocabulary.landing_type(kind),
            }
            if fact:
                self.landings[pk] = catalogue.add("landings", fact["id"], values, fact)
            else:
                self.landings[pk] = catalogue.own("landings", f"flight {pk}", values, flight)
            if success and configuration != LUNAR_MODULE:
                self.landed.add(pk)
