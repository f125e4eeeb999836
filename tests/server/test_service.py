"""What is remembered is forgotten in time, rendered once, and never a mixture."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from downrange.catalog import clock
from downrange.catalog.revision import Revision
from downrange.server import rendering
from downrange.server import representation as answer
from downrange.server import service as module
from downrange.server.rendering import render
from downrange.server.request import Request
from downrange.server.service import Service
from downrange.server.state import State

from .wire import NOON, Client, Page, Waiting, apart, get, parse, serve

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
    """Answers with how often it was asked, and does first whatever it is told."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.body = str(len(self.asked) + 1).encode()
        self.meanwhile()
        return super().__call__(environ, start_response)


async def body(service: Service, target: str = LIST, **fields: str) -> bytes:
    return parse(await Client(service).ask(get(target, **fields)))[2]


def test_an_edit_is_seen_at_the_next_look() -> None:
    """By another process, which says nothing but raises the revision."""

    async def scene() -> list[bytes]:
        service = serve(Counter())
        seen = [await body(service), await body(service)]
        apart(Revision.advance, TICK)
        seen.append(await body(service))
        await service.look()
        return [*seen, await body(service), await body(service)]

    assert asyncio.run(scene()) == [b"1", b"1", b"1", b"2", b"2"]


@pytest.mark.django_db(transaction=True)
def test_a_process_sees_its_own_edit_at_once() -> None:
    """Before the request that made it is answered."""

    async def scene() -> list[bytes]:
        service = serve(Counter())
        service.listen()
        try:
            seen = [await body(service), await body(service)]
            apart(Revision.advance, TICK)
            await asyncio.sleep(0)
            return [*seen, await body(service)]
        finally:
            service.stop_listening()

    assert asyncio.run(scene()) == [b"1", b"1", b"2"]


def test_no_stale_answer_follows_a_fresh_one() -> None:
    """Whatever brings the news, all else is forgotten before it is sent: here an answer that was not remembered."""

    async def scene() -> list[bytes]:
        service = serve(Counter())
        client = Client(service)
        seen = [parse(await client.ask(get(target)))[2] for target in (LIST, LIST)]
        apart(Revision.advance, TICK)
        return seen + [parse(await client.ask(get(target)))[2] for target in ("/2.3.0/agencies/", LIST)]

    assert asyncio.run(scene()) == [b"1", b"1", b"2", b"3"]


def test_an_answer_that_an_edit_overtook_is_computed_again() -> None:
    """What is sent is wholly of one state."""
    edits = iter([True, True, False])
    page = Counter(lambda: next(edits) and Revision.advance(TICK))
    assert render(page, Request("GET", LIST.encode(), {b"host": b"testserver"})).response.body == b"3"


def test_an_answer_that_edits_always_overtake_makes_them_wait() -> None:
    """After some attempts it is computed with the catalogue locked."""
    page = Counter(lambda: len(page.asked) < rendering.ATTEMPTS and Revision.advance(TICK))
    rendered = render(page, Request("GET", LIST.encode(), {b"host": b"testserver"}))
    assert rendered.response.body == str(rendering.ATTEMPTS + 1).encode()
    assert rendered.answer is not None


def test_a_change_is_never_asked_for_twice() -> None:
    """Only what reads is computed again."""
    page = Counter(lambda: Revision.advance(TICK))
    render(page, Request("POST", LIST.encode(), {}))
    assert len(page.asked) == 1


def test_a_late_answer_of_a_former_state_is_not_remembered() -> None:
    """Who waited for it gets it; who asks after the edit was seen gets another."""
    threads = Waiting()

    async def scene() -> None:
        service = serve(Counter(), threads=threads)
        early, late = Client(service), Client(service)
        early.send(get(LIST))
        await spin()
        (call,) = threads.calls
        call()
        threads.calls.clear()
        apart(Revision.advance, TICK)
        state = apart(State.read)
        assert state is not None
        service.meet(state)
        late.send(get(LIST))
        await spin()
        threads.work()
        for client in (early, late):
            await client.settle()
        assert [parse(client.wire.written)[2] for client in (early, late)] == [b"1", b"2"]
        assert await body(service) == b"2"

    asyncio.run(scene())


def test_a_stampede_renders_once() -> None:
    """Fifty ask together for what nobody remembers."""
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
    """And compresses once in each: nobody's answer is made twice."""
    page, threads = Page(b"x" * 1000), Waiting()
    compressed: list[str] = []

    def compress(encoding: str, body: bytes) -> bytes:
        compressed.append(encoding)
        return body

    monkeypatch.setattr(answer, "compress", compress)

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
        assert service.memory.size == sum(entry.size for entry in service.memory.newcomers.values())
        return [parse(client.wire.written)[1] for client in clients]

    said = [fields.get("Content-Encoding") for fields in asyncio.run(scene())]
    assert said == [None, "gzip", "zstd"] * 3
    assert (len(page.asked), sorted(compressed)) == (1, ["gzip", "zstd"])


