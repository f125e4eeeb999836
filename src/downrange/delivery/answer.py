"""An answer as bytes: its representations, their ETags, and the replies that are made of them (RFC 9110)."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2b
from http import HTTPStatus

import zstandard

from .request import ENCODINGS, IDENTITY, Request

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
        return (value for field, value in self.fields if field.lower() == name)

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
        fields = [field for field in self.fields if field[0].lower() != "content-length"]
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
    """A response in every encoding."""

    representations: dict[str, Representation]
    lasting: bool
    """Whether it holds until the revision rises, and not only for one tick."""

    @property
    def size(self) -> int:
        return sum(representation.size for representation in self.representations.values())

    def reply(self, request: Request) -> Reply:
        """To this request, whatever of the answer it asks for."""
        chosen = self.representations.get(request.encoding) or self.representations[IDENTITY]
        return chosen.reply(request)


def finish(response: Response, modified: datetime | None, *, lasting: bool) -> Answer:
    """The answer that a response makes, with what caches need to know of it. `modified` is the last instant at which
    it may have changed.
    """
    added = [("Cache-Control", CACHE_CONTROL)]
    if modified is not None:
        added.append(("Last-Modified", format_datetime(modified.astimezone(UTC), usegmt=True)))
    fields = [*_varying(response.fields), *added]
    tag = blake2b(response.body, digest_size=16).hexdigest()
    representations = {IDENTITY: _represent(response.status, fields, response.body, tag)}
    for encoding in ENCODINGS if len(response.body) >= LEAST_COMPRESSED else ():
        body = compress(encoding, response.body)
        encoded = [*fields, ("Content-Encoding", encoding)]
        representations[encoding] = _represent(response.status, encoded, body, f"{tag}-{encoding}")
    return Answer(representations, lasting)


def compress(encoding: str, body: bytes) -> bytes:
    """The same bytes for the same body, always."""
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)
    gzip = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return gzip.compress(body) + gzip.flush()


def matches(condition: bytes, tag: bytes) -> bool:
    """Whether an `If-None-Match` names this ETag, by the weak comparison that it asks for (RFC 9110, 13.1.2)."""
    return condition == tag or condition.strip() == b"*" or tag in _TAG.findall(condition)


def _represent(status: str, fields: list[Field], body: bytes, tag: str) -> Representation:
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
