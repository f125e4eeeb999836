"""The vocabulary of roles, and the roles of one crew."""

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
OPERATOR = "Operator"
TOURIST = "Tourist"

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
    OPERATOR,
    TOURIST,
)
"""All roles, in order of priority."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The roles of one crew: by name, and one role for all others, except people whose role is not certain.

    `movers_too`: whether the role of all others is also that of people who landed in another ship.
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
    """The rows of a table, split at the bars."""
    return [line.split("|") for line in table.strip().splitlines()]


def named(cells: Mapping[str, str]) -> dict[str, str]:
    """Name → role, from role → names separated by commas."""
    return {name.strip(): role for role, cell in cells.items() for name in cell.split(",") if name.strip()}
