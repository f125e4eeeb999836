"""A server process: gunicorn starts and stops it, delivery answers in it."""

import asyncio
import ctypes
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import uvloop
from django.conf import settings
from gunicorn.workers.base import Worker as BaseWorker

from downrange.server.connection import Connection
from downrange.server.response_cache import Memory
from downrange.server.service import Service

THREADS = 4  # that render; a slow question then does not hold up the others
GRACE = 8  # seconds that requests in flight have to finish when the server is told to stop; Docker waits for ten
TURN = 0.002  # seconds that a thread renders before another has its turn: what is remembered waits no longer than that
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # as in malloc.h
LARGEST_KEPT = 32 * 1024 * 1024  # bytes
LEFT_TO_MASTER = (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


class Worker(BaseWorker):
    """One event loop that answers, and a few threads in which Django renders."""

    connection = Connection

    def init_signals(self) -> None:
        for name in self.SIGNALS:
            signal.signal(name, signal.SIG_DFL)
        for name in LEFT_TO_MASTER:
            signal.signal(name, signal.SIG_IGN)
        for name in STOPS:
            signal.signal(name, self.handle_exit)  # until the loop runs

    def run(self) -> None:
        sys.setswitchinterval(TURN)
        keep_freed_memory()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(self._serve())

    def service(self) -> Service:
        threads = ThreadPoolExecutor(THREADS, thread_name_prefix="render")
        lookout = ThreadPoolExecutor(1, thread_name_prefix="lookout")  # that rendering must not hold up
        memory = Memory(settings.REMEMBER_ANSWERS)
        return Service(self.wsgi, memory, threads, lookout, timing=settings.DEBUG)

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        told = asyncio.Event()
        for name in STOPS:
            loop.add_signal_handler(name, told.set)
        service = self.service()
        service.listen()
        await service.look()
        connections: set[Connection] = set()
        servers = [
            await loop.create_server(lambda: self.connection(service, connections), sock=listener.sock)  # type: ignore[attr-defined]
            for listener in self.sockets
        ]
        watch = loop.create_task(service.watch())
        while self.alive and not told.is_set() and self.ppid == os.getppid():
            self.notify()
            for connection in list(connections):
                connection.expire(service.now())
            await _at_most(1, told)
        for server in servers:
            server.close()
        await _finish(connections)
        watch.cancel()
        service.stop_listening()
        for pool in (service.threads, service.lookout):
            pool.shutdown(wait=False, cancel_futures=True)


def keep_freed_memory() -> None:
    """Have the allocator (glibc's) keep what was freed. It would give the memory of each large answer back to the
    system, and get it again, page by page, for the next: that takes longer than to write the answer.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT)
        mallopt(M_TRIM_THRESHOLD, 2 * LARGEST_KEPT)
        mallopt(M_ARENA_MAX, 1)  # threads that take turns need no memory apart


async def _at_most(seconds: float, told: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(told.wait(), seconds)


async def _finish(connections: set[Connection]) -> None:
    """Let the requests in flight be answered, as long as there is time."""
    for connection in list(connections):
        connection.shut_down()
    for _ in range(GRACE * 20):
        if not connections:
            return
        await asyncio.sleep(0.05)
