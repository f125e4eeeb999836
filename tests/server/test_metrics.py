"""Metrics for Prometheus: right over several processes, whatever the requests."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from downrange.config.application import route_of
from downrange.messages import Request

from ..command import environment, free_port, run, serving
from ..faults.wire import workers_of
from .test_access_log import CACHED, send, until

pytestmark = pytest.mark.usefixtures("tables")

LINE = re.compile(r"^(downrange_\w+(?:\{[^}]*\})?) ([0-9.e+-]+)$", re.MULTILINE)


@contextmanager
def measured(variables: dict[str, str], *arguments: str, complaints: int = 0) -> Iterator[tuple[str, str, int]]:
    """A server, the URL of its metrics, and its process."""
    port = free_port()
    variables = variables | {"DOWNRANGE_METRICS": f"127.0.0.1:{port}"}
    with serving(variables, "--empty", *arguments, complaints=complaints) as (address, server):
        yield address, f"http://127.0.0.1:{port}/metrics", server.pid


def read(url: str) -> dict[str, float]:
    """The values by name, once they are served; in the beginning nothing listens."""
    try:
        with urlopen(url) as response:
            return {name: float(value) for name, value in LINE.findall(response.read().decode())}
    except URLError:
        return {}


def counted(values: dict[str, float]) -> set[float]:
    """How many responses there were: by status, and those from the cache with those that were made. They differ while a
    worker publishes its own, once a second.
    """
    by_status = sum(value for name, value in values.items() if name.startswith("downrange_requests_total"))
    return {by_status, values.get("downrange_cache_hits_total", 0) + values.get("downrange_response_seconds_count", 0)}


def test_requests_of_all_workers_are_counted(variables: dict[str, str]) -> None:
    """By route and status; from the cache or made; those that cannot be read, too."""
    with measured(variables, "--workers", "2") as (address, url, _):
        for _ in range(10):
            send(address, CACHED, CACHED, CACHED)
        send(address, b"GET /2.3.0/agencies/1/ HTTP/1.1\r\nHost: localhost\r\n")
        send(address, b"nonsense\r\n")
        route = 'downrange_requests_total{route="/config/image_licenses/",status="200"}'
        found = until(lambda: found if counted(found := read(url)) == {32} else None)
        assert found[route] == 30
        assert found['downrange_requests_total{route="/agencies/",status="404"}'] == 1
        assert found['downrange_requests_total{route="-",status="400"}'] == 1
        made = found["downrange_response_seconds_count"]
        assert 2 <= made <= 4  # each worker has a cache of its own
        assert found["downrange_database_up"] == 1
        assert found["downrange_revision"] == 0
        until(lambda: read(url)["downrange_connections"] == 0)


def test_a_worker_that_ended_is_counted(variables: dict[str, str]) -> None:
    """What it had counted stays."""
    with measured(variables, complaints=1) as (address, url, master):
        send(address, CACHED)
        name = 'downrange_requests_total{route="/config/image_licenses/",status="200"}'
        until(lambda: read(url).get(name) == 1)
        (worker,) = [pid for pid in workers_of(master) if b"metrics" not in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(worker, signal.SIGKILL)
        until(lambda: read(url).get("downrange_workers_ended_total") == 1)
        send(address, CACHED)
        until(lambda: read(url).get(name) == 2)


def test_the_shared_folder_is_removed(variables: dict[str, str], tmp_path: Path) -> None:
    with measured(variables | {"TMPDIR": str(tmp_path)}) as (_, url, _):
        until(lambda: read(url))
        assert len(list(tmp_path.glob("downrange-metrics-*"))) == 1
    assert list(tmp_path.glob("downrange-metrics-*")) == []


@pytest.mark.parametrize("address", ["9000", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:70000"])
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    done = run(environment(tmp_path) | {"DOWNRANGE_METRICS": address}, "serve", "--port", str(free_port()))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "DOWNRANGE_METRICS must be an address and a port" in done.stderr


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/2.3.0/launches/", "/launches/"),
        ("/2.3.0/launches/upcoming/", "/launches/upcoming/"),
        ("/2.3.0/launches/00000000-0000-0000-0000-000000000001/", "/launches/"),
        ("/2.3.0/config/countries/1/", "/config/countries/"),
        ("/2.3.0/", "API"),
        ("/2.3.0/x/y/z/", "API"),
        ("/", "other"),
        ("/docs/api/", "/docs/"),
        ("/health/live", "/health/"),
        ("/changes/", "/changes/"),
        ("/wp-login.php", "other"),
    ],
)
def test_there_are_few_routes(path: str, route: str) -> None:
    """However many paths are asked for."""
    assert route_of(Request("GET", path.encode())) == route
