"""A snapshot: the state of the catalogue that an answer is of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from django.db import DEFAULT_DB_ALIAS, connections

from . import clock
from .revision import Revision

BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
"""How each database opens a read transaction that sees one state, without a lock that a writer would wait for."""
INSTANT = timedelta(microseconds=1)
"""The least time that the databases tell apart."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Whatever is computed for equal snapshots is equal: `revision` is the number of the catalogue's last change, `now`
    the instant that figures are shown for.
    """

    revision: int
    now: datetime
    changed_at: datetime | None = field(default=None, compare=False)
    as_of: date | None = field(default=None, compare=False)
    """The day up to which the catalogue's facts were gathered."""
    figures_at: datetime | None = field(default=None, compare=False)
    figures_until: datetime | None = field(default=None, compare=False)
    """The derived columns hold from `figures_at` on and before `figures_until`."""

    @classmethod
    def of(cls, revision: Revision, tick: datetime) -> Self:
        """The snapshot of a revision at a tick of the clock."""
        return cls(
            revision=revision.number,
            now=_shown_at(tick, revision.figures_at, revision.figures_until),
            changed_at=revision.changed_at,
            as_of=revision.as_of,
            figures_at=revision.figures_at,
            figures_until=revision.figures_until,
        )

    def at(self, tick: datetime) -> "Snapshot":
        """The same revision at another tick."""
        now = _shown_at(tick, self.figures_at, self.figures_until)
        return self if now == self.now else Snapshot(self.revision, now, *self._facts())

    def _facts(self) -> tuple[datetime | None, date | None, datetime | None, datetime | None]:
        return self.changed_at, self.as_of, self.figures_at, self.figures_until


def _shown_at(tick: datetime, figures_at: datetime | None, figures_until: datetime | None) -> datetime:
    """The tick, or the nearest instant for which the stored figures hold."""
    if figures_at is not None and figures_at > tick:  # derived by a machine whose clock is ahead
        return figures_at
    if figures_until is not None and figures_until <= tick:  # an instant of the log has passed since
        return figures_until - INSTANT
    return tick


@contextmanager
def take_snapshot(tick: datetime | None = None) -> Iterator[Snapshot]:
    """One short read transaction: what is read within the block is of this snapshot. It neither waits for writers nor
    holds them up. Raises `django.db.DatabaseError` where the database does not answer.
    """
    tick = clock.tick() if tick is None else tick
    database = connections[DEFAULT_DB_ALIAS]
    if database.in_atomic_block:  # inside an edit, which sees what it has written
        yield Snapshot.of(Revision.current(), tick)
        return
    database.ensure_connection()
    # Through the driver: Django's cursors take longer than these statements.
    with database.wrap_database_errors:
        database.connection.execute(BEGIN[database.vendor])
    try:
        yield Snapshot.of(Revision.current(), tick)
    finally:
        with database.wrap_database_errors:
            database.connection.execute("COMMIT")
