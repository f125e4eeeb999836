"""Connections: requests in, responses out, in order; what is half sent, too long or wrong harms nobody else."""

import asyncio
from collections.abc import Iterator

import pytest

from downrange.messages import Address, Request, Response
from downrange.server.limits import (
    BODY_TIMEOUT,
    DRAIN_TIMEOUT,
    HEAD_TIMEOUT,
    IDLE_TIMEOUT,
    MAX_DRAINED,
    MAX_REQUESTS_PER_TURN,
    WRITE_TIMEOUT,
)
from downrange.server.parser import Parser
from downrange.server.service import Service

from .wire import Client, Page, Waiting, get, parse, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"


def run(*requests: bytes, application: Page | None = None, service: Service | None = None) -> tuple[bytes, Client]:
    """All that one connection writes when it is sent these, one after the other."""

    async def scene() -> tuple[bytes, Client]:
        client = Client(service or serve(application or Page()))
        written = b"".join([await client.ask(request) for request in requests])
        return written, client

    return asyncio.run(scene())


def test_a_request_is_answered() -> None:
    """Names of fields as the application writes them, and the date of noon."""
    written, client = run(get("/docs/"))
    assert written == (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nVary: Accept\r\nContent-Length: 20\r\n"
        b'Date: Thu, 28 May 2026 20:26:40 GMT\r\n\r\n{"name":"Soyuz T-2"}'
    )
    assert not client.wire.closed


def test_the_same_bytes_get_the_same_reply_without_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third time the request is not parsed."""
    page = Page()
    parsed: list[bytes] = []
    feed = Parser.feed

    def feed_and_note(parser: Parser, data: bytes) -> None:
        parsed.append(data)
        feed(parser, data)

    monkeypatch.setattr(Parser, "feed", feed_and_note)
    service = serve(page)
    request = get(LIST, Accept="application/json")
    written, _ = run(request, request, request, service=service)
    first, rest = written[: len(written) // 3], written[len(written) // 3 :]
    assert rest == first * 2
    assert page.asked == [LIST]
    assert list(service.cache.raw_requests[True]) == [request]
    assert parsed == [request] * 2


def test_known_bytes_keep_their_response_in_the_cache() -> None:
    """A request that is not parsed is a hit too."""
    service = serve(Page())
    run(get(LIST), get(LIST), service=service)
    (row,) = service.cache.raw_requests[True].values()
    row.entry.hit = False
    run(get(LIST), service=service)
    assert row.entry.hit


def test_known_bytes_in_the_middle_of_a_request_are_a_part_of_it() -> None:
    """They are not answered as the request that they were before."""
    page = Page()
    service = serve(page)
    known = get(LIST)
    run(known, known, service=service)
    assert list(service.cache.raw_requests[True]) == [known]
    run(b"GET /docs/ HTTP/1.1\r\nX: ", known, service=service)
    assert page.asked == [LIST, "/docs/"]


def test_known_bytes_wait_for_the_response_before_theirs() -> None:
    """Though theirs could be written at once."""
    threads = Waiting()

    async def scene() -> list[bytes]:
        service = serve(Page(), threads=threads)
        client = Client(service)
        for _ in range(2):
            client.send(get(LIST))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            threads.work()
            await client.settle()
        assert list(service.cache.raw_requests[True]) == [get(LIST)]
        before = len(client.wire.written)
        client.send(get("/docs/", "HEAD"))
        client.send(get(LIST))
        assert len(client.wire.written) == before
        await asyncio.sleep(0)
        threads.work()
        await client.settle()
        return client.wire.written[before:].split(b"HTTP/1.1 200 OK")[1:]

    head, full = asyncio.run(scene())
    assert head.endswith(b"\r\n\r\n")
    assert full.endswith(b'{"name":"Soyuz T-2"}')


def test_requests_in_pieces_are_one_request() -> None:
    """A packet may end anywhere."""
    whole = get(LIST)
    written, _ = run(*(whole[place : place + 1] for place in range(len(whole))))
    assert written == run(whole)[0]


def test_requests_sent_together_are_answered_in_order() -> None:
    """Pipelined responses are in order, cached or not."""

    class Echo(Page):
        def __call__(self, request: Request) -> Response:
            self.body = request.path
            return super().__call__(request)

    paths = [f"{LIST}{number}/" for number in (1, 2, 1, 3, 2)] + ["/docs/"]
    written, client = run(b"".join(map(get, paths)), application=Echo())
    bodies = [part.partition(b"\r\n\r\n")[2] for part in written.split(b"HTTP/1.1 200 OK\r\n")[1:]]
    assert bodies == [path.encode() for path in paths]
    assert not client.wire.paused
    assert len(client.connection.parser.unread) == 0


def test_a_client_that_closes_is_answered_and_told_so() -> None:
    """Nothing after it is read."""
    written, client = run(get(LIST, Connection="close") + get(LIST))
    assert written.count(b"HTTP/1.1 200") == 1
    assert parse(written)[1]["Connection"] == "close"
    assert client.wire.closed


def test_http_1_0_is_answered_and_closed() -> None:
    """Old monitoring programs use it."""
    written, client = run(b"GET /2.3.0/ HTTP/1.0\r\nHost: testserver\r\n\r\n")
    assert parse(written)[0] == 200
    assert client.wire.closed


def test_an_upgrade_is_answered_as_what_it_also_is() -> None:
    """curl --http2 asks so."""
    written, client = run(get(LIST, Connection="Upgrade, HTTP2-Settings", Upgrade="h2c"))
    assert parse(written)[0] == 200
    assert client.wire.closed


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"GET /2.3.0/ HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"GET /2.3.0/ HTTP/1.1\r\nContent-Length: -3\r\n\r\n", 400),
        (b"GET /2.3.0/ HTTP/1.1\r\nName : value\r\n\r\n", 400),
        (b"GET /2.3.0/ HTTP/1.1\r\n\r\n", 400),
        (b"GET /2.3.0/ HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        (get("/2.3.0/?q=" + "x" * 65_536), 414),
        (get("/2.3.0/", Long="x" * 8190), 431),
        (get("/2.3.0/", **{f"F{number}": "x" for number in range(100)}), 431),
        (b"GET /2.3.0/ HTTP/1.1\r\nLong: " + b"x" * 300_000, 431),
        (get("/2.3.0/", "POST", Content_Length="2621441"), 413),
        (get("/2.3.0/", "POST", Transfer_Encoding="chunked") + b"280001\r\n", 413),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_cannot_be_read_is_refused(request_: bytes, status: int) -> None:
    """In the shape of the API's errors, and the connection closes."""
    written, client = run(request_)
    got, fields, body = parse(written)
    assert (got, fields["Connection"], fields["Content-Type"]) == (status, "close", "application/json")
    assert body.startswith(b'{"detail":"')
    assert client.wire.ended


