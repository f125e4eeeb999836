"""What a component needs from the database, read off its declaration.

A to-one relation is joined while the query stays small, then fetched by a query of its own; a to-many relation is
always fetched by a query of its own. So the number of queries behind a component is fixed by its declaration, whatever
the number of records.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, cast

from django.db.models import Model, Prefetch, QuerySet
from rest_framework.serializers import ListSerializer

from .components import Component, Nested

MOST_JOINS = 16
"""SQLite refuses to join more than 64 tables, and long before that a second query is cheaper."""


def fetching(component: Component) -> QuerySet[Model]:
    """A query for the records that `component` writes, with all that it nests."""
    joins: dict[str, None] = {}
    prefetches: dict[str, Prefetch[Any]] = {}
    walked: set[str] = set()
    waiting = deque([(component, "")])
    while waiting:
        parent, prefix = waiting.popleft()
        joins.update(dict.fromkeys(_needed(parent, prefix)))
        for path, child, nested in _nested(parent, prefix):
            near = path.rpartition("__")[0] in ("", *joins)
            if nested.order or nested.where is not None:
                prefetches[path] = Prefetch(path, _selected(child, nested))
            elif path in walked:
                continue
            elif near and (path in joins or len(joins) < MOST_JOINS):
                joins[path] = None
                walked.add(path)
                waiting.append((child, f"{path}__"))
            else:
                prefetches[path] = Prefetch(path, fetching(child))
    model: type[Model] = component.Meta.model
    # What is joined needs no query of its own; and a relation is fetched before those that start from it.
    apart = sorted((path for path in prefetches if path not in joins), key=lambda path: path.count("__"))
    records = model._default_manager.prefetch_related(*(prefetches[path] for path in apart))
    return records.select_related(*joins) if joins else records


def _selected(component: Component, nested: Nested) -> QuerySet[Model]:
    records = fetching(component).order_by(*(nested.order or ("pk",)))
    return records if nested.where is None else records.filter(nested.where)


def _nested(component: Component, prefix: str) -> Iterator[tuple[str, Component, Nested]]:
    """What a component nests: the path to it, the component there, and how it was declared."""
    fields = component.fields  # also fills `nested`
    for name, nested in component.nested.items():
        serializer = fields[name]
        child = serializer.child if isinstance(serializer, ListSerializer) else serializer
        for relation in nested.relations(name):
            yield prefix + relation.replace(".", "__"), cast(Component, child), nested


def _needed(component: Component, prefix: str) -> Iterator[str]:
    """The relations behind fields that are not components: a dotted source such as `parent.name`, or a `fetch`."""
    for field in component.fields.values():
        relations = str(field.source).split(".")[:-1]
        if relations:
            yield prefix + "__".join(relations)
        for relation in getattr(field, "fetch", ()):
            yield prefix + relation
