"""What a source says of pinned fields: it is not written, and kept here to be looked at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Model

from .changes import as_json


class Withheld(models.Model):
    """The value that a source last gave to a pinned field, where it is not the one that is stored."""

    model = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    field = models.CharField(max_length=64)
    value = models.JSONField(null=True, help_text="as in a Change")
    source = models.CharField(max_length=16, help_text="seed or mirror")
    at = models.DateTimeField(help_text="when the source last said so")

    class Meta:
        constraints = [models.UniqueConstraint(name="withheld_once", fields=["model", "key", "field"])]

    def __str__(self) -> str:
        return f"{self.model} {self.key} {self.field}"


def note(
    model: type[Model], key: Any, said: Mapping[str, Any], stored: Mapping[str, Any], source: str, at: datetime
) -> int:
    """Note what a source says of the pinned fields of a record, beside what is stored. Returns how many differ."""
    rows = Withheld.objects.filter(model=model._meta.model_name, key=str(key))
    differing = {name: value for name, value in said.items() if value != stored[name]}
    rows.filter(field__in=said.keys() - differing.keys()).delete()
    for name, value in as_json(differing).items():
        rows.update_or_create(
            model=str(model._meta.model_name),
            key=str(key),
            field=name,
            defaults={"value": value, "source": source, "at": at},
        )
    return len(differing)
