"""Writes a response whose body is an iterator, as fast as the client reads and no faster."""

import asyncio
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .service import Stream, close_chunks

if TYPE_CHECKING:
    from .connection import Connection

logger = logging.getLogger(__name__)
MAX_PIECE = 65_536
"""Bytes that are handed to the transport at once."""


async def write_stream(connection: "Connection", stream: Stream, version: str) -> None:
    """Write head and body. The iterator is advanced in a thread, when the client has read what was written before; it
    is closed when the client goes away. An error in the middle aborts the connection, so that a part is not taken for
    the whole.
    """
    loop, threads = asyncio.get_running_loop(), connection.service.executors.stream
    is_chunked = stream.length is None and version == "1.1"
    head = stream.head
    if is_chunked:
        head = head.with_field("Transfer-Encoding", "chunked")
    elif stream.length is None:
        connection.closing = True  # the end of the connection is the end of the body
    connection.write(head)
    written = 0
    try:
        while True:
            await connection.can_write.wait()
            if connection.lost:
                return
            chunk = await loop.run_in_executor(threads, next_chunk, stream.chunks)
            if chunk is None:
                break
            written += len(chunk)
            await _write_chunk(connection, chunk, is_chunked=is_chunked)
        if stream.length not in (None, written):
            raise ValueError(f"a body of {written} bytes where {stream.length} were announced")
        if is_chunked:
            connection.transport.write(b"0\r\n\r\n")
    except Exception:
        logger.exception("a response ended before its end")
        connection.transport.abort()
    finally:
        threads.submit(close_chunks, stream.chunks)


async def _write_chunk(connection: "Connection", chunk: bytes, *, is_chunked: bool) -> None:
    for start in range(0, len(chunk), MAX_PIECE):
        await connection.can_write.wait()
        if connection.lost:
            return
        piece = chunk[start : start + MAX_PIECE]
        if is_chunked:
            connection.transport.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        else:
            connection.transport.write(piece)


def next_chunk(chunks: Iterator[bytes]) -> bytes | None:
    """The next chunk; None at the end."""
    return next(chunks, None)
