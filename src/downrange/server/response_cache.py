"""The cache of responses, and of the exact bytes of requests that lead to them.

One thread uses it, that of the event loop, so nothing here is locked.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from downrange.cache import Cache, Entry
from downrange.messages import Request

from .representation import CachedResponse, WireResponse

if TYPE_CHECKING:  # it needs a library that not every installation has
    from .metrics import Tally

ENTRY_OVERHEAD = 2048
"""Bytes that an entry costs beside those that are sent, and roughly those of its key."""
RAW_OVERHEAD = 320
"""Bytes that a raw request costs beside its own."""
MAX_RAW = 4096
"""Bytes. A longer request is parsed each time."""

Key = tuple[str, str, str, bytes, bytes]
CachedEntry = Entry[Key, CachedResponse]
RawKey = tuple[bool, bytes]
"""Whether the request came from a trusted proxy, and all its bytes."""


def key_of(request: Request) -> Key:
    """Everything of a request that a response is made from that may be cached. GET and HEAD share it."""
    accept = request.fields.get(b"accept", b"*/*")
    return request.scheme, request.host, request.prefix, request.target, accept


@dataclass(slots=True, eq=False)
class RawRequest:
    """What a request gets whose bytes have all been seen before."""

    entry: CachedEntry
    reply: WireResponse
    request: Request | None = None
    """What the access log shows, if there is one."""
    tally: "Tally | None" = None
    """Where metrics count it, if there are some."""


class ResponseCache:
    """Cached responses (S3-FIFO, see `downrange.cache`) and raw requests, of at most `capacity` bytes together. With a
    capacity of 0 nothing is cached.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.raw_capacity = capacity // 8
        self.cache: Cache[Key, CachedResponse] = Cache(capacity, on_evict=self._on_evict)
        self.time_dependent: dict[Key, CachedResponse] = {}
        # By whether they came from a trusted proxy, then by their bytes.
        self.raw_requests: tuple[dict[bytes, RawRequest], dict[bytes, RawRequest]] = ({}, {})
        self.raw_keys: defaultdict[Key, set[RawKey]] = defaultdict(set)
        self.raw_size = 0

    @property
    def size(self) -> int:
        """Bytes in use, never more than the capacity."""
        return self.cache.size + self.raw_size

    def get(self, key: Key) -> CachedEntry | None:
        return self.cache.entry(key)

    def put(self, key: Key, response: CachedResponse) -> None:
        """Cache a response; one larger than an eighth of the capacity is not cached."""
        if self.cache.put(key, response, _size(key, response)) is None:
            return
        if response.valid_until is not None:
            self.time_dependent[key] = response
        self.cache.make_room(self.raw_size)

    def resize(self, key: Key, response: CachedResponse) -> None:
        """Note that a response has been compressed, if it is cached."""
        entry = self.cache.entry(key)
        if entry is not None and entry.value is response:
            self.cache.resize(key, _size(key, response))
            self.cache.make_room(self.raw_size)

    def put_raw(self, raw: bytes, request: RawRequest, *, trusted: bool) -> None:
        """Note that a request with exactly these bytes gets this reply of a cached response."""
        size = len(raw) + RAW_OVERHEAD
        key, table = request.entry.key, self.raw_requests[trusted]
        if len(raw) > MAX_RAW or size > self.raw_capacity or raw in table or self.cache.entry(key) is not request.entry:
            return
        table[raw] = request
        self.raw_keys[key].add((trusted, raw))
        self.raw_size += size
        while self.raw_size > self.raw_capacity:
            fuller = max((False, True), key=lambda side: len(self.raw_requests[side]))
            self._remove_raw(fuller, next(iter(self.raw_requests[fuller])))
        self.cache.make_room(self.raw_size)

    def clear(self) -> None:
        self.cache.clear()
        self.time_dependent.clear()
        self.raw_keys.clear()
        for table in self.raw_requests:
            table.clear()
        self.raw_size = 0

    def remove_expired(self, now: datetime, tick: datetime) -> None:
        """Drop what does not hold for the snapshot at `now`, which a tick of the clock shows."""
        for key in [key for key, response in self.time_dependent.items() if not response.holds_at(now, tick)]:
            self.cache.remove(key)

    def _on_evict(self, entry: CachedEntry) -> None:
        self.time_dependent.pop(entry.key, None)
        for trusted, raw in list(self.raw_keys.get(entry.key, ())):
            self._remove_raw(trusted, raw)

    def _remove_raw(self, trusted: bool, raw: bytes) -> None:  # noqa: FBT001 - an index, as in `raw_requests`
        request = self.raw_requests[trusted].pop(raw)
        self.raw_size -= len(raw) + RAW_OVERHEAD
        keys = self.raw_keys[request.entry.key]
        keys.discard((trusted, raw))
        if not keys:
            del self.raw_keys[request.entry.key]


def _size(key: Key, response: CachedResponse) -> int:
    return response.size + ENTRY_OVERHEAD + sum(map(len, key))
