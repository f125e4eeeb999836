"""Writing the figures, and holding what is written against the log."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from ..epoch import Epoch
from ..models.fields import derived_fields
from ..revision import Revision
from ..statistics import next_change
from .computing import computed, instants

PATIENCE = 500
"""Milliseconds."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored figure that is not what the log says."""

    model: type[Model]
    pk: object
    field: str
    stored: object
    derived: object


def derive(now: datetime) -> int:
    """Bring every derived column up to `now`, raise the revision if any changed, and return how many records did."""
    with transaction.atomic():
        revision = Revision.lock()
        changed = 0
        for model, rows in _stale(now):
            _write(model, rows)
            changed += len(rows)
        until = next_change(instants(now), now)
        if changed or revision.figures_until != until:
            Revision.advance(now, figures_at=now, figures_until=until)
        elif revision.figures_at is None or revision.figures_at > now:
            Revision.objects.update(figures_at=now)
    return changed


def derive_if_due(now: datetime) -> Epoch:
    """Derive when the log's next event has passed: a launch, a docking, a departure or a mission's end that lay in the
    future. Returns the epoch to answer for: at `now`, or at the instant of the figures, if another machine's clock is
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
    return Epoch(revision.number, max(now, revision.figures_at or now))


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait only `PATIENCE` for another writer: whoever asks for an answer would wait as well."""
    ask = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    tell = "PRAGMA busy_timeout = {}" if connection.vendor == "sqlite" else "SET lock_timeout = '{}'"
    with connection.cursor() as cursor:
        (patience,) = cursor.execute(ask).fetchone()
        cursor.execute(tell.format(PATIENCE))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(tell.format(patience))


_deriving = Lock()  # one request of a process derives, the others go on


def differences(now: datetime) -> Iterator[Difference]:
    """Every stored figure that differs from what the log gives at `now`."""
    for model, figures in computed(now).items():
        for record in model._default_manager.order_by("pk"):
            for name, value in figures.get(record.pk, {}).items():
                if getattr(record, name) != value:
                    yield Difference(model, record.pk, name, getattr(record, name), value)


def _stale(now: datetime) -> Iterator[tuple[type[Model], list[tuple[object, ...]]]]:
    """The records whose figures have changed: their derived columns in declaration order, then the primary key."""
    for model, figures in computed(now).items():
        names = [field.attname for field in derived_fields(model)]
        stale = []
        for pk, *stored in model._default_manager.values_list("pk", *names):
            # None for a record that has come since: who wrote it derives its figures.
            figured = figures.get(pk, {})
            values = [figured.get(name, value) for name, value in zip(names, stored, strict=True)]
            if values != stored:
                stale.append((*values, pk))
        if stale:
            yield model, stale


def _write(model: type[Model], rows: Iterable[tuple[object, ...]]) -> None:
    """Store rows of `_stale`, by one statement prepared once: Django's `bulk_update` takes twenty times as long to
    compose its own.
    """
    quoted, meta = connection.ops.quote_name, model._meta
    derived = derived_fields(model)
    assignments = ", ".join(f"{quoted(field.column)} = %s" for field in derived)
    key = f"{quoted(meta.pk.column)} = %s"
    fields = (*derived, meta.pk)
    prepared = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quoted(meta.db_table)} SET {assignments} WHERE {key}", prepared)  # noqa: S608 - our own names
