"""Who was what in which crew: public knowledge, family by family of craft, by mission and by name.

A role is that at launch. Whoever only came down in a ship has none there.
"""

from .capsules import CAPSULES
from .positions import POSITIONS, Positions
from .shuttle import SHUTTLE
from .soyuz import SOYUZ

BY_MISSION: dict[str, Positions] = {**CAPSULES, **SHUTTLE, **SOYUZ}

__all__ = ["BY_MISSION", "POSITIONS", "Positions"]
