"""The access log: a line for each request, written by a thread of its own.

The event loop only puts entries into a queue. A file that was moved, as by logrotate, is opened again by itself.
"""

import logging
import os
import re
import sys
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import orjson

from downrange.messages import Request

STANDARD_OUTPUT = "-"
FORMATS = ("text", "json")
MAX_QUEUED = 20_000
"""Entries that wait to be written; more are dropped, and counted."""
FLUSH_INTERVAL = 0.2
"""Seconds between two times that entries are written."""
MAX_TEXT = 2048
"""Characters of a target, a user agent or a referer that a line shows."""
REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A request, and what was sent. `seconds` is the time from the request's end to the response's first byte."""

    at: float
    request: Request | None
    """None: it could not be read."""
    status: int
    length: int
    seconds: float
    is_cached: bool
    request_id: str

    def as_json(self) -> bytes:
        return orjson.dumps(dict(zip(NAMES, self._values(), strict=True)), option=orjson.OPT_APPEND_NEWLINE)

    def as_text(self) -> bytes:
        """Texts of the client are in quotes, as in JSON, so no line is forged."""
        at, client, method, target, status, length, milliseconds, is_cached, request_id, agent, referer = self._values()
        asked = orjson.dumps(f"{method} {target}").decode()
        source = "cached" if is_cached else "made"
        named = f"{orjson.dumps(agent).decode()} {orjson.dumps(referer).decode()}"
        return f"{at} {client} {asked} {status} {length} {milliseconds}ms {source} {request_id} {named}\n".encode()

    def _values(self) -> tuple[object, ...]:
        request = self.request
        at = datetime.fromtimestamp(self.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        milliseconds = round(self.seconds * 1000, 1)
        rest = (self.status, self.length, milliseconds, self.is_cached, self.request_id)
        if request is None:
            return at, "-", "-", "-", *rest, "", ""
        agent, referer = (_text(request.fields.get(name, b"")) for name in (b"user-agent", b"referer"))
        return at, request.client[0] or "-", request.method, _text(request.target), *rest, agent, referer


NAMES = (
    "time",
    "client",
    "method",
    "target",
    "status",
    "bytes",
    "milliseconds",
    "cached",
    "id",
    "user_agent",
    "referer",
)
"""Keys of a line in JSON."""


class AccessLog:
    """`path` is a file, or `-` for standard output."""

    def __init__(self, path: str, format_: str) -> None:
        self.path, self.format = path, format_
        self.queue: deque[Entry] = deque()
        self.dropped = 0
        self.stopped = Event()
        self.thread = Thread(target=self._write_forever, name="access log", daemon=True)
        self.descriptor = -1

    def start(self) -> None:
        """To be called once in the process that logs."""
        self.thread.start()

    def stop(self) -> None:
        """Write what is queued."""
        self.stopped.set()
        self.thread.join()

    def add(self, entry: Entry) -> None:
        if len(self.queue) >= MAX_QUEUED:
            self.dropped += 1
        else:
            self.queue.append(entry)

    def _write_forever(self) -> None:
        while not self.stopped.wait(FLUSH_INTERVAL):
            self._try_flush()
        self._try_flush()

    def _try_flush(self) -> None:
        try:
            self._flush()
        except OSError as error:
            self.dropped += len(self.queue)
            self.queue.clear()
            self._close()
            logger.warning("cannot write the access log %s: %s", self.path, error.strerror)

    def _flush(self) -> None:
        dropped, self.dropped = self.dropped, 0
        if dropped:
            logger.warning("%d lines of the access log were dropped", dropped)
        if not self.queue:
            return
        lines = []
        while self.queue:
            entry = self.queue.popleft()
            lines.append(entry.as_json() if self.format == "json" else entry.as_text())
        data = memoryview(b"".join(lines))
        descriptor = self._open()
        while data:
            data = data[os.write(descriptor, data) :]

    def _open(self) -> int:
        """The file, opened again if another one, or none, is in its place."""
        if self.path == STANDARD_OUTPUT:
            return sys.stdout.fileno()
        if self.descriptor >= 0 and not self._is_in_place():
            self._close()
        if self.descriptor < 0:
            self.descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        return self.descriptor

    def _is_in_place(self) -> bool:
        try:
            there, ours = Path(self.path).stat(), os.fstat(self.descriptor)
        except FileNotFoundError:
            return False
        return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)

    def _close(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


def entry_of(
    request: Request | None, head: bytes, length: int, seconds: float, *, is_cached: bool, trusted: bool
) -> Entry:
    """What is logged of a request and the head of its response."""
    status = int(head[9:12])
    return Entry(time.time(), request, status, length, seconds, is_cached, _request_id(request, trusted=trusted))


def _request_id(request: Request | None, *, trusted: bool) -> str:
    """What a trusted proxy names the request, or else a new name."""
    given = request.fields.get(b"x-request-id", b"") if trusted and request is not None else b""
    return given.decode("ascii") if REQUEST_ID.fullmatch(given) else uuid4().hex


def _text(data: bytes) -> str:
    return data[:MAX_TEXT].decode("latin-1")
