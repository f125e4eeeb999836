"""The history of the catalogue: what each change changed, and who made it.

It is complete: each revision has one change, and none is ever deleted. Applied in order, they give the same facts (see
`downrange.exchange`). Pins are of this catalogue alone, and are not in it.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from .durations import format_duration


class Change(models.Model):
    """One record that an edit changed. Its id is the revision that the catalogue had reached with it.

    `action` says what happened:

    - `created`, `changed`, `deleted`: to the record with this `key` of this `model`.
    - `moved`: it got another id. `key` is the old one. The changes that this made follow in the same edit: the record
      is deleted under the old id and created under the new one, and what refers to it is changed. Where there was no
      such record, only its address is new.
    - `derived`: to no record. Derived columns changed, or `after` has the ages of the facts, `as_of` and
      `as_of_by_table` of the revision.

    `before` and `after` map names of fields to values as JSON. Of a creation or a deletion they have all stored fields;
    of a change those that differ, but all if another record had the id before a move; of a move the id. Instants and
    dates are ISO 8601 in UTC, durations ISO 8601, UUIDs text, decimals numbers; a many-to-many field is the sorted list
    of its members' keys.
    """

    id = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    edit = models.PositiveBigIntegerField(help_text="the id of the last change of the same edit")
    by = models.CharField(max_length=255)
    source = models.CharField(max_length=16, help_text="seed, mirror, local or clock")
    model = models.CharField(max_length=64, help_text="empty: only derived columns changed, or facts of the revision")
    key = models.CharField(max_length=64)
    action = models.CharField(max_length=8, help_text="created, changed, deleted, moved or derived")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(name="change_record", fields=["model", "key", "id"])]

    def __str__(self) -> str:
        return f"{self.id}: {self.model} {self.key} {self.action} by {self.by}"


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values by field, as a `Change` holds them."""
    return {name: _as_json(value) for name, value in values.items()}


def _as_json(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case timedelta():
            return format_duration(value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case UUID():
            return str(value)
        case list():
            return [_as_json(item) for item in value]
        case _:
            return value
