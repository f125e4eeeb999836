"""Corrections of errors and gaps in the facts, where other sources leave no doubt, each with its reason.
`docs/catalogue.md` lists them too.
"""

from collections.abc import Mapping
from typing import Any

from .facts import Fact

SUBORBITAL = {"Mercury-Redstone 3", "Mercury-Redstone 4", "SpaceShipOne 15P", "SpaceShipOne 17P"} | {
    "Unity 21",
    "Unity 22",
    "Unity 25",
    "Galactic 01",
    "Galactic 02",
    "Galactic 04",
}
"""Suborbital flights that the facts place in low Earth orbit, by mission name."""

LOW_EARTH_ORBIT = {"Apollo 9 CSM", "Atlantis (STS-30)", "Atlantis (STS-34)", "Discovery (STS-41)", "X-37B OTV-1"}
"""Flights that stayed in low Earth orbit, while another part of the launch left for deep space."""

DEEP_SPACE = {"Artemis II"}
"""Flights around the Moon that the facts place in low Earth orbit."""

DUPLICATE_FLIGHTS = {10200: 10201}
"""The aborted launch of Soyuz T-10-1 of 26 September 1983 is in the facts twice, from two sources two seconds apart.
The flight on the left is left out, with its launch, landing and crew; its ids are not used again.
"""

DOCKING_PARENTS = {10008: ("S02665", "S02565", "TDA 7A", 10004)}
"""Docking event → the target's number in the facts, the correct one, its name and its docking location. One digit is
mistyped: the docking is between two others at the same target. Docking location 10005 is not used.
"""

DOCKING_PORTS = {10072: (10016, 10017), 10163: (10023, 37), 10238: (2, 38)}
"""Docking event → its port in the facts, and the correct one, because another ship was at the former. Soyuz T-11 docked
to the aft port of Salyut 7, Progress M-24 to the forward port of Mir, the Pirs module to the nadir port of Zvezda.
"""

DOCKING_DEPARTURES = {10318: ("2010-03-17T08:03:03Z", "2010-03-18T08:03:03Z")}
"""Docking event → its departure in the facts, and the correct one: Soyuz TMA-16 departed three hours before it landed
on 18 March 2010, not a day before.
"""

MORE_PORTS = {38: ("Zvezda nadir", 4)}
"""Ports that the facts leave out: name and station, with Launch Library's id."""

STAYS_WITHOUT_STATION = {10480}
"""Docking events that did not take place: Progress MS-16 had already departed with the Pirs module. Their ids are not
used again.
"""

CREWED = {"Shenzhou 23"}
"""Crewed flights without a crew in the facts, by mission name."""

NO_TESTS = {"Kosmos-110", "Soyuz-20", "Soyuz-34", "Soyuz MS-23", "Shenzhou 22"}
"""Uncrewed flights of crewed craft that were no test flights."""

INCOMPLETE_LOGS = {10291, 10329, 10340, 10459}
"""Craft that flew, or probably flew, more often than the facts list: SpaceShipOne, both X-37B, VSS Unity."""

NOT_CRAFT_SIZES = {1: ("height", "diameter"), 12: ("diameter",), 10008: ("diameter",), 10022: ("height",)}
"""Configuration → sizes in the facts that are those of a part (a descent module) or a wing span, not of the craft."""

