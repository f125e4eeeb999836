"""Corrections of errors and gaps in the facts, where other sources leave no doubt, each with its reason.
`docs/catalogue.md` lists them too.
"""

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

DOCKINGS = {10515: ("2023-02-25T00:58:00Z", "2023-02-26T00:58:00Z")}
"""Docking event → its docking in the facts, and the correct one: Soyuz MS-23 docked two days after its launch on
24 February 2023.
"""

MORE_PORTS = {38: ("Zvezda nadir", 4)}
"""Ports that the facts leave out: name and station, with Launch Library's id."""

STAYS_WITHOUT_STATION = {10480}
"""Docking events that did not take place: Progress MS-16 had already departed with the Pirs module. Their ids are not
used again.
"""

CREWED = {"NS-18"}
"""Crewed flights without a crew in the facts, by mission name."""

NO_TESTS = {"Kosmos-110", "Soyuz-20", "Soyuz-34", "Soyuz MS-23", "Shenzhou 22"}
"""Uncrewed flights of crewed craft that were no test flights."""

INCOMPLETE_LOGS = {442, 444, 453, 10291, 10329, 10340, 10459}
"""Craft that flew, or probably flew, more often than the facts list: two X-15, RSS First Step, SpaceShipOne, both
X-37B, VSS Unity.
"""

INCOMPLETE_PEOPLE = INCOMPLETE_LOGS - {453}
"""Those whose people may have flown in them more often than the facts list."""

NOT_CRAFT_SIZES = {1: ("height", "diameter"), 12: ("diameter",), 10008: ("diameter",), 10022: ("height",)}
"""Configuration → sizes in the facts that are those of a part (a descent module) or a wing span, not of the craft."""


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
