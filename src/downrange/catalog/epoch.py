"""An epoch: the revision of the catalogue and the instant that an answer is of. Whatever is computed for one comes out
the same.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Epoch:
    number: int
    """The catalogue's revision."""
    now: datetime
