"""The roles in crews, and the form in which a mission names its own."""

from collections.abc import Mapping
from dataclasses import dataclass

COMMANDER = "Commander"
PILOT = "Pilot"
COMMAND_MODULE_PILOT = "Command Module Pilot"
LUNAR_MODULE_PILOT = "Lunar Module Pilot"
FLIGHT_ENGINEER = "Flight Engineer"
MISSION_SPECIALIST = "Mission Specialist"
PAYLOAD_SPECIALIST = "Payload Specialist"
RESEARCH_COSMONAUT = "Research Cosmonaut"
SPACEFLIGHT_PARTICIPANT = "Spaceflight Participant"

POSITIONS = (
    COMMANDER,
    PILOT,
    COMMAND_MODULE_PILOT,
    LUNAR_MODULE_PILOT,
    FLIGHT_ENGINEER,
    MISSION_SPECIALIST,
    PAYLOAD_SPECIALIST,
    RESEARCH_COSMONAUT,
    SPACEFLIGHT_PARTICIPANT,
)
"""Every role, in the order of their priority."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The roles of one crew: by name, and that of all others but for those of whom it is not certain.

    `movers_too` is true where the role of all others is also that of those who came down in another ship.
    """

    by_name: Mapping[str, str]
    rest: str | None = None
    uncertain: frozenset[str] = frozenset()
    movers_too: bool = False

    def of(self, name: str, *, changes_ship: bool) -> str | None:
        if name in self.by_name:
            return self.by_name[name]
        if name in self.uncertain or (changes_ship and not self.movers_too):
            return None
        return self.rest


def rows(table: str) -> list[list[str]]:
    """The lines of a table, split at the bars."""
    return [line.split("|") for line in table.strip().splitlines()]


def named(cells: Mapping[str, str]) -> dict[str, str]:
    """Role → names with commas between, as name → role."""
    return {name.strip(): role for role, cell in cells.items() for name in cell.split(",") if name.strip()}
