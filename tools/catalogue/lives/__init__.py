"""Days of birth and of death of astronauts: public knowledge, as far as it is certain, to the autumn of 2025.

Nobody stands here with a birth alone who is known to have died. Who is not here may have either.
"""

from .americans import AMERICANS
from .cosmonauts import COSMONAUTS
from .others import OTHERS

LIVES: dict[str, tuple[str | None, str | None]] = {
    name: (born or None, died or None)
    for table in (AMERICANS, COSMONAUTS, OTHERS)
    for name, born, died in (line.split("|") for line in table.strip().splitlines())
}
"""Name → days of birth and of death, each `YYYY-MM-DD` or null."""
