"""The condition of a search term, compiled once for each resource.

A record matches a term if one of the searched fields contains it. No database uses the index of one table for an OR
across tables, but for each part of a UNION of rows it does. Building that union takes the ORM longer than running it,
so its SQL is made once, with a placeholder, and the term takes its place.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import IntegerField, Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

from downrange.catalog import search

from .filters.paths import related_model
from .resource import Resource

PLACEHOLDERS = {"long": "qzjxw", "short": "qz", "beyond ASCII": "ʤʤʤ"}
"""A term of each kind, which no parameter contains by chance. The SQL differs between kinds (see `catalog.search`)."""
Parameter = Callable[[str], object]
"""A parameter of the SQL as a function of the term."""


def search_condition(resource: Resource, term: str) -> Q:
    """That one of the searched fields contains the term, whatever the case."""
    sql, parameters = _compiled(resource, _kind(term), connection.vendor)
    rows = RawSQL(sql, tuple(parameter(term) for parameter in parameters))  # noqa: S611 - the ORM made it
    return Q(In(search.RowId(), rows))


def _matching_rows(model: type[Model], path: Sequence[str], term: str) -> tuple[str, Sequence[object]]:
    """SQL for the rows of which the field at the end of a path contains the term, with its parameters."""
    rows = search.matching_rows(model._meta.get_field(path[0]), term, connection) if len(path) == 1 else None
    return rows or _matching(model, path, term).values_list(search.RowId()).query.sql_with_params()


def _matching(model: type[Model], path: Sequence[str], term: str) -> QuerySet[Model, Any]:
    """The records of which the field at the end of a path contains the term."""
    name, *further = path
    records = model._default_manager.order_by()
    if not further:
        return records.filter(**{f"{name}__icontains": term})
    related = related_model(model, name)
    return records.filter(**{f"{name}__in": _keys(related, further, term)})


def _keys(model: type[Model], path: Sequence[str], term: str) -> RawSQL | QuerySet[Model, Any]:
    """The primary keys of the records of which the field at the end of a path contains the term."""
    is_row_number = isinstance(model._meta.pk, IntegerField)  # of SQLite, where such a key is the row's number
    if len(path) == 1 and is_row_number:
        rows = search.matching_rows(model._meta.get_field(path[0]), term, connection)
        if rows is not None:
            return RawSQL(*rows)  # noqa: S611 - our own names
    return _matching(model, path, term).values("pk")


def _kind(term: str) -> str:
    if not term.isascii():
        return "beyond ASCII"
    return "long" if len(term) >= search.MIN_TRIGRAM else "short"


@cache
def _compiled(resource: Resource, kind: str, vendor: str) -> tuple[str, tuple[Parameter, ...]]:
    """The SQL of the union for terms of a kind, and its parameters."""
    placeholder = PLACEHOLDERS[kind]
    parts = [_matching_rows(resource.model, path.split("__"), placeholder) for path in resource.search_paths]
    return (
        " UNION ".join(sql for sql, _ in parts),
        tuple(_parameter(value, placeholder) for _, parameters in parts for value in parameters),
    )


def _parameter(value: object, placeholder: str) -> Parameter:
    """How a parameter was made of the placeholder."""
    if value == f"%{placeholder}%":
        return lambda term: f"%{connection.ops.prep_for_like_query(term)}%"
    if value == search.phrase(placeholder):
        return search.phrase
    if value == placeholder.upper():
        return str.upper
    return lambda term: value