def test_a_request_line_of_40_kb_is_answered() -> None:
    """Long lists of ids need it."""
    assert parse(run(get(LIST + "?ids=" + "1," * 20_000))[0])[0] == 200


def test_a_refusal_comes_after_what_was_asked_before() -> None:
    """Replies are in order, always."""
    written, _ = run(get(LIST) + b"nonsense\r\n\r\n")
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"200", b"400"]


def test_non_ascii_bytes_in_a_target_are_percent_encoded() -> None:
    """curl sends them unencoded."""
    written, _ = run(f"GET {LIST}?search=é HTTP/1.1\r\nHost: testserver\r\n\r\n".encode())
    assert parse(written)[0] == 200


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


def test_a_connection_told_to_shut_down_first_answers() -> None:
    """Requests in flight finish; an idle connection closes at once."""
    threads = Waiting()

    async def scene() -> None:
        service = serve(Page(), threads=threads)
        idle, busy = Client(service), Client(service)
        busy.send(get(LIST))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for client in (idle, busy):
            client.connection.shut_down()
        assert (idle.wire.closed, busy.wire.closed) == (True, False)
        threads.work()
        await busy.settle()
        assert parse(busy.wire.written)[:1] == (200,)
        assert parse(busy.wire.written)[1]["Connection"] == "close"
        assert busy.wire.closed

    asyncio.run(scene())


def test_a_client_that_left_is_not_written_to() -> None:
    """Its response is cached for the next."""
    threads, page = Waiting(), Page()

    async def scene() -> None:
        service = serve(page, threads=threads)
        client = Client(service)
        client.send(get(LIST))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        client.wire.close()
        client.connection.connection_lost(None)
        threads.work()
        await client.settle()
        assert client.wire.written == b""
        assert not client.connections
        assert parse(await Client(service).ask(get(LIST)))[0] == 200

    asyncio.run(scene())
    assert page.asked == [LIST]


