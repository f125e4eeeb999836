"""Probes and pages: what must be answered whatever the application's threads do, and what must not hold them up."""

import asyncio
import json
from concurrent.futures import Executor
from dataclasses import replace

import pytest

from downrange.messages import Request
from downrange.server import service as module
from downrange.server.service import Service

from .wire import NOON, Client, Inline, Page, Waiting, executors, get, parse, serve

pytestmark = pytest.mark.django_db
LIST, READY = "/2.3.0/spacecraft/", "/health/ready"


def serving(application: Page, threads: Executor, *, prober: Page | None = None, **others: Executor) -> Service:
    """A service whose pages for people are those with `Accept: text/html`."""
    site = replace(
        serve(application).site,
        probes={READY.encode(): prober or Page(b"{}")},
        is_page=lambda request: request.fields.get(b"accept") == b"text/html",
    )
    return Service(site, executors(threads, **others), now=lambda: NOON)


async def ask(service: Service, target: str, method: str = "GET", **fields: str) -> tuple[int, dict[str, str], bytes]:
    return parse(await asyncio.wait_for(Client(service).ask(get(target, method, **fields)), 20))


def test_probes_are_answered_while_all_threads_are_busy() -> None:
    """Each time anew: they are not cached."""
    probe = Page(b'{"database":"working"}', 503)

    async def scene() -> list[tuple[int, dict[str, str], bytes]]:
        service = serving(Page(), Waiting(), prober=probe)
        Client(service).send(get(LIST))  # waits for a thread
        return [await ask(service, target) for target in ("/health/live", READY, READY)]

    live, ready, again = asyncio.run(scene())
    assert (live[0], live[1]["Cache-Control"], json.loads(live[2])) == (200, "no-store", {"process": "working"})
    assert ready == again
    assert (ready[0], json.loads(ready[2])) == (503, {"database": "working"})
    assert len(probe.requests) == 2


def test_a_probe_may_be_asked_with_head() -> None:
    """Without a body, with its length."""

    async def scene() -> list[tuple[int, dict[str, str], bytes]]:
        service = serving(Page(), Inline())
        return [await ask(service, target, "HEAD") for target in ("/health/live", READY)]

    assert [(status, fields["Content-Length"], body) for status, fields, body in asyncio.run(scene())] == [
        (200, "21", b""),
        (200, "2", b""),
    ]


def test_a_probe_that_takes_too_long_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database may hang."""
    monkeypatch.setattr(module, "PROBE_TIMEOUT", 0.01)

    async def scene() -> tuple[int, dict[str, str], bytes]:
        return await ask(serving(Page(), Inline(), probe=Waiting()), READY)

    assert asyncio.run(scene())[0] == 503


def test_a_response_that_takes_too_long_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    """And makes room for another request, though its thread is still at work."""
    monkeypatch.setattr(module, "RESPONSE_TIMEOUT", 0.01)

    async def scene() -> tuple[int, int]:
        service = serving(Page(), Waiting())
        status, fields, _ = await ask(service, LIST)
        assert fields["Retry-After"] == "1"
        return status, service.waiting

    assert asyncio.run(scene()) == (503, 0)


def test_pages_for_people_hold_up_nobody() -> None:
    """They have a thread of their own."""
    page, pages = Page(), Waiting()

    async def scene() -> int:
        service = serving(page, Inline(), page=pages)
        for number in range(8):
            Client(service).send(get(f"{LIST}{number}/", Accept="text/html"))
        return (await ask(service, LIST))[0]

    assert asyncio.run(scene()) == 200
    assert page.asked == [LIST]


@pytest.mark.parametrize(
    ("target", "accept", "is_page"),
    [
        (LIST, b"*/*", False),
        (LIST, b"text/html,application/xhtml+xml,*/*;q=0.8", True),
        (f"{LIST}?format=json", b"text/html", False),
        (f"{LIST}?limit=100&format=api", b"application/json", True),
        ("/docs/", b"text/html", False),
        ("/static/explorer/explorer.css", b"text/css,*/*;q=0.1", False),
    ],
)
def test_what_a_page_for_people_is(target: str, accept: bytes, *, is_page: bool) -> None:
    """Documentation and static files are quick."""
    from downrange.config.application import is_page as decide

    assert decide(Request("GET", target.encode(), {b"accept": accept})) is is_page
