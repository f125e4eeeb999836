"""A connection without a network: bytes in, bytes out, in a loop and on threads that the test itself is."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from datetime import datetime
from ipaddress import ip_network
from typing import Any

from django.db import transaction
from django.db.models import F

from downrange.catalog import clock
from downrange.catalog.revision import Revision, raised
from downrange.catalog.snapshot import Snapshot
from downrange.messages import Application, Field, Request, Response
from downrange.server.connection import Connection, Connections
from downrange.server.proxies import TrustedProxies
from downrange.server.service import Service
from downrange.server.site import Executors, Site

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1"))
NOON = 1_780_000_000.0  # seconds of the epoch; what time it is does not matter
HOST = "testserver"


def apart(call: Callable[..., Any], /, *arguments: Any, **options: Any) -> Any:
    """Call as another thread would, outside the loop, and yet in this one: the test's own transaction is seen here
    alone, and Django keeps a loop's connection apart from its thread's.
    """
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return call(*arguments, **options)
    finally:
        asyncio._set_running_loop(loop)


class Inline(Executor):
    """Does at once, in this thread, what it is given."""

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **options: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        try:
            done.set_result(apart(call, *arguments, **options))
        except Exception as error:  # noqa: BLE001 - handed on, as every executor does
            done.set_exception(error)
        return done


class Waiting(Executor):
    """Keeps what it is given until it is told to do it."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **options: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        self.calls.append(lambda: done.set_result(apart(call, *arguments, **options)))
        return done

    def work(self) -> None:
        calls, self.calls = self.calls, []
        for call in calls:
            call()


class Wire(asyncio.Transport):
    """What a connection writes to."""

    def __init__(self, client: str = "127.0.0.1") -> None:
        super().__init__({"peername": (client, 50_000), "sockname": ("127.0.0.1", 8000)})
        self.written = b""
        self.writes: list[bytes | bytearray | memoryview] = []
        self.closed = self.aborted = self.paused = self.ended = False
        self.unsent = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.closed
        self.written += data
        self.writes.append(data)

    def writelines(self, pieces: "Iterable[bytes | bytearray | memoryview]") -> None:
        for piece in pieces:
            self.write(piece)

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.ended = True

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = self.aborted = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False

    def get_write_buffer_size(self) -> int:
        return self.unsent


def poll(tick: datetime) -> Snapshot:
    """What is in the database."""
    return Snapshot.of(Revision.current(), tick)


def raise_revision(now: datetime, **facts: object) -> None:
    """A change of the catalogue, as far as the server sees it."""
    Revision.objects.get_or_create(pk=1)
    Revision.objects.update(number=F("number") + 1, changed_at=now, **facts)
    transaction.on_commit(lambda: raised.send(Revision))


def serve(
    application: Application,
    *,
    capacity: int = 8 * 1024 * 1024,
    threads: Executor | None = None,
    poll: Callable[[datetime], Snapshot] = poll,
    **options: Any,
) -> Service:
    """A service on this thread, at noon."""
    site = Site(application, poll, (b"/2.3.0/",), capacity, TrustedProxies(LOOPBACK), **options)
    return Service(site, executors(threads), now=lambda: NOON)


def executors(threads: Executor | None = None, **others: Executor) -> Executors:
    """All on this thread, but for those that are given."""
    inline: dict[str, Executor] = {name: Inline() for name in ("poll", "probe", "page", "gate", "stream")}
    return Executors(threads or Inline(), **inline | others)


class Clock:
    """Seconds, as the test sets them."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Client:
    """Asks over one connection."""

    def __init__(self, service: Service, address: str = "127.0.0.1") -> None:
        self.wire = Wire(address)
        self.connections = Connections(10)
        self.clock = Clock()
        self.connection = Connection(service, self.connections, self.clock)
        self.connection.connection_made(self.wire)

    def send(self, data: bytes) -> bytes:
        """What is written at once."""
        before = len(self.wire.written)
        self.connection.data_received(data)
        return self.wire.written[before:]

    async def ask(self, data: bytes) -> bytes:
        """What is written until nothing is left to be answered."""
        before = len(self.wire.written)
        self.connection.data_received(data)
        await self.settle()
        return self.wire.written[before:]

    async def settle(self) -> None:
        """Until nothing is being answered or is left for the next turn."""
        while self.connection.answering is not None or self.connection.is_scheduled:
            if self.connection.answering is not None:
                await self.connection.answering
            else:
                await asyncio.sleep(0)


def get(target: str, method: str = "GET", **fields: str) -> bytes:
    """The bytes of a request."""
    named = {"Host": HOST} | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode()


def parse(reply: bytes) -> tuple[int, dict[str, str], bytes]:
    """One reply: its status, its fields, and all that follows them."""
    head, _, body = reply.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return int(status.split(" ")[1]), dict(line.split(": ", 1) for line in lines), body


class Page:
    """An application with one page, that counts how often it is asked."""

    def __init__(self, body: bytes = b'{"name":"Soyuz T-2"}', status: int = 200, *fields: Field) -> None:
        self.body, self.status, self.fields = body, status, fields
        self.requests: list[Request] = []

    @property
    def asked(self) -> list[str]:
        return [request.path.decode() for request in self.requests]

    def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        fields = (("Content-Type", "application/json"), ("Vary", "Accept"), *self.fields)
        if not request.path.startswith(b"/2.3.0/") or request.method != "GET":
            return Response(self.status, fields, self.body)
        return Response(self.status, fields, self.body, snapshot=poll(clock.tick()))


def run(
    *requests: bytes, application: Application | None = None, service: Service | None = None
) -> tuple[bytes, Client]:
    """All that one connection writes when it is sent these, one after the other."""

    async def scene() -> tuple[bytes, Client]:
        client = Client(service or serve(application or Page()))
        written = b"".join([await client.ask(request) for request in requests])
        return written, client

    return asyncio.run(scene())
