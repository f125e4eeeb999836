"""Programs that others put around Downrange: HAProxy before it, PgBouncer between it and its database."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ..command import COMMAND_TIMEOUT, environment, free_port, serving
from ..faults.cluster import Cluster, cluster
from ..faults.test_database_away import get
from ..faults.wire import connect, read_to_end
from .programs import program


@contextmanager
def started(command: list[str], port: int) -> Iterator[None]:
    """A program that runs, once its port is open."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + COMMAND_TIMEOUT
            while True:
                try:
                    connect(f"http://127.0.0.1:{port}").close()
                except OSError:
                    assert time.monotonic() < deadline
                    assert process.poll() is None
                    time.sleep(0.05)
                else:
                    break
            yield
        finally:
            process.terminate()


@contextmanager
def haproxy(folder: Path, upstream: str) -> Iterator[str]:
    """HAProxy, whose connections to Downrange all clients share; its address."""
    port = free_port()
    (folder / "haproxy.cfg").write_text(
        f"""
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    http-reuse always
    option forwardfor
frontend front
    bind 127.0.0.1:{port}
    default_backend downrange
backend downrange
    server one {upstream.removeprefix("http://")} maxconn 4
""",
        encoding="utf-8",
    )
    with started([program("haproxy"), "-f", str(folder / "haproxy.cfg")], port):
        yield f"http://127.0.0.1:{port}"


CHUNKED = b"GET /2.3.0/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
ODD = (
    CHUNKED + b"3\r\nabc\r\n0\r\nConnection: close\r\n\r\n",
    b"POST /2.3.0/agencies/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
    b"HEAD /2.3.0/agencies/?limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /2.3.0/agencies/?limit=1 HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
    b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /2.3.0/agencies/?search=\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\n\r\n",
)


@pytest.mark.slow
def test_haproxy_that_shares_connections(data: Path, variables: dict[str, str], tmp_path: Path) -> None:
    """Whatever one client sends, the next one gets the answer to its own request (F5)."""
    with serving(variables) as (address, _), haproxy(tmp_path, address) as front:
        expected = get(address, "/2.3.0/agencies/?limit=2&ordering=id")[2]
        for odd in ODD * 3:
            with connect(front) as wire:
                wire.sendall(odd.replace(b"\r\n\r\n", b"\r\nX-Odd: 1\r\n\r\n", 1))
                wire.settimeout(0.3)
                with suppress(TimeoutError, ConnectionResetError):
                    read_to_end(wire)
            status, _, body = get(front, "/2.3.0/agencies/?limit=2&ordering=id")
            assert (status, body.replace(front.encode(), address.encode())) == (200, expected)


@contextmanager
def pgbouncer(folder: Path, behind: Cluster) -> Iterator[str]:
    """PgBouncer in session mode before a cluster; the URL of the database."""
    port = free_port()
    (folder / "users.txt").write_text('"postgres" ""\n', encoding="utf-8")
    (folder / "pgbouncer.ini").write_text(
        f"""
[databases]
postgres = host=127.0.0.1 port={behind.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
auth_file = {folder / "users.txt"}
pool_mode = session
default_pool_size = 20
ignore_startup_parameters = extra_float_digits,options
""",
        encoding="utf-8",
    )
    command = [program("pgbouncer"), str(folder / "pgbouncer.ini")]
    if os.geteuid() == 0:
        folder.chmod(0o755)
        command = [*behind.user, *command]
    with started(command, port):
        yield behind.url.replace(str(behind.port), str(port))


@pytest.mark.long
def test_pgbouncer_in_session_mode(tmp_path: Path) -> None:
    """Migrating, loading, answering, searching."""
    with (
        cluster() as behind,
        pgbouncer(behind.folder, behind) as url,
        serving(environment(tmp_path) | {"DOWNRANGE_DATABASE_URL": url}) as (address, _),
    ):
        for path in ("/2.3.0/launches/?limit=3", "/2.3.0/agencies/?search=nasa", "/2.3.0/spacecraft/1/", "/"):
            assert get(address, path)[0] == 200
        assert get(address, "/health/ready")[0] == 200
