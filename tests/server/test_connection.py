"""Connections: requests in, replies out, in order; what is half sent, too long or wrong harms nobody else."""

import asyncio

import pytest

from downrange.server import connection as module
from downrange.server.representation import Reply
from downrange.server.service import Service

from .wire import NOON, Client, Page, Waiting, get, parse, serve

# The state of the catalogue does not matter here: nothing is remembered without one, but for `remembering`.
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


def test_the_same_bytes_get_the_same_reply_without_the_application() -> None:
    """The third time the request is not parsed."""
    page = Page()
    service = serve(page)
    request = get(LIST, Accept="application/json")
    written, client = run(request, request, request, service=service)
    first, rest = written[: len(written) // 3], written[len(written) // 3 :]
    assert rest == first * 2
    assert page.asked == [LIST]
    assert list(service.memory.known[True]) == [request]
    assert client.connection.taken  # of the second request


def test_requests_in_pieces_are_one_request() -> None:
    """A packet ends where it likes."""
    whole = get(LIST)
    written, _ = run(*(whole[place : place + 1] for place in range(len(whole))))
    assert written == run(whole)[0]


def test_requests_sent_together_are_answered_in_order() -> None:
    """Pipelining, across remembered and other answers."""

    class Echo(Page):
        def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
            self.body = environ["PATH_INFO"].encode()
            return super().__call__(environ, start_response)

    paths = [f"{LIST}{number}/" for number in (1, 2, 1, 3, 2)] + ["/docs/"]
    written, client = run(b"".join(map(get, paths)), application=Echo())
    bodies = [part.partition(b"\r\n\r\n")[2] for part in written.split(b"HTTP/1.1 200 OK\r\n")[1:]]
    assert bodies == [path.encode() for path in paths]
    assert not client.wire.paused


def test_a_client_that_closes_is_answered_and_told_so() -> None:
    """Nothing after it is read."""
    written, client = run(get(LIST, Connection="close") + get(LIST))
    assert written.count(b"HTTP/1.1 200") == 1
    assert parse(written)[1]["Connection"] == "close"
    assert client.wire.closed


def test_http_1_0_is_answered_and_closed() -> None:
    """Old monitors speak it."""
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
        (get("/2.3.0/", "POST", Content_Length="2621441") + b"x" * 2_621_441, 413),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_cannot_be_read_is_refused(request_: bytes, status: int) -> None:
    """In the shape of the API's errors, and the connection closes."""
    written, client = run(request_)
    got, fields, body = parse(written)
    assert (got, fields["Connection"], fields["Content-Type"]) == (status, "close", "application/json")
    assert body.startswith(b'{"detail":"')
    assert client.wire.closed


def test_a_question_of_40_kb_is_answered() -> None:
    """Long lists of ids are asked so."""
    assert parse(run(get(LIST + "?ids=" + "1," * 20_000))[0])[0] == 200


def test_a_refusal_comes_after_what_was_asked_before() -> None:
    """Replies are in order, always."""
    written, _ = run(get(LIST) + b"nonsense\r\n\r\n")
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"200", b"400"]


def test_bytes_beyond_ascii_in_a_question_are_read_as_meant() -> None:
    """curl sends what was typed."""
    written, _ = run(f"GET {LIST}?search=é HTTP/1.1\r\nHost: testserver\r\n\r\n".encode())
    assert parse(written)[0] == 200


def test_a_half_sent_request_holds_nothing() -> None:
    """No thread waits for it, and in time it is closed."""
    page = Page()
    service = serve(page)

    async def scene() -> Client:
        slow = Client(service)
        slow.send(b"GET /2.3.0/ HTTP/1.1\r\nHo")
        assert parse(await Client(service).ask(get(LIST)))[0] == 200
        slow.connection.expire(NOON + module.PATIENCE)
        assert not slow.wire.closed
        slow.connection.expire(NOON + module.PATIENCE + 2)
        return slow

    assert asyncio.run(scene()).wire.aborted
    assert page.asked == [LIST]


