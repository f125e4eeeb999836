"""The roles in crews, from public knowledge: for each family of craft, by mission and name.

A role is that at launch. People who only landed in a ship have none there.
"""

from .capsules import CAPSULES
from .positions import POSITIONS, Positions
from .shuttle import SHUTTLE
from .soyuz import SOYUZ

BY_MISSION: dict[str, Positions] = {**CAPSULES, **SHUTTLE, **SOYUZ}

__all__ = ["BY_MISSION", "POSITIONS", "Positions"]
