"""A list as a whole, not by pages: every record that a query selects."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from downrange.catalog.snapshot import Snapshot

from . import fragments
from .components import Component
from .fragments import FragmentCache
from .links import Links
from .narrow import narrow
from .query import ListQuery
from .resource import Resource
from .select import select_all

BATCH = 100
"""Records that are read at once."""
CACHE = 16 * 1024 * 1024
"""Bytes for nested records, which many records of a list share."""


@dataclass(frozen=True)
class WholeList:
    resource: Resource
    query: ListQuery
    links: Links
    instant: datetime | None = None
    """The instant of the past that it is of; None: now."""

    @property
    def component(self) -> type[Component]:
        return narrow(self.resource.components[self.query.mode], self.query.fields)

    def records(self, snapshot: Snapshot) -> Iterator[bytes]:
        """Every record as JSON, in order. It has a cache of its own, since a large list would evict what pages need."""
        if self.instant is not None:
            snapshot = snapshot.of_past(self.instant)
        keys, cache = select_all(self.resource, self.query, snapshot), FragmentCache(CACHE)
        for start in range(0, len(keys), BATCH):
            yield from fragments.render(self.component, keys[start : start + BATCH], self.links, snapshot, cache)
