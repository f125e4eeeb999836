"""What is remembered: answers by the key of their request, within a bound in bytes.

Answers enter among the *newcomers*, a queue whose share is an eighth of the room. When room is needed and the newcomers
have more than their share, who came first leaves: forgotten, or, if it was asked again, as a *resident*. Otherwise the
residents yield, a queue too, in which whoever was asked since its last turn goes to the back instead of out. So what is
asked once, however much of it, pushes out nothing but itself; and to recall costs no more than to note that one was
asked.

One thread uses it, that of the event loop, so nothing here is locked.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from .representation import Answer, Reply
from .request import Key

OVERHEAD = 2048
"""Bytes that an answer costs beside those that are sent, and roughly those of its key."""
ROW_OVERHEAD = 256
"""Bytes that a row of `known` costs beside its request."""
LONGEST_KNOWN = 4096
"""Bytes. A longer request is read each time."""


@dataclass(slots=True, eq=False)
class Entry:
    """A remembered answer."""

    key: Key
    answer: Answer
    size: int
    asked: bool = False
    requests: set[tuple[bool, bytes]] = field(default_factory=set)
    """The rows of `known` that lead to it."""


@dataclass(slots=True, eq=False)
class Known:
    """The reply to a request whose bytes have all been seen before."""

    entry: Entry
    reply: Reply
    authorization: bytes | None


class Memory:
    """Answers within `bound` bytes; with a bound of 0 nothing is remembered."""

    def __init__(self, bound: int) -> None:
        self.bound = bound
        self.for_newcomers = bound // 8
        self.for_known = bound // 8
        self.newcomers: dict[Key, Entry] = {}
        self.residents: dict[Key, Entry] = {}
        self.running: dict[Key, Entry] = {}
        # By whether the request came from a proxy that may name the scheme, then by all the request's bytes.
        self.known: tuple[dict[bytes, Known], dict[bytes, Known]] = ({}, {})
        self.newcomer_bytes = self.resident_bytes = self.known_bytes = 0

    @property
    def size(self) -> int:
        """Bytes in use, never more than the bound."""
        return self.newcomer_bytes + self.resident_bytes + self.known_bytes

    def recall(self, key: Key) -> Entry | None:
        entry = self.residents.get(key) or self.newcomers.get(key)
        if entry is not None:
            entry.asked = True
        return entry

    def remember(self, key: Key, answer: Answer) -> None:
        """Keep an answer while there is room; one that is too large for the newcomers is not kept."""
        size = _size(key, answer)
        if size > self.for_newcomers:
            return
        if (former := self.residents.get(key) or self.newcomers.get(key)) is not None:
            self._drop(former)
        entry = self.newcomers[key] = Entry(key, answer, size)
        self.newcomer_bytes += size
        if not answer.lasting:
            self.running[key] = entry
        self._make_room()

    def grow(self, key: Key, answer: Answer) -> None:
        """Take note that an answer has been made in another encoding, if it is remembered."""
        entry = self.residents.get(key) or self.newcomers.get(key)
        if entry is None or entry.answer is not answer:
            return
        grown = _size(key, answer) - entry.size
        entry.size += grown
        if key in self.newcomers:
            self.newcomer_bytes += grown
        else:
            self.resident_bytes += grown
        if entry.size > self.for_newcomers:
            self._drop(entry)
        self._make_room()

    def learn(self, entry: Entry, request: bytes, reply: Reply, authorization: bytes | None, *, trusted: bool) -> None:
        """Note that a request with exactly these bytes gets this reply of a remembered answer."""
        size = len(request) + ROW_OVERHEAD
        table = self.known[trusted]
        if len(request) > LONGEST_KNOWN or size > self.for_known or request in table or not self._holds(entry):
            return
        table[request] = Known(entry, reply, authorization)
        entry.requests.add((trusted, request))
        self.known_bytes += size
        while self.known_bytes > self.for_known:
            fuller = max((False, True), key=lambda side: len(self.known[side]))
            oldest = next(iter(self.known[fuller]))
            self.known[fuller][oldest].entry.requests.discard((fuller, oldest))
            self._forget_row(fuller, oldest)
        self._make_room()

    def forget(self) -> None:
        """Everything."""
        for table in (self.newcomers, self.residents, self.running):
            table.clear()
        for known in self.known:
            known.clear()
        self.newcomer_bytes = self.resident_bytes = self.known_bytes = 0

    def forget_running(self) -> None:
        """Every answer that holds for one tick alone."""
        for entry in list(self.running.values()):
            self._drop(entry)

    def _make_room(self) -> None:
        """The newcomers yield what they have beyond their share, then the residents."""
        while self.size > self.bound:
            if self.newcomer_bytes > self.for_newcomers or not self.residents:
                entry = next(iter(self.newcomers.values()))
                if entry.asked:
                    self._take_out(entry)
                    self.residents[entry.key] = entry
                    self.resident_bytes += entry.size
                else:
                    self._drop(entry)
            else:
                entry = next(iter(self.residents.values()))
                if entry.asked:
                    self.residents[entry.key] = self.residents.pop(entry.key)
                else:
                    self._drop(entry)
            entry.asked = False

    def _holds(self, entry: Entry) -> bool:
        return self.newcomers.get(entry.key) is entry or self.residents.get(entry.key) is entry

    def _take_out(self, entry: Entry) -> None:
        if entry.key in self.newcomers:
            del self.newcomers[entry.key]
            self.newcomer_bytes -= entry.size
        else:
            del self.residents[entry.key]
            self.resident_bytes -= entry.size

    def _drop(self, entry: Entry) -> None:
        self._take_out(entry)
        self.running.pop(entry.key, None)
        for trusted, request in entry.requests:
            self._forget_row(trusted, request)

    def _forget_row(self, trusted: bool, request: bytes) -> None:  # noqa: FBT001 - an index, as in `known`
        del self.known[trusted][request]
        self.known_bytes -= len(request) + ROW_OVERHEAD


def _size(key: Key, answer: Answer) -> int:
    return answer.size + OVERHEAD + sum(map(_length, key))


def _length(part: Hashable) -> int:
    return len(part) if isinstance(part, str | bytes) else 0
