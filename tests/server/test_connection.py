"""Connections: requests in, responses out, in order; what is half sent, too long or wrong harms nobody else."""

import asyncio

import pytest

from downrange.messages import Request, Response

from .wire import Client, Page, Waiting, get, parse, run, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"


def test_a_request_is_answered() -> None:
    """Names of fields as the application writes them, and the date of noon."""
    written, client = run(get("/docs/"))
    assert written == (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nVary: Accept\r\nContent-Length: 20\r\n"
        b'Date: Thu, 28 May 2026 20:26:40 GMT\r\n\r\n{"name":"Soyuz T-2"}'
    )
    assert not client.wire.closed


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


def test_a_client_that_has_sent_all_still_gets_its_responses() -> None:
    """The end of its side closes an idle connection, and another one after what is pending."""
    threads = Waiting()

    async def scene() -> None:
        service = serve(Page(), threads=threads)
        idle, busy = Client(service), Client(service)
        assert not idle.connection.eof_received()
        busy.send(get(LIST))
        assert busy.connection.eof_received()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        threads.work()
        await busy.settle()
        status, fields, _ = parse(busy.wire.written)
        assert (status, fields["Connection"]) == (200, "close")
        assert busy.wire.closed

    asyncio.run(scene())


def test_the_end_after_a_refusal_closes_the_connection() -> None:
    """There is nothing left to be read."""
    _, client = run(b"nonsense\r\n\r\n")
    assert not client.connection.eof_received()
