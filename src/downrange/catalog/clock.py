"""The one clock: everything that depends on time is computed for the minute that it shows.

A craft in space has running figures. That a record, the ordering by it and the list around it agree with each other,
they all take their `now` from one tick of this clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(slots=True)
class Watch:
    """What was noted while an answer was computed."""

    running: bool = False
    """Whether the answer holds for this tick alone; if not, it holds until the catalogue's revision rises."""


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


def tick() -> datetime:
    """The minute that has begun, in UTC."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


@contextmanager
def watched() -> Iterator[Watch]:
    """Note, while this is open, whether what is computed changes with the tick."""
    watch = Watch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def note_running() -> None:
    """What is being computed shows the tick, or is in an order that depends on it."""
    if (watch := _watch.get()) is not None:
        watch.running = True
