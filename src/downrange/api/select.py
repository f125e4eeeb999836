"""A selection: the keys of the records that a query selects, in order, and how many there are.

Keys are read from the database and cached in chunks, so the first page of a large selection costs no more than that of
a small one, and the pages after it in the same chunk cost no query. A selection that fits into its first chunk is not
counted.
"""

from array import array
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Field, Model, Q, QuerySet, UUIDField, Window, aggregates
from django.db.models.expressions import OrderBy

from downrange.cache import Cacheable, SnapshotCache
from downrange.catalog import clock
from downrange.catalog.derived import past
from downrange.catalog.snapshot import Snapshot

from .filters.paths import crosses_many, sort_path
from .query import ListQuery
from .resource import Ordering, Resource, by_column
from .search import search_conditions

CHUNK = 1000
"""Keys that are read at once."""
OVERHEAD = 1024
"""Bytes that a cached chunk or count costs beside its keys."""
BYTES_OF_KEY = 64
"""Those of a key that is neither a small whole number nor a UUID."""
MAX_UUIDS = 16_384
"""UUIDs that are cached as Python objects: making one takes many times as long as looking it up."""


@dataclass(frozen=True, slots=True)
class PackedUUIDs:
    """A sequence of UUIDs, stored in 16 bytes each: a sixth of their size as text. A slice is a list of UUIDs."""

    packed: bytes
    itemsize: ClassVar[int] = 16

    @classmethod
    def of(cls, keys: Sequence[Any]) -> "PackedUUIDs":
        """Of UUIDs as the driver gives them: SQLite's are texts of 32 digits."""
        if keys and isinstance(keys[0], str):
            return cls(bytes.fromhex("".join(keys)))
        return cls(b"".join(key.bytes for key in keys))

    def __len__(self) -> int:
        return len(self.packed) // self.itemsize

    def __getitem__(self, part: slice) -> list[UUID]:
        packed, size = self.packed, self.itemsize
        return [_uuid(packed[size * place : size * (place + 1)]) for place in range(*part.indices(len(self)))]


@lru_cache(MAX_UUIDS)
def _uuid(packed: bytes) -> UUID:
    return UUID(bytes=packed)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Up to `CHUNK` keys of a selection, plus one that tells whether there are more."""

    keys: "Sequence[Any] | PackedUUIDs"
    valid_until: datetime | None
    count: int
    """How many keys the selection has, where it was counted with this chunk."""

    @classmethod
    def of(cls, field: "Field[Any, Any]", keys: list[Any], valid_until: datetime | None, count: int) -> "Chunk":
        """Of the values of a primary key as the driver gives them."""
        if isinstance(field, UUIDField):
            return cls(PackedUUIDs.of(keys), valid_until, count)
        try:
            return cls(array("I", keys), valid_until, count)
        except (OverflowError, TypeError):  # not small whole numbers
            return cls(tuple(map(field.to_python, keys)), valid_until, count)

    @property
    def is_last(self) -> bool:
        return len(self.keys) <= CHUNK

    @property
    def size(self) -> int:
        return OVERHEAD + getattr(self.keys, "itemsize", BYTES_OF_KEY) * len(self.keys)


@dataclass(frozen=True, slots=True)
class Count:
    """How many records a query selects, in whatever order."""

    value: int
    valid_until: datetime | None
    size: int = OVERHEAD


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long the condition of a scope stays the same."""

    valid_until: datetime | None
    size: int = OVERHEAD


SelectionCache = SnapshotCache[Hashable, Cacheable]


def select_page(
    resource: Resource, query: ListQuery, snapshot: Snapshot, cache: SelectionCache
) -> tuple[int, list[Any]]:
    """How many records a query selects, and the keys of those on its page."""
    if snapshot.is_past:
        selected = _select_past(resource, query, snapshot)
        return len(selected), selected[query.offset : query.offset + query.limit]
    selector = _Selector(resource, query, snapshot, cache)
    first = selector.chunk(0)
    count = len(first.keys) if first.is_last else first.count or selector.count()
    return count, list(selector.keys(query.offset, min(query.offset + query.limit, count)))


