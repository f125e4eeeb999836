"""A connection of HTTP/1.1: requests in, responses out, in order, a few in each turn of the event loop.

A cached response is written at once. When a client sends the same bytes again that led to one, they are not parsed.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from downrange.messages import Address, Request

from .access_log import entry_of
from .limits import (
    BODY_TIMEOUT,
    DRAIN_TIMEOUT,
    HEAD_TIMEOUT,
    IDLE_TIMEOUT,
    MAX_DRAINED,
    MAX_REQUESTS_PER_TURN,
    WRITE_TIMEOUT,
)
from .parser import Parser, RefusedError
from .representation import WireResponse, refusal
from .response_cache import RawRequest
from .service import Hit, Service, Stream
from .streaming import write_stream

MIN_SHARED = 16_384
"""Bytes. A longer body is written without being copied, so that connections that do not read share it."""
logger = logging.getLogger(__name__)
TIMEOUTS = {"idle": IDLE_TIMEOUT, "head": HEAD_TIMEOUT, "body": BODY_TIMEOUT}


class Connections(set["Connection"]):
    """The open connections. Beyond `maximum` of them, new ones are closed, so that file descriptors are left for the
    database and for files.
    """

    def __init__(self, maximum: int) -> None:
        super().__init__()
        self.maximum = maximum
        self.is_logged = False

    @property
    def is_full(self) -> bool:
        return len(self) >= self.maximum

    def log_full(self) -> None:
        """One line each time that connections begin to be refused."""
        if not self.is_logged:
            self.is_logged = True
            logger.warning("%d connections are open, as many as there may be; new ones are closed", self.maximum)

    def expire(self) -> None:
        """Close those whose client has not done its part in time."""
        for connection in list(self):
            connection.expire()
        self.is_logged = self.is_logged and self.is_full


class Connection(asyncio.Protocol):
    """Reads requests and writes responses. `connections` is the set of all that are open."""

    def __init__(self, service: Service, connections: Connections, clock: Callable[[], float] = time.monotonic) -> None:
        self.service, self.connections, self.clock = service, connections, clock
        self.transport: asyncio.Transport = None  # type: ignore[assignment] # comes with the connection
        self.answering: asyncio.Task[None] | None = None
        self.is_scheduled = False  # the rest is answered in the next turn
        self.closing = False  # no request is read any more
        self.refused = False  # the refusal has been written, and what still comes is discarded
        self.drained = 0
        self.read_paused = self.write_paused = self.lost = False
        self.can_write = asyncio.Event()
        self.can_write.set()
        self.wake = asyncio.Event()
        """Ends a long poll: the client has closed, or has sent more."""
        self.buffered = 0
        self.phase = "idle"
        self.phase_began = self.last_progress = clock()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.peer = _address(transport.get_extra_info("peername"))
        self.trusted = self.service.proxies.trusts(self.peer[0])
        self.raw_requests = self.service.cache.raw_requests[self.trusted]
        self.parser = Parser(self.peer, _address(transport.get_extra_info("sockname")))
        if self.connections.is_full:
            self.connections.log_full()
            self.closing = True
            self.transport.abort()
            return
        self.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.connections.discard(self)
        self.closing = self.lost = True
        self.can_write.set()
        self.wake.set()

    def data_received(self, data: bytes) -> None:
        if self.closing:
            self._discard(data)
            return
        service = self.service
        is_at_rest = not self.is_busy and self.parser.is_idle
        if is_at_rest:
            if service.now() >= service.until:
                service.advance_clock()
            raw = self.raw_requests.get(data)
            if raw is not None:
                raw.entry.hit = True
                self.write(raw.reply)
                if raw.tally is not None:
                    raw.tally.cached += 1
                if service.log is not None:
                    self._log(raw.request, raw.reply, is_cached=True)
                return
        self.parser.feed(data)
        if self.is_busy:
            self._pause_reading()
            self.wake.set()
            return
        dispatched = self._advance()
        if is_at_rest and len(dispatched) == 1 and self.parser.is_idle and not self.closing:
            self._cache_raw(data, *dispatched[0])

    def eof_received(self) -> bool:
        if self.refused or not (self.is_busy or self.parser.has_unread):
            return False
        self.closing = True
        self.wake.set()
        return True  # pending requests are still answered

    def pause_writing(self) -> None:
        self.write_paused = True
        self.last_progress = self.clock()
        self.can_write.clear()

    def resume_writing(self) -> None:
        self.write_paused = False
        self.can_write.set()
        if self.answering is None:
            self._schedule()

    @property
    def is_busy(self) -> bool:
        """Whether what comes has to wait."""
        return self.answering is not None or self.write_paused or self.is_scheduled

    def expire(self) -> None:
        """Close, if the client has not done its part in time."""
        now = self.clock()
        buffered = self.transport.get_write_buffer_size()
        if buffered < self.buffered or not buffered:
            self.last_progress = now
        self.buffered = buffered
        if buffered:
            expired = now - self.last_progress > WRITE_TIMEOUT
        elif self.refused:
            expired = now - self.phase_began > DRAIN_TIMEOUT
        else:
            expired = self.answering is None and now - self.phase_began > TIMEOUTS[self.phase]
        if expired:
            self.transport.abort()

    def shut_down(self) -> None:
        """Answer the pending requests, then close."""
        self.closing = True
        if not self.is_busy:
            self._advance()

    # From requests to responses

    def _advance(self) -> list[tuple[Request, Hit | None]]:
        """Answer what has come, as far as that is possible in this turn; the requests that were."""
        dispatched: list[tuple[Request, Hit | None]] = []
        while not self.lost:
            if self.answering is not None or self.write_paused:
                if self.parser.has_unread:  # else it goes on, to see that the client closes
                    self._pause_reading()
                break
            if len(dispatched) == MAX_REQUESTS_PER_TURN:
                self._schedule()
                break
            if not self._read_next(dispatched):
                break
        return dispatched

    def _read_next(self, dispatched: list[tuple[Request, Hit | None]]) -> bool:
        """Answer the next request; whether there was one."""
        parser = self.parser
        try:
            request = parser.read_request()
        except RefusedError as error:
            self._refuse(error.status)
            return False
        if request is None:
            self._wait_for_more()
            return False
        if not parser.keep_alive:
            self._stop_reading()
        self._set_phase("idle")
        dispatched.append((request, self._dispatch(request)))
        return True

    def _wait_for_more(self) -> None:
        parser = self.parser
        if self.closing:
            self.transport.close()
            return
        if parser.expects_continue:
            parser.expects_continue = False
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if parser.phase != self.phase:
            self._set_phase(parser.phase)
        self._resume_reading()

    def _dispatch(self, request: Request) -> Hit | None:
        """Write the response, or have it made. Returns what was cached."""
        service = self.service
        if self.trusted:
            request = service.proxies.resolve(request)
        hit = None if service.is_gated(request) else service.find(request)
        if hit is not None:
            self.write(hit[1])
            self._note(request, hit[1], is_cached=True)
        else:
            self.wake = asyncio.Event()
            if self.parser.has_unread:
                self.wake.set()
            self.answering = asyncio.get_running_loop().create_task(self._answer(request))
        return hit

    async def _answer(self, request: Request) -> None:
        started = time.perf_counter()
        reply = await self.service.answer(request, self.wake)
        seconds = time.perf_counter() - started
        if isinstance(reply, Stream):
            self._note(request, reply.head, seconds, length=reply.length or 0)
            await write_stream(self, reply, request.version)
        elif not self.lost:
            self.write(reply)
            self._note(request, reply, seconds)
        self.answering = None
        self._set_phase("idle")
        if not self.transport.is_closing():
            self._advance()

    def _cache_raw(self, data: bytes, request: Request, hit: Hit | None) -> None:
        """Cache the bytes of a whole request whose response was cached: the same bytes will lead to the same one."""
        if hit is None:
            return
        entry, reply = hit
        service, logged, tally = self.service, None, None
        if service.log is not None:
            logged = service.proxies.resolve(request) if self.trusted else request
        if service.meter is not None:
            tally = service.meter.tally(request, reply.head)
        service.cache.put_raw(data, RawRequest(entry, reply, logged, tally), trusted=self.trusted)

    def _note(
        self,
        request: Request | None,
        reply: WireResponse,
        seconds: float = 0.0,
        *,
        length: int | None = None,
        is_cached: bool = False,
    ) -> None:
        """Count and log, where that is wanted, what was sent."""
        meter = self.service.meter
        if meter is not None:
            meter.count(request, reply.head, seconds, is_cached=is_cached)
        self._log(request, reply, seconds, length=length, is_cached=is_cached)

    def _log(
        self,
        request: Request | None,
        reply: WireResponse,
        seconds: float = 0.0,
        *,
        length: int | None = None,
        is_cached: bool = False,
    ) -> None:
        """Note in the access log, if there is one, what was sent."""
        log = self.service.log
        if log is not None:
            length = len(reply.body) if length is None else length
            log.add(entry_of(request, reply.head, length, seconds, is_cached=is_cached, trusted=self.trusted))

    def _refuse(self, status: HTTPStatus) -> None:
        """Say why a request is not read, and close: the parser cannot resynchronise. What the client is still sending
        is discarded for a while, because closing at once would reset the connection before the client has read why.
        """
        self._stop_reading()
        reply = refusal(status)
        self.write(reply)
        self._note(None, reply)
        self.refused = True
        self._set_phase("idle")
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._resume_reading()

    def _discard(self, data: bytes) -> None:
        """Drop what comes after the last request that is answered."""
        self.drained += len(data)
        if self.drained > MAX_DRAINED:
            if self.refused:
                self.transport.abort()
            else:
                self._pause_reading()

    def _stop_reading(self) -> None:
        self.closing = True
        self.parser.unread, self.parser.position = b"", 0

    def _schedule(self) -> None:
        """Go on in the next turn, after the other connections."""
        if not self.is_scheduled:
            self.is_scheduled = True
            self._pause_reading()
            asyncio.get_running_loop().call_soon(self._continue)

    def _continue(self) -> None:
        self.is_scheduled = False
        if not self.transport.is_closing():
            self._advance()

    def _pause_reading(self) -> None:
        if not (self.read_paused or self.transport.is_closing()):
            self.read_paused = True
            self.transport.pause_reading()

    def _resume_reading(self) -> None:
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    def _set_phase(self, phase: str) -> None:
        self.phase = phase
        self.phase_began = self.clock()

    def write(self, reply: WireResponse) -> None:
        if self.closing and not self.parser.has_unread:
            reply = reply.with_field("Connection", "close")
        self.phase_began = self.clock()
        date, body = self.service.date, reply.body
        if len(body) < MIN_SHARED:
            self.transport.write(b"".join((reply.head, date, body)))
        else:
            self.transport.writelines((reply.head, date, body))


def _address(name: object) -> Address:
    return (str(name[0]), int(name[1])) if isinstance(name, tuple) else ("", 0)
