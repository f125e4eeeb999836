"""Paths of other versions of the API: each is answered with 404, which names the version that is served and, where it
has an equivalent, the equivalent's URL.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PATH = re.compile(r"/(?:api/ll/)?(\d+\.\d+\.\d+)(?:/(.*))?", re.ASCII | re.DOTALL)
"""The version, and the path relative to it. Version 2.4.0 is published below `/api/ll/`."""


@dataclass(frozen=True)
class Moved:
    """What other versions name otherwise."""

    routes: Mapping[str, str] = field(default_factory=dict)
    """Their routes, and the parts of them, that have another name in this version."""
    modes: Mapping[str, str] = field(default_factory=dict)
    """The last segments by which they name a mode, such as `detailed` in `launches/detailed/`."""

    def candidates(self, path: str) -> list[tuple[str, str]]:
        """The paths in this version that may be the equivalent of one relative to another version, each with a mode, if
        the path names one. The likeliest stands first.
        """
        route = path.strip("/")
        above, _, last = route.rpartition("/")
        found = [(self._renamed(above), self.modes[last])] if above and last in self.modes else []
        return [*found, (self._renamed(route), "")]

    def _renamed(self, route: str) -> str:
        """The route with its longest part renamed that the table has."""
        segments = route.split("/")
        for length in range(len(segments), 0, -1):
            renamed = self.routes.get("/".join(segments[:length]))
            if renamed is not None:
                return "/".join([renamed, *segments[length:]])
        return route


def split(path: str) -> tuple[str, str] | None:
    """The version that a path begins with, and the path relative to it; None where it begins with none."""
    found = PATH.fullmatch(path)
    return None if found is None else (found[1], found[2] or "")
