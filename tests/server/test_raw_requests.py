"""Requests whose bytes are known are answered without being parsed."""

import asyncio

import pytest

from downrange.server.parser import Parser

from .wire import Client, Page, Waiting, get, run, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"


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
