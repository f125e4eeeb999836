"""Bodies that are iterators: written as fast as the client reads, and ended with it."""

import asyncio
from collections.abc import Iterator

import pytest

from downrange.messages import Request, Response

from .wire import Client, get, parse, run, serve

pytestmark = pytest.mark.django_db
LIST = "/2.3.0/spacecraft/"


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


@pytest.mark.parametrize("stated", [2, 4])
def test_a_stream_of_another_length_than_was_stated_aborts_the_connection(stated: int) -> None:
    """The client would take a part for the whole, or the rest for the next response."""

    def application(request: Request) -> Response:
        return Response(200, (("Content-Length", str(stated)),), iter([b"abc"]))

    assert run(get("/export/"), application=application)[1].wire.aborted


class Chunks:
    """An iterator that notes that it was closed, and that somebody else holds too."""

    def __init__(self) -> None:
        self.closed = False

    def __iter__(self) -> "Chunks":
        return self

    def __next__(self) -> bytes:
        return b"x"

    def close(self) -> None:
        self.closed = True


def test_an_iterator_that_is_not_read_to_its_end_is_closed() -> None:
    """The client leaves in the middle, or sends HEAD."""
    for method in ("GET", "HEAD"):
        chunks = Chunks()

        async def scene(method: str, chunks: Chunks) -> None:
            client = Client(serve(lambda request: Response(200, (), chunks)))
            client.send(get("/export/", method))
            for _ in range(20):
                await asyncio.sleep(0)
            assert chunks.closed is (method == "HEAD")
            client.wire.close()
            client.connection.connection_lost(None)
            await client.settle()

        asyncio.run(scene(method, chunks))
        assert chunks.closed


def slow_client(application: Export) -> Client:
    """A client that has asked for the export, and whose connection is paused after each write."""
    client = Client(serve(application))
    write = client.wire.write

    def write_and_pause(data: bytes | bytearray | memoryview) -> None:
        write(data)
        client.connection.pause_writing()

    client.wire.write = write_and_pause  # type: ignore[method-assign]
    client.connection.data_received(get("/export/"))
    return client


async def spin() -> None:
    """Run the loop until no task can continue."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_chunk_is_made_when_the_one_before_was_read() -> None:
    """And the first one when the head was."""
    export = Export(3, 10)

    async def scene() -> list[int]:
        client, made = slow_client(export), []
        for _ in range(4):
            await spin()
            made.append(export.made)
            client.connection.resume_writing()
        return made

    assert asyncio.run(scene()) == [0, 1, 2, 3]


def test_each_piece_of_a_large_chunk_waits_for_the_client() -> None:
    """Here it reads one piece at a time: the head, four of the chunk, and the end."""

    async def scene() -> list[int]:
        client, numbers = slow_client(Export(1, 4 * 65_536)), []
        for _ in range(7):
            await spin()
            numbers.append(len(client.wire.writes))
            client.connection.resume_writing()
        return numbers

    assert asyncio.run(scene()) == [1, 2, 3, 4, 5, 6, 6]


def test_a_client_that_leaves_in_the_middle_of_a_chunk_is_not_written_to(caplog: pytest.LogCaptureFixture) -> None:
    """That is no error."""

    async def scene() -> int:
        client = slow_client(Export(1, 4 * 65_536))
        await spin()
        client.connection.resume_writing()
        await spin()
        client.wire.close()
        client.connection.connection_lost(None)
        await client.settle()
        return len(client.wire.writes)

    assert asyncio.run(scene()) == 2
    assert caplog.records == []


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
