"""Writing the figures, and holding what is written against the log."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, transaction
from django.db.models import Model

from ..epoch import Epoch
from ..models.fields import derived_fields
from ..revision import Revision
from ..statistics import next_change
from .computing import computed, instants

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
        for model, records in _stale(now):
            names = [field.name for field in derived_fields(model)]
            model._default_manager.bulk_update(records, names, batch_size=500)
            changed += len(records)
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
            derive(now)
            revision = Revision.current()
        except DatabaseError as error:
            logger.warning("figures are not up to date: %s", error)
        finally:
            _deriving.release()
    return Epoch(revision.number, max(now, revision.figures_at or now))


_deriving = Lock()  # one request of a process derives, the others go on


def differences(now: datetime) -> Iterator[Difference]:
    """Every stored figure that differs from what the log gives at `now`."""
    for model, figures in computed(now).items():
        for record in model._default_manager.order_by("pk"):
            for name, value in figures.get(record.pk, {}).items():
                if getattr(record, name) != value:
                    yield Difference(model, record.pk, name, getattr(record, name), value)


def _stale(now: datetime) -> Iterator[tuple[type[Model], list[Model]]]:
    for model, figures in computed(now).items():
        stale = []
        for record in model._default_manager.all():
            values = figures.get(
                record.pk, {}
            )  # none for a record that has come since: who wrote it derives its figures
            if any(getattr(record, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(record, name, value)
                stale.append(record)
        if stale:
            yield model, stale
