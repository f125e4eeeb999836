"""Cached responses: their representations, the ETags of those, and the bytes that are written (RFC 9110)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from threading import Lock

from downrange.catalog.snapshot import Snapshot
from downrange.messages import Field, Request, Response

from .encoding import IDENTITY, MIN_COMPRESSED, compress

CACHE_CONTROL = "public, max-age=0, must-revalidate"
"""Caches may store a response but must revalidate it before each use, so clients behind them see an edit at once."""
_CONTENT_FIELDS = ("content-type", "content-length", "content-encoding", "content-disposition")
_TAG = re.compile(rb'"[^"]*"')


@dataclass(frozen=True, slots=True)
class WireResponse:
    """What is written to a connection: `head`, the date with the line that ends the head, `body`."""

    head: bytes
    body: bytes = b""

    @classmethod
    def of(cls, status: int, fields: Iterable[Field], body: bytes = b"") -> "WireResponse":
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
        return cls(f"HTTP/1.1 {status_line(status)}\r\n{lines}Date: ".encode("latin-1"), body)

    def with_field(self, name: str, value: str) -> "WireResponse":
        return WireResponse(
            self.head.removesuffix(b"Date: ") + f"{name}: {value}\r\nDate: ".encode("latin-1"), self.body
        )


def status_line(status: int) -> str:
    """A status with its reason phrase."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def refusal(status: HTTPStatus, *fields: Field) -> WireResponse:
    """A response of the server's own, in the shape of the API's errors."""
    body = f'{{"detail":"{status.phrase}."}}'.encode()
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        fields = (*fields, ("Retry-After", "1"))
    described = [("Content-Type", "application/json"), *fields, ("Content-Length", str(len(body)))]
    return WireResponse.of(status, described, body)


def uncached(response: Response, *, with_body: bool) -> WireResponse:
    """A response for one client. A body that is streamed is left out."""
    fields = [(name, value) for name, value in response.fields if name.lower() != "content-length"]
    if not has_content(response.status):
        return WireResponse.of(response.status, fields)
    length = len(response.body) if isinstance(response.body, bytes) else content_length(response)
    if length is not None:
        fields.append(("Content-Length", str(length)))
    body = response.body if with_body and isinstance(response.body, bytes) else b""
    return WireResponse.of(response.status, fields, body)


def content_length(response: Response) -> int | None:
    """The length that the application states of a body that is streamed."""
    values = [value for name, value in response.fields if name.lower() == "content-length"]
    return int(values[0]) if values and values[0].isascii() and values[0].isdigit() else None


def has_content(status: int) -> bool:
    """Whether responses of this status can have a body (RFC 9110, 6.4.1)."""
    return status >= HTTPStatus.OK and status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


