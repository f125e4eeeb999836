"""Configurations, families and craft that the catalogue of spacecraft lacks, and what the log does not say about them.

From general knowledge, not copied from a document. It can be confirmed in NASA, "X-15 Research Results" and "Apollo by
the Numbers", and in the pages of Blue Origin, Sierra Space, ISRO, ESA and SpaceX on their craft.
"""

from typing import NamedTuple

from .agencies import BLUE_ORIGIN, ESA, ISRO, NASA, SIERRA_SPACE, SPACEX

UNKNOWN, CAPSULE, SPACEPLANE, UPPER_STAGE, LANDER = 1, 2, 3, 6, 7
ACTIVE, RETIRED, DESTROYED, SINGLE_USE, UNDER_CONSTRUCTION = 1, 2, 3, 4, 5
SOYUZ, CREW_DRAGON, CARGO_DRAGON, MERCURY, CYGNUS, STARSHIP = 1, 6, 7, 11, 19, 26
PROGRESS_SO, APOLLO, ORION, VOSTOK, SPACESHIP_TWO, CHINESE_SPACEPLANE = 10005, 10009, 10010, 10011, 10025, 10018
X_15, CREW_CAPSULE, DREAM_CHASER, GAGANYAAN, LUNAR_MODULE, SPACE_RIDER, STARSHIP_V3 = 13, 21, 24, 29, 43, 44, 46
ROADSTER = "Tesla Roadster"
APOLLO_FAMILY, STARSHIP_FAMILY = 10004, 10018


class Configuration(NamedTuple):
    """A configuration. `family` is the working id of a family of the facts, or the name of one of `FAMILIES`; sizes
    are in m.
    """

    name: str
    type: int
    agency: int
    family: int | str | None
    maiden_flight: str | None
    human_rated: bool = False
    in_use: bool = False
    height: float | None = None
    diameter: float | None = None


CONFIGURATIONS: dict[int | str, Configuration] = {
    X_15: Configuration("North American X-15", SPACEPLANE, NASA, "X-15", "1959-06-08", human_rated=True, height=15.5),
    CREW_CAPSULE: Configuration(
        "Crew Capsule 2.0", CAPSULE, BLUE_ORIGIN, "New Shepard", "2015-04-29", human_rated=True, in_use=True
    ),
    DREAM_CHASER: Configuration("Dream Chaser", SPACEPLANE, SIERRA_SPACE, "Dream Chaser", None, height=9.0),
    GAGANYAAN: Configuration("Gaganyaan", CAPSULE, ISRO, "Gaganyaan", None, human_rated=True, diameter=3.5),
    LUNAR_MODULE: Configuration(
        "Apollo Lunar Module", LANDER, NASA, APOLLO_FAMILY, "1968-01-22", human_rated=True, height=7.0, diameter=9.4
    ),
    SPACE_RIDER: Configuration("Space Rider", SPACEPLANE, ESA, "Space Rider", None),
    STARSHIP_V3: Configuration(
        "Starship V3", UPPER_STAGE, SPACEX, STARSHIP_FAMILY, "2026-05-22", in_use=True, diameter=9.0
    ),
    ROADSTER: Configuration(ROADSTER, UNKNOWN, SPACEX, None, "2018-02-06"),
}
"""Configurations by Launch Library's id; by name where Launch Library's id is not known."""

FAMILIES: dict[str, tuple[int, str | None]] = {
    "X-15": (NASA, "1959-06-08"),
    "New Shepard": (BLUE_ORIGIN, "2015-04-29"),
    "Dream Chaser": (SIERRA_SPACE, None),
    "Gaganyaan": (ISRO, None),
    "Space Rider": (ESA, None),
}
"""Family → manufacturer or operator, and first flight."""


class Craft(NamedTuple):
    """What the log does not say about a craft. `note` ends its description; `moon` is where it landed on the Moon."""

    configuration: int | str | None = None
    status: int | None = None
    note: str = ""
    name: str | None = None
    is_placeholder: bool = False
    moon: str | None = None


_CHINESE = "Launch Library lists these flights as those of one craft. Whether the same craft flew is not known."