def select_all(resource: Resource, query: ListQuery, snapshot: Snapshot) -> list[Any]:
    """The keys of all records that a query selects, from its offset on, as many as its limit."""
    stop = query.offset + query.limit
    if snapshot.is_past:
        return _select_past(resource, query, snapshot)[query.offset : stop]
    selected = select(resource, query, snapshot, SelectionCache(0))
    to_python = resource.model._meta.pk.to_python
    return [to_python(key) for (key,) in _fetch(selected[query.offset : stop])]


class _Selector:
    """Reads the chunks and the count of one selection, from the cache or from the database."""

    def __init__(self, resource: Resource, query: ListQuery, snapshot: Snapshot, cache: SelectionCache) -> None:
        self.resource, self.query, self.snapshot, self.cache = resource, query, snapshot, cache

    def keys(self, start: int, stop: int) -> Iterator[Any]:
        while start < stop:
            number, within = divmod(start, CHUNK)
            keys = self.chunk(number).keys[within : min(CHUNK, within + stop - start)]
            yield from keys
            if not keys:
                return
            start += len(keys)

    def chunk(self, number: int) -> Chunk:
        key = (self.resource, self.query.selection, number)
        chunk = self.cache.get(self.snapshot, [key]).get(key)
        if chunk is None:
            conditions, valid_until = self.conditions
            with clock.track() as tracker:
                clock.mark_time_dependent(valid_until)
                selected = _selected(self.resource, self.query, self.snapshot, conditions)
            is_counted = bool(self.query.terms) and number == 0
            if is_counted:  # a search is not run again to be counted
                selected = selected.annotate(selected_count=Window(aggregates.Count("*"))).values_list(
                    "pk", "selected_count"
                )
            rows = _fetch(selected[number * CHUNK : (number + 1) * CHUNK + 1])
            keys, count = [row[0] for row in rows], rows[0][1] if rows and is_counted else 0
            chunk = Chunk.of(self.resource.model._meta.pk, keys, tracker.valid_until, count)
            self.cache.put(self.snapshot, {key: chunk})
        clock.mark_time_dependent(chunk.valid_until)
        assert isinstance(chunk, Chunk)  # noqa: S101 - by its key
        return chunk

    def count(self) -> int:
        key = (self.resource, self.query.conditions)
        count = self.cache.get(self.snapshot, [key]).get(key)
        if count is None:
            conditions, valid_until = self.conditions
            count = Count(self.resource.model._default_manager.filter(*conditions).count(), valid_until)
            self.cache.put(self.snapshot, {key: count})
        clock.mark_time_dependent(count.valid_until)
        assert isinstance(count, Count)  # noqa: S101 - by its key
        return count.value

    @cached_property
    def conditions(self) -> tuple[Sequence[Q], datetime | None]:
        """Those of the query, and how long they stay the same."""
        with clock.track() as tracker:
            conditions = tuple(_conditions(self.resource, self.query, self.snapshot, self.cache))
        return conditions, tracker.valid_until


def _fetch(queryset: QuerySet[Model, Any]) -> list[Any]:
    """The rows as the driver gives them: only the keys of a page are worth making Python values of."""
    try:
        sql, parameters = queryset.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[Any] = cursor.fetchall()
    return rows


def select(resource: Resource, query: ListQuery, snapshot: Snapshot, cache: SelectionCache) -> QuerySet[Model, Any]:
    """The primary keys of the records that a query selects. The order is total, because it ends in the primary key, so
    pages never overlap. `cache` has what search terms match.
    """
    return _selected(resource, query, snapshot, tuple(_conditions(resource, query, snapshot, cache)))


def _selected(
    resource: Resource, query: ListQuery, snapshot: Snapshot, conditions: Sequence[Q]
) -> QuerySet[Model, Any]:
    records = resource.model._default_manager.filter(*conditions)
    return records.order_by(*_order(resource, query, snapshot)).values_list("pk", flat=True)


