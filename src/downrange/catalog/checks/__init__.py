"""Checks for contradictions: facts that cannot all be true, though each record alone is valid. Another check finds
launches that lack what clients expect.

The constraints of the database check single records. These checks compare several, and find for example a craft that is
docked at two ports at once. There is a module for each subject, and the number of queries is fixed. A record with a
broken reference is skipped here; `downrange check` reports it separately.
"""

from collections.abc import Iterator
from datetime import datetime

from .crews import contradictions_of_crews
from .dockings import contradictions_of_dockings, dockings
from .flights import Contradiction, contradictions_of_flights, flights
from .landings import contradictions_of_landings
from .launches import contradictions_of_launches, incomplete_launches

__all__ = ["Contradiction", "contradictions", "incomplete_launches"]


def contradictions(now: datetime) -> Iterator[Contradiction]:
    """All contradictions in the catalogue. Plans after `now` may still change, so they are checked less strictly."""
    logged, events = flights(), dockings()
    yield from contradictions_of_flights(logged, now)
    yield from contradictions_of_dockings(events, logged, now)
    yield from contradictions_of_launches(now)
    yield from contradictions_of_landings(now)
    yield from contradictions_of_crews(logged, events, now)
