"""What a program is, and the rules that assign flights and launches to it."""

import re
from dataclasses import dataclass

HUMAN_SPACEFLIGHT, COMMUNICATION, NAVIGATION, EARTH_OBSERVATION = 2, 3, 4, 8
"""Types of programs, by their ids in Launch Library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program, with its id in Launch Library where that is known.

    A flight belongs to it if its mission is listed. It also belongs to it if its configuration and its destination are
    listed and its mission is not in `but`; one of the two lists may be empty, and then admits all. A launch belongs to
    it if `names` is found in the name of its mission.
    """

    pk: int | None = None
    agencies: tuple[int, ...]
    start: str | None
    end: str | None = None
    wiki: str
    document: str | None = None
    description: str
    type: str | int = HUMAN_SPACEFLIGHT
    configurations: frozenset[int] = frozenset()
    destinations: frozenset[str] = frozenset()
    missions: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    names: re.Pattern[str] | None = None

    @property
    def source(self) -> str:
        """The titles of the documents that can confirm the program."""
        wikipedia = f'Wikipedia, "{self.wiki.replace("_", " ")}"'
        return f"{wikipedia}; {self.document}" if self.document else wikipedia

    def has(self, mission: str, configuration: int, destination: str | None) -> bool:
        """Whether a flight belongs to the program."""
        if mission in self.missions or mission in self.but:
            return mission in self.missions
        if not (self.configurations or self.destinations):
            return False
        of_kind = not self.configurations or configuration in self.configurations
        return of_kind and (not self.destinations or destination in self.destinations)

    def has_launch(self, mission: str) -> bool:
        """Whether a launch belongs to the program, by the names of its mission."""
        return self.names is not None and self.names.search(mission) is not None
