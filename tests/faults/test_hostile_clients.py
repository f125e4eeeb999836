"""What was tried to stop a server that is running, each with its count; others are answered meanwhile."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from ..command import COMMAND, migrated, serving
from .wire import CACHED, CHUNKED, TIMEOUT, ask, connect, file_descriptors, memory_of, read_to_end, workers_of

pytestmark = pytest.mark.slow

MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[tuple[str, subprocess.Popen[str]]]":
    """One worker, with an empty catalogue. It has answered: the port is open before the worker is started."""
    with serving(migrated(tmp_path_factory.mktemp("faults")), "--empty") as running:
        assert ask(running[0]) == 200
        yield running


Server = tuple[str, "subprocess.Popen[str]"]

ENDLESS = {
    "blank lines": (b"", b"\r\n", 431),
    "request line": (b"GET /", b"a", 414),
    "field": (b"GET / HTTP/1.1\r\nX: ", b"a", 431),
    "fields": (b"GET / HTTP/1.1\r\n", b"X: y\r\n", 431),
    "chunk extension": (CHUNKED + b"1;", b"a", 431),
    "chunk extensions": (CHUNKED, b"1;a=b\r\nx\r\n", 431),
    "tiny chunks": (CHUNKED, b"1\r\na\r\n", 431),
    "trailer field": (CHUNKED + b"0\r\nX: ", b"a", 431),
    "trailer fields": (CHUNKED + b"0\r\n", b"X: y\r\n", 431),
}


@pytest.mark.parametrize("position", ENDLESS)
def test_an_endless_prefix_is_refused(server: Server, position: str) -> None:
    """After at most a MiB; the refusal is read although the client goes on sending (F1, F12)."""
    address, _ = server
    start, unit, status = ENDLESS[position]
    with connect(address) as wire:
        wire.sendall(start + unit * (MEBIBYTE // len(unit)))
        response = read_to_end(wire)
    assert response.startswith(b"HTTP/1.1 %d " % status)
    assert b"\r\nConnection: close\r\n" in response
    assert ask(address) == 200


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST /2.3.0/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n" + b"x" * 8_000_000, 413),
        (b"GET /" + b"a" * 8_000_000, 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 8_000_000, 431),
    ],
    ids=["content", "target", "field"],
)
def test_a_refusal_is_not_lost(server: Server, request_: bytes, status: int) -> None:
    """20 clients that send 8 MB before they read; none is reset (F12)."""
    for _ in range(20):
        with connect(server[0]) as wire:
            wire.sendall(request_)
            assert read_to_end(wire).startswith(b"HTTP/1.1 %d " % status)


def test_a_flood_of_pipelined_requests_is_answered_a_few_at_a_time(server: Server) -> None:
    """4 connections with 3 000 requests each; 20 others are answered before the flood is (F2)."""
    address, _ = server
    ask(address)
    with ExitStack() as stack:
        flood = [stack.enter_context(connect(address)) for _ in range(4)]
        for wire in flood:
            wire.setblocking(False)
            with pytest.raises(BlockingIOError):
                while True:
                    wire.send(CACHED * 3000)
        assert [ask(address) for _ in range(20)] == [200] * 20


def test_clients_that_do_not_read_share_what_they_are_sent(server: Server) -> None:
    """120 of them: less than 100 MB more (F3)."""
    address, process = server
    (worker,) = workers_of(process.pid)
    request = b"GET /2.3.0/?format=api HTTP/1.1\r\nHost: localhost\r\n\r\n"
    ask(address, request)
    before = memory_of(worker)
    with ExitStack() as stack:
        for _ in range(120):
            wire = stack.enter_context(connect(address))
            wire.setblocking(False)
            with pytest.raises(BlockingIOError):
                while True:
                    wire.send(request * 1000)
        assert [ask(address) for _ in range(20)] == [200] * 20
        assert memory_of(worker) - before < 100 * MEBIBYTE


def test_a_burst_of_connections_waits_to_be_accepted(server: Server) -> None:
    """500 while the worker is stopped: none has to try again."""
    address, process = server
    (worker,) = workers_of(process.pid)
    os.kill(worker, signal.SIGSTOP)
    try:
        with ExitStack() as stack:
            wires = [stack.enter_context(connect(address, timeout=0.5)) for _ in range(500)]
            os.kill(worker, signal.SIGCONT)
            for wire in wires:
                wire.settimeout(TIMEOUT)
                wire.sendall(CACHED)
            assert [wire.recv(12) for wire in wires] == [b"HTTP/1.1 200"] * 500
    finally:
        os.kill(worker, signal.SIGCONT)


def test_clients_that_read_slowly_hold_up_nobody(server: Server) -> None:
    """200 of them, who request 150 pages each, and read 4 KB between two requests of another client. In the end one of
    them has read every byte.
    """
    address, _ = server
    page = b"GET /2.3.0/?format=api HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connect(address) as wire:
        wire.sendall(page.replace(b"Host", b"Connection: close\r\nHost"))
        length = len(read_to_end(wire)) - len(b"Connection: close\r\n")
    with ExitStack() as stack:
        wires = [stack.enter_context(connect(address)) for _ in range(200)]
        for wire in wires:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
            wire.sendall(page * 150)
        received = 0
        for _ in range(20):
            read = [len(wire.recv(4096)) for wire in wires]
            received += read[0]
            assert ask(address) == 200
        wires[0].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * MEBIBYTE)
        while received < 150 * length:
            received += len(wires[0].recv(65_536))
        assert received == 150 * length


def test_idle_connections_hold_up_nobody(server: Server) -> None:
    """2 000 of them, half with half a request."""
    address, _ = server
    with file_descriptors(2500), ExitStack() as stack:
        for number in range(2000):
            wire = stack.enter_context(connect(address))
            if number % 2:
                wire.sendall(CACHED[:40])
        assert [ask(address) for _ in range(20)] == [200] * 20
        assert ask(address, b"GET /docs/ HTTP/1.1\r\nHost: localhost\r\n\r\n") == 200


@pytest.mark.parametrize(("search", "status"), [("é", 200), ("日本", 200), ("é\x7f", 400)])
def test_a_target_beyond_ascii_has_one_response(server: Server, search: str, status: int) -> None:
    """Cut at every byte of the request line, and pipelined (F13)."""
    request = f"GET /2.3.0/agencies/?search={search} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for place in range(1, request.index(b"\r")):
        with connect(server[0]) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wire.sendall(CACHED + request[:place])
            assert wire.recv(65_536).startswith(b"HTTP/1.1 200 ")
            wire.sendall(request[place:])
            assert wire.recv(65_536).startswith(b"HTTP/1.1 %d " % status)


def test_a_trailer_that_closes_leaves_no_deaf_connection(server: Server) -> None:
    """The response says that the connection ends, and it does (F5)."""
    with connect(server[0]) as wire:
        wire.sendall(CHUNKED + b"0\r\nConnection: close\r\n\r\n")
        assert b"\r\nConnection: close\r\n" in read_to_end(wire)


def test_a_full_file_table_leaves_descriptors_for_the_database(tables: dict[str, str]) -> None:
    """400 connections where there are 256 descriptors: 192 are open, new requests on them are answered, static files
    too, and one line says why the others were closed (F10).
    """
    command = ("prlimit", "--nofile=256:256", *COMMAND)
    with serving(tables, "--empty", command=command, complaints=1) as (address, _), ExitStack() as stack:
        wires = [stack.enter_context(connect(address)) for _ in range(400)]
        statuses = []
        for number, wire in enumerate(wires):
            with suppress(ConnectionError):
                wire.sendall(b"GET /2.3.0/?x=%d HTTP/1.1\r\nHost: localhost\r\n\r\n" % number)
                statuses.append(wire.recv(65_536)[:12])
        assert statuses.count(b"HTTP/1.1 200") == 192
        assert set(statuses) <= {b"HTTP/1.1 200", b""}
        wires[0].sendall(b"GET /static/explorer/none.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert wires[0].recv(65_536).startswith(b"HTTP/1.1 404")
