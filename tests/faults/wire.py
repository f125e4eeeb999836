"""Raw sockets to a server process, and what they may be sent."""

import os
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

TIMEOUT = 20
"""Seconds that a read may take."""
CACHED = b"GET /2.3.0/config/image_licenses/?limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"POST /2.3.0/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"


def connect(address: str, timeout: float = TIMEOUT) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout)


def read_to_end(wire: socket.socket) -> bytes:
    """All that comes until the server closes; a reset raises `ConnectionResetError`."""
    received = bytearray()
    while piece := wire.recv(65_536):
        received += piece
    return bytes(received)


def ask(address: str, request: bytes = CACHED) -> int:
    """The status of a response, on a connection of its own."""
    with connect(address) as wire:
        wire.sendall(request)
        return int(wire.recv(65_536).split(b" ")[1])


@contextmanager
def file_descriptors(wanted: int) -> Iterator[None]:
    """So many files may be open. Skips the test where the hard limit forbids it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"the hard limit of open files is {hard}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def workers_of(master: int) -> list[int]:
    """The processes that the master started."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def memory_of(process: int) -> int:
    """Bytes of a process that are in memory."""
    fields = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
