"""How the derived columns of one model are declared: what they are computed from, and by which function."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

MAX_KEYS = 1000
"""Records of one model in a scope. More are not told apart: all records of the model are derived."""

Keys = Collection[Any] | None
"""Primary keys of records; None stands for those of every record."""
Values = dict[str, object]
"""Derived columns of one record, by attname."""
Figures = dict[Any, Values]
"""Derived columns of one model, by primary key."""
Row = Mapping[str, object]
"""A record's columns, by attname."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """The derived columns of a model.

    `reads` states which columns they are computed from: a path of relations from the model, as in a Django lookup, to
    the attnames of the columns at its end; the empty path leads to the record itself. The foreign keys that a path goes
    along belong to it. `figures` computes the columns of the records with the given keys, at an instant.

    `neighbours` selects further records, from the rows of those that read what changed, as they were and as they are:
    those whose columns depend on a neighbour. `is_timeless` columns are the same at every instant, such as the number
    of a launch among all.
    """

    model: type[Model]
    figures: Callable[[Keys, datetime], Figures]
    reads: Mapping[str, tuple[str, ...]]
    neighbours: "Callable[[Collection[Row]], QuerySet[Any]] | None" = None
    is_timeless: bool = False


def among(queryset: "QuerySet[Any, Any]", lookup: str, keys: "Keys | QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """The rows of which a lookup gives one of the keys, or one that a query selects."""
    return queryset if keys is None else queryset.filter(**{f"{lookup}__in": keys})


def existing(model: type[Model], keys: Keys) -> list[Any]:
    """The primary keys of the records that there are, of those given."""
    return list(among(model._default_manager.all(), "pk", keys).values_list("pk", flat=True))
