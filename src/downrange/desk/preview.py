"""What an edit would change, facts and figures, before it is saved."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.safestring import SafeString

from downrange.catalog.changes import Change
from downrange.catalog.derived.derivations import DERIVATIONS
from downrange.catalog.models.fields import derived_fields

from .judging import link
from .showing import show
from .versions import Difference, differences

MAX_FIGURES = 200
Figures = dict[type[Model], dict[Any, tuple[Any, ...]]]


class Figure(NamedTuple):
    """A derived column of a record before and after."""

    record: SafeString
    name: str
    before: str
    after: str


class Preview(NamedTuple):
    facts: list[Difference]
    figures: list[Figure]
    more: int
    """Figures beyond those that are shown."""
    doubts: list[SafeString]


def read() -> Figures:
    """All derived columns, by model and key."""
    return {each.model: _read(each.model) for each in DERIVATIONS}


def compare(before: Figures, changes: Iterable[Change], doubts: list[SafeString]) -> Preview:
    """What differs from `before`, after the edit was left and before it is taken back."""
    figures: list[Figure] = []
    more = 0
    for model, old in before.items():
        names = [field.name for field in derived_fields(model)]
        for key, values in _read(model).items():
            known = old.get(key)
            if known is None or known == values:
                continue
            for name, was, now in zip(names, known, values, strict=True):
                if was == now:
                    continue
                if len(figures) == MAX_FIGURES:
                    more += 1
                else:
                    label = name.replace("_", " ")
                    figures.append(Figure(link(model, key), label, show(model, name, was), show(model, name, now)))
    return Preview(list(differences(changes)), figures, more, doubts)


def _read(model: type[Model]) -> dict[Any, tuple[Any, ...]]:
    names = [field.attname for field in derived_fields(model)]
    return {key: tuple(values) for key, *values in model._base_manager.values_list("pk", *names)}
