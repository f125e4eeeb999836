"""The clock's deriver: when an instant of the log passes, what it touches is derived anew.

No answer waits for that. Until it is done, answers are of the last instant for which the stored figures hold (see
`snapshot`).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, connection, transaction

from ..revision import Revision
from ..snapshot import Snapshot
from .store import derive

LOCK_TIMEOUT_MS = 500
logger = logging.getLogger(__name__)
_deriving = Lock()  # one thread of a process derives


def poll(now: datetime) -> Snapshot:
    """Derive when the log's next event has passed: a launch, a docking, a departure or a mission's end that lay in the
    future. Returns the snapshot to answer for: at `now`, or at the instant of the figures, if another clock is
    ahead.

    Where the figures cannot be written (a read-only replica, another writer), the answer is given with those there are.
    """
    revision = Revision.current()
    if revision.is_due(now) and _deriving.acquire(blocking=False):
        try:
            with _impatient(), transaction.atomic():
                if Revision.lock().is_due(now):  # and no other process was sooner
                    derive(now)
            revision = Revision.current()
        except DatabaseError as error:
            logger.warning("figures are not up to date: %s", error)
        finally:
            _deriving.release()
    return Snapshot.of(revision, now)


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait only `LOCK_TIMEOUT_MS` for another writer: whoever asks for an answer would wait as well."""
    ask = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    tell = "PRAGMA busy_timeout = {}" if connection.vendor == "sqlite" else "SET lock_timeout = '{}'"
    with connection.cursor() as cursor:
        (patience,) = cursor.execute(ask).fetchone()
        cursor.execute(tell.format(LOCK_TIMEOUT_MS))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(tell.format(patience))
