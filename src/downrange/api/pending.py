"""Records whose instant has passed, though the catalogue does not know what became of them: its facts are older."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from downrange.catalog.snapshot import Snapshot

from .resource import Resource
from .select import OVERHEAD, SelectionCache


@dataclass(frozen=True, slots=True)
class PendingRecords:
    """The instants of the records that were pending when the facts were gathered, by primary key. When one of them
    passes, the revision rises.
    """

    instants: Mapping[Any, datetime]
    valid_until: None = None

    @property
    def size(self) -> int:
        return OVERHEAD + 256 * len(self.instants)


def overdue(resource: Resource, keys: Sequence[Any], snapshot: Snapshot, cache: SelectionCache) -> tuple[Any, ...]:
    """The primary keys, of those given, of the records whose instant has passed without a known outcome."""
    as_of = snapshot.as_of_table(resource.model)
    if resource.pending is None or as_of is None or not keys:
        return ()
    key = (resource.model, resource.pending)
    found = cache.get(snapshot, [key]).get(key)
    if found is None:
        rows = resource.model._default_manager.filter(**{f"{resource.pending.instant}__gt": as_of})
        rows = rows.exclude(resource.pending.has_outcome).order_by()
        found = PendingRecords(dict(rows.values_list("pk", resource.pending.instant)))
        cache.put(snapshot, {key: found})
    assert isinstance(found, PendingRecords)  # noqa: S101 - by its key
    return tuple(key for key in keys if key in found.instants and found.instants[key] <= snapshot.now)
