"""What cannot have happened: facts that contradict each other, though each alone is well formed.

The database refuses what one record can say wrong by itself. What takes several records to be wrong, such as a craft
docked at two ports at once, is looked for here, a module a subject, in a fixed number of queries. A record that refers
to one that is not there is passed over: that is named elsewhere.
"""

from collections.abc import Iterator
from datetime import datetime

from .crews import contradictions_of_crews
from .dockings import contradictions_of_dockings, dockings
from .flights import Contradiction, contradictions_of_flights, flights
from .landings import contradictions_of_landings

__all__ = ["Contradiction", "contradictions"]


def contradictions(now: datetime) -> Iterator[Contradiction]:
    """Everything that cannot have happened. What is planned after `now` may yet change, and is taken as it comes."""
    logged, events = flights(), dockings()
    yield from contradictions_of_flights(logged, now)
    yield from contradictions_of_dockings(events, logged, now)
    yield from contradictions_of_landings(now)
    yield from contradictions_of_crews(logged, events, now)
