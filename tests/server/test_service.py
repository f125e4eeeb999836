"""Cached responses are dropped in time, and computed once."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from downrange.catalog import clock
from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import Snapshot
from downrange.messages import Request, Response
from downrange.server import representation
from downrange.server import service as module
from downrange.server.service import Service

from .wire import NOON, Client, Page, Waiting, apart, executors, get, parse, poll, raise_revision, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"
TICK = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ticks(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock: its last member is now."""
    times = [TICK]
    monkeypatch.setattr(clock, "tick", lambda: times[-1])
    return times


class Counter(Page):
    """Answers with the number of calls, after a callback."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def __call__(self, request: Request) -> Response:
        self.body = str(len(self.asked) + 1).encode()
        self.meanwhile()
        return super().__call__(request)


async def body(service: Service, target: str = LIST, **fields: str) -> bytes:
    return parse(await Client(service).ask(get(target, **fields)))[2]


def test_requests_that_differ_in_any_part_of_the_key_are_cached_apart() -> None:
    """Scheme, host, prefix, path, query or `Accept`, as a trusted proxy states them."""
    page = Counter()
    requests = [
        get(LIST),
        get(LIST, X_Forwarded_Proto="https"),
        get(LIST, X_Forwarded_Host="other.example"),
        get(LIST, X_Forwarded_Prefix="/ll2"),
        get(LIST + "1/"),
        get(LIST + "?limit=1"),
        get(LIST, Accept="text/html"),
    ]

    async def scene() -> list[bytes]:
        service = serve(page)
        return [parse(await Client(service).ask(request))[2] for _ in range(2) for request in requests]

    assert asyncio.run(scene()) == [b"1", b"2", b"3", b"4", b"5", b"6", b"7"] * 2
    seen = [(request.scheme, request.host, request.prefix, request.target) for request in page.requests]
    assert seen == [
        ("http", "testserver", "", b"/2.3.0/spacecraft/"),
        ("https", "testserver", "", b"/2.3.0/spacecraft/"),
        ("http", "other.example", "", b"/2.3.0/spacecraft/"),
        ("http", "testserver", "/ll2", b"/2.3.0/spacecraft/"),
        ("http", "testserver", "", b"/2.3.0/spacecraft/1/"),
        ("http", "testserver", "", b"/2.3.0/spacecraft/?limit=1"),
        ("http", "testserver", "", b"/2.3.0/spacecraft/"),
    ]


def test_an_edit_is_seen_at_the_next_poll() -> None:
    """Another process raises the revision and does nothing else."""

    async def scene() -> list[bytes]:
        service = serve(Counter())
        seen = [await body(service), await body(service)]
        apart(raise_revision, TICK)
        seen.append(await body(service))
        await service.poll()
        return [*seen, await body(service), await body(service)]

    assert asyncio.run(scene()) == [b"1", b"1", b"1", b"2", b"2"]


@pytest.mark.django_db(transaction=True)
def test_a_process_sees_its_own_edit_at_once() -> None:
    """The caches are cleared before the response to the writing request."""

    async def scene() -> list[bytes]:
        service = serve(Counter())
        service.subscribe()
        try:
            seen = [await body(service), await body(service)]
            apart(raise_revision, TICK)
            await asyncio.sleep(0)
            return [*seen, await body(service)]
        finally:
            service.unsubscribe()

    assert asyncio.run(scene()) == [b"1", b"1", b"2"]


def test_no_stale_response_follows_a_fresh_one() -> None:
    """The process clears its cache before it sends anything of a new revision, here a response that is not cached."""

    async def scene() -> list[bytes]:
        service = serve(Counter())
        client = Client(service)
        seen = [parse(await client.ask(get(target)))[2] for target in (LIST, LIST)]
        apart(raise_revision, TICK)
        return seen + [parse(await client.ask(get(target)))[2] for target in ("/2.3.0/agencies/", LIST)]

    assert asyncio.run(scene()) == [b"1", b"1", b"2", b"3"]


def test_a_late_response_of_an_earlier_revision_is_not_cached() -> None:
    """A client that waited for it gets it; requests after the edit was seen get a new one."""
    threads = Waiting()

    async def scene() -> None:
        service = serve(Counter(), threads=threads)
        early, late = Client(service), Client(service)
        early.send(get(LIST))
        await spin()
        (call,) = threads.calls
        call()
        threads.calls.clear()
        apart(raise_revision, TICK)
        service.observe(apart(poll, TICK))
        late.send(get(LIST))
        await spin()
        threads.work()
        for client in (early, late):
            await client.settle()
        assert [parse(client.wire.written)[2] for client in (early, late)] == [b"1", b"2"]
        assert await body(service) == b"2"

    asyncio.run(scene())


def test_a_response_that_an_edit_overtook_is_not_cached() -> None:
    """It is of the revision before, and no other request for it comes in between."""
    threads = Waiting()

    async def scene() -> list[bytes]:
        service = serve(Counter(), threads=threads)
        client = Client(service)
        client.send(get(LIST))
        await spin()
        threads.work()
        apart(raise_revision, TICK)
        service.observe(apart(poll, TICK))
        await client.settle()
        service.executors = executors()
        return [parse(client.wire.written)[2], await body(service)]

    assert asyncio.run(scene()) == [b"1", b"2"]


def test_a_stampede_renders_once() -> None:
    """Fifty clients request at once what is not cached."""
    threads, page = Waiting(), Counter()

    async def scene() -> list[bytes]:
        service = serve(page, threads=threads)
        clients = [Client(service) for _ in range(50)]
        for client in clients:
            client.send(get(LIST))
        await spin()
        assert len(threads.calls) == 1
        threads.work()
        for client in clients:
            await client.settle()
        return [parse(client.wire.written)[2] for client in clients]

    assert asyncio.run(scene()) == [b"1"] * 50
    assert len(page.asked) == 1


def test_a_stampede_in_several_encodings_renders_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each encoding is compressed once."""
    page, threads = Page(b"x" * 1000), Waiting()
    compressed: list[str] = []

    def compress(encoding: str, body: bytes) -> bytes:
        compressed.append(encoding)
        return body

    monkeypatch.setattr(representation, "compress", compress)

    async def scene() -> list[dict[str, str]]:
        service = serve(page, threads=threads)
        clients = [Client(service) for _ in range(9)]
        for client, accepted in zip(clients, ["", "gzip", "zstd"] * 3, strict=True):
            client.send(get(LIST, Accept_Encoding=accepted))
        for _ in range(3):
            await spin()
            threads.work()
        for client in clients:
            await client.settle()
        assert service.cache.size == sum(entry.size for entry in service.cache.cache.small.values())
        return [parse(client.wire.written)[1] for client in clients]

    encodings = [fields.get("Content-Encoding") for fields in asyncio.run(scene())]
    assert encodings == [None, "gzip", "zstd"] * 3
    assert (len(page.asked), sorted(compressed)) == (1, ["gzip", "zstd"])


