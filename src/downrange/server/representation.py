"""An answer as bytes: its representations, their ETags, and the replies that are made of them (RFC 9110)."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from threading import Lock

import zstandard

from .request import IDENTITY, Request

Field = tuple[str, str]

CACHE_CONTROL = "public, max-age=0, must-revalidate"
"""Caches may keep an answer, and ask each time whether it still holds: an edit is seen through them at once."""
REMEMBERABLE = (HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
KEYED = {"accept", "origin"}
"""The fields of a request that are part of its key (see `request`): no answer that varies with others is remembered."""
LEAST_COMPRESSED = 512
"""Bytes. A shorter body fits into a packet or two as it is."""
GZIP_LEVEL, ZSTD_LEVEL = 6, 6
_OF_A_BODY = ("content-type", "content-length", "content-encoding", "content-disposition")
_TAG = re.compile(rb'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Reply:
    """What is written to a connection: `head`, the date, `body`."""

    head: bytes
    body: bytes = b""

    @classmethod
    def of(cls, status: str, fields: Iterable[Field], body: bytes = b"") -> "Reply":
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
        return cls(f"HTTP/1.1 {status}\r\n{lines}Date: ".encode("latin-1"), body)

    def with_field(self, name: str, value: str) -> "Reply":
        return Reply(self.head.removesuffix(b"Date: ") + f"{name}: {value}\r\nDate: ".encode("latin-1"), self.body)


@dataclass(frozen=True, slots=True)
class Response:
    """What an application said."""

    status: str
    fields: tuple[Field, ...]
    body: bytes

    @property
    def code(self) -> int:
        return int(self.status[:3])

    def values(self, name: str) -> Iterator[str]:
        return (value for field_name, value in self.fields if field_name.lower() == name)

    @property
    def rememberable(self) -> bool:
        """Whether it would be said again to whoever asks the same."""
        varies = {name.strip().lower() for value in self.values("vary") for name in value.split(",")}
        return (
            self.code in REMEMBERABLE
            and varies <= KEYED
            and not any(True for name in ("set-cookie", "cache-control", "etag") for _ in self.values(name))
        )

    def reply(self, *, with_body: bool) -> Reply:
        """The response as it is, for one client."""
        fields = [(name, value) for name, value in self.fields if name.lower() != "content-length"]
        if self.code >= HTTPStatus.OK and self.code not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            fields.append(("Content-Length", str(len(self.body)) if with_body else self._length()))
        return Reply.of(self.status, fields, self.body if with_body else b"")

    def _length(self) -> str:
        return next(self.values("content-length"), str(len(self.body)))


@dataclass(frozen=True, slots=True)
class Representation:
    """An answer in one encoding. Each has an ETag of its own, for a strong one stands for exact bytes."""

    tag: bytes
    full: Reply
    head: Reply
    unchanged: Reply | None
    """304; none for an answer that is not 200, which no condition applies to."""

    @property
    def size(self) -> int:
        return sum(len(reply.head) + len(reply.body) for reply in (self.full, self.head, self.unchanged) if reply)

    def reply(self, request: Request) -> Reply:
        condition = request.fields.get(b"if-none-match")
        if condition is not None and self.unchanged is not None and matches(condition, self.tag):
            return self.unchanged
        return self.full if request.method == "GET" else self.head


@dataclass(frozen=True, slots=True)
class Answer:
    """A response in as many encodings as were asked for."""

    status: str
    fields: tuple[Field, ...]
    body: bytes
    tag: str
    lasting: bool
    """Whether it holds until the revision rises, and not only for one tick."""
    representations: dict[str, Representation] = field(default_factory=dict)
    encoding: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        return sum(representation.size for representation in self.representations.values())

    def has(self, encoding: str) -> bool:
        """Whether it can be sent so at once. A short body is sent as it is, whatever is asked for."""
        return encoding in self.representations or len(self.body) < LEAST_COMPRESSED

    def encode(self, encoding: str) -> None:
        """Make the representation in an encoding, once; it takes its time."""
        with self.encoding:
            if self.has(encoding):
                return
            fields = [*self.fields, ("Content-Encoding", encoding)]
            encoded = _represent(self.status, fields, compress(encoding, self.body), f"{self.tag}-{encoding}")
            self.representations[encoding] = encoded

    def reply(self, request: Request) -> Reply:
        """To this request, whatever of the answer it asks for. Its encoding has been made, or will not be."""
        chosen = self.representations.get(request.encoding) or self.representations[IDENTITY]
        return chosen.reply(request)


def finish(response: Response, modified: datetime | None, *, lasting: bool) -> Answer:
    """The answer that a response makes, with what caches need to know of it, and not compressed yet. `modified` is the
    last instant at which it may have changed.
    """
    added = [("Cache-Control", CACHE_CONTROL)]
    if modified is not None:
        added.append(("Last-Modified", format_datetime(modified.astimezone(UTC), usegmt=True)))
    fields = (*_varying(response.fields), *added)
    tag = sha256(response.body).hexdigest()[:32]
    plain = _represent(response.status, fields, response.body, tag)
    return Answer(response.status, fields, response.body, tag, lasting, {IDENTITY: plain})


def compress(encoding: str, body: bytes) -> bytes:
    """The same bytes for the same body, always."""
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)
    gzip = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return gzip.compress(body) + gzip.flush()


def matches(condition: bytes, tag: bytes) -> bool:
    """Whether an `If-None-Match` names this ETag, by the weak comparison that it asks for (RFC 9110, 13.1.2)."""
    return condition == tag or condition.strip() == b"*" or tag in _TAG.findall(condition)


def _represent(status: str, fields: Sequence[Field], body: bytes, tag: str) -> Representation:
    tagged = [*fields, ("ETag", f'"{tag}"')]
    whole = [*tagged, ("Content-Length", str(len(body)))]
    unchanged = [(name, value) for name, value in tagged if name.lower() not in _OF_A_BODY]
    return Representation(
        tag=f'"{tag}"'.encode(),
        full=Reply.of(status, whole, body),
        head=Reply.of(status, whole),
        unchanged=Reply.of("304 Not Modified", unchanged) if status.startswith("200") else None,
    )


def _varying(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields with `Vary` naming what the encoding was chosen by, without a length."""
    varied = False
    for name, value in fields:
        if name.lower() == "vary" and not varied:
            varied = True
            yield name, f"{value}, Accept-Encoding"
        elif name.lower() != "content-length":
            yield name, value
    if not varied:
        yield "Vary", "Accept-Encoding"
