"""The columns that are computed from a text of the same record: sort keys, and texts without case and accents.

Saving a record sets them. Here they are brought up to date after other writes, and compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model

from .. import bulk
from ..models.text import TextColumn, text_columns
from .derivation import MAX_KEYS, Keys, among
from .scope import Rows, differing


@dataclass(frozen=True, slots=True)
class Stale:
    """A column that is not what its text gives."""

    model: type[Model]
    pk: object
    column: TextColumn


def bring_up_to_date(rows: Rows | None) -> int:
    """Compute the columns of changed records, or of all, and return how many records were not up to date. `rows` are
    those of `store.derive`.
    """
    return sum(_bring_up_to_date(model, keys) for model, keys in _scope(rows).items())


def stale() -> Iterator[Stale]:
    """Every column that is not what its text gives."""
    for model in models():
        columns = text_columns(model)
        for pk, stored, values in _compare(model, None):
            for column, old, new in zip(columns, stored, values, strict=True):
                if old != new:
                    yield Stale(model, pk, column)


@cache
def models() -> tuple[type[Model], ...]:
    """The models of the catalogue that have such columns. Only to be called once all models are loaded."""
    return tuple(model for model in apps.get_app_config("catalog").get_models() if text_columns(model))


def _scope(rows: Rows | None) -> dict[type[Model], Keys]:
    """The records whose texts differ."""
    if rows is None:
        return dict.fromkeys(models())
    found: dict[type[Model], Keys] = {}
    for model in rows.keys() & set(models()):
        texts = {column.of for column in text_columns(model)}
        keys = {row[model._meta.pk.attname] for row in differing(model, rows[model], texts)}
        if keys:
            found[model] = keys if len(keys) <= MAX_KEYS else None
    return found


def _bring_up_to_date(model: type[Model], keys: Keys) -> int:
    rows = [(*values, pk) for pk, _, values in _compare(model, keys)]
    bulk.update(model, text_columns(model), rows)
    return len(rows)


def _compare(model: type[Model], keys: Keys) -> Iterator[tuple[Any, list[object], list[object]]]:
    """The records whose columns are not up to date: primary key, the columns as stored, and as they must be."""
    columns = text_columns(model)
    names = [column.attname for column in columns]
    texts = [column.of for column in columns]
    records = among(model._default_manager.order_by("pk"), "pk", keys)
    for pk, *found in records.values_list("pk", *names, *texts).iterator():
        stored, given = found[: len(columns)], found[len(columns) :]
        values = [column.compute(text) for column, text in zip(columns, given, strict=True)]
        if values != stored:
            yield pk, stored, values