@pytest.mark.parametrize(("address", "scheme"), [("127.0.0.1", "https"), ("192.0.2.7", "http")])
def test_only_a_trusted_proxy_names_the_scheme(address: str, scheme: str) -> None:
    """Headers of other clients do not change cached responses, parsed or raw."""
    page = Page()

    async def scene() -> None:
        service = serve(page)
        for client in (address, "::1", address):
            for _ in range(3):
                await Client(service, client).ask(get(LIST, X_Forwarded_Proto="https"))

    asyncio.run(scene())
    assert {request.scheme for request in page.requests} == {scheme, "https"}
    assert page.requests[0].scheme == scheme


def test_a_gate_is_asked_before_every_answer() -> None:
    """Cached or not, parsed or raw, with the key that the client gave."""
    asked: list[tuple[bytes | None, Address]] = []
    service = serve(Page())

    def gate(authorization: bytes | None, client: Address) -> Response | None:
        asked.append((authorization, client))
        return Response(429, ()) if len(asked) > 3 else None

    service.gate = gate
    request = get(LIST, Authorization="Token a")
    written, _ = run(*[request] * 5, get("/docs/"), service=service)
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"200", b"429", b"429", b"200"]
    assert asked == [(b"Token a", ("127.0.0.1", 50_000))] * 5


@pytest.mark.parametrize(
    "request_",
    [
        get("http://testserver" + LIST),
        get("/%32%2E3.0/spacecraft/"),
        get("/2.3.0%2Fspacecraft/"),
        get(LIST, "POST"),
    ],
    ids=["whole address", "letters", "slash", "POST"],
)
def test_a_gate_is_asked_however_the_api_is_asked(request_: bytes) -> None:
    """No spelling of a URL bypasses it."""
    service = serve(Page())
    service.gate = lambda authorization, client: Response(429, ())
    assert parse(run(request_, service=service)[0])[0] == 429
    assert parse(run(get(LIST, "OPTIONS"), service=service)[0])[0] == 200  # a browser gives no key with it


def test_what_is_for_one_client_is_neither_cached_nor_gated() -> None:
    """The application sees who asks, behind a trusted proxy too, and asking is free of charge."""
    page = Page()
    service = serve(page, client_paths=(LIST.encode(),))
    service.gate = lambda authorization, client: Response(429, ())
    asked = [get(LIST), get(LIST, X_Forwarded_For="192.0.2.7"), get(LIST, Authorization="Token a"), get(LIST + "1/")]
    written, _ = run(*asked, service=service)
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"200", b"429"]
    assert [request.client[0] for request in page.requests] == ["127.0.0.1", "192.0.2.7", "127.0.0.1"]
    assert page.requests[2].fields[b"authorization"] == b"Token a"


def test_a_trailer_is_no_field() -> None:
    """A proxy may not have checked it."""
    page = Page()
    head = get("/form/", "POST", Transfer_Encoding="chunked")
    run(head + b"3\r\nabc\r\n0\r\nX-Forwarded-Proto: https\r\nX-Name: x\r\n\r\n", application=page)
    (request,) = page.requests
    assert (request.scheme, b"x-name" in request.fields, request.body) == ("http", False, b"abc")


def test_a_trailer_that_closes_is_told_so() -> None:
    """The connection does not become deaf (F5)."""
    body = b"0\r\nConnection: close\r\n\r\n"
    written, client = run(get("/form/", "POST", Transfer_Encoding="chunked") + body)
    assert parse(written)[1]["Connection"] == "close"
    assert client.wire.closed


def test_blanks_after_a_value_are_not_of_it() -> None:
    """RFC 9110, 5.5."""
    page = Page()
    run(b"GET %b HTTP/1.1\r\nHost: testserver \t\r\n\r\n" % LIST.encode(), application=page)
    assert page.requests[0].host == "testserver"


def test_a_body_is_handed_to_the_application() -> None:
    """Whole, though it came in pieces; a client that waits for 100 gets it."""
    page = Page()
    head = get("/form/", "POST", Content_Length="6", Expect="100-continue")
    written, _ = run(head, b"abc", b"def", application=page)
    assert written.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert page.requests[0].body == b"abcdef"


