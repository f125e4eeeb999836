"""Whole lists as CSV or JSON Lines: every record that a query selects, of one snapshot, in constant memory.

What is sent is first written to a temporary file, so that a client that reads slowly holds no transaction and no
records.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Generator, Mapping
from functools import partial
from threading import Lock
from typing import Any, BinaryIO, ClassVar
from weakref import WeakSet

from downrange.api.envelope import Age
from downrange.api.negotiation import CSV, JSON_LINES, MediaType
from downrange.api.result import UnavailableError
from downrange.api.serialize import to_json
from downrange.api.whole import WholeList
from downrange.catalog import clock
from downrange.catalog.snapshot import Snapshot, take_snapshot

from .table import columns_of, harmless, rows_of

CHUNK = 65_536
"""Bytes that are sent at once."""
MAX_OPEN = 8
"""Exports of a process that are being sent."""
TOO_MANY = "Too many exports are under way; ask again later."
ATTRIBUTION = (
    "Downrange, from the General Catalog of Artificial Space Objects by Jonathan C. McDowell"
    " (https://planet4589.org/space/gcat, CC BY 4.0), Wikidata (CC0) and others, changed; see /docs/catalogue/"
)
ATTRIBUTION_COLUMN = "attribution"
HEADER = "_"
"""The one key of the first line of JSON Lines, which is no record."""


def provenance(whole: WholeList, snapshot: Snapshot) -> Mapping[str, Any]:
    """Where the records of a list are from, and how old they are."""
    age = Age.of(snapshot, whole.resource)
    return {
        "attribution": ATTRIBUTION,
        "as_of": None if age.as_of is None else f"{age.as_of:%Y-%m-%dT%H:%M:%SZ}",
        "revision": age.revision,
    }


Write = Callable[[WholeList, Snapshot, BinaryIO], None]


def write_csv(whole: WholeList, snapshot: Snapshot, file: BinaryIO) -> None:
    """A header, and a row for each record (RFC 4180). The last column says where the facts are from, once."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([*(column.name for column in columns_of(whole)), ATTRIBUTION_COLUMN])
    for number, row in enumerate(rows_of(whole, snapshot)):
        writer.writerow([*(harmless(_cell(value)) for value in row), "" if number else ATTRIBUTION])
    text.detach()


def write_json_lines(whole: WholeList, snapshot: Snapshot, file: BinaryIO) -> None:
    """A line that says where the facts are from, and a line for each record."""
    file.write(to_json({HEADER: provenance(whole, snapshot)}) + b"\n")
    for record in whole.records(snapshot):
        file.write(record + b"\n")


def _cell(value: Any) -> Any:
    """As spreadsheets read it."""
    return ("true" if value else "false") if isinstance(value, bool) else value


class Sending:
    """The bytes of an export. They are written to a temporary file when the first is asked for."""

    opened: ClassVar["WeakSet[Sending]"] = WeakSet()
    """Those that are being sent. One that is dropped before it is closed is not among them either."""
    _lock = Lock()

    def __init__(self, whole: WholeList, write: Write) -> None:
        """Raises `UnavailableError` while as many as may are being sent."""
        self._chunks = _chunks(whole, write)
        with self._lock:
            if len(self.opened) >= MAX_OPEN:
                raise UnavailableError(TOO_MANY)
            self.opened.add(self)

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
        self.opened.discard(self)


def _chunks(whole: WholeList, write: Write) -> Generator[bytes, None, None]:
    with tempfile.TemporaryFile(prefix="downrange-export-") as file:
        with take_snapshot(limit=0) as snapshot, clock.track():
            write(whole, snapshot, file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


EXPORTS: Mapping[MediaType, Callable[[WholeList], Sending]] = {
    CSV: partial(Sending, write=write_csv),
    JSON_LINES: partial(Sending, write=write_json_lines),
}
"""What `Api` answers a whole list with, by media type."""