_SOYUZ = {
    "launcher_configuration_name": "Soyuz-2-1A",
    "location_code": "NIIP-5",
    "pad_name": "LC31",
    "launch_agency_gcat_code": "FKA",
}
_SHENZHOU = {
    "launcher_configuration_name": "Chang Zheng 2F",
    "location_code": "JQ",
    "pad_name": "LC43/91",
    "launch_agency_gcat_code": "CALT",
}
_TIANZHOU = {
    "launcher_configuration_name": "Chang Zheng 7",
    "location_code": "WEN",
    "pad_name": "LC201",
    "launch_agency_gcat_code": "CALT",
}
_REDSTONE = {
    "launcher_configuration_name": "Redstone",
    "location_code": "CC",
    "pad_name": "LC5",
    "launch_agency_gcat_code": "MSFC",
}
_SPACESHIP_ONE = {
    "launcher_configuration_name": "SpaceShipOne",
    "location_code": "MOJAVE",
    "pad_name": "Runway",
    "launch_agency_gcat_code": "SCALED",
}
_SPACESHIP_TWO = {
    "launcher_configuration_name": "SpaceShipTwo",
    "location_code": "SPACEPORT_AMERICA",
    "pad_name": "Runway",
    "launch_agency_gcat_code": "VG",
}
_FALCON = {"launcher_configuration_name": "Falcon 9", "launch_agency_gcat_code": "SPX"}
_STARBASE_1 = {"pad_name": "OLP1"}
_FALCON_39A = {**_FALCON, "location_code": "KSC", "pad_name": "LC39A"}
_FALCON_40 = {**_FALCON, "location_code": "CC", "pad_name": "LC40"}

MISSING: dict[str, Mapping[str, str]] = {
    "Mercury No.7": _REDSTONE,
    "Mercury No.11": _REDSTONE,
    "SpaceShipOne 15P": _SPACESHIP_ONE,
    "SpaceShipOne 17P": _SPACESHIP_ONE,
    **dict.fromkeys(("Unity 21", "Unity 22", "Unity 25", "Galactic 01", "Galactic 02", "Galactic 04"), _SPACESHIP_TWO),
    **dict.fromkeys(("Progress MS-30", "Soyuz MS-27", "Progress MS-31", "Progress MS-32", "Soyuz MS-28"), _SOYUZ),
    **dict.fromkeys(("Progress MS-33", "Progress MS-34"), _SOYUZ),
    **dict.fromkeys(("Shenzhou 20", "Shenzhou 21", "Shenzhou 22", "Shenzhou 23"), _SHENZHOU),
    **dict.fromkeys(("Tianzhou-9", "Tianzhou-10"), _TIANZHOU),
    **dict.fromkeys(
        ("Dragon Endurance (Crew-10)", "Fram2", "Dragon CRS-32", "Crew Dragon Grace", "Dragon Endeavour (Crew-11)"),
        _FALCON_39A,
    ),
    **dict.fromkeys(("Dragon CRS-33", "Cygnus NG-23 (S.S. William C. McCool)"), _FALCON_40),
    **dict.fromkeys(("Dragon Freedom (Crew-12)", "Dragon CRS-34", "Cygnus NG-24 (S.S. Steven R. Nagel)"), _FALCON),
    "HTV-X1": {"location_code": "TNSC", "pad_name": "Y2"},
    "Orion Integrity": {
        "launcher_configuration_name": "SLS Block 1",
        "location_code": "KSC",
        "pad_name": "LC39B",
        "launch_agency_gcat_code": "MSFC",
    },
    "Ship 39": {"location_code": "STB"},
    **dict.fromkeys(("Ship 33", "Ship 34", "Ship 35", "Ship 37", "Ship 38"), _STARBASE_1),
}
"""Launch, by the part of its name after the bar → public values that are null in the facts."""


def payload_of(launch: Fact) -> str:
    """The part of the name of a launch after the bar."""
    name: str = launch["name"]
    return name.partition(" | ")[2] or name


def completed(launch: Fact) -> Fact:
    """A launch with its gaps filled where the value is certain. A value of the facts is never replaced."""
    missing: dict[str, Any] = dict(MISSING.get(payload_of(launch), {}))
    return launch.changed(**{name: value for name, value in missing.items() if launch[name] is None})


def destination(flight: Fact) -> str | None:
    """The destination of a flight."""
    mission = flight["mission_name"]
    for names, corrected in (
        (SUBORBITAL, "Suborbital"),
        (LOW_EARTH_ORBIT, "Low Earth Orbit"),
        (DEEP_SPACE, "Deep space"),
    ):
        if mission in names:
            return corrected
    named: str | None = flight["destination"]
    return named
