"""Answers requests: from the cache, or by having the application answer in one of a few threads.

Everything cached is of one revision of the catalogue. Whatever brings a newer one (a response, a poll, an edit in this
process) is reported to `observe`, which clears the cache before anything of that revision is sent; so a client never
gets a stale response after a fresh one. All of it but `on_revision_raised` runs in the event loop.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import formatdate
from http import HTTPStatus

from django.db import DatabaseError

from downrange.catalog import clock
from downrange.catalog.revision import raised
from downrange.catalog.snapshot import Snapshot
from downrange.messages import Application, Request, Response

from .encoding import encoding_for
from .limits import MAX_WAITING, PROBE_TIMEOUT, RESPONSE_TIMEOUT
from .long_polls import LongPolls
from .representation import CachedResponse, WireResponse, content_length, finish, has_content, refusal, uncached
from .response_cache import CachedEntry, Key, ResponseCache, key_of
from .site import Executors, Gate, Site

POLL_INTERVAL = 0.25
"""Seconds between polls of the revision: what another process changed is seen well within one."""
LIVE = b"/health/live"
"""Answered by the event loop itself: the process serves, whatever the database does."""
LIVE_RESPONSE = Response(
    HTTPStatus.OK, (("Content-Type", "application/json"), ("Cache-Control", "no-store")), b'{"process":"working"}'
)
logger = logging.getLogger(__name__)

Hit = tuple[CachedEntry, WireResponse]


@dataclass(frozen=True, slots=True)
class Stream:
    """A response whose body is written as the client reads it."""

    head: WireResponse
    chunks: Iterator[bytes]
    length: int | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A response, and the cached response, if other clients may get it too."""

    response: Response
    cached: CachedResponse | None = None


