"""What a connection may cost: timeouts, floods, clients that do not read, and how many connections there may be."""

import asyncio

import pytest

from downrange.server.connection import Connection, Connections
from downrange.server.limits import (
    BODY_TIMEOUT,
    DRAIN_TIMEOUT,
    HEAD_TIMEOUT,
    IDLE_TIMEOUT,
    MAX_DRAINED,
    MAX_REQUESTS_PER_TURN,
    WRITE_TIMEOUT,
)

from .wire import Client, Clock, Page, Wire, get, parse, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"


def test_a_half_sent_request_holds_nothing() -> None:
    """No thread waits for it, and in time it is closed, though a byte comes now and then."""
    page = Page()
    service = serve(page)

    async def scene() -> Client:
        slow = Client(service)
        slow.send(b"GET /2.3.0/ HTTP/1.1\r\nHo")
        assert parse(await Client(service).ask(get(LIST)))[0] == 200
        for _ in range(HEAD_TIMEOUT):
            slow.clock.seconds += 1
            slow.send(b"x")
            slow.connection.expire()
        assert not slow.wire.closed
        slow.clock.seconds += 1
        slow.connection.expire()
        return slow

    assert asyncio.run(scene()).wire.aborted
    assert page.asked == [LIST]


@pytest.mark.parametrize(
    ("sent", "timeout"),
    [
        (b"", IDLE_TIMEOUT),
        (b"\r\n\r\n", IDLE_TIMEOUT),
        (b"GET", HEAD_TIMEOUT),
        (get("/", "POST", Transfer_Encoding="chunked"), BODY_TIMEOUT),
        (get("/", "POST", Transfer_Encoding="chunked") + b"1;a", BODY_TIMEOUT),
        (get("/", "POST", Transfer_Encoding="chunked") + b"0\r\nX: y", BODY_TIMEOUT),
        (get("/", "POST", Content_Length="9") + b"a", BODY_TIMEOUT),
        (b"nonsense\r\n\r\n", DRAIN_TIMEOUT),
    ],
)
def test_every_phase_has_a_timeout(sent: bytes, timeout: int) -> None:
    """Measured by a clock that nobody sets (F19)."""

    async def scene() -> None:
        client = Client(serve(Page()))
        client.connection.data_received(sent)
        client.clock.seconds += timeout
        client.connection.expire()
        assert not client.wire.closed
        client.clock.seconds += 1
        client.connection.expire()
        assert client.wire.aborted

    asyncio.run(scene())


def test_a_connection_is_idle_from_its_last_response_on() -> None:
    """Computed, cached, or of known bytes."""

    async def scene() -> None:
        client = Client(serve(Page()))
        for _ in range(4):
            client.clock.seconds += IDLE_TIMEOUT
            client.connection.expire()
            assert not client.wire.closed
            await client.ask(get(LIST))
        client.clock.seconds += IDLE_TIMEOUT + 1
        client.connection.expire()
        assert client.wire.aborted

    asyncio.run(scene())


