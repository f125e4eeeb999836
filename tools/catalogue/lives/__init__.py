"""Dates of birth and death of astronauts: public knowledge, as far as it is certain, to the autumn of 2025.

Nobody who is known to have died is listed with a date of birth only. People who are not listed may be living or dead.
"""

from .americans import AMERICANS
from .cosmonauts import COSMONAUTS
from .others import OTHERS

LIVES: dict[str, tuple[str | None, str | None]] = {
    name: (born or None, died or None)
    for table in (AMERICANS, COSMONAUTS, OTHERS)
    for name, born, died in (line.split("|") for line in table.strip().splitlines())
}
"""Name → dates of birth and death, each `YYYY-MM-DD` or null."""
