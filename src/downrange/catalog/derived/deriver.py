"""The clock's deriver: when an instant of the log has passed, the columns that it touches are derived anew.

No answer waits for that. Until it is done, answers are of the last instant for which the stored figures hold (see
`snapshot`).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import cast

from django.db import DatabaseError, connection

from ..editing import editing
from ..revision import Revision
from ..snapshot import Snapshot
from . import store

CLOCK = "downrange"
"""Who makes the changes of the clock."""
LOCK_TIMEOUT_MS = 500
"""How long a poll waits for another writer."""
logger = logging.getLogger(__name__)


class Deriver:
    """Derives in one thread of a process at a time; the other threads, and other processes, go on."""

    def __init__(self) -> None:
        self._deriving = Lock()
        self._failed_at: datetime | None = None
        self._logged: set[type[Exception]] = set()

    def poll(self, tick: datetime) -> Snapshot:
        """Derive what the instants of the log touch that have passed by `tick`, if any has. Returns the snapshot to
        answer for. Raises `DatabaseError` only if the revision cannot be read.

        Where the columns cannot be written, as on a read-only replica, the answers stay those of the last instant for
        which they hold. It is tried again at the next tick, or at the next poll if another writer was at work.
        """
        revision = Revision.current()
        if revision.is_due(tick) and self._failed_at != tick and self._deriving.acquire(blocking=False):
            try:
                self._derive(tick)
                revision = Revision.current()
            finally:
                self._deriving.release()
        return Snapshot.of(revision, tick)

    def _derive(self, tick: datetime) -> None:
        is_locked = False
        try:
            with lock_timeout(LOCK_TIMEOUT_MS), editing(by=CLOCK, source="clock", now=tick):
                is_locked = True  # where another process was first, leaving changes nothing
        except DatabaseError as error:
            self._failed_at = tick if is_locked else None
            self._log(error)
        else:
            self._logged.clear()

    def _log(self, error: Exception) -> None:
        """One line for each kind of error, until deriving succeeds again."""
        if type(error) not in self._logged:
            self._logged.add(type(error))
            logger.warning("derived figures are not up to date: %s", error)


poll = Deriver().poll


def derive(now: datetime) -> store.Derived:
    """Derive everything, in an edit of its own."""
    with editing(by=CLOCK, source="clock", now=now) as edit:
        edit.derives_everything = True
    return cast("store.Derived", edit.derived)


@contextmanager
def lock_timeout(milliseconds: int) -> Iterator[None]:
    """Wait no longer than this for another writer, within the block."""
    ask = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    tell = "PRAGMA busy_timeout = {}" if connection.vendor == "sqlite" else "SET lock_timeout = '{}'"
    with connection.cursor() as cursor:
        (before,) = cursor.execute(ask).fetchone()
        cursor.execute(tell.format(milliseconds))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(tell.format(before))
