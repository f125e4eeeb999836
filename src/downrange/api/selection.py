"""A selection: the ids of the records that answer a question, in order, and how many there are."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from downrange.catalog import clock

from .filters import crosses_many
from .question import Question
from .resource import Resource


def select(resource: Resource, question: Question, now: datetime) -> QuerySet[Model, Any]:
    """The primary keys of the records asked for. The order is total, for it ends in the primary key: pages never
    overlap.
    """
    manager = resource.model._default_manager
    return (
        manager.filter(*_conditions(resource, question))
        .order_by(*_order(resource, question, now))
        .values_list("pk", flat=True)
    )


def _conditions(resource: Resource, question: Question) -> Iterator[Q]:
    for declared, value in question.filters:
        yield _once(resource, declared.condition(value), declared.path)
    for term in question.terms:
        yield reduce(or_, (_once(resource, Q(**{f"{path}__icontains": term}), path) for path in resource.search))


def _once(resource: Resource, condition: Q, path: str) -> Q:
    """The condition, such that a record that meets it in several ways is still selected once."""
    if not crosses_many(resource.model, path):
        return condition
    return Q(pk__in=resource.model._default_manager.filter(condition).values("pk"))


def _order(resource: Resource, question: Question, now: datetime) -> Iterator[OrderBy]:
    for term in question.ordering:
        name = term.removeprefix("-")
        if name in resource.ordering_expressions:
            expression = resource.ordering_expressions[name].expression(now)
            if expression != resource.ordering_expressions[name].expression(now + timedelta(minutes=1)):
                clock.note_running()
        else:
            expression = F(name)
        yield _directed(resource.model, expression, descending=term.startswith("-"))
        if name in ("id", "pk"):
            return
    yield F("pk").asc()


def _directed(model: type[Model], expression: Any, *, descending: bool) -> OrderBy:
    """Nulls come last upwards and first downwards on every database, as PostgreSQL has it (contract, 01)."""
    nullable = isinstance(expression, F) and _nullable(model, expression.name)
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
