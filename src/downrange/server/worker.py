"""A server process: gunicorn starts and stops it, an event loop serves in it."""

import asyncio
import ctypes
import logging
import os
import resource
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import cast

import uvloop
from gunicorn.workers.base import Worker as BaseWorker

from .connection import Connection, Connections
from .limits import MAX_BACKLOG, RESERVED_DESCRIPTORS
from .service import Service
from .site import Executors, Site

THREADS = 4
"""Threads in which the application answers; a slow request does not hold up the others."""
SHUTDOWN_TIMEOUT = 8
"""Seconds that requests in flight have to finish when the server is stopped. Docker waits for ten."""
SWITCH_INTERVAL = 0.002
"""The interpreter's switch interval, in seconds: short, so that busy threads hold up the event loop less."""
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # as in malloc.h
MAX_HEAP_BLOCK = 32 * 1024 * 1024  # bytes
IGNORED_SIGNALS = (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)
"""Those that the master handles."""
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
logger = logging.getLogger(__name__)


EXECUTORS = ("poll", "probe", "page", "gate", "stream")
"""Those that are of one thread."""


class Worker(BaseWorker):
    """One event loop that serves, and a few threads in which the application answers."""

    connection = Connection

    def init_signals(self) -> None:
        for name in self.SIGNALS:
            signal.signal(name, signal.SIG_DFL)
        for name in IGNORED_SIGNALS:
            signal.signal(name, signal.SIG_IGN)
        for name in STOP_SIGNALS:
            signal.signal(name, self.handle_exit)  # until the loop runs

    def run(self) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL)
        keep_freed_memory()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(self._serve())

    def service(self) -> Service:
        threads = ThreadPoolExecutor(THREADS, thread_name_prefix="application")
        others = {name: ThreadPoolExecutor(1, thread_name_prefix=name) for name in EXECUTORS}
        return Service(cast(Site, self.wsgi), Executors(threads, **others))

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        stop_requested = asyncio.Event()
        for name in STOP_SIGNALS:
            loop.add_signal_handler(name, stop_requested.set)
        service = self.service()
        if service.log is not None:
            service.log.start()
        await rehearse(service)
        service.subscribe()
        await service.try_poll()
        connections = Connections(max_connections())
        servers = [
            await loop.create_server(
                lambda: self.connection(service, connections),
                sock=listener.sock,  # type: ignore[attr-defined]
                backlog=MAX_BACKLOG,  # the default of 100 would replace the listener's own
            )
            for listener in self.sockets
        ]
        polling = loop.create_task(service.poll_forever())
        while self.alive and not stop_requested.is_set() and self.ppid == os.getppid():
            self.notify()
            connections.expire()
            if service.meter is not None:
                service.meter.publish(len(connections), service.waiting, len(service.long_polls))
            with suppress(TimeoutError):
                await asyncio.wait_for(stop_requested.wait(), 1)
        for server in servers:
            server.close()
        service.long_polls.stop()
        await _finish(connections)
        polling.cancel()
        service.unsubscribe()
        if service.log is not None:
            service.log.stop()
        for pool in service.executors:
            pool.shutdown(wait=False, cancel_futures=True)


def max_connections() -> int:
    """How many connections the limit of file descriptors leaves room for, once it has been raised as far as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    if soft == resource.RLIM_INFINITY:
        soft = 1_048_576
    return max(soft - RESERVED_DESCRIPTORS, soft // 2)


def keep_freed_memory() -> None:
    """Have the allocator (glibc's) keep what was freed. It would give the memory of each large response back to the
    system, and get it again, page by page, for the next: that takes longer than to write the response.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, MAX_HEAP_BLOCK)
        mallopt(M_TRIM_THRESHOLD, 2 * MAX_HEAP_BLOCK)
        mallopt(M_ARENA_MAX, 1)  # the threads take turns, so they need no memory apart


async def rehearse(service: Service) -> None:
    """Let every thread answer once before the first client is waiting. It ends as soon as all have."""
    everybody = Barrier(THREADS)  # each waits for the others, so that none does it for another

    def once() -> None:
        everybody.wait()
        service.site.rehearse()

    loop = asyncio.get_running_loop()
    await asyncio.gather(
        *(loop.run_in_executor(service.executors.threads, once) for _ in range(THREADS)), return_exceptions=True
    )


async def _finish(connections: Connections) -> None:
    """Let the requests in flight be answered, as long as there is time."""
    for _ in range(SHUTDOWN_TIMEOUT * 20):
        # Each time, because one may have been accepted just before the listener was closed.
        for connection in list(connections):
            if not connection.closing:
                connection.shut_down()
        if not connections:
            return
        await asyncio.sleep(0.05)