def test_a_client_that_waits_for_100_gets_it_once() -> None:
    """However its content is cut."""
    head = get("/form/", "POST", Transfer_Encoding="chunked", Expect="100-continue")
    written, _ = run(head, b"3", b"\r", b"\nabc\r\n0\r\n\r\n")
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"100", b"200"]


def test_a_pipelined_request_that_had_to_wait_gets_its_100() -> None:
    """After the response before it, and before its content is needed."""
    written, _ = run(get(LIST) + get("/form/", "POST", Content_Length="3", Expect="100-continue"), b"abc")
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"200", b"100", b"200"]


def test_http_1_0_gets_no_100() -> None:
    """RFC 9110, 15.2: it does not know interim responses (F18)."""
    written, _ = run(b"POST /form/ HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n", b"abc")
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"200"]


class Export:
    """Streams, and counts what it was asked for."""

    def __init__(self, number: int = 4, size: int = 1000, *, fails: bool = False, length: bool = False) -> None:
        self.number, self.size, self.fails, self.length = number, size, fails, length
        self.made = 0
        self.closed = False

    def __call__(self, request: Request) -> Response:
        fields = (("Content-Length", str(self.number * self.size)),) if self.length else ()
        return Response(200, fields, self.chunks())

    def chunks(self) -> Iterator[bytes]:
        try:
            for _ in range(self.number):
                self.made += 1
                yield b"x" * self.size
            if self.fails:
                raise OSError
        finally:
            self.closed = True


def test_an_iterable_body_is_streamed_in_chunks() -> None:
    """RFC 9112, 7.1; the connection stays open."""
    written, client = run(get("/export/"), application=Export(2, 3))
    status, fields, body = parse(written)
    assert (status, fields["Transfer-Encoding"], body) == (200, "chunked", b"3\r\nxxx\r\n3\r\nxxx\r\n0\r\n\r\n")
    assert not client.wire.closed


def test_to_http_1_0_a_stream_ends_with_the_connection() -> None:
    """It does not know chunks."""
    written, client = run(b"GET /export/ HTTP/1.0\r\n\r\n", application=Export(2, 3))
    status, fields, body = parse(written)
    assert (status, fields["Connection"], body) == (200, "close", b"xxxxxx")
    assert client.wire.closed


def test_a_stream_of_known_length_is_not_chunked() -> None:
    """As a file."""
    _, fields, body = parse(run(get("/export/"), application=Export(2, 3, length=True))[0])
    assert (fields["Content-Length"], body) == ("6", b"xxxxxx")


def test_head_streams_nothing() -> None:
    """And ends the iterator."""
    export = Export()
    assert parse(run(get("/export/", "HEAD"), application=export)[0])[2] == b""
    assert export.made == 0


def test_an_error_in_the_middle_of_a_stream_aborts_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    """So that a part is not taken for the whole."""
    written, client = run(get("/export/"), application=Export(fails=True))
    assert client.wire.aborted
    assert not written.endswith(b"0\r\n\r\n")
    assert "a response ended before its end" in caplog.text


def test_a_stream_waits_for_its_client() -> None:
    """200 MB are streamed with no more than two chunks in flight."""
    export = Export(3200, 65_536)

    async def scene() -> int:
        client = Client(serve(export))
        client.connection.data_received(get("/export/"))
        read = 0
        for _ in range(100_000):
            client.connection.pause_writing()
            assert export.made * export.size - read <= 2 * export.size
            read += len(client.wire.written)
            client.wire.written = b""
            client.wire.writes.clear()
            client.connection.resume_writing()
            if client.connection.answering is None:
                break
            await asyncio.sleep(0)
        return read

    assert asyncio.run(scene()) > 3200 * 65_536
    assert export.closed


def test_a_client_that_leaves_ends_its_stream() -> None:
    """Its iterator is closed, and not advanced."""
    export = Export(3200, 65_536)

    async def scene() -> None:
        client = Client(serve(export))
        client.connection.pause_writing()
        client.connection.data_received(get("/export/"))
        for _ in range(5):
            await asyncio.sleep(0)
        client.wire.close()
        client.connection.connection_lost(None)
        await client.settle()

    asyncio.run(scene())
    assert export.made == 0
