"""A selection: the keys of the records that answer a question, in order, and how many there are.

Its keys are cached while the snapshot lasts, so another page of the same selection asks the database for nothing.
"""

from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from downrange.catalog import clock, search
from downrange.catalog.snapshot import Snapshot

from .filters import crosses_many, field_at, related_model
from .memory import Memory
from .query import Question
from .resource import Resource, by_column

Value = TypeVar("Value")
TICK = timedelta(minutes=1)
OVERHEAD = 1024
"""Bytes that a selection costs beside its keys."""
BYTES_OF_KEY = 64
"""Those of a key, unless it is a small whole number."""


@dataclass(frozen=True, slots=True)
class Selection:
    """All the keys, in order."""

    keys: Sequence[Any]
    running: bool
    """Whether it holds for one tick alone."""
    size: int

    @classmethod
    def of(cls, keys: Sequence[Any], *, running: bool, asked: int) -> "Selection":
        """`asked` is the length of what was asked, in characters."""
        size = OVERHEAD + asked
        try:
            packed = array("I", keys)
        except (OverflowError, TypeError):  # no small whole numbers
            return cls(tuple(keys), running, size + BYTES_OF_KEY * len(keys))
        return cls(packed, running, size + packed.itemsize * len(packed))


KEPT: Memory[Hashable, Selection] = Memory("CACHE_SELECTIONS")


def select_page(resource: Resource, question: Question, snapshot: Snapshot) -> tuple[int, list[Any]]:
    """How many records answer a question, and the keys of those on the page that it asks for."""
    page = slice(question.offset, question.offset + question.limit)
    asked = (resource.route, *question.selecting)
    kept = KEPT.recall(snapshot, [asked]).get(asked)
    if kept is None:
        with clock.track() as tracker:
            selected = select(resource, question, snapshot.now)
        most = KEPT.most // BYTES_OF_KEY
        keys = list(selected[:most])
        if len(keys) >= most:  # more than may be kept
            if tracker.valid_until is not None:
                clock.mark_time_dependent(clock.tick() + clock.TICK)
            count = selected.count()
            return count, list(selected[page]) if question.offset < count else []
        kept = Selection.of(keys, running=tracker.valid_until is not None, asked=len(repr(asked)))
        KEPT.keep(snapshot, {asked: kept})
    if kept.running:
        clock.mark_time_dependent(clock.tick() + clock.TICK)
    return len(kept.keys), list(kept.keys[page])


def select(resource: Resource, question: Question, now: datetime) -> QuerySet[Model, Any]:
    """The primary keys of the records asked for. The order is total, for it ends in the primary key: pages never
    overlap.
    """
    manager = resource.model._default_manager
    return (
        manager.filter(*_conditions(resource, question, now))
        .order_by(*_order(resource, question, now))
        .values_list("pk", flat=True)
    )


def at(said: Callable[[datetime], Value], now: datetime) -> Value:
    """What a condition or an expression is at an instant; noted, if it would be another at the next tick."""
    if said(now) != said(now + TICK):
        clock.mark_time_dependent(clock.tick() + clock.TICK)
    return said(now)


def _conditions(resource: Resource, question: Question, now: datetime) -> Iterator[Q]:
    if resource.scope is not None:
        yield at(resource.scope, now)
    for declared, value in question.filters:
        yield _once(resource, at(partial(declared.condition, value), now), *declared.paths)
    for term in question.terms:
        yield _found(resource, term)


def _found(resource: Resource, term: str) -> Q:
    """That a term is found in one of the searched fields."""
    model, paths = resource.model, resource.search_paths
    if len(term) < search.MIN_TRIGRAM or not any(search.is_indexed(field_at(model, path)) for path in paths):
        return reduce(or_, (_once(resource, Q(**{f"{path}__icontains": term}), path) for path in paths))
    # By an `or` across tables no database would use the index that one of them has; by a union of keys each does.
    first, *others = (_holding(model, path.split("__"), term) for path in paths)
    return Q(pk__in=first.union(*others) if others else first)


def _holding(model: type[Model], path: Sequence[str], term: str) -> QuerySet[Model, Any]:
    """The keys of the records at whose end of a path the term is found."""
    name, *further = path
    records = model._default_manager.all()
    if not further:
        return records.filter(**{f"{name}__icontains": term}).values("pk")
    inside = _holding(related_model(model, name), further, term)
    return records.filter(**{f"{name}__in": inside}).values("pk")


def _once(resource: Resource, condition: Q, *paths: str) -> Q:
    """The condition, such that a record that meets it in several ways is still selected once."""
    if not any(crosses_many(resource.model, path) for path in paths):
        return condition
    return Q(pk__in=resource.model._default_manager.filter(condition).values("pk"))


def _order(resource: Resource, question: Question, now: datetime) -> Iterator[OrderBy]:
    for term in question.ordering:
        name = term.removeprefix("-")
        ordering = resource.orderings_by_name.get(name) or by_column(name)
        expression = at(ordering.expression, now)
        nullable = ordering.nullable or (isinstance(expression, F) and _nullable(resource.model, expression.name))
        yield _directed(expression, nullable=nullable, descending=term.startswith("-"))
        if name in ("id", "pk"):
            return
    yield F("pk").asc()


def _directed(expression: Any, *, nullable: bool, descending: bool) -> OrderBy:
    """Nulls come last upwards and first downwards on every database, as PostgreSQL has it (contract, 01)."""
    order: OrderBy
    if descending:
        order = expression.desc(nulls_first=True) if nullable else expression.desc()
    else:
        order = expression.asc(nulls_last=True) if nullable else expression.asc()
    return order


def _nullable(model: type[Model], path: str) -> bool:
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if getattr(field, "null", True):
            return True
        if field.is_relation and isinstance(field.related_model, type):
            model = field.related_model
    return False
