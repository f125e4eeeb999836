"""The state that an answer is of: the catalogue's revision, and the tick of the clock."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection

from downrange.catalog import clock
from downrange.catalog.revision import Revision


@dataclass(frozen=True, slots=True)
class State:
    """What the database says of the catalogue. Two equal ones: no change was committed between them."""

    number: int
    figures_at: datetime | None
    figures_until: datetime | None
    revision: Revision = field(compare=False)

    @classmethod
    def read(cls) -> "State | None":
        """The state now; none where the database does not answer."""
        try:
            revision = Revision.current()
        except DatabaseError:
            connection.close_if_unusable_or_obsolete()  # the next look gets another
            return None
        return cls(revision.number, revision.figures_at, revision.figures_until, revision)


def look_at_state() -> State | None:
    """The state now, for a thread that answers no requests, at whose end Django would see to its connection."""
    close_old_connections()
    return State.read()


@dataclass(frozen=True, slots=True)
class Moment:
    """What delivery can know of an epoch: the state read, and the tick."""

    state: State
    tick: datetime

    @classmethod
    def read(cls) -> "Moment | None":
        state = State.read()
        return None if state is None else cls(state, clock.tick())

    @property
    def is_due(self) -> bool:
        """Whether the next question will first have the figures derived again."""
        return self.state.revision.is_due(self.tick)

    def modified(self, *, lasting: bool) -> datetime | None:
        """The last instant at which an answer may have changed."""
        changed = self.state.revision.changed_at
        return changed if lasting or changed is None else max(changed, self.tick)