def test_a_cached_response_is_compressed_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is compressed once, in a thread, and cached in that encoding."""
    page = Page(b"x" * 1000)

    async def scene() -> None:
        service = serve(page)
        client = Client(service)
        await client.ask(get(LIST))
        plain = service.cache.size
        assert client.send(get(LIST, Accept_Encoding="gzip")) == b""  # not at once
        await client.settle()
        assert service.cache.size > plain
        monkeypatch.setattr(representation, "compress", None)
        for accepted in ("", "gzip"):
            assert client.send(get(LIST, Accept_Encoding=accepted)) != b""

    asyncio.run(scene())
    assert len(page.asked) == 1


def test_a_response_with_a_cookie_is_not_shared() -> None:
    """A response for one client is neither shared nor cached."""

    class Personal(Counter):
        def __call__(self, request: Request) -> Response:
            return replace(super().__call__(request), snapshot=None)

    page, threads = Personal(), Waiting()

    async def scene() -> list[bytes]:
        service = serve(page, threads=threads)
        clients = [Client(service) for _ in range(2)]
        for client in clients:
            client.send(get(LIST))
        for _ in range(2):
            await spin()
            threads.work()
        for client in clients:
            await client.settle()
        assert service.cache.size == 0
        return [parse(client.wire.written)[2] for client in clients]

    assert asyncio.run(scene()) == [b"1", b"2"]


def test_a_time_dependent_response_is_dropped_at_the_tick(ticks: list[datetime]) -> None:
    """Others stay cached."""

    class Clock(Counter):
        def __call__(self, request: Request) -> Response:
            response = super().__call__(request)
            if request.path == LIST.encode():
                return replace(response, valid_until=clock.tick() + clock.TICK)
            return response

    async def scene() -> list[bytes]:
        now = itertools.count(NOON, 60)
        service = serve(Clock())
        service.now = lambda: next(now)
        await service.poll()
        seen = []
        for _ in range(2):
            seen += [await body(service), await body(service, "/2.3.0/agencies/")]
            ticks.append(ticks[-1] + timedelta(minutes=1))
        return seen

    assert asyncio.run(scene()) == [b"1", b"2", b"3", b"2"]


def test_until_an_event_is_derived_what_is_cached_is_of_the_instant_before(ticks: list[datetime]) -> None:
    """Each tick has it computed again, since a response of an earlier tick shows an earlier instant."""
    apart(raise_revision, TICK, figures_at=TICK, figures_until=TICK + timedelta(seconds=90))

    class Clock(Counter):
        def __call__(self, request: Request) -> Response:
            return replace(super().__call__(request), valid_until=clock.tick() + clock.TICK)

    async def scene() -> list[bytes]:
        now = itertools.count(NOON, 60)
        service = serve(Clock())
        service.now = lambda: next(now)
        await service.poll()
        seen = []
        for _ in range(5):
            seen += [await body(service), await body(service)]
            ticks.append(ticks[-1] + timedelta(minutes=1))
        apart(raise_revision, TICK, figures_at=ticks[-1], figures_until=None)
        await service.poll()
        return [*seen, await body(service), await body(service)]

    assert asyncio.run(scene()) == [b"%d" % (number // 2 + 1) for number in range(12)]


def test_a_restored_older_database_is_noticed() -> None:
    """A restored backup has a lower revision."""
    raise_revision(TICK)
    raise_revision(TICK)

    async def scene() -> list[bytes]:
        service = serve(Counter())
        seen = [await body(service)]
        apart(Revision.objects.update, number=1)
        await service.poll()
        return [*seen, await body(service)]

    assert asyncio.run(scene()) == [b"1", b"2"]


def test_an_older_revision_is_ignored() -> None:
    """The poll began before a response of a later revision was computed."""
    raise_revision(TICK)

    async def scene() -> list[bytes]:
        service = serve(Counter())
        old = apart(poll, TICK)
        assert old is not None
        apart(raise_revision, TICK)
        seen = [await body(service)]
        service.observe(old)
        return [*seen, await body(service)]

    assert asyncio.run(scene()) == [b"1", b"1"]


def test_a_replaced_database_of_the_same_revision_is_noticed() -> None:
    """Its last change was made at another time (F6)."""
    raise_revision(TICK)

    async def scene() -> list[bytes]:
        service = serve(Counter())
        seen = [await body(service)]
        apart(Revision.objects.update, changed_at=TICK + timedelta(seconds=1))
        await service.poll()
        return [*seen, await body(service)]

    assert asyncio.run(scene()) == [b"1", b"2"]


@pytest.mark.parametrize("error", [OperationalError("away"), OSError(24, "Too many open files"), UnicodeDecodeError])
def test_polling_goes_on_whatever_fails(error: Any, caplog: pytest.LogCaptureFixture) -> None:
    """What is cached goes on being sent, an edit is seen as soon as polling succeeds, and the log has one line (F4)."""
    failing: list[Any] = []

    def poll_or_fail(tick: datetime) -> Snapshot:
        if failing:
            raise failing[0]
        return poll(tick)

    async def scene() -> list[bytes]:
        service = serve(Counter(), poll=poll_or_fail)
        await service.try_poll()
        seen = [await body(service)]
        failing.append(UnicodeDecodeError("utf-8", b"", 0, 1, "damaged") if error is UnicodeDecodeError else error)
        apart(raise_revision, TICK)
        for _ in range(5):
            await service.try_poll()
            seen.append(await body(service))
        failing.clear()
        await service.try_poll()
        return [*seen, await body(service)]

    assert asyncio.run(scene()) == [b"1"] * 6 + [b"2"]
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_without_a_database_a_new_request_gets_503(caplog: pytest.LogCaptureFixture) -> None:
    """The client may come again; the log has a line, without a traceback (F7)."""

    class Away(Counter):
        def __call__(self, request: Request) -> Response:
            raise OperationalError("away")

    async def scene() -> tuple[int, dict[str, str], bytes]:
        return parse(await Client(serve(Away())).ask(get(LIST)))

    status, fields, _ = asyncio.run(scene())
    assert (status, fields["Retry-After"]) == (503, "1")
    assert [record.exc_info for record in caplog.records] == [None]


def test_a_fault_of_the_application_is_a_500(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the connection stays open."""
    page = Counter(lambda: 1 / 0)

    async def scene() -> tuple[int, dict[str, str], bytes]:
        return parse(await Client(serve(page)).ask(get(LIST)))

    assert asyncio.run(scene())[0] == 500
    assert "no response to GET" in caplog.text


def test_requests_beyond_the_queue_get_503(monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue of waiting requests is bounded."""
    monkeypatch.setattr(module, "MAX_WAITING", 2)
    threads = Waiting()

    async def scene() -> tuple[int, dict[str, str], bytes]:
        service = serve(Counter(), threads=threads)
        clients = [Client(service) for _ in range(3)]
        for number, client in enumerate(clients):
            client.send(get(f"{LIST}{number}/"))
        await spin()
        await clients[2].settle()
        threads.work()
        for client in clients:
            await client.settle()
        return parse(clients[2].wire.written)

    status, fields, _ = asyncio.run(scene())
    assert (status, fields["Retry-After"]) == (503, "1")


def test_in_debug_a_response_has_server_timing() -> None:
    """Both computed and cached responses have `Server-Timing`."""

    async def scene() -> list[str]:
        service = serve(Page())
        service.timing = True
        return [parse(await Client(service).ask(get(LIST)))[1]["Server-Timing"] for _ in range(3)]

    first, *others = asyncio.run(scene())
    assert first.startswith("app;dur=")
    assert others == ["cached"] * 2


async def spin() -> None:
    """Run the loop until no task can continue."""
    for _ in range(5):
        await asyncio.sleep(0)