def _select_past(resource: Resource, query: ListQuery, snapshot: Snapshot) -> list[Any]:
    """The keys that a query selects at an instant of the past. Derived columns of that instant are not in the database,
    so the conditions on them, and the orderings by them, are applied here.
    """
    model, instant = resource.model, snapshot.figures_now
    records = model._default_manager.all()
    needed = []
    for condition in _conditions(resource, query, snapshot, SelectionCache(0)):
        if any(past.is_derived(model, lookup) for lookup in past.columns(condition)):
            needed.append(condition)
        else:
            records = records.filter(condition)
    is_by_figure = any(past.is_derived(model, term.removeprefix("-")) for term in query.ordering)
    if not needed and not is_by_figure:
        return list(records.order_by(*_order(resource, query, snapshot)).values_list("pk", flat=True))
    figures = past.figures_at(model, None, instant)
    keys = [
        key
        for key in records.order_by("pk").values_list("pk", flat=True)
        if all(past.meets(condition, figures[key]) for condition in needed)
    ]
    terms = zip(query.ordering, _order(resource, query, snapshot), strict=False)
    for term, order in reversed(list(terms)):  # sorting is stable
        name = term.removeprefix("-")
        if past.is_derived(model, name):
            values = {key: past.value(figures[key], name, instant) for key in keys}
        else:
            values = dict(records.order_by().values_list("pk", order.expression))
        by_value = {key: (True,) if values[key] is None else (False, values[key]) for key in keys}
        keys.sort(key=by_value.__getitem__, reverse=term.startswith("-"))
    return keys


def scoped(resource: Resource, snapshot: Snapshot, cache: SelectionCache) -> Q:
    """The condition of the resource's scope, if it has one."""
    if resource.scope is None:
        return Q()
    key = resource.scope
    deadline = cache.get(snapshot, [key]).get(key)
    if deadline is None:
        deadline = Deadline(resource.scope.valid_until(snapshot.now))
        cache.put(snapshot, {key: deadline})
    clock.mark_time_dependent(deadline.valid_until)
    return resource.scope.condition(snapshot.now)


def _conditions(resource: Resource, query: ListQuery, snapshot: Snapshot, cache: SelectionCache) -> Iterator[Q]:
    yield scoped(resource, snapshot, cache)
    for declared, value in query.filters:
        now = snapshot.figures_now if declared.goes_by_facts else snapshot.now
        clock.mark_time_dependent(declared.valid_until(now))
        yield _distinct(resource, declared.condition(value, now), *declared.paths)
    yield from search_conditions(resource, query.terms, snapshot, cache)


def _distinct(resource: Resource, condition: Q, *paths: str) -> Q:
    """The condition, such that a record that meets it in several ways is still selected once."""
    if not any(crosses_many(resource.model, path) for path in paths):
        return condition
    return Q(pk__in=resource.model._default_manager.filter(condition).values("pk"))


def _order(resource: Resource, query: ListQuery, snapshot: Snapshot) -> Iterator[OrderBy]:
    for term in query.ordering:
        name = term.removeprefix("-")
        ordering: Ordering = resource.orderings_by_name.get(name) or by_column(name)
        if ordering.is_figure:
            clock.mark_time_dependent(snapshot.next_figures)
            expression = ordering.expression(snapshot.figures_now)
        else:
            clock.mark_time_dependent(ordering.valid_until(snapshot.now))
            expression = ordering.expression(snapshot.now)
        if isinstance(expression, F):
            expression = F(sort_path(resource.model, expression.name))
        nullable = ordering.nullable or (isinstance(expression, F) and _is_nullable(resource.model, expression.name))
        yield _order_by(expression, nullable=nullable, descending=term.startswith("-"))
        if name in ("id", "pk"):
            return
    yield F("pk").asc()


def _order_by(expression: Any, *, nullable: bool, descending: bool) -> OrderBy:
    """NULLs sort last ascending and first descending on every database, as on PostgreSQL (contract, 01)."""
    order: OrderBy
    if descending:
        order = expression.desc(nulls_first=True) if nullable else expression.desc()
    else:
        order = expression.asc(nulls_last=True) if nullable else expression.asc()
    return order


def _is_nullable(model: type[Model], path: str) -> bool:
    for name in path.split("__"):
        field: Any = model._meta.get_field(name)
        if field.null:
            return True
        if field.is_relation and isinstance(field.related_model, type):
            model = field.related_model
    return False
