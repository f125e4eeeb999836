"""Server processes, as clients meet them: over a network, one or several."""

import http.client
import socket
import sqlite3
import time
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ..command import COMMAND_TIMEOUT, serving

pytestmark = pytest.mark.usefixtures("tables")

EMPTY = ("--empty",)


def connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout=COMMAND_TIMEOUT)


def ask(connection: http.client.HTTPConnection, target: str) -> tuple[int, bytes]:
    connection.request("GET", target)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_names_of_fields_keep_their_case(variables: dict[str, str]) -> None:
    """Header names are spelled as upstream spells them, in cached responses too."""
    with serving(variables, *EMPTY) as (address, _), connect(address) as wire:
        for _ in range(3):
            wire.sendall(b"GET /2.3.0/spacecraft/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            reply = wire.recv(65_536)
            assert b"\r\nAllow: GET\r\n" in reply
            assert b"\r\nContent-Type: application/json\r\n" in reply


def test_incomplete_requests_do_not_block_others(variables: dict[str, str]) -> None:
    """There are far more of them than threads."""
    with serving(variables, *EMPTY) as (address, _), ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(connect(address)).sendall(b"GET /2.3.0/ HTTP/1.1\r\nHo")
        with connect(address) as wire:
            wire.sendall(b"GET /2.3.0/agencies/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert wire.recv(15) == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize("cache_mib", ["128", "0"])
def test_an_edit_by_another_process_is_seen_by_all_workers(
    variables: dict[str, str], data: Path, cache_mib: str
) -> None:
    """On a connection to each, without its asking for anything else; and then never the old page again."""
    database = data / "downrange.sqlite3"
    target = "/2.3.0/agencies/63/"
    with (
        serving(variables | {"DOWNRANGE_CACHE_MIB": cache_mib}, "--workers", "2") as (address, _),
        ExitStack() as stack,
    ):
        host = urlsplit(address).netloc
        connections = [stack.enter_context(closing(http.client.HTTPConnection(host))) for _ in range(8)]
        old = {ask(connection, target) for connection in connections for _ in range(3)}
        assert len(old) == 1
        with closing(sqlite3.connect(database)) as edit, edit:
            edit.execute("UPDATE catalog_agency SET name = 'Club' WHERE id = 63")
            edit.execute("UPDATE catalog_revision SET number = number + 1")
        until = time.monotonic() + COMMAND_TIMEOUT
        for connection in connections:
            while ask(connection, target) in old:
                assert time.monotonic() < until
            assert b'"name":"Club"' in ask(connection, target)[1]
