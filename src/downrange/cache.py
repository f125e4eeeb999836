"""An S3-FIFO cache bounded in bytes, and a thread-safe one whose entries belong to a snapshot."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, Protocol, TypeVar

from .catalog.snapshot import Snapshot

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def compact(data: bytes) -> bytes:
    """A copy that occupies no more memory than its bytes, to be cached. orjson and zstandard return bytes in the buffer
    that they were written to, which is two to twenty times as large.
    """
    return bytes(memoryview(data))


@dataclass(slots=True, eq=False)
class Entry(Generic[Key, Value]):
    key: Key
    value: Value
    size: int
    hit: bool = False


class Cache(Generic[Key, Value]):
    """Values by key, of at most `capacity` bytes together; with a capacity of 0 nothing is cached.

    This is S3-FIFO (Yang et al., "FIFO queues are all you need for cache eviction", SOSP 2023) without its ghost queue.
    New entries go into a *small* FIFO of an eighth of the capacity. Evicting from it promotes an entry that was hit to
    the *main* FIFO, and drops the others. The main FIFO gives an entry that was hit a second chance. So
    entries requested once do not evict those requested often, and a hit only sets a flag.

    It is not locked: one thread uses it at a time. `on_evict` is called with each entry that is dropped to make room or
    by `remove`.
    """

    def __init__(self, capacity: int, on_evict: Callable[[Entry[Key, Value]], object] | None = None) -> None:
        self.capacity = capacity
        self.small_capacity = capacity // 8
        self.on_evict = on_evict
        self.small: dict[Key, Entry[Key, Value]] = {}
        self.main: dict[Key, Entry[Key, Value]] = {}
        self.small_size = self.main_size = 0

    @property
    def size(self) -> int:
        """Bytes in use, never more than the capacity."""
        return self.small_size + self.main_size

    def __len__(self) -> int:
        return len(self.small) + len(self.main)

    def entry(self, key: Key) -> Entry[Key, Value] | None:
        """The entry, marked as hit."""
        entry = self.main.get(key) or self.small.get(key)
        if entry is not None:
            entry.hit = True
        return entry

    def get(self, key: Key) -> Value | None:
        entry = self.entry(key)
        return None if entry is None else entry.value

    def put(self, key: Key, value: Value, size: int) -> Entry[Key, Value] | None:
        """Cache a value of `size` bytes, its overhead included; one larger than the small FIFO is not cached."""
        self.remove(key)
        if size > self.small_capacity:
            return None
        entry = self.small[key] = Entry(key, value, size)
        self.small_size += size
        self.make_room()
        return entry

    def resize(self, key: Key, size: int) -> None:
        """Note that a cached value has grown or shrunk."""
        entry = self.main.get(key) or self.small.get(key)
        if entry is None:
            return
        if size > self.small_capacity:
            self.remove(key)
            return
        if key in self.small:
            self.small_size += size - entry.size
        else:
            self.main_size += size - entry.size
        entry.size = size
        self.make_room()

    def remove(self, key: Key) -> None:
        entry = self.main.get(key) or self.small.get(key)
        if entry is not None:
            self._take_out(entry)
            self._evicted(entry)

    def clear(self) -> None:
        """Drop everything, without a call of `on_evict`."""
        self.small.clear()
        self.main.clear()
        self.small_size = self.main_size = 0

    def make_room(self, other: int = 0) -> None:
        """Evict until the entries, and `other` bytes that share the capacity, fit."""
        while self and self.size + other > self.capacity:
            from_small = self.small_size > self.small_capacity or not self.main
            entry = next(iter((self.small if from_small else self.main).values()))
            self._take_out(entry)
            if entry.hit:
                entry.hit = False
                self.main[entry.key] = entry
                self.main_size += entry.size
            else:
                self._evicted(entry)

    def _take_out(self, entry: Entry[Key, Value]) -> None:
        if self.small.pop(entry.key, None) is not None:
            self.small_size -= entry.size
        else:
            del self.main[entry.key]
            self.main_size -= entry.size

    def _evicted(self, entry: Entry[Key, Value]) -> None:
        if self.on_evict is not None:
            self.on_evict(entry)


class Cacheable(Protocol):
    @property
    def size(self) -> int:
        """Bytes, with the overhead of caching it."""

    @property
    def valid_until(self) -> datetime | None:
        """When it ceases to hold; None while the revision lasts."""


Item = TypeVar("Item", bound=Cacheable)


class SnapshotCache(Generic[Key, Item]):
    """A cache that several threads share, of values computed for one snapshot: another revision clears it, and the
    passing of time drops the values that no longer hold.
    """

    def __init__(self, capacity: int) -> None:
        self.cache: Cache[Key, Item] = Cache(capacity, on_evict=lambda entry: self.deadlines.pop(entry.key, None))
        self.deadlines: dict[Key, datetime] = {}
        self.snapshot: Snapshot | None = None
        self.lock = Lock()

    @property
    def capacity(self) -> int:
        return self.cache.capacity

    def get(self, snapshot: Snapshot, keys: Iterable[Key]) -> dict[Key, Item]:
        """Those of the values that are cached for this snapshot."""
        if not self.capacity:
            return {}
        with self.lock:
            self._advance(snapshot)
            get = self.cache.get
            return {key: value for key in keys if (value := get(key)) is not None}

    def put(self, snapshot: Snapshot, values: Mapping[Key, Item]) -> None:
        """Cache values that were computed for this snapshot."""
        if not self.capacity:
            return
        with self.lock:
            self._advance(snapshot)
            for key, value in values.items():
                if self.cache.put(key, value, value.size) is not None and value.valid_until is not None:
                    self.deadlines[key] = value.valid_until

    def clear(self) -> None:
        with self.lock:
            self.snapshot = None
            self._clear()

    def _advance(self, snapshot: Snapshot) -> None:
        """Drop what does not hold for this snapshot."""
        current, self.snapshot = self.snapshot, snapshot
        if current is None or snapshot.revision != current.revision:
            self._clear()
        elif snapshot.now != current.now:
            # A clock that was set back makes everything with a deadline suspect.
            past = snapshot.now < current.now
            for key in [key for key, until in self.deadlines.items() if past or until <= snapshot.now]:
                self.cache.remove(key)

    def _clear(self) -> None:
        self.cache.clear()
        self.deadlines.clear()