CRAFT = {
    "Apollo CSM-002": Craft(APOLLO, SINGLE_USE, "It was launched on Little Joe II A-004 on 20 January 1966."),
    "Apollo CSM-012": Craft(APOLLO, DESTROYED, "It was the craft of Apollo 1 and never flew."),
    "Cargo Dragon TBD": Craft(CARGO_DRAGON, ACTIVE, is_placeholder=True),
    "Chinese Reusable Space Vehicle": Craft(CHINESE_SPACEPLANE, ACTIVE, _CHINESE),
    "Cygnus CRS NG-22": Craft(CYGNUS, RETIRED, "It was damaged in transport in 2025 and never flew."),
    "DragonFly": Craft(CREW_DRAGON, RETIRED, "It was an article for tests of landings and never flew in space."),
    "Dream Chaser Tenacity": Craft(DREAM_CHASER, ACTIVE),
    "Gaganyaan G1": Craft(GAGANYAAN, UNDER_CONSTRUCTION),
    "Gaganyaan G2": Craft(GAGANYAAN, UNDER_CONSTRUCTION),
    "Gaganyaan G3": Craft(GAGANYAAN, UNDER_CONSTRUCTION),
    "Gaganyaan H1": Craft(GAGANYAAN, UNDER_CONSTRUCTION),
    "LM Antares": Craft(moon="at Fra Mauro"),
    "LM Challenger": Craft(moon="in the valley of Taurus–Littrow"),
    "LM Eagle": Craft(moon="in the Sea of Tranquility"),
    "LM Falcon": Craft(moon="at Hadley–Apennine"),
    "LM Intrepid": Craft(moon="in the Ocean of Storms"),
    "LM Orion": Craft(moon="in the Descartes Highlands"),
    "LM Aquarius": Craft(note="Its landing was called off, and it kept the crew of Apollo 13 alive on the way home."),
    "LM Snoopy": Craft(note="It came down to 15 km above the Moon, without landing."),
    "Mercury No.3": Craft(MERCURY, DESTROYED, "It was launched on Little Joe 5 on 8 November 1960."),
    "Mercury No.14": Craft(MERCURY, RETIRED, "It was launched on Little Joe 5A and 5B on 18 March and 28 April 1961."),
    "Orion 004": Craft(ORION, UNDER_CONSTRUCTION),
    "Progress M-MIM2": Craft(PROGRESS_SO, note="It brought the Poisk module to the station."),
    "Progress M-UM": Craft(PROGRESS_SO, note="It brought the Prichal module to the station."),
    "RSS First Step": Craft(
        status=ACTIVE, note="It flew more often: the catalogue has those flights without the craft."
    ),
    "Ship 20": Craft(STARSHIP, RETIRED, "It never flew."),
    "Ship 36": Craft(STARSHIP, DESTROYED, "It exploded on the ground on 19 June 2025."),
    "Ship 40": Craft(status=DESTROYED),
    "Ship 41": Craft(status=ACTIVE),
    "Soyuz 7K-L1 No.8": Craft(SOYUZ, RETIRED, "It was damaged on the pad on 14 July 1968 and never flew."),
    "Soyuz 7K-L1E No.1": Craft(SOYUZ),
    "Soyuz 7K-L1E No.2": Craft(SOYUZ, note="It flew as Kosmos 382."),
    "Soyuz 7K-L1S No.1": Craft(SOYUZ),
    "Soyuz 7K-L1S No.2": Craft(SOYUZ),
    "Soyuz 7K-LOK No.1": Craft(SOYUZ),
    "Soyuz 7K-LOK No.2": Craft(SOYUZ),
    "Space Rider": Craft(SPACE_RIDER, UNDER_CONSTRUCTION),
    "Tesla Roadser": Craft(ROADSTER, note="It is a car, the payload of a test flight.", name=ROADSTER),
    "VSS Enterprise": Craft(SPACESHIP_TWO, DESTROYED, "It never flew above 80 km, and broke up on 31 October 2014."),
    "Vostok-3KA No.2": Craft(VOSTOK),
    "X-15-1": Craft(status=RETIRED, note="The catalogue has its flights above 80 km only."),
    "X-15-2": Craft(X_15, RETIRED, "It never flew above 80 km."),
    "X-15-3": Craft(status=DESTROYED, note="The catalogue has its flights above 80 km only."),
    **{f"Crew Capsule 1-M{number}": Craft(status=RETIRED) for number in range(1, 7)},
    **{f"Crew Capsule 2.0-M{number}": Craft(status=RETIRED) for number in range(1, 8)},
}
"""Craft by name in Launch Library."""

MERGED = {10452: 560, 10477: 560, 10496: 560}
"""Craft of the facts that Launch Library has as one: the Chinese Reusable Space Vehicle."""

RECONFIGURED = {10531: STARSHIP_V3}
"""Craft of the facts with another configuration: Ship 39 was the first of its version."""
