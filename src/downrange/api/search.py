"""The condition of a search term: the rows that it matches, which are cached.

A record matches a term if one of the searched fields contains it. No database uses the index of one table for an OR
across tables, but for each part of a UNION of rows it does. Building that union takes the ORM longer than running it,
so its SQL is made once, with a placeholder, and the term takes its place. The rows that were found serve every
ordering and filter, and every search that has the term among others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import IntegerField, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from downrange.cache import SnapshotCache
from downrange.catalog import search
from downrange.catalog.models.text import FoldedText, column_for
from downrange.catalog.snapshot import Snapshot

from .filters.paths import related_model
from .resource import Resource

LONG, SHORT = "qzjxw", "qz"
"""Placeholders for terms that have a trigram and for those that have none, which no parameter contains by chance. The
SQL differs between them (see `catalog.search`).
"""
OVERHEAD = 1024
"""Bytes that the rows of a term cost beside their text."""
Parameter = Callable[[str], Any]
"""A parameter of the SQL as a function of the term."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The rows that a term matches, as the text that `RowAmong` takes."""

    rows: str
    valid_until: None = None

    @property
    def size(self) -> int:
        return OVERHEAD + len(self.rows)


def search_conditions(
    resource: Resource, terms: Sequence[str], snapshot: Snapshot, cache: SnapshotCache[Any, Any]
) -> Iterator[Q]:
    """One condition per term: a searched field contains it, ignoring case and accents. The terms must already be
    folded.
    """
    keys = {(resource.model, resource.search_paths, term): term for term in terms}
    matches: dict[Any, Matches] = cache.get(snapshot, keys)
    missing = {key: term for key, term in keys.items() if key not in matches}
    if missing:
        new = dict(zip(missing, _find(resource, list(missing.values())), strict=True))
        cache.put(snapshot, new)
        matches |= new
    for found in matches.values():
        yield Q(search.RowAmong(search.RowId(), found.rows))


def _find(resource: Resource, terms: Sequence[str]) -> Iterator[Matches]:
    """What each term matches, by one statement, so that one limit of its time holds for all."""
    statements, values = [], []
    for term in terms:
        placeholder = LONG if len(term) >= search.MIN_TRIGRAM else SHORT
        sql, parameters = _compiled(resource, placeholder, connection.vendor)
        statements.append(search.gathered(sql, connection))
        values += [parameter(term) for parameter in parameters]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(statements)}", values)
        yield from map(Matches, cursor.fetchone() or ())


def _matching_rows(
    model: type[Model], relations: Sequence[str], names: Iterable[str], term: str
) -> Iterator[tuple[str, Sequence[object]]]:
    """SQL for the rows that lead by some relations to a record of which a field contains the term, with its parameters:
    one for each field that has an index, and one for all others, whose table is then read once.
    """
    target = related_model(model, "__".join(relations)) if relations else model
    records = target._default_manager.order_by()
    scanned = Q()
    for column in (column_for(target, name, FoldedText) or target._meta.get_field(name) for name in names):
        condition = Q(**{f"{column.name}__contains": term})
        rows = search.matching_rows(column, term, connection)
        if rows is None:
            scanned |= condition
        elif not relations:
            yield rows
        elif isinstance(target._meta.pk, IntegerField):  # of SQLite, where such a key is the row's number
            yield _leading_to(model, relations, RawSQL(*rows))  # noqa: S611 - our own names
        else:
            yield _leading_to(model, relations, records.filter(condition).values("pk"))
    if scanned and relations:
        yield _leading_to(model, relations, records.filter(scanned).values("pk"))
    elif scanned:
        yield records.filter(scanned).values_list(search.RowId()).query.sql_with_params()


def _leading_to(
    model: type[Model], relations: Sequence[str], keys: RawSQL | QuerySet[Model, Any]
) -> tuple[str, Sequence[object]]:
    """SQL for the rows that lead by the relations to records with the keys. It joins the tables between, which takes
    SQLite two thirds of the time of nested subqueries. A row that leads there twice is repeated, until the union.
    """
    found = model._default_manager.order_by().filter(**{"__".join((*relations, "in")): keys})
    return found.values_list(search.RowId()).query.sql_with_params()


@cache
def _compiled(resource: Resource, placeholder: str, vendor: str) -> tuple[str, tuple[Parameter, ...]]:
    """The SQL of the union for terms that a placeholder stands for, and its parameters."""
    names: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in resource.search_paths:
        *relations, name = path.split("__")
        names[tuple(relations)].append(name)
    parts = [part for place, each in names.items() for part in _matching_rows(resource.model, place, each, placeholder)]
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
    return lambda term: value
