"""A snapshot: the state of the catalogue that an answer is of."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from time import monotonic
from typing import Self

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.models import Model

from . import clock
from .models.fields import derived_fields
from .revision import Revision, capped

BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
"""How each database opens a read transaction that sees one state, without a lock that a writer would wait for."""
LIMIT_TIME = "; SET LOCAL statement_timeout = {}"
"""What PostgreSQL is told besides, in milliseconds."""
STEPS = 100_000
"""Steps of SQLite, a few milliseconds, after which it looks whether the time is up."""
INSTANT = timedelta(microseconds=1)
"""The least time that the databases tell apart."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Whatever is computed for equal snapshots is equal: `revision` is the number of the catalogue's last change, `now`
    the instant that the answer is of. Figures are of `figures_now`, which stops at the `horizon` of the facts.
    """

    revision: int
    now: datetime
    changed_at: datetime | None = field(default=None, compare=False)
    as_of: datetime | None = field(default=None, compare=False)
    """The instant up to which the flight log was gathered."""
    as_of_by_table: Mapping[str, str] = field(default_factory=dict, compare=False)
    horizon: datetime | None = field(default=None, compare=False)
    figures_at: datetime | None = field(default=None, compare=False)
    figures_until: datetime | None = field(default=None, compare=False)
    """The derived columns hold from `figures_at` on and before `figures_until`."""
    is_past: bool = False
    """Whether `now` is an instant that the client asked for, so that the derived columns do not hold."""

    @classmethod
    def of(cls, revision: Revision, tick: datetime) -> Self:
        """The snapshot of a revision at a tick of the clock."""
        return cls(
            revision=revision.number,
            now=_shown_at(tick, revision.figures_at, revision.figures_until),
            changed_at=revision.changed_at,
            as_of=revision.as_of,
            as_of_by_table=revision.as_of_by_table,
            horizon=revision.horizon,
            figures_at=revision.figures_at,
            figures_until=revision.figures_until,
        )

    def at(self, tick: datetime) -> "Snapshot":
        """The same revision at another tick."""
        now = _shown_at(tick, self.figures_at, self.figures_until)
        return self if now == self.now else replace(self, now=now)

    def of_past(self, instant: datetime) -> "Snapshot":
        """The same revision at an instant before."""
        return replace(self, now=instant, is_past=True)

    @property
    def figures_now(self) -> datetime:
        """The instant that figures are shown for."""
        return capped(self.now, self.horizon)

    @property
    def next_figures(self) -> datetime | None:
        """When figures that grow are next shown differently; None once they have stopped."""
        return None if self.is_past or self.figures_now < self.now else self.now + clock.TICK

    def as_of_table(self, model: type[Model]) -> datetime | None:
        """The instant up to which the facts of a table were gathered. Figures are as old as the log that they are
        derived from.
        """
        name = str(model._meta.model_name)
        as_of = datetime.fromisoformat(self.as_of_by_table[name]) if name in self.as_of_by_table else self.as_of
        if as_of is None or self.as_of is None or not _has_figures(model):
            return as_of
        return min(as_of, self.as_of)


@cache
def _has_figures(model: type[Model]) -> bool:
    return bool(derived_fields(model))


def _shown_at(tick: datetime, figures_at: datetime | None, figures_until: datetime | None) -> datetime:
    """The tick, or the nearest instant for which the stored figures hold."""
    if figures_at is not None and figures_at > tick:  # derived by a machine whose clock is ahead
        return figures_at
    if figures_until is not None and figures_until <= tick:  # an instant of the log has passed since
        return figures_until - INSTANT
    return tick


class QueryTimeoutError(Exception):
    """What was read took longer than it may (`DOWNRANGE_QUERY_TIMEOUT`)."""


@contextmanager
def take_snapshot(tick: datetime | None = None, limit: int | None = None) -> Iterator[Snapshot]:
    """One short read transaction: what is read within the block is of this snapshot. It neither waits for writers nor
    holds them up. Raises `django.db.DatabaseError` where the database does not answer, and `QueryTimeoutError` where it
    takes longer than `limit` seconds, by default `DOWNRANGE_QUERY_TIMEOUT`; 0 is any time.
    """
    tick = clock.tick() if tick is None else tick
    database = connections[DEFAULT_DB_ALIAS]
    if database.in_atomic_block:  # inside an edit, which sees what it has written
        yield Snapshot.of(Revision.current(), tick)
        return
    database.ensure_connection()
    limit = settings.QUERY_TIMEOUT if limit is None else limit
    begin, deadline = BEGIN[database.vendor], monotonic() + limit
    if limit and database.vendor == "sqlite":
        database.connection.set_progress_handler(lambda: monotonic() > deadline, STEPS)
    elif limit:
        begin += LIMIT_TIME.format(limit * 1000)
    # Through the driver: Django's cursors take longer than these statements.
    with database.wrap_database_errors:
        database.connection.execute(begin)
    try:
        yield Snapshot.of(Revision.current(), tick)
    except OperationalError as error:
        if limit and monotonic() > deadline:
            raise QueryTimeoutError(f"it took longer than {limit} s") from error
        raise
    finally:
        if limit and database.vendor == "sqlite":
            database.connection.set_progress_handler(None, 0)
        with database.wrap_database_errors:
            database.connection.execute("COMMIT")
