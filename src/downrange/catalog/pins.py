"""Pins: what was edited here is not overwritten by what comes from elsewhere.

Each field that an edit of the source `local` changes is pinned. A record that was created or deleted here is pinned
whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Model

from .changes import Change

WHOLE = ""
"""The field of a pin that holds a whole record."""
HELD_BACK = frozenset({"seed", "mirror"})
"""The sources that do not overwrite what is pinned."""
BATCH = 500  # rows per statement


class Pin(models.Model):
    """A field of a record, or the whole of it, that was edited here."""

    model = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    field = models.CharField(max_length=64, blank=True, help_text="empty: the whole record")
    by = models.CharField(max_length=255)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="pin_once", fields=["model", "key", "field"])]

    def __str__(self) -> str:
        return f"{self.model} {self.key} {self.field}".strip()


@dataclass(frozen=True, slots=True)
class Pins:
    """Which fields of which records a source may not write."""

    fields: Mapping[str, Mapping[str, frozenset[str]]]
    """Names of pinned fields, by key, by model. `WHOLE` among them: the record is not the source's at all."""

    @classmethod
    def against(cls, source: str) -> Self:
        """The pins that bind a source: all of them, or none."""
        found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        if source in HELD_BACK:
            for model, key, field in Pin.objects.values_list("model", "key", "field"):
                found[model][key] = found[model].get(key, frozenset()) | {field}
        return cls(found)

    def of(self, model: type[Model], key: Any) -> frozenset[str]:
        """The fields of one record that the source may not write."""
        return self.fields.get(str(model._meta.model_name), {}).get(str(key), frozenset())


def pin_whole(records: Iterable[tuple[type[Model], Any]], by: str, at: datetime) -> None:
    """Pin records whole: from now on they are this catalogue's own, or their absence is."""
    Pin.objects.bulk_create(
        (Pin(model=str(model._meta.model_name), key=str(key), field=WHOLE, by=by, at=at) for model, key in records),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def pin(changes: Iterable[Change]) -> None:
    """Pin what changes of the source `local` have changed."""
    Pin.objects.bulk_create(
        (
            Pin(model=change.model, key=change.key, field=field, by=change.by, at=change.at)
            for change in changes
            if change.model and change.action != "moved"
            for field in (change.after or {} if change.action == "changed" else [WHOLE])
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
