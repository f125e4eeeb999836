"""The clock: everything that depends on time is computed for the minute that has begun.

Figures of craft in space grow with time. All parts of an answer take `now` from one tick, so a record, its place in the
ordering and the list agree.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TICK = timedelta(minutes=1)


@dataclass(slots=True)
class Tracker:
    """What was noted while something was computed."""

    valid_until: datetime | None = None
    """The result holds before this instant. None: it holds until the catalogue's revision rises."""


_tracker: ContextVar[Tracker | None] = ContextVar("tracker", default=None)


def tick() -> datetime:
    """The minute that has begun, in UTC."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


@contextmanager
def track() -> Iterator[Tracker]:
    """Note, within the block, how long what is computed there holds."""
    tracker = Tracker()
    token = _tracker.set(tracker)
    try:
        yield tracker
    finally:
        _tracker.reset(token)


def mark_time_dependent(until: datetime | None) -> None:
    """Note that what is being computed holds only before an instant, such as the next tick; None changes nothing."""
    tracker = _tracker.get()
    if tracker is not None and until is not None:
        tracker.valid_until = earlier(tracker.valid_until, until)


def earlier(*instants: datetime | None) -> datetime | None:
    """The first of the instants; None stands for one that never comes."""
    return min((instant for instant in instants if instant is not None), default=None)