def test_a_client_that_reads_slowly_is_waited_for_as_long_as_it_reads() -> None:
    """What is remembered is not heaped up for who does not take it."""

    async def scene() -> None:
        client = Client(serve(Page()))
        await client.ask(get(LIST))
        client.connection.pause_writing()
        assert await client.ask(get(LIST) * 3) == b""
        assert client.wire.paused
        for second in range(1, 100, 20):
            client.wire.unsent = 1000 - second
            client.connection.expire(NOON + second)
        assert not client.wire.closed
        before = len(client.wire.written)
        client.connection.resume_writing()
        assert client.wire.written[before:].count(b"HTTP/1.1 200") == 3
        assert not client.wire.paused
        client.connection.expire(NOON + 500)
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
    """Its answer is remembered for the next."""
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
def test_only_a_proxy_on_this_machine_may_name_the_scheme(address: str, scheme: str) -> None:
    """And what another says has no part in what is remembered."""
    asked: list[str] = []

    class Scheme(Page):
        def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
            asked.append(environ["wsgi.url_scheme"])
            return super().__call__(environ, start_response)

    async def scene() -> None:
        service = serve(Scheme())
        for _ in range(3):
            await Client(service, address).ask(get(LIST, X_Forwarded_Proto="https"))

    asyncio.run(scene())
    assert asked == [scheme]


def test_a_gate_is_asked_before_every_answer() -> None:
    """Remembered or not, read or known by its bytes, with the key that the client gave."""
    asked: list[tuple[bytes | None, str]] = []
    service = serve(Page())

    def gate(authorization: bytes | None, client: str) -> Reply | None:
        asked.append((authorization, client))
        return Reply.of("429 Too Many Requests", [("Content-Length", "0")]) if len(asked) > 3 else None

    service.gate = gate
    request = get(LIST, Authorization="Token a")
    written, _ = run(*[request] * 5, get("/docs/"), service=service)
    assert [part[:3] for part in written.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"200", b"429", b"429", b"200"]
    assert asked == [(b"Token a", "127.0.0.1")] * 5


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
    """No way of writing an address leads past it."""
    service = serve(Page())
    service.gate = lambda authorization, client: Reply.of("429 Too Many Requests", [("Content-Length", "0")])
    assert parse(run(request_, service=service)[0])[0] == 429
    assert parse(run(get(LIST, "OPTIONS"), service=service)[0])[0] == 200  # a browser gives no key with it


def test_a_trailer_is_no_field() -> None:
    """A proxy may not have looked at it."""
    fields = {}

    class Seeing(Page):
        def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
            fields.update(environ)
            return super().__call__(environ, start_response)

    head = get("/form/", "POST", Transfer_Encoding="chunked")
    run(head + b"3\r\nabc\r\n0\r\nX-Forwarded-Proto: https\r\nX-Name: x\r\n\r\n", application=Seeing())
    assert (fields["wsgi.url_scheme"], "HTTP_X_NAME" in fields) == ("http", False)
    assert fields["wsgi.input"].read() == b"abc"


def test_blanks_after_a_value_are_not_of_it() -> None:
    """RFC 9110, 5.5."""
    request = b"GET %b HTTP/1.1\r\nHost: testserver \t\r\n\r\n" % LIST.encode()
    written, client = run(request)
    assert parse(written)[0] == 200
    assert client.connection.fields[b"host"] == b"testserver"


def test_a_body_is_handed_to_the_application() -> None:
    """Whole, though it came in pieces; who waits to be told to go on is told."""
    bodies: list[bytes] = []

    class Form(Page):
        def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
            bodies.append(environ["wsgi.input"].read())
            return super().__call__(environ, start_response)

    head = get("/form/", "POST", Content_Length="6", Expect="100-continue")
    written, _ = run(head, b"abc", b"def", application=Form())
    assert written.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert bodies == [b"abcdef"]