@dataclass(frozen=True, slots=True)
class Representation:
    """A cached response in one encoding. Each has an ETag of its own, since a strong one stands for exact bytes."""

    tag: bytes
    modified: datetime | None
    full: WireResponse
    head: WireResponse
    not_modified: WireResponse | None
    """304; None for a response that is not 200, which no condition applies to."""

    @property
    def size(self) -> int:
        parts = (self.full, self.head, self.not_modified)
        return sum(len(part.head) + len(part.body) for part in parts if part)

    def reply(self, request: Request) -> WireResponse:
        """What a GET or HEAD request gets, its conditions considered."""
        if self.not_modified is not None and self._is_known(request):
            return self.not_modified
        return self.head if request.method == "HEAD" else self.full

    def _is_known(self, request: Request) -> bool:
        condition = request.fields.get(b"if-none-match")
        if condition is not None:  # then a date is ignored (RFC 9110, 13.1.3)
            return matches(condition, self.tag)
        since = request.fields.get(b"if-modified-since")
        return since is not None and self.modified is not None and not is_modified(self.modified, since)


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """A response in as many encodings as were asked for."""

    status: int
    fields: tuple[Field, ...]
    body: bytes
    tag: str
    modified: datetime | None
    made_for: datetime | None = None
    valid_until: datetime | None = None
    """It holds from `made_for` on and before `valid_until`; None: until the revision rises."""
    representations: dict[str, Representation] = field(default_factory=dict)
    encoding: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        return sum(representation.size for representation in self.representations.values())

    def holds_at(self, now: datetime, tick: datetime) -> bool:
        """Whether it holds for the snapshot at `now` of its revision, which a tick of the clock shows."""
        if self.valid_until is None or self.made_for is None:
            return True
        # Until an event is derived, `now` stays before it; but what was made for an earlier tick shows an earlier now.
        return self.made_for <= now and tick < self.valid_until

    def has(self, encoding: str) -> bool:
        """Whether it can be sent in an encoding at once. A short body is not compressed."""
        return encoding in self.representations or len(self.body) < MIN_COMPRESSED

    def encode(self, encoding: str) -> None:
        """Make the representation in an encoding, once. It takes milliseconds, so not in the event loop."""
        with self.encoding:
            if self.has(encoding):
                return
            fields = [*self.fields, ("Content-Encoding", encoding)]
            body = compress(encoding, self.body)
            self.representations[encoding] = _represent(
                self.status, fields, body, f"{self.tag}-{encoding}", self.modified
            )

    def reply(self, request: Request, encoding: str) -> WireResponse:
        """What a request gets in an encoding that `has` been made."""
        return (self.representations.get(encoding) or self.representations[IDENTITY]).reply(request)


def finish(response: Response, body: bytes, snapshot: Snapshot) -> CachedResponse:
    """The cached response for a response of a snapshot, with the fields that caches need, and not compressed yet."""
    modified = snapshot.changed_at
    if modified is not None and response.valid_until is not None:
        modified = max(modified, snapshot.now)
    if modified is not None:
        modified = modified.astimezone(UTC).replace(microsecond=0)
    added = [("Cache-Control", CACHE_CONTROL)]
    if modified is not None:
        added.append(("Last-Modified", format_datetime(modified, usegmt=True)))
    fields = (*_varying(response.fields), *added)
    tag = sha256(body).hexdigest()[:32]
    plain = _represent(response.status, fields, body, tag, modified)
    return CachedResponse(
        status=response.status,
        fields=fields,
        body=body,
        tag=tag,
        modified=modified,
        made_for=snapshot.now,
        valid_until=response.valid_until,
        representations={IDENTITY: plain},
    )


def matches(condition: bytes, tag: bytes) -> bool:
    """Whether an `If-None-Match` names this ETag, by the weak comparison that it asks for (RFC 9110, 13.1.2)."""
    return condition == tag or condition.strip() == b"*" or tag in _TAG.findall(condition)


def is_modified(modified: datetime, since: bytes) -> bool:
    """Whether something was modified after an `If-Modified-Since`; a malformed date is ignored (RFC 9110, 13.1.3)."""
    try:
        date = parsedate_to_datetime(since.decode("latin-1"))
    except (ValueError, IndexError, OverflowError):
        return True
    return date.tzinfo is None or modified > date


def _represent(
    status: int, fields: Sequence[Field], body: bytes, tag: str, modified: datetime | None
) -> Representation:
    tagged = [*fields, ("ETag", f'"{tag}"')]
    whole = [*tagged, ("Content-Length", str(len(body)))]
    unchanged = [(name, value) for name, value in tagged if name.lower() not in _CONTENT_FIELDS]
    return Representation(
        tag=f'"{tag}"'.encode(),
        modified=modified,
        full=WireResponse.of(status, whole, body),
        head=WireResponse.of(status, whole),
        not_modified=WireResponse.of(304, unchanged) if status == HTTPStatus.OK else None,
    )


def _varying(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields with `Accept-Encoding` added to `Vary`, without a length."""
    varies = False
    for name, value in fields:
        if name.lower() == "vary" and not varies:
            varies = True
            yield name, f"{value}, Accept-Encoding"
        elif name.lower() != "content-length":
            yield name, value
    if not varies:
        yield "Vary", "Accept-Encoding"
