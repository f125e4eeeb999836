"""Whole lists as CSV or JSON Lines: every record that a query selects, of one snapshot, in constant memory.

What is sent is first written to a temporary file, so that a client that reads slowly holds no transaction and no
records.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, BinaryIO

import orjson

from downrange.catalog import clock
from downrange.catalog.snapshot import Snapshot, take_snapshot

from . import fragments
from .components import Component
from .envelope import Age, Caches
from .fragments import FragmentCache
from .links import Links
from .narrow import narrow
from .negotiation import CSV, JSON_LINES, MediaType
from .query import ListQuery
from .resource import Resource
from .select import select_all
from .serialize import to_json
from .table import Column, columns, harmless

BATCH = 100
"""Records that are read at once."""
CACHE = 16 * 1024 * 1024
"""Bytes of what records nest, which others nest too."""
CHUNK = 65_536
"""Bytes that are sent at once."""
MAX_OPEN = 8
"""Exports of a process that are being sent."""
ATTRIBUTION = (
    "Downrange, from the General Catalog of Artificial Space Objects by Jonathan C. McDowell"
    " (https://planet4589.org/space/gcat, CC BY 4.0), Wikidata (CC0) and others, changed; see /docs/catalogue/"
)
ATTRIBUTION_COLUMN = "attribution"
HEADER = "_"
"""The one key of the first line of JSON Lines, which is no record."""


class TooManyExportsError(Exception):
    """As many as may are being sent."""


@dataclass(frozen=True)
class Export:
    """A list that is to be written whole."""

    resource: Resource
    query: ListQuery
    links: Links
    instant: datetime | None = None
    """The instant of the past that it is of; None: now."""

    @property
    def component(self) -> type[Component]:
        return narrow(self.resource.components[self.query.mode], self.query.fields)

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns(self.resource.components[self.query.mode], self.query.fields)

    def records(self, snapshot: Snapshot) -> Iterator[bytes]:
        """Every record as JSON, in order."""
        if self.instant is not None:
            snapshot = snapshot.of_past(self.instant)
        keys = select_all(self.resource, self.query, snapshot)
        cache = Caches.none().fragments if snapshot.is_past else FragmentCache(CACHE)
        for start in range(0, len(keys), BATCH):
            yield from fragments.render(self.component, keys[start : start + BATCH], self.links, snapshot, cache)

    def about(self, snapshot: Snapshot) -> Mapping[str, Any]:
        """Where the records are from, and how old they are."""
        age = Age.of(snapshot, self.resource)
        return {
            "attribution": ATTRIBUTION,
            "as_of": None if age.as_of is None else f"{age.as_of:%Y-%m-%dT%H:%M:%SZ}",
            "revision": age.revision,
        }


Write = Callable[[Export, Snapshot, BinaryIO], None]


def write_csv(export: Export, snapshot: Snapshot, file: BinaryIO) -> None:
    """A header, and a row for each record (RFC 4180). The last column says where the facts are from, once."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer, shown = csv.writer(text), export.columns
    writer.writerow([*(column.name for column in shown), ATTRIBUTION_COLUMN])
    for number, record in enumerate(map(orjson.loads, export.records(snapshot))):
        cells = (harmless(_cell(column.value(record))) for column in shown)
        writer.writerow([*cells, "" if number else ATTRIBUTION])
    text.detach()


def write_json_lines(export: Export, snapshot: Snapshot, file: BinaryIO) -> None:
    """A line that says where the facts are from, and a line for each record."""
    file.write(to_json({HEADER: export.about(snapshot)}) + b"\n")
    for record in export.records(snapshot):
        file.write(record + b"\n")


WRITERS: Mapping[MediaType, Write] = {CSV: write_csv, JSON_LINES: write_json_lines}


def _cell(value: Any) -> Any:
    """As spreadsheets read it."""
    return ("true" if value else "false") if isinstance(value, bool) else value


class Sending:
    """The bytes of an export. They are written to a temporary file when the first is asked for."""

    opened = 0
    _lock = Lock()

    def __init__(self, export: Export, write: Write) -> None:
        """Raises `TooManyExportsError`."""
        with self._lock:
            if Sending.opened >= MAX_OPEN:
                raise TooManyExportsError
            Sending.opened += 1
        self._is_open = True
        self._chunks = _chunks(export, write)

    def __iter__(self) -> "Sending":
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the file up."""
        self._chunks.close()
        with self._lock:
            if self._is_open:
                self._is_open = False
                Sending.opened -= 1


def _chunks(export: Export, write: Write) -> Generator[bytes, None, None]:
    with tempfile.TemporaryFile(prefix="downrange-export-") as file:
        with take_snapshot(limit=0) as snapshot, clock.track():
            write(export, snapshot, file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk
