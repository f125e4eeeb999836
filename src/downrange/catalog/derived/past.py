"""Derived columns as they were at an instant of the past: computed from the log, by the formulas that fill the columns,
and stored nowhere.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from operator import eq, ge, gt, le, lt
from typing import Any

from django.db.models import Model, Q

from ..models.fields import derived_fields
from .derivation import Derivation, Figures, Keys, Values
from .derivations import DERIVATIONS
from .formulas import LinearDuration

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {"exact": eq, "gt": gt, "gte": ge, "lt": lt, "lte": le}
"""Lookups of a condition on a derived column."""


def figures_at(model: type[Model], keys: Keys, instant: datetime) -> Figures:
    """The derived columns that change with time, of the records with these keys; nothing for a model without any."""
    derivation = _changing().get(model)
    return {} if derivation is None else derivation.figures(keys, instant)


@cache
def _changing() -> Mapping[type[Model], Derivation]:
    return {derivation.model: derivation for derivation in DERIVATIONS if not derivation.is_timeless}


def is_derived(model: type[Model], name: str) -> bool:
    """Whether a name of an ordering or a lookup is that of a derived column, or of a duration that two of them make."""
    column = name.split("__")[0]
    return any(field.attname in (column, f"{column}_offset") for field in derived_fields(model))


def value(values: Mapping[str, Any], name: str, instant: datetime) -> Any:
    """A figure of a record at an instant, a duration that grows too."""
    if name in values:
        return values[name]
    return LinearDuration(values[f"{name}_offset"], values[f"{name}_rate"]).at(instant)


def columns(condition: Q) -> Iterable[str]:
    """The lookups that a condition compares; what it compares by an expression is left out."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from columns(child)
        elif isinstance(child, tuple):
            yield child[0]


def meets(condition: Q, values: Values) -> bool:
    """Whether a record with these derived columns meets a condition that compares only them. As in SQL, a column
    without a value meets no comparison.
    """
    results = [
        meets(child, values) if isinstance(child, Q) else _compare(child, values) for child in condition.children
    ]
    met = all(results) if condition.connector == Q.AND else any(results)
    return met is not condition.negated


def _compare(comparison: Any, values: Values) -> bool:
    lookup, wanted = comparison
    column, _, name = lookup.partition("__")
    stored = values[column]
    return stored is not None and COMPARISONS[name or "exact"](stored, wanted)