class Service:
    def __init__(self, site: Site, executors: Executors, *, now: Callable[[], float] = time.time) -> None:
        self.site, self.proxies, self.timing, self.gate = site, site.proxies, site.timing, site.gate
        self.cache = ResponseCache(site.cache_capacity)
        self.executors, self.log, self.meter = executors, site.log, site.meter
        self.now = now
        self.snapshot: Snapshot | None = None
        self.tick = datetime.min.replace(tzinfo=UTC)
        self.rendering: dict[Key, asyncio.Task[Rendered]] = {}
        self.waiting = 0
        self.long_polls = LongPolls()
        self.poll_failure = ""
        self.advance_clock()

    # What every response is of

    def advance_clock(self) -> None:
        """Bring the date, and what depends on the tick, up to now. To be called when `now()` has reached `until`."""
        now = self.now()
        self.until = int(now) + 1
        self.date = f"{formatdate(now, usegmt=True)}\r\n\r\n".encode()
        tick = clock.tick()
        if tick != self.tick:
            self.tick = tick
            self.rendering = {}
            if self.snapshot is not None:
                self._show(self.snapshot)

    def observe(self, snapshot: Snapshot) -> None:
        """Take note of a snapshot that has been read; one of a newer revision clears the cache."""
        current = self.snapshot
        if current is None or snapshot.revision > current.revision or is_replaced(snapshot, current):
            self._adopt(snapshot)
        elif snapshot.revision == current.revision and snapshot.figures_until != current.figures_until:
            self._show(snapshot)

    async def poll(self) -> None:
        """Observe changes by other processes, and that the clock has advanced."""
        self.advance_clock()
        snapshot = await self._poll()
        if self.snapshot is not None and snapshot.revision < self.snapshot.revision:
            # Either a response overtook this poll, or the database was replaced by an older one.
            snapshot = await self._poll()
            if snapshot.revision < self.snapshot.revision:
                self._adopt(snapshot)
        self.observe(snapshot)

    async def poll_forever(self) -> None:
        """Poll until cancelled. While it fails, what is cached goes on being sent; each failure is logged once."""
        while True:
            await self.try_poll()
            await asyncio.sleep(POLL_INTERVAL)

    async def try_poll(self) -> None:
        try:
            await self.poll()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next poll may succeed
            failure = " ".join(f"{type(error).__name__}: {error}".split())
            if failure != self.poll_failure:
                logger.error("cannot read the revision; changes are not seen until that succeeds (%s)", failure)
            self.poll_failure = failure
        else:
            if self.poll_failure:
                logger.warning("the revision can be read again")
            self.poll_failure = ""

    def subscribe(self) -> None:
        """Have changes that this process commits observed at once, before the request that made them is answered."""
        loop = asyncio.get_running_loop()

        def on_revision_raised(**_: object) -> None:
            loop.call_soon_threadsafe(self.observe, self.site.poll(clock.tick()))

        raised.connect(on_revision_raised, weak=False, dispatch_uid="downrange.server")

    def unsubscribe(self) -> None:
        raised.disconnect(dispatch_uid="downrange.server")

    async def _poll(self) -> Snapshot:
        return await asyncio.get_running_loop().run_in_executor(self.executors.poll, self.site.poll, self.tick)

    def _adopt(self, snapshot: Snapshot) -> None:
        self.rendering = {}
        self.cache.clear()
        self._show(snapshot)
        self.long_polls.wake()

    def _show(self, snapshot: Snapshot) -> None:
        """Serve this snapshot from now on, at the tick."""
        self.snapshot = snapshot.at(self.tick)
        self.cache.remove_expired(self.snapshot.now, self.tick)

    # Requests

    def is_gated(self, request: Request) -> bool:
        """Whether the gate decides. A browser sends no key with the OPTIONS request of a CORS preflight."""
        return self.gate is not None and request.method != "OPTIONS" and self._is_below_api(request)

    def is_cacheable(self, request: Request) -> bool:
        """Whether the response may be one that was sent before."""
        return request.method in ("GET", "HEAD") and self._is_below_api(request)

    def find(self, request: Request) -> Hit | None:
        """The cached response to a request, if it can be sent at once."""
        if not self.is_cacheable(request):
            return None
        if self.now() >= self.until:
            self.advance_clock()
        entry = self.cache.get(key_of(request))
        encoding = encoding_for(request.fields.get(b"accept-encoding"))
        if entry is None or not entry.value.has(encoding):
            return None
        reply = entry.value.reply(request, encoding)
        return entry, reply.with_field("Server-Timing", "cached") if self.timing else reply

    async def answer(self, request: Request, wake: asyncio.Event | None = None) -> WireResponse | Stream:
        """The response to a request for which none is cached. `wake` ends a long poll; without one there is none. Never
        raises.
        """
        started = time.perf_counter()
        try:
            reply = await self._answer(request, wake)
        except (_BusyError, TimeoutError):
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        except DatabaseError as error:
            logger.warning("no response to %s %r: %s", request.method, request.target, error)
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception:
            logger.exception("no response to %s %r", request.method, request.target)
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR)
        if not self.timing or isinstance(reply, Stream):
            return reply
        return reply.with_field("Server-Timing", f"app;dur={(time.perf_counter() - started) * 1000:.1f}")

    def _is_below_api(self, request: Request) -> bool:
        path = request.path
        return path.startswith(self.site.api_paths) and path not in self.site.client_paths

    async def _answer(self, request: Request, wake: asyncio.Event | None) -> WireResponse | Stream:
        if request.path == LIVE:
            return uncached(LIVE_RESPONSE, with_body=request.method != "HEAD")
        if (probe := self.site.probes.get(request.path)) is not None:
            return await self._probe(probe, request)
        if self.gate is not None and self.is_gated(request):
            refused = await self._ask_gate(self.gate, request)
            if refused is not None:
                return uncached(refused, with_body=request.method != "HEAD")
            if (hit := self.find(request)) is not None:
                return hit[1]
        if self.is_cacheable(request):
            key = key_of(request)
            entry = self.cache.get(key)
            if entry is not None:  # but not in this encoding
                return await self._encoded(entry.value, request)
            rendered = await self._share(key, request)
        else:
            rendered = await self._render(request)
        if wake is not None and await self._is_outdated(rendered.response, wake):
            rendered = await self._render(request)
        if rendered.cached is not None:
            return await self._encoded(rendered.cached, request)
        return self._uncached(rendered, request)

    async def _probe(self, probe: Application, request: Request) -> WireResponse:
        answering = asyncio.get_running_loop().run_in_executor(self.executors.probe, probe, request)
        try:
            response = await asyncio.wait_for(answering, PROBE_TIMEOUT)
        except TimeoutError:
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        return uncached(response, with_body=request.method != "HEAD")

    async def _ask_gate(self, gate: Gate, request: Request) -> Response | None:
        authorization = request.fields.get(b"authorization")
        asking = asyncio.get_running_loop().run_in_executor(self.executors.gate, gate, authorization, request.client)
        return await asyncio.wait_for(asking, RESPONSE_TIMEOUT)

    async def _share(self, key: Key, request: Request) -> Rendered:
        """The response to a request. Concurrent identical requests share it, if it is cacheable."""
        rendering = self.rendering.get(key)
        is_first = rendering is None
        if rendering is None:
            rendering = self.rendering[key] = asyncio.create_task(self._render_and_cache(key, request))
        rendered = await asyncio.shield(rendering)
        if rendered.cached is None and not is_first:  # that response was for another client alone
            rendered = await self._render(request)
        return rendered

    async def _is_outdated(self, response: Response, wake: asyncio.Event) -> bool:
        """Whether there is a newer revision than that of a response, for which a long poll waits."""
        if not response.long_poll or response.snapshot is None:
            return False
        if not self._is_newer_than(response.snapshot):
            await self.long_polls.hold(wake, response.long_poll)
        return self._is_newer_than(response.snapshot)

    def _is_newer_than(self, snapshot: Snapshot) -> bool:
        current = self.snapshot
        return current is not None and (current.revision > snapshot.revision or is_replaced(snapshot, current))

    def _uncached(self, rendered: Rendered, request: Request) -> WireResponse | Stream:
        response, with_body = rendered.response, request.method != "HEAD"
        if isinstance(response.body, bytes):
            return uncached(response, with_body=with_body)
        chunks = iter(response.body)
        head = uncached(response, with_body=False)
        if with_body and has_content(response.status):
            return Stream(head, chunks, content_length(response))
        self.executors.stream.submit(close_chunks, chunks)
        return head

    async def _encoded(self, cached: CachedResponse, request: Request) -> WireResponse:
        """The response in the request's encoding, for which it may have to be compressed first, outside of the loop."""
        encoding = encoding_for(request.fields.get(b"accept-encoding"))
        if not cached.has(encoding):
            await asyncio.get_running_loop().run_in_executor(self.executors.threads, cached.encode, encoding)
            self.cache.resize(key_of(request), cached)
        return cached.reply(request, encoding)

    async def _render_and_cache(self, key: Key, request: Request) -> Rendered:
        try:
            rendered = await self._render(request)
        finally:
            if self.rendering.get(key) is asyncio.current_task():
                del self.rendering[key]
        cached, snapshot, current = rendered.cached, rendered.response.snapshot, self.snapshot
        if cached is None or snapshot is None or current is None or snapshot.revision != current.revision:
            return rendered
        if cached.holds_at(current.now, self.tick):
            self.cache.put(key, cached)
        return rendered

    async def _render(self, request: Request) -> Rendered:
        if self.waiting >= MAX_WAITING:
            raise _BusyError
        self.waiting += 1
        executor = self.executors.page if self.site.is_page(request) else self.executors.threads
        calling = asyncio.get_running_loop().run_in_executor(executor, self._call, request)
        try:
            rendered = await asyncio.wait_for(calling, RESPONSE_TIMEOUT)
        finally:
            self.waiting -= 1
        if self.now() >= self.until:
            self.advance_clock()
        if rendered.response.snapshot is not None:
            self.observe(rendered.response.snapshot)
        return rendered

    def _call(self, request: Request) -> Rendered:
        """Have the application answer; in a thread."""
        if not self.is_cacheable(request):
            asked = replace(request, method="GET") if request.method == "HEAD" else request
            return Rendered(self.site.application(asked))
        response = self.site.application(reduced(request))
        if response.snapshot is None or response.long_poll or not isinstance(response.body, bytes):
            return Rendered(response)
        cached = finish(response, response.body, response.snapshot)
        cached.encode(encoding_for(request.fields.get(b"accept-encoding")))
        return Rendered(response, cached)


def reduced(request: Request) -> Request:
    """What an application sees of a request whose response may be cached: the key, so that nothing else can make a
    difference to what other clients get.
    """
    scheme, host, prefix, target, accept = key_of(request)
    return Request("GET", target, {b"accept": accept}, scheme=scheme, host=host, prefix=prefix)


def is_replaced(snapshot: Snapshot, current: Snapshot) -> bool:
    """Whether the database was replaced by another one of the same revision."""
    return snapshot.revision == current.revision and snapshot.changed_at != current.changed_at


def close_chunks(chunks: Iterator[bytes]) -> None:
    """End an application's iterator that is not read to its end."""
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


class _BusyError(Exception):
    """More requests wait than may."""
