"""Figures that a source reports: they stand in the place of derived ones until the log behind those is complete.

A source such as Launch Library counts launches that this catalogue may not have yet. Its figures are kept beside the
columns. While a table that a derivation reads is not known to be complete, the derived columns show what is reported.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Model

from .changes import as_json

if TYPE_CHECKING:
    from .derived.derivation import Derivation, Figures, Keys, Values
    from .derived.scope import Node

BATCH = 500  # rows per statement


class ReportedFigures(models.Model):
    """The derived columns of one record as a source reports them."""

    model = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    values = models.JSONField(help_text="by attname, as in a Change")

    class Meta:
        constraints = [models.UniqueConstraint(name="reported_once", fields=["model", "key"])]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class CompleteTable(models.Model):
    """A table that has every record of its source."""

    model = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.model


def report(model: type[Model], figures: Mapping[Any, Mapping[str, Any]]) -> set[Any]:
    """Keep what is reported of records, by key. Returns the keys of those of which something else was kept before."""
    name, wanted = str(model._meta.model_name), {str(key): (key, as_json(values)) for key, values in figures.items()}
    kept = {
        row.key: row for batch in _batches(wanted) for row in ReportedFigures.objects.filter(model=name, key__in=batch)
    }
    changed = set()
    for text, (key, values) in wanted.items():
        row = kept.setdefault(text, ReportedFigures(model=name, key=text, values={}))
        if row.pk is None or {**row.values, **values} != row.values:
            row.values = {**row.values, **values}
            changed.add(key)
    rows = [kept[str(key)] for key in changed]
    ReportedFigures.objects.bulk_create([row for row in rows if row.pk is None])
    ReportedFigures.objects.bulk_update([row for row in rows if row.pk is not None], ["values"], batch_size=BATCH)
    return changed


def delete_reported(model: type[Model], keys: Iterable[Any]) -> None:
    """Drop what is reported of records that there are no longer."""
    for batch in _batches(keys):
        ReportedFigures.objects.filter(model=model._meta.model_name, key__in=batch).delete()


@dataclass(frozen=True, slots=True)
class Reporting:
    """For which models something is reported, and which tables are complete."""

    models: frozenset[str]
    complete: frozenset[str]

    @classmethod
    def current(cls) -> Self:
        models = frozenset(ReportedFigures.objects.order_by().values_list("model", flat=True).distinct())
        complete = CompleteTable.objects.values_list("model", flat=True) if models else ()
        return cls(models, frozenset(complete))

    def stands(self, derivation: "Derivation", root: "Node") -> bool:
        """Whether reported figures stand in the place of derived ones: a table that those are computed from is not
        complete.
        """
        tables = {str(node.model._meta.model_name) for node in root.all() if not node.model._meta.auto_created}
        return derivation.model._meta.model_name in self.models and not tables <= self.complete

    def shown(self, derivation: "Derivation", root: "Node", figures: "Figures", keys: "Keys") -> "Figures":
        """The figures with those that are reported in the place of those that are derived, where they stand."""
        if self.stands(derivation, root):
            for key, values in reported(derivation.model, keys).items():
                if key in figures:
                    figures[key] |= {name: value for name, value in values.items() if name in figures[key]}
        return figures


def reported(model: type[Model], keys: "Keys" = None) -> "dict[Any, Values]":
    """What is reported of records, by key: all of them, or some."""
    rows = ReportedFigures.objects.filter(model=model._meta.model_name)
    if keys is not None:
        rows = rows.filter(key__in=[str(key) for key in keys])
    fields: dict[str, Any] = {field.attname: field for field in model._meta.concrete_fields}
    found: dict[Any, Values] = {
        model._meta.pk.to_python(key): {name: fields[name].to_python(value) for name, value in values.items()}
        for key, values in rows.values_list("key", "values")
    }
    for name, field in fields.items():
        if field.remote_field is not None and not field.editable:
            _drop_dangling(found, name, field.related_model)
    return found


def _drop_dangling(found: "dict[Any, Values]", name: str, target: type[Model]) -> None:
    """Leave out references to records that there are not."""
    wanted = {values[name] for values in found.values() if values.get(name) is not None}
    stored = set(target._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    for values in found.values():
        if values.get(name) is not None and values[name] not in stored:
            del values[name]


def _batches(keys: Iterable[Any]) -> Iterable[list[str]]:
    listed = [str(key) for key in keys]
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))
