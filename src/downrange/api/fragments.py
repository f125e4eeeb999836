"""Fragments: records written out, each in one mode. A page of them costs a fixed number of queries."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from threading import local
from typing import Any

from django.db.models import Model, QuerySet

from downrange.catalog import clock

from .components import COMPONENTS, Component
from .fetching import fetching
from .links import Links

Record = dict[str, Any]


class Context(dict[str, Any]):
    """What all serializers of an answer share.

    Whoever reads `now` makes the answer one of this tick alone. `log_now` is the same instant, for comparing with the
    log's instants only: when one of those passes, the revision rises.
    """

    def __getitem__(self, name: str) -> Any:
        if name == "now":
            clock.note_running()
        return super().__getitem__(name)


def write(component: str, keys: Sequence[object], links: Links, now: datetime) -> list[Record]:
    """The records with these primary keys as `component`, in the order of the keys; a key without one is left out."""
    return [write_one() for _, write_one in fetch(component, keys, links, now)]


def fetch(
    component: str, keys: Sequence[object], links: Links, now: datetime
) -> Iterator[tuple[object, Callable[[], Record]]]:
    """The same records by their keys, fetched, and written one by one as they are called for."""
    if not keys:
        return
    records = {record.pk: record for record in _query(component).filter(pk__in=keys)}
    serializer = _serializer(component)
    serializer._context = Context(links=links, now=now, log_now=now)
    for key in keys:
        if key in records:
            yield key, partial(serializer.to_representation, records[key])


@cache
def _query(component: str) -> QuerySet[Model]:
    return fetching(COMPONENTS[component]())


class _Serializers(local):
    """To build a serializer with all that it nests takes longer than to write a page with it, so each thread keeps its
    own.
    """

    def __init__(self) -> None:
        self.by_component: dict[str, Component] = {}


_serializers = _Serializers()


def _serializer(component: str) -> Component:
    kept = _serializers.by_component
    if component not in kept:
        kept[component] = COMPONENTS[component]()
    return kept[component]
