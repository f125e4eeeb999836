"""Written records: fragments as JSON bytes, kept while revision and tick hold, so that a page is joined from them.

The bytes are those of Django REST framework's renderer, so an answer joined from them is the answer that it would have
written. What is kept is bounded, in two generations: when the younger has half of the room, the older is forgotten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.conf import settings
from rest_framework.renderers import JSONRenderer

from downrange.catalog import clock
from downrange.catalog.revision import Revision

from .fragments import Record, fetch
from .links import Links

SHARE = 4
"""A quarter of what a process may remember is for fragments."""
MEBIBYTE = 1024 * 1024
OVERHEAD = 512
"""Bytes that a fragment costs beside its own."""

Key = tuple[str, object, Links]
_renderer = JSONRenderer()


@dataclass(frozen=True, slots=True)
class Written:
    """An answer that is JSON already."""

    json: bytes


@dataclass(frozen=True, slots=True)
class Fragment:
    json: bytes
    running: bool
    """Whether it holds for one tick alone."""


@dataclass
class Fragments:
    """What is kept, of one revision at one instant."""

    number: int = -1
    now: datetime | None = None
    young: dict[Key, Fragment] = field(default_factory=dict)
    old: dict[Key, Fragment] = field(default_factory=dict)
    size: int = 0
    """Bytes of the younger generation; the older has no more than it had room for."""
    lock: Lock = field(default_factory=Lock)

    def recall(self, number: int, now: datetime, keys: Iterable[Key]) -> dict[Key, Fragment]:
        """What is kept of these; what is of another revision, and what showed another instant, is forgotten first."""
        with self.lock:
            if number != self.number:
                self.number, self.young, self.old, self.size = number, {}, {}, 0
            if now != self.now:
                self.now = now
                self.young, self.old = _lasting(self.young), _lasting(self.old)
            return {key: fragment for key in keys if (fragment := self._recall(key)) is not None}

    def keep(self, number: int, now: datetime, fragments: dict[Key, Fragment]) -> None:
        with self.lock:
            if (number, now) == (self.number, self.now):
                for key, fragment in fragments.items():
                    self._keep(key, fragment)

    def _recall(self, key: Key) -> Fragment | None:
        fragment = self.young.get(key)
        if fragment is None and (fragment := self.old.get(key)) is not None:
            self._keep(key, fragment)
        return fragment

    def _keep(self, key: Key, fragment: Fragment) -> None:
        size = len(fragment.json) + OVERHEAD
        if self.size + size > room() // 2:
            self.old, self.young, self.size = self.young, {}, 0
        if size <= room() // 2:
            self.young[key] = fragment
            self.size += size


def _lasting(fragments: dict[Key, Fragment]) -> dict[Key, Fragment]:
    return {key: fragment for key, fragment in fragments.items() if not fragment.running}


KEPT = Fragments()


def room() -> int:
    """Bytes for fragments."""
    remembered: int = settings.REMEMBER
    return remembered * MEBIBYTE // SHARE


def render(data: object) -> bytes:
    """As JSON."""
    json: bytes = _renderer.render(data)
    return json


def write_json(component: str, keys: Sequence[object], links: Links, now: datetime) -> list[bytes]:
    """The records as `fragments.write` gives them, as JSON."""
    if not room():
        return [fragment.json for fragment in _write(component, keys, links, now).values()]
    number = Revision.current().number
    wanted = {key: (component, key, links) for key in keys}
    kept = KEPT.recall(number, now, wanted.values())
    if any(fragment.running for fragment in kept.values()):
        clock.note_running()
    missing = [key for key in wanted if wanted[key] not in kept]
    if missing:
        written = {wanted[key]: fragment for key, fragment in _write(component, missing, links, now).items()}
        if Revision.current().number == number:
            KEPT.keep(number, now, written)
        kept |= written
    return [kept[key].json for key in wanted.values() if key in kept]


def _write(component: str, keys: Sequence[object], links: Links, now: datetime) -> dict[object, Fragment]:
    """Each record apart from the others, so that it is known which of them show the time."""
    written: dict[object, Fragment] = {}
    for key, write in fetch(component, keys, links, now):
        with clock.watched() as watch:
            record: Record = write()
        written[key] = Fragment(render(record), watch.running)
        if watch.running:
            clock.note_running()
    return written
