"""Writes the figures, and holding what is written against the log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model

from ..models.fields import derived_fields
from ..revision import Revision
from .computing import computed, instants
from .formulas import next_change


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
