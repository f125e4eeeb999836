"""The history of the catalogue: what each change changed, and who made it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from .durations import format_duration


class Change(models.Model):
    """One record that an edit changed. Its id is the revision that the catalogue had reached with it.

    `before` and `after` map names of fields to values as JSON: of a change those that differ, of a creation or a
    deletion all stored fields. Instants and dates are ISO 8601 in UTC, durations ISO 8601, UUIDs text, decimals
    numbers; a many-to-many field is the sorted list of its members' keys.
    """

    id = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=255)
    source = models.CharField(max_length=16, help_text="seed, mirror, local or clock")
    model = models.CharField(max_length=64, help_text="empty: only derived columns changed, or facts of the revision")
    key = models.CharField(max_length=64)
    action = models.CharField(max_length=8, help_text="created, changed, deleted or derived")
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