def test_what_is_remembered_is_compressed_when_somebody_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, away from the loop; after that it is remembered so too."""
    page = Page(b"x" * 1000)

    async def scene() -> None:
        service = serve(page)
        client = Client(service)
        await client.ask(get(LIST))
        plain = service.memory.size
        assert client.send(get(LIST, Accept_Encoding="gzip")) == b""  # not at once
        await client.settle()
        assert service.memory.size > plain
        monkeypatch.setattr(answer, "compress", None)
        for accepted in ("", "gzip"):
            assert client.send(get(LIST, Accept_Encoding=accepted)) != b""

    asyncio.run(scene())
    assert len(page.asked) == 1


def test_who_waits_for_anothers_cookie_does_not_get_it() -> None:
    """An answer for one client is shared with nobody, and not remembered."""
    page = Counter()
    page.fields = (("Set-Cookie", "a=b"),)
    threads = Waiting()

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
        assert service.memory.size == 0
        return [parse(client.wire.written)[2] for client in clients]

    assert asyncio.run(scene()) == [b"1", b"2"]


def test_an_answer_that_shows_the_time_is_forgotten_with_the_tick(ticks: list[datetime]) -> None:
    """One that does not is kept."""

    class Clock(Counter):
        def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
            if environ["PATH_INFO"] == LIST:
                clock.mark_time_dependent(clock.tick() + clock.TICK)
            return super().__call__(environ, start_response)

    async def scene() -> list[bytes]:
        now = itertools.count(NOON, 60)
        service = serve(Clock())
        service.now = lambda: next(now)
        await service.look()
        seen = []
        for _ in range(2):
            seen += [await body(service), await body(service, "/2.3.0/agencies/")]
            ticks.append(ticks[-1] + timedelta(minutes=1))
        return seen

    assert asyncio.run(scene()) == [b"1", b"2", b"3", b"2"]


def test_when_the_logs_next_event_passes_all_is_forgotten(ticks: list[datetime]) -> None:
    """Somebody must come through to have the figures derived again."""
    Revision.advance(TICK, figures_at=TICK, figures_until=TICK + timedelta(seconds=90))

    async def scene() -> list[bytes]:
        service = serve(Counter())
        await service.look()
        seen = []
        for _ in range(4):
            seen += [await body(service), await body(service)]
            ticks.append(ticks[-1] + timedelta(minutes=1))
            service.turn()
        return seen

    # At 12:02 the event has passed, and nobody derives: until then each tick is on its own.
    assert asyncio.run(scene()) == [b"1", b"1", b"1", b"1", b"2", b"2", b"3", b"3"]


def test_a_foreign_host_is_not_remembered(settings: Any) -> None:
    """What Django refused, and would go on refusing, takes no room."""
    settings.ALLOWED_HOSTS = ["testserver"]

    async def scene() -> Service:
        service = serve(Counter())
        for _ in range(2):
            await Client(service).ask(get(LIST, Host="evil.example"))
        return service

    assert asyncio.run(scene()).memory.size == 0


def test_an_older_database_put_in_place_is_noticed() -> None:
    """A backup restored has a lower revision."""
    Revision.advance(TICK)
    Revision.advance(TICK)

    async def scene() -> list[bytes]:
        service = serve(Counter())
        seen = [await body(service)]
        apart(Revision.objects.update, number=1)
        await service.look()
        return [*seen, await body(service)]

    assert asyncio.run(scene()) == [b"1", b"2"]


def test_older_news_changes_nothing() -> None:
    """A look that a rendering overtook."""
    Revision.advance(TICK)

    async def scene() -> list[bytes]:
        service = serve(Counter())
        old = apart(State.read)
        assert old is not None
        apart(Revision.advance, TICK)
        seen = [await body(service)]
        service.meet(old)
        return [*seen, await body(service)]

    assert asyncio.run(scene()) == [b"1", b"1"]


def test_while_the_database_is_away_answers_keep_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are remembered; the others are the application's to refuse."""

    def away() -> Revision:
        raise DatabaseError

    async def scene() -> list[bytes]:
        service = serve(Counter())
        seen = [await body(service)]
        monkeypatch.setattr(Revision, "current", away)
        await service.look()
        return [*seen, await body(service), await body(service, "/2.3.0/agencies/")]

    assert asyncio.run(scene()) == [b"1", b"1", b"2"]


def test_a_fault_of_the_application_is_a_500(caplog: pytest.LogCaptureFixture) -> None:
    """And is logged; the connection lives on."""
    page = Counter(lambda: 1 / 0)

    async def scene() -> tuple[int, dict[str, str], bytes]:
        return parse(await Client(serve(page)).ask(get(LIST)))

    assert asyncio.run(scene())[0] == 500
    assert "no answer to GET" in caplog.text


def test_more_than_may_wait_are_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A heap of waiting requests helps nobody."""
    monkeypatch.setattr(module, "MOST_WAITING", 2)
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


def test_in_debug_an_answer_says_where_its_time_went() -> None:
    """Server-Timing, rendered or remembered."""

    async def scene() -> list[str]:
        service = serve(Page())
        service.timing = True
        return [parse(await Client(service).ask(get(LIST)))[1]["Server-Timing"] for _ in range(3)]

    first, *others = asyncio.run(scene())
    assert first.startswith("answer;dur=")
    assert others == ["remembered"] * 2


async def spin() -> None:
    """Let every task go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)
