"""What is kept from one answer for the next: of one revision, and, if it shows the time, of one instant.

It is bounded, in two generations: when the younger has half of the room, the older is forgotten. What is asked again
passes into the younger, so a crawler's questions push out what nobody else asked meanwhile, and nothing else.
"""

from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Generic, Protocol, TypeVar

from django.conf import settings

from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import Snapshot


class Keepable(Protocol):
    @property
    def size(self) -> int:
        """Bytes, with those that keeping it costs."""

    @property
    def running(self) -> bool:
        """Whether it holds for one tick alone."""


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Keepable)


class Memory(Generic[Key, Value]):
    """Keeps within a share of what a process may remember (`DOWNRANGE_CACHE_MIB`); the share is a setting."""

    def __init__(self, share: str) -> None:
        self.share = share
        self.number = -1
        self.now: datetime | None = None
        self.young: dict[Key, Value] = {}
        self.old: dict[Key, Value] = {}
        self.size = 0  # bytes of the younger; the older has no more than it had room for
        self.lock = Lock()

    @property
    def most(self) -> int:
        """Bytes that one generation may have."""
        room: int = getattr(settings, self.share)
        return room // 2

    def recall(self, snapshot: Snapshot, keys: Iterable[Key]) -> dict[Key, Value]:
        """What is kept of these; what is of another snapshot is forgotten first."""
        if not self.most:
            return {}
        with self.lock:
            self._be_at(snapshot)
            return {key: value for key in keys if (value := self._recall(key)) is not None}

    def keep(self, snapshot: Snapshot, values: Mapping[Key, Value]) -> None:
        """Keep what was computed for an snapshot, unless the catalogue has changed since: some of it may be of the new
        state.
        """
        if not self.most or Revision.current().number != snapshot.revision:
            return
        with self.lock:
            if (snapshot.revision, snapshot.now) == (self.number, self.now):
                for key, value in values.items():
                    self._keep(key, value)

    def forget(self) -> None:
        """Everything."""
        with self.lock:
            self.young, self.old, self.size = {}, {}, 0

    def _be_at(self, snapshot: Snapshot) -> None:
        if snapshot.revision != self.number:
            self.number, self.young, self.old, self.size = snapshot.revision, {}, {}, 0
        if snapshot.now != self.now:
            self.now = snapshot.now
            self.young, self.old = _lasting(self.young), _lasting(self.old)

    def _recall(self, key: Key) -> Value | None:
        value = self.young.get(key)
        if value is None and (value := self.old.pop(key, None)) is not None:
            self._keep(key, value)
        return value

    def _keep(self, key: Key, value: Value) -> None:
        most = self.most
        if value.size > most:
            return
        if self.size + value.size > most:
            self.old, self.young, self.size = self.young, {}, 0
        self.young[key] = value
        self.size += value.size


def _lasting(values: dict[Key, Value]) -> dict[Key, Value]:
    return {key: value for key, value in values.items() if not value.running}
