"""A connection of HTTP/1.1: requests in, replies out, in order.

What is remembered is written at once, from the loop. The bytes of a whole request that led to a remembered answer are
themselves remembered: when a client sends the same bytes again, they are not parsed again.
"""

import asyncio
import re
from collections import deque
from http import HTTPStatus
from typing import cast

import httptools

from .representation import Reply
from .request import Address, Request, read_target
from .service import Recalled, Service, refusal

LONGEST_TARGET = 65_536
"""Bytes; a longer question is answered with 414."""
MOST_FIELDS, LONGEST_FIELD = 100, 8190
"""More fields, or bytes in one of them, are answered with 431."""
LONGEST_HEAD = 262_144
"""Bytes of a request before its body."""
LONGEST_BODY = 2_621_440
"""Bytes, as Django has it; a longer body is answered with 413."""
MOST_PIPELINED = 256
"""Requests that may wait on one connection."""
PATIENCE = 30
"""Seconds that a client has to send its next request whole, or to read what it was sent."""
PROXIES = ("127.0.0.1", "::1")
"""A proxy on this machine may say that it was asked by https."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class RefusedError(Exception):
    """A request that is not read any further; its text is not shown."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Connection(asyncio.Protocol):
    """Reads requests and writes replies. `connections` is the set of all that are open."""

    def __init__(self, service: Service, connections: "set[Connection]") -> None:
        self.service, self.connections = service, connections
        self.transport: asyncio.Transport = None  # type: ignore[assignment] # comes with the connection
        self.requests: deque[Request] = deque()  # read, and not answered yet
        self.answering: asyncio.Task[None] | None = None
        self.refusal: Reply | None = None  # what is said last
        self.reading = False  # a request has begun and not ended
        self.clogged = False  # the client reads more slowly than we write
        self.closing = False  # nothing is read any more
        self.paused = False
        self.head_bytes = 0
        self.unsent = 0
        self.since: float = service.until  # when the client last did its part

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.client = _address(transport.get_extra_info("peername"))
        self.server = _address(transport.get_extra_info("sockname"))
        self.trusted = self.client[0] in PROXIES
        self.known = self.service.memory.known[self.trusted]
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # `closing` sees to that
        self.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.connections.discard(self)
        self.closing = True
        self.requests.clear()

    def data_received(self, data: bytes) -> None:
        if self.closing:
            return
        service = self.service
        at_rest = not (self.reading or self.requests or self.answering or self.clogged)
        if at_rest:
            if service.now() >= service.until:
                service.turn()
            known = self.known.get(data)
            if known is not None:
                if service.gate is None or self._let_in(known.authorization):
                    known.entry.asked = True
                    self._write(known.reply)
                return
        self.taken: list[tuple[Request, Recalled | None]] = []
        self._feed(data if self.reading or data.isascii() else _escaped(data))
        if at_rest and len(self.taken) == 1 and not (self.reading or self.closing):
            self._learn(data, *self.taken[0])

    def eof_received(self) -> bool:
        self.closing = True
        return bool(self.requests or self.answering)  # they are still answered

    def pause_writing(self) -> None:
        self.clogged = True

    def resume_writing(self) -> None:
        self.clogged = False
        self._proceed()

    def expire(self, now: float) -> None:
        """Close, if the client has not done its part in time."""
        unsent = self.transport.get_write_buffer_size()
        if unsent < self.unsent:
            self.since = now
        self.unsent = unsent
        if self.answering is None and now - self.since > PATIENCE:
            self.transport.abort()

    def shut_down(self) -> None:
        """Answer what was asked, and then close."""
        self.closing = True
        self._proceed()

    # What the parser calls

    def on_message_begin(self) -> None:
        self.reading = True
        self.url = b""
        self.fields: dict[bytes, bytes] = {}
        self.number_of_fields = 0
        self.body = bytearray()
        self.in_body = False

    def on_url(self, url: bytes) -> None:
        self.url += url
        if len(self.url) > LONGEST_TARGET:
            raise RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.number_of_fields += 1
        if self.number_of_fields > MOST_FIELDS or len(name) + len(value) > LONGEST_FIELD:
            raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        if self.in_body:  # a trailer, which a proxy may not have looked at
            return
        name, value = name.lower(), value.rstrip(b" \t")
        fields = self.fields
        fields[name] = value if name not in fields else b"%b,%b" % (fields[name], value)

    def on_headers_complete(self) -> None:
        self.in_body = True
        parser, fields = self.parser, self.fields
        self.version = parser.get_http_version()
        if self.version not in ("1.0", "1.1"):
            raise RefusedError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
        if self.version == "1.1" and b"host" not in fields:  # RFC 9112, 3.2
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        self.keep_alive = self.version == "1.1" and parser.should_keep_alive() and not parser.should_upgrade()
        if fields.get(b"expect", b"").lower() == b"100-continue" and not (self.requests or self.answering):
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        self.body += body
        if len(self.body) > LONGEST_BODY:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def on_message_complete(self) -> None:
        self.reading = self.in_body = False
        self.head_bytes = 0
        if self.closing:
            return
        if len(self.requests) >= MOST_PIPELINED:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
        target, host = read_target(self.url)
        if host is not None:
            self.fields[b"host"] = host
        secure = self.trusted and self.fields.get(b"x-forwarded-proto") == b"https"
        self.closing = not self.keep_alive
        self.requests.append(
            Request(
                method=self.parser.get_method().decode("ascii"),
                target=target,
                fields=self.fields,
                version=self.version,
                scheme="https" if secure else "http",
                client=self.client,
                server=self.server,
                body=bytes(self.body),
            )
        )
        self._proceed()

    # What they lead to

    def _feed(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            return  # it was answered as what it also is, HTTP/1.1, and the connection closes
        except httptools.HttpParserCallbackError as error:
            if not isinstance(error.__context__, RefusedError):
                raise
            self._refuse(error.__context__.status)
        except httptools.HttpParserError:
            self._refuse(HTTPStatus.BAD_REQUEST)
        else:
            if self.reading and not self.in_body:
                self.head_bytes += len(data)
                if self.head_bytes > LONGEST_HEAD:
                    self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        if self.requests and not (self.paused or self.transport.is_closing()):
            self.paused = True
            self.transport.pause_reading()

    def _proceed(self) -> None:
        """Answer the requests that wait, in order, as far as that is possible now."""
        while self.requests and self.answering is None and not self.clogged:
            request = self.requests.popleft()
            if request.must_be_let_in and not self._let_in(request.fields.get(b"authorization")):
                continue
            recalled = self.service.recall(request)
            self.taken.append((request, recalled))
            if recalled is not None:
                self._write(recalled[1], last=self.closing and not self.requests)
            else:
                self.answering = asyncio.get_running_loop().create_task(self._answer(request))
        if self.requests or self.answering is not None:
            return
        if self.closing:
            if self.refusal is not None:
                self._write(self.refusal, last=True)
                self.refusal = None
            self.transport.close()
        elif self.paused:
            self.paused = False
            self.transport.resume_reading()

    async def _answer(self, request: Request) -> None:
        reply = await self.service.answer(request)
        self.answering = None
        if not self.transport.is_closing():
            self._write(reply, last=self.closing and not self.requests)
            self._proceed()

    def _write(self, reply: Reply, *, last: bool = False) -> None:
        if last and self.refusal in (None, reply):
            reply = reply.with_field("Connection", "close")
        service = self.service
        self.since = service.until
        self.transport.write(b"".join((reply.head, service.date, reply.body)))

    def _learn(self, data: bytes, request: Request, recalled: Recalled | None) -> None:
        """Remember the bytes of a whole request, where the same bytes will lead to the same reply."""
        if recalled is None or request.body or b"expect" in request.fields or self.service.timing:
            return
        entry, reply = recalled
        authorization = request.fields.get(b"authorization")
        self.service.memory.learn(entry, data, reply, authorization, trusted=self.trusted)

    def _let_in(self, authorization: bytes | None) -> bool:
        """Whether the gate lets a request pass; if not, its reply is written."""
        gate = self.service.gate
        refused = gate(authorization, self.client[0]) if gate is not None else None
        if refused is not None:
            self._write(refused)
        return refused is None

    def _refuse(self, status: HTTPStatus) -> None:
        """Say, after what was asked before, why a request is not read; and close, for where the next begins nobody
        knows.
        """
        self.closing = True
        self.refusal = refusal(status)
        self._proceed()


def _address(name: object) -> Address:
    return (str(name[0]), int(name[1])) if isinstance(name, tuple) else ("", 0)


def _escaped(data: bytes) -> bytes:
    """A request whose target has bytes beyond ASCII, as some clients send them, with those percent-encoded."""
    line, end, rest = data.partition(b"\r\n")
    return _BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line) + end + rest