def test_a_refused_client_may_send_the_rest() -> None:
    """Its refusal would be lost if the connection were reset; but it is not read for ever (F12)."""

    async def scene() -> None:
        client = Client(serve(Page()))
        client.connection.data_received(get("/", "POST", Content_Length="8000000"))
        assert parse(client.wire.written)[0] == 413
        for _ in range(MAX_DRAINED // 65_536):
            client.connection.data_received(b"x" * 65_536)
        assert not client.wire.closed
        client.connection.data_received(b"x")
        assert client.wire.aborted
        assert client.wire.written.count(b"HTTP/1.1") == 1

    asyncio.run(scene())


def test_few_requests_are_answered_in_one_turn_of_the_loop() -> None:
    """So a flood of pipelined requests delays others by a few, cached or not (F2)."""

    async def scene() -> None:
        client = Client(serve(Page()))
        await client.ask(get(LIST))
        assert client.send(get(LIST) * 3000).count(b"HTTP/1.1 200") == MAX_REQUESTS_PER_TURN
        assert client.wire.paused
        before = len(client.wire.written)
        await asyncio.sleep(0)
        assert client.wire.written[before:].count(b"HTTP/1.1 200") == MAX_REQUESTS_PER_TURN
        await client.settle()
        assert client.wire.written.count(b"HTTP/1.1 200") == 3001
        assert not client.wire.paused

    asyncio.run(scene())


def test_reading_is_paused_at_each_flood() -> None:
    """A second flood is not read on because the first one was answered."""

    async def scene() -> None:
        client = Client(serve(Page()))
        await client.ask(get(LIST))
        for _ in range(2):
            client.send(get(LIST) * (MAX_REQUESTS_PER_TURN + 1))
            assert client.wire.paused
            await client.settle()
            assert not client.wire.paused

    asyncio.run(scene())


def test_a_client_whose_reading_was_paused_gets_to_read_its_refusal() -> None:
    """What it is still sending is read and discarded, so that the connection is not reset."""

    async def scene() -> None:
        client = Client(serve(Page()))
        await client.ask(get(LIST))
        client.send(get(LIST) * MAX_REQUESTS_PER_TURN + b"nonsense\r\n\r\n")
        assert client.wire.paused
        await client.settle()
        assert client.wire.written.endswith(b'{"detail":"Bad Request."}')
        assert not client.wire.paused

    asyncio.run(scene())


def test_a_cached_body_is_not_copied() -> None:
    """A hundred clients that do not read share it (F3)."""

    async def scene() -> None:
        service = serve(Page(b"x" * 100_000))
        clients = [Client(service) for _ in range(100)]
        for client in clients:
            await client.ask(get(LIST))
            client.send(get(LIST))
        (entry,) = service.cache.cache.small.values()
        body = entry.value.representations["identity"].full.body
        assert all(client.wire.writes[-1] is body for client in clients)

    asyncio.run(scene())


def test_a_client_that_does_not_read_is_not_written_to() -> None:
    """Its own requests wait and no more are read; after a time-out the connection is closed."""

    async def scene() -> None:
        client = Client(serve(Page()))
        await client.ask(get(LIST))
        client.connection.pause_writing()
        assert await client.ask(get(LIST) * 3) == b""
        assert client.wire.paused
        for unread in range(1000, 900, -1):
            client.wire.unsent = unread
            client.clock.seconds += WRITE_TIMEOUT
            client.connection.expire()
        assert not client.wire.closed  # it reads, though slowly
        before = len(client.wire.written)
        client.connection.resume_writing()
        await client.settle()
        assert client.wire.written[before:].count(b"HTTP/1.1 200") == 3
        assert not client.wire.paused
        client.clock.seconds += WRITE_TIMEOUT + 1
        client.connection.expire()
        assert client.wire.aborted

    asyncio.run(scene())


def test_connections_beyond_the_maximum_are_closed_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """A second line comes when there was room in the meantime, and no other before."""
    connections, service = Connections(1), serve(Page())

    def connect() -> Wire:
        wire = Wire()
        Connection(service, connections).connection_made(wire)
        return wire

    assert not connect().closed
    for _ in range(2):
        assert connect().aborted
        connections.expire()
    assert len(caplog.records) == 1
    (connection,) = connections
    connection.connection_lost(None)
    connections.expire()
    assert not connect().closed
    assert connect().aborted
    assert [record.message for record in caplog.records] == [
        "1 connections are open, as many as there may be; new ones are closed"
    ] * 2


def test_expiring_closes_each_connection_whose_client_is_late() -> None:
    """And leaves the others."""
    connections, service, clock = Connections(9), serve(Page()), Clock()
    wires = [Wire(), Wire(), Wire()]
    for wire in wires:
        Connection(service, connections, clock).connection_made(wire)
        clock.seconds += 1
    clock.seconds += IDLE_TIMEOUT - 1
    connections.expire()
    assert [wire.aborted for wire in wires] == [True, True, False]
