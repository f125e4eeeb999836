"""Answers requests: from what is remembered, or by having the application render in one of a few threads.

All that is remembered is of one state of the catalogue. Who learns of another (a rendering, the watch, an edit in this
process) says so by `meet`, and everything is forgotten before anything of the new state is sent: after a fresh answer
no stale one follows. It runs in one event loop, and everything here but `hear` is called from it.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from email.utils import formatdate
from http import HTTPStatus

from downrange.catalog import clock
from downrange.catalog.revision import raised

from .rendering import Application, Rendered, render
from .representation import Answer, Reply
from .request import Key, Request
from .response_cache import Entry, Memory
from .state import State, look_at_state

LOOK_EVERY = 0.25
"""Seconds between looks at the revision: what another process changed is seen well within one."""
MOST_WAITING = 1024
"""Requests that may wait for a thread; more are told to come again."""
logger = logging.getLogger(__name__)

Recalled = tuple[Entry, Reply]
Gate = Callable[[bytes | None, str], Reply | None]


class Service:
    gate: Gate | None = None
    """Asked before every request below `/2.3.0/` but OPTIONS is answered, remembered or not, with its `Authorization`
    and its client's address; what it replies, if anything, is sent instead. For keys and their limits."""

    def __init__(
        self,
        application: Application,
        memory: Memory,
        threads: Executor,
        lookout: Executor,
        *,
        timing: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.application, self.memory = application, memory
        self.threads, self.lookout = threads, lookout
        self.timing, self.now = timing, now
        self.state: State | None = None
        self.is_due = False
        self.rendering: dict[Key, asyncio.Task[Rendered]] = {}
        self.waiting = 0
        self.turn()

    def turn(self) -> None:
        """Bring the date, and what depends on the tick, up to now. To be called when `now()` has reached `until`."""
        now = self.now()
        self.until = int(now) + 1
        self.date = f"{formatdate(now, usegmt=True)}\r\n\r\n".encode()
        tick = clock.tick()
        if tick != getattr(self, "tick", None):
            self.tick = tick
            self.rendering = {}
            self.memory.forget_running()
            self._look_whether_due()

    def meet(self, state: State) -> None:
        """Take note of a state of the catalogue; if it is a new one, forget what was remembered of the former."""
        if self.state is None or (state != self.state and state.number >= self.state.number):
            self._adopt(state)

    def recall(self, request: Request) -> Recalled | None:
        """The reply to a request, if its answer is remembered."""
        if not request.rememberable:
            return None
        if self.now() >= self.until:
            self.turn()
        entry = self.memory.recall(request.key)
        if entry is None or not entry.answer.has(request.encoding):
            return None
        reply = entry.answer.reply(request)
        return entry, reply.with_field("Server-Timing", "remembered") if self.timing else reply

    async def answer(self, request: Request) -> Reply:
        """The reply to a request whose answer is not remembered. Never raises."""
        started = time.perf_counter()
        try:
            reply = await self._answer(request)
        except _BusyError:
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE, ("Retry-After", "1"))
        except Exception:
            logger.exception("no answer to %s %r", request.method, request.target)
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR)
        if not self.timing:
            return reply
        return reply.with_field("Server-Timing", f"answer;dur={(time.perf_counter() - started) * 1000:.1f}")

    async def watch(self) -> None:
        """Look at the revision again and again, until cancelled. Where the database does not answer, what is remembered
        goes on being given.
        """
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Learn of changes by other processes, and of a turn of the clock."""
        self.turn()
        state = await self._read_state()
        if state is not None and self.state is not None and state.number < self.state.number:
            # Either this look was overtaken by a rendering, or the database was replaced by an older one.
            state = await self._read_state()
            if state is not None and state.number < self.state.number:
                self._adopt(state)
        if state is not None:
            self.meet(state)

    def listen(self) -> None:
        """Have changes that this process commits noted at once, before their own request is answered."""
        loop = asyncio.get_running_loop()

        def hear(**_: object) -> None:
            if (state := State.read()) is not None:
                loop.call_soon_threadsafe(self.meet, state)

        raised.connect(hear, weak=False, dispatch_uid="downrange.server")

    def stop_listening(self) -> None:
        raised.disconnect(dispatch_uid="downrange.server")

    async def _answer(self, request: Request) -> Reply:
        with_body = request.method != "HEAD"
        if not request.rememberable:
            return (await self._render(request)).response.reply(with_body=with_body)
        key = request.key
        remembered = self.memory.recall(key)
        if remembered is not None:  # but not in this encoding
            return await self._encoded(remembered.answer, request)
        rendering = self.rendering.get(key)
        ours = rendering is None
        if rendering is None:
            rendering = self.rendering[key] = asyncio.create_task(self._render_and_remember(key, request))
        rendered = await asyncio.shield(rendering)
        if rendered.answer is not None:
            return await self._encoded(rendered.answer, request)
        if not ours:  # that response was for another client alone
            rendered = await self._render(request)
            if rendered.answer is not None:
                return await self._encoded(rendered.answer, request)
        return rendered.response.reply(with_body=with_body)

    async def _encoded(self, answer: Answer, request: Request) -> Reply:
        """The reply of an answer, for which it may have to be compressed first, away from the loop."""
        if not answer.has(request.encoding):
            await asyncio.get_running_loop().run_in_executor(self.threads, answer.encode, request.encoding)
            self.memory.grow(request.key, answer)
        return answer.reply(request)

    async def _render_and_remember(self, key: Key, request: Request) -> Rendered:
        try:
            rendered = await self._render(request)
        finally:
            if self.rendering.get(key) is asyncio.current_task():
                del self.rendering[key]
        answer, moment = rendered.answer, rendered.moment
        if answer is None or moment is None or moment.state != self.state:
            return rendered
        if moment.tick == self.tick or (answer.lasting and not self.is_due):
            self.memory.remember(key, answer)
        return rendered

    async def _render(self, request: Request) -> Rendered:
        if self.waiting >= MOST_WAITING:
            raise _BusyError
        self.waiting += 1
        try:
            loop = asyncio.get_running_loop()
            rendered = await loop.run_in_executor(self.threads, render, self.application, request)
        finally:
            self.waiting -= 1
        if self.now() >= self.until:
            self.turn()
        if rendered.moment is not None:
            self.meet(rendered.moment.state)
        return rendered

    async def _read_state(self) -> State | None:
        return await asyncio.get_running_loop().run_in_executor(self.lookout, look_at_state)

    def _adopt(self, state: State) -> None:
        self.state = state
        self.rendering = {}
        self.memory.forget()
        self._look_whether_due()

    def _look_whether_due(self) -> None:
        """When the log's next event has passed, figures change everywhere as soon as somebody asks."""
        self.is_due = self.state is not None and self.state.revision.is_due(self.tick)
        if self.is_due:
            self.memory.forget()


class _BusyError(Exception):
    """More requests wait than may."""


def refusal(status: HTTPStatus, *fields: tuple[str, str]) -> Reply:
    """A reply of the server's own, in the shape of the API's errors."""
    body = f'{{"detail":"{status.phrase}."}}'.encode()
    described = [("Content-Type", "application/json"), *fields, ("Content-Length", str(len(body)))]
    return Reply.of(f"{status.value} {status.phrase}", described, body)
