"""An upstream that fails in every way: a server of real sockets on this machine, which follows a script.

A reply is a function that is given the connection once a request was read. Replies are used in turn; the last one
answers all further requests. Every connection is closed after its reply.
"""

import gzip
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from downrange.mirror.client import Client

TOKEN = "5oyuz-t2-5oyuz-t2"  # noqa: S105 - nobody's
PATH = "/2.3.0/spacecraft/"
CRAFT = b'{"count": 1, "results": [{"id": 224, "name": "Soyuz T-2"}]}'
HTML = b"<!DOCTYPE html><title>Just a moment</title>"
PACE = 0.02
"""Seconds between two bytes of a reply that trickles."""
MEBIBYTE = 1024 * 1024
REASONS = {200: "OK", 301: "Moved Permanently", 429: "Too Many Requests"}


@dataclass(slots=True)
class Exchange:
    """A request, and the connection to answer it on."""

    wire: socket.socket
    request: str
    """Request line and fields, as they came."""
    stopped: threading.Event
    sent: int = 0
    """Bytes of the reply that the system has taken."""
    is_cut_off: bool = False
    """Whether the client closed the connection before the reply was complete."""

    @property
    def target(self) -> str:
        return self.request.split(" ")[1]

    def send(self, data: bytes) -> None:
        self.wire.sendall(data)
        self.sent += len(data)

    def trickle(self, data: bytes) -> None:
        """Send byte after byte, each well before a client loses its patience."""
        for byte in data:
            self.send(bytes([byte]))
            if self.stopped.wait(PACE):
                return

    def await_close(self) -> None:
        """Wait until the client closes the connection."""
        while self.wire.recv(65_536):
            pass


Reply = Callable[[Exchange], object]


@dataclass(slots=True)
class Faulty:
    """The server, while it is entered as a context. With `tls` it speaks https, with this certificate and its key."""

    script: list[Reply]
    tls: Path | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    port: int = field(init=False)
    _listener: socket.socket = field(init=False)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://localhost:{self.port}"

    @property
    def targets(self) -> list[str]:
        """What was asked for, in order."""
        return [exchange.target for exchange in self.exchanges]

    def finish(self) -> None:
        """Wait until every reply has ended."""
        for thread in self._threads[1:]:
            thread.join(20)
            assert not thread.is_alive(), "the client does not close its connection"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(20)

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        self._threads.append(threading.Thread(target=target, args=arguments, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        while True:
            try:
                wire, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._answer, wire)

    def _answer(self, wire: socket.socket) -> None:
        try:
            wire.settimeout(20)
            if self.tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self.tls / "certificate.pem", self.tls / "key.pem")
                wire = context.wrap_socket(wire, server_side=True)
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                byte = wire.recv(1)
                if not byte:
                    return
                head += byte
            exchange = Exchange(wire, head.decode("latin-1"), self._stopped)
            reply = self.script[min(len(self.exchanges), len(self.script) - 1)]
            self.exchanges.append(exchange)
            try:
                reply(exchange)
            except OSError:
                exchange.is_cut_off = True
        except OSError:
            pass  # the client did not accept the certificate, or left
        finally:
            wire.close()


@contextmanager
def client_of(base: str, token: str | None = TOKEN, *, read: float = 20, whole: float = 20) -> Iterator[Client]:
    """A client that uses no proxy, whatever the environment says."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NO_PROXY", "*")
        client = Client(base, token, connect=5, read=read, whole=whole)
    try:
        yield client
    finally:
        client.close()


@contextmanager
def asking(
    *script: Reply, tls: Path | None = None, token: str | None = TOKEN, read: float = 20, whole: float = 20
) -> Iterator[tuple[Client, Faulty]]:
    """A client, and a server with this script that it asks."""
    with Faulty(list(script), tls) as server, client_of(server.url, token, read=read, whole=whole) as client:
        yield client, server


def http(status: int = 200, body: bytes = b"{}", *fields: str, length: int | None = None) -> bytes:
    """A response as bytes. `length` is what it says of its body."""
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Whatever')}", *fields, "Connection: close"]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def answer(status: int = 200, body: bytes = b"{}", *fields: str, length: int | None = None) -> Reply:
    """A response of HTTP, complete unless `length` is more than it has."""
    return lambda exchange: exchange.send(http(status, body, *fields, length=length))


def raw(data: bytes) -> Reply:
    """These bytes, and the end of the connection."""
    return lambda exchange: exchange.send(data)


def silence(exchange: Exchange) -> None:
    """Nothing, until the client gives up."""
    exchange.await_close()


def reset(exchange: Exchange) -> None:
    """A reset of the connection instead of a response."""
    exchange.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def stalled(data: bytes) -> Reply:
    """The beginning of a response, and then nothing."""

    def reply(exchange: Exchange) -> None:
        exchange.send(data)
        exchange.await_close()

    return reply


def reset_after(data: bytes) -> Reply:
    """The beginning of a response, and then a reset once the client has read it."""

    def reply(exchange: Exchange) -> None:
        exchange.send(data)
        exchange.stopped.wait(0.1)
        reset(exchange)

    return reply


def trickled(start: bytes, data: bytes) -> Reply:
    """A response that comes a byte at a time after its start."""

    def reply(exchange: Exchange) -> None:
        exchange.send(start)
        exchange.trickle(data)

    return reply


def endless(start: bytes, block: bytes, most: int) -> Reply:
    """A response that goes on for `most` blocks, unless the client closes the connection."""

    def reply(exchange: Exchange) -> None:
        exchange.wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65_536)
        exchange.send(start)
        for _ in range(most):
            exchange.send(block)

    return reply


def echo(status: int, *fields: str) -> Reply:
    """A response that repeats the request: in its body, and in fields where `{token}` stands."""

    def reply(exchange: Exchange) -> None:
        token = exchange.request.split("Authorization: Token ")[1].split("\r\n")[0]
        body = exchange.request.encode("latin-1")
        exchange.send(http(status, body, *(each.replace("{token}", token) for each in fields)))

    return reply


def redirect(location: str) -> Reply:
    """A redirect, to the port of the server where `{port}` stands."""

    def reply(exchange: Exchange) -> None:
        port = str(exchange.wire.getsockname()[1])
        exchange.send(http(302, b"", f"Location: {location.replace('{port}', port)}"))

    return reply


def gzip_bomb(mebibytes: int) -> Reply:
    """So many MiB of spaces, as about a thousandth of that."""
    packer = zlib.compressobj(9, wbits=31)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the next block refers to nothing before it, so it can be repeated.
    block = packer.compress(b" " * MEBIBYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
    return endless(head + start, block, mebibytes)


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
