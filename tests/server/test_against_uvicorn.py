"""The same bytes get the same responses as from uvicorn, however they are cut; a table says where the two differ."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from downrange.messages import Request, Response

from .test_differential import NEXT, STREAMS
from .wire import Client, Wire, serve

DIFFERS = {
    "no host": "RFC 9112, 3.2: a request of HTTP/1.1 without Host is refused; uvicorn answers it",
    "two hosts": "RFC 9112, 3.2: two fields are refused; uvicorn takes one of them",
    "coding and chunked": "RFC 9112, 6.1: a coding that is not understood is refused; uvicorn reads the chunks",
}
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Answer:
    """What a client reads: the statuses and contents of the responses, and whether the connection ends after them."""

    responses: tuple[tuple[int, bytes], ...]
    is_closed: bool


TURNS = 20
"""Turns of the loop in which uvicorn answers all requests of a stream."""
REFUSED = (400, b"")
"""Each way to refuse: statuses and texts differ."""


def read(written: bytes, *, is_closed: bool) -> Answer:
    """Responses framed by their `Content-Length`. The last one, if the server itself made it, is a refusal."""
    responses: list[tuple[int, bytes]] = []
    while written:
        head, _, rest = written.partition(b"\r\n\r\n")
        status = int(head.split(b" ")[1])
        stated = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        length = int(stated[1]) if stated else len(rest)
        body, written = rest[:length], rest[length:]
        responses.append((status, body) if body.startswith(b"echo ") else REFUSED)
    return Answer(tuple(responses), is_closed)


def echo(method: str, target: bytes, content: bytes) -> bytes:
    return b"echo " + b" ".join((method.encode(), target, content))


def application(request: Request) -> Response:
    return Response(200, (("Content-Type", "text/plain"),), echo(request.method, request.target, request.body))


async def ours(*pieces: bytes) -> Answer:
    client = Client(serve(application))
    for piece in pieces:
        if not client.wire.closed:
            await client.ask(piece)
    return read(client.wire.written, is_closed=client.wire.closed or client.wire.ended)


async def asgi(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    content = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        content += message["body"]
        if not message.get("more_body"):
            break
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    body = echo(scope["method"], scope["raw_path"] + query, content)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


async def theirs(config: Config, data: bytes) -> Answer:
    state = ServerState()
    protocol = HttpToolsProtocol(config, state, {})
    wire = Wire()
    protocol.connection_made(wire)
    protocol.data_received(data)
    for _ in range(TURNS):
        await asyncio.sleep(0)
    answer = read(wire.written, is_closed=wire.closed)
    protocol.connection_lost(None)
    for _ in range(TURNS):
        await asyncio.sleep(0)
    return answer


def agree(ours: Answer, theirs: Answer) -> bool:
    """Whether both are equal, or both refuse. uvicorn drops the responses before one that it refuses."""
    if REFUSED in theirs.responses:
        return ours.responses[-1] == REFUSED and ours.is_closed and theirs.is_closed
    return ours == theirs


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in STREAMS if name not in DIFFERS])
def test_responses_are_those_of_uvicorn(name: str) -> None:
    """Whole, cut at every byte, and pipelined: equal in status, content and framing, or both refuse."""

    async def scene() -> None:
        config = Config(asgi, log_level="critical")  # type: ignore[arg-type]
        config.load()
        stream = STREAMS[name]
        for whole in (stream, stream + NEXT, NEXT + stream):
            expected = await theirs(config, whole)
            assert agree(await ours(whole), expected)
            for place in range(1, len(whole)):
                assert agree(await ours(whole[:place], whole[place:]), expected)

    asyncio.run(scene())


@pytest.mark.django_db
@pytest.mark.parametrize("name", DIFFERS)
def test_where_uvicorn_is_more_lenient_requests_are_refused(name: str) -> None:
    """The reasons are in the table."""

    async def scene() -> None:
        config = Config(asgi, log_level="critical")  # type: ignore[arg-type]
        config.load()
        assert await ours(STREAMS[name]) == Answer((REFUSED,), is_closed=True)
        assert (await theirs(config, STREAMS[name])).responses[0] != REFUSED

    asyncio.run(scene())
