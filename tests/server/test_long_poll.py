"""Long polling: a response is held back until there is a newer revision, while somebody waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from downrange.catalog import clock
from downrange.catalog.revision import Revision
from downrange.messages import Request, Response
from downrange.server.service import Service

from .wire import Client, Page, apart, get, parse, poll, raise_revision, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"
OTHER = "/docs/"
HOUR = 3600.0
MOMENT = 0.01


class News(Page):
    """Answers with the revision, and lets the first response of each revision `until` be held back."""

    def __init__(self, seconds: float = HOUR, until: int = 1) -> None:
        super().__init__()
        self.seconds, self.until = seconds, until

    def __call__(self, request: Request) -> Response:
        revision = Revision.current().number
        self.body = str(revision).encode()
        response = super().__call__(request)
        return replace(response, long_poll=self.seconds) if revision <= self.until else response


@pytest.fixture(autouse=True)
def revision() -> None:
    """The first."""
    raise_revision(clock.tick())


async def held(service: Service, *clients: Client, request: bytes | None = None) -> None:
    """Have clients ask, until the service holds their responses back."""
    for client in clients:
        client.send(request or get(LIST))
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(service.long_polls) == len(clients)


async def answered(client: Client) -> bytes:
    """The body that a client gets."""
    await asyncio.wait_for(client.settle(), 20)
    return parse(client.wire.written)[2]


def observe_edit(service: Service) -> None:
    apart(raise_revision, clock.tick())
    service.observe(apart(poll, clock.tick()))


def test_a_newer_revision_is_sent_at_once() -> None:
    """To all who wait for it, on the same and on other URLs; and then it is cached."""
    page = News()

    async def scene() -> list[bytes]:
        service = serve(page)
        clients = [Client(service) for _ in range(3)]
        await held(service, *clients)
        observe_edit(service)
        bodies = [await answered(client) for client in clients]
        assert not service.long_polls
        return bodies

    assert asyncio.run(scene()) == [b"2"] * 3


def test_a_response_that_is_held_back_is_not_cached() -> None:
    """Who asks later waits, too; and a request of another kind is answered meanwhile."""

    async def scene() -> bytes:
        service = serve(News())
        first, second = Client(service), Client(service)
        await held(service, first)
        second.send(get(LIST))
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(service.long_polls) == 2
        other = parse(await Client(service).ask(get(OTHER)))[2]
        observe_edit(service)
        assert await answered(first) == await answered(second)
        return other

    assert asyncio.run(scene()) == b"1"


def test_without_news_the_held_response_is_sent_in_the_end() -> None:
    """The application is not asked again."""
    page = News(MOMENT)

    async def scene() -> bytes:
        service = serve(page)
        client = Client(service)
        await held(service, client)
        return await answered(client)

    assert asyncio.run(scene()) == b"1"
    assert len(page.requests) == 1


def leave(client: Client) -> None:
    client.connection.eof_received()


def vanish(client: Client) -> None:
    client.connection.connection_lost(ConnectionResetError())


def ask_more(client: Client) -> None:
    client.connection.data_received(get(OTHER))


@pytest.mark.parametrize(("act", "responses"), [(leave, 1), (vanish, 0), (ask_more, 2)])
@pytest.mark.parametrize("fields", [{}, {"Connection": "close"}], ids=["kept", "closed"])
def test_nobody_is_held_who_does_not_wait(
    act: Callable[[Client], None], responses: int, fields: dict[str, str]
) -> None:
    """A client that closes its side, that is gone, or that asks for something else on the connection: its place is free
    at once, and no request is lost.
    """
    if fields and act is ask_more:
        responses = 1  # what follows the last request of a connection is no request

    async def scene() -> tuple[int, int]:
        service = serve(News())
        client = Client(service)
        await held(service, client, request=get(LIST, **fields))
        assert not client.wire.paused  # or it would not be seen that the client goes
        act(client)
        if responses == 1 and act is ask_more:
            leave(client)
        await answered(client) if responses else await asyncio.wait_for(client.settle(), 20)
        return client.wire.written.count(b"HTTP/1.1 200"), len(service.long_polls)

    assert asyncio.run(scene()) == (responses, 0)


def test_requests_sent_together_are_not_held_back() -> None:
    """But for the last: the others wait for the one before them."""

    async def scene() -> int:
        service = serve(News())
        client = Client(service)
        client.send(get(LIST) + get(OTHER))
        await asyncio.wait_for(client.settle(), 20)
        return client.wire.written.count(b"HTTP/1.1 200")

    assert asyncio.run(scene()) == 2


def test_only_so_many_are_held_back() -> None:
    """One beyond them is answered at once."""

    async def scene() -> bytes:
        service = serve(News())
        service.long_polls.maximum = 2
        await held(service, Client(service), Client(service))
        return await answered_at_once(service)

    assert asyncio.run(scene()) == b"1"


def test_a_server_that_stops_holds_nothing_back() -> None:
    """What is held is sent, and nothing more is held."""

    async def scene() -> list[bytes]:
        service = serve(News())
        client = Client(service)
        await held(service, client)
        service.long_polls.stop()
        return [await answered(client), await answered_at_once(service)]

    assert asyncio.run(scene()) == [b"1", b"1"]


def test_a_revision_that_came_meanwhile_is_not_missed() -> None:
    """While the application was still at work."""
    page = News()

    class Overtaken(News):
        def __call__(self, request: Request) -> Response:
            response = super().__call__(request)
            if len(self.requests) == 1:
                observe_edit(service)
            return response

    page = Overtaken()
    service = serve(Page())

    async def scene() -> bytes:
        nonlocal service
        service = serve(page)
        return await answered_at_once(service)

    assert asyncio.run(scene()) == b"2"


async def answered_at_once(service: Service) -> bytes:
    return parse(await asyncio.wait_for(Client(service).ask(get(LIST)), 20))[2]
