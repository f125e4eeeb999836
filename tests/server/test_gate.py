"""The gate: asked before every answer of the API, for the client that asks."""

import asyncio

import pytest

from downrange.messages import Address, Response

from .wire import Client, Page, get, parse, run, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"


def test_a_gate_is_asked_before_every_answer() -> None:
    """Cached or not, with the key that the client gave."""
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


@pytest.mark.parametrize(("address", "client"), [("127.0.0.1", ("192.0.2.7", 0)), ("192.0.2.8", ("192.0.2.8", 50_000))])
def test_a_gate_is_asked_for_the_client_of_a_trusted_proxy(address: str, client: Address) -> None:
    """Another client cannot name itself. No bytes are known that would be answered without asking."""
    asked: list[Address] = []

    def gate(authorization: bytes | None, client: Address) -> Response | None:
        asked.append(client)
        return None

    async def scene() -> None:
        service = serve(Page())
        service.gate = gate
        for _ in range(3):
            await Client(service, address).ask(get(LIST, X_Forwarded_For="192.0.2.7"))
        assert service.cache.raw_requests == ({}, {})

    asyncio.run(scene())
    assert asked == [client] * 3


@pytest.mark.parametrize(("method", "content"), [("GET", b"Too many."), ("HEAD", b"")])
def test_what_a_gate_returns_has_a_body_unless_head_was_sent(method: str, content: bytes) -> None:
    """The client of a HEAD request would take a body for the next response."""
    service, refused = serve(Page()), Response(429, (), b"Too many.")
    service.gate = lambda authorization, client: refused
    for request in (get(LIST, method), get(LIST + "1/", method)):
        status, fields, body = parse(run(request, service=service)[0])
        assert (status, fields["Content-Length"], body) == (429, "9", content)


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
