"""The mirror's tables. They are not part of the catalogue: no edit notes them, and no change is written of them."""

from .calls import Call, Upstream
from .progress import Demand, Finding, PendingReference, SetAside, Sighting, Sweep, UnknownFields

__all__ = [
    "Call",
    "Demand",
    "Finding",
    "PendingReference",
    "SetAside",
    "Sighting",
    "Sweep",
    "UnknownFields",
    "Upstream",
]
