"""A database that goes away and comes back: what is cached is sent, all else is 503, and the log stays short."""

import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

import orjson
import psycopg
import pytest

from ..command import ANY, environment, free_port, run, serving
from .cluster import Cluster, cluster

CACHED = "/2.3.0/config/image_licenses/?limit=1"
NEW = "/2.3.0/agencies/?limit={}"
READY = {"database": "working", "migrations": "working"}
LOST, UNANSWERED, FOUND = "cannot read the revision", "the database did not answer", "the revision can be read again"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


def get(address: str, target: str) -> tuple[int, dict[str, str], bytes]:
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=20)) as connection:
        connection.request("GET", target, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.slow
def test_a_start_waits_for_the_database(postgresql: Cluster, tmp_path: Path) -> None:
    """As long as `--wait` says; without it the start says at once what is wrong."""
    variables = environment(tmp_path) | {"DOWNRANGE_DATABASE_URL": postgresql.url}
    postgresql.stop()
    try:
        done = run(variables, "serve", "--empty", "--port", str(free_port()))
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "does not answer" in done.stderr
        done = run(variables, "serve", "--empty", "--port", str(free_port()), "--wait", "1")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "Waiting for the database" in done.stdout
        starting = Timer(2, postgresql.start)
        starting.start()
        with serving(variables, "--empty", "--wait", "60") as (address, _):
            assert get(address, CACHED)[0] == 200
        starting.join()
    finally:
        postgresql.stop("fast")
        postgresql.start()


@pytest.mark.slow
def test_a_database_that_refuses_is_not_one_that_does_not_answer(postgresql: Cluster, tmp_path: Path) -> None:
    """It runs, and the role is wrong."""
    url = postgresql.url.replace("postgres@", "alice@")
    done = run(environment(tmp_path) | {"DOWNRANGE_DATABASE_URL": url}, "load")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "refuses the login" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_while_the_database_is_away(postgresql: Cluster, tmp_path: Path, mode: str) -> None:
    """And once it is back, everything is answered again, by the same worker. Of 60 requests that were not answered
    three lines tell.
    """
    variables = environment(tmp_path) | {"DOWNRANGE_DATABASE_URL": postgresql.url}
    with serving(variables, "--empty", complaints=3) as (address, server):
        assert [get(address, CACHED)[0] for _ in range(2)] == [200, 200]
        assert orjson.loads(get(address, "/health/ready")[2]).items() >= READY.items()
        postgresql.stop(mode)
        try:
            for number in range(1, 21):
                assert get(address, CACHED)[0] == 200
                for target in (NEW.format(number), "/2.3.0/", "/"):
                    status, fields, body = get(address, target)
                    assert (status, fields["Retry-After"]) == (503, "5")
                    assert orjson.loads(body) == {"detail": "The database does not answer."}
            status, _, body = get(address, "/health/ready")
            assert status == 503
            assert "refused" in orjson.loads(body)["database"]
            assert get(address, "/health/live")[0] == 200
            assert get(address, "/docs/")[0] == 200
        finally:
            postgresql.start()
        assert get(address, NEW.format(1))[0] == 200
        assert get(address, "/2.3.0/")[0] == 200
        assert orjson.loads(get(address, "/health/ready")[2]).items() >= READY.items()
        time.sleep(1)  # several polls of the revision
        assert server.poll() is None


@pytest.mark.slow
def test_connections_that_the_database_ends_are_made_anew(postgresql: Cluster, tmp_path: Path) -> None:
    """Ten times, by an administrator: no client notices."""
    variables = environment(tmp_path) | {"DOWNRANGE_DATABASE_URL": postgresql.url}
    others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'"
    with serving(variables, "--empty", complaints=ANY) as (address, server):
        assert get(address, CACHED)[0] == 200
        for number in range(1, 11):
            with psycopg.connect(postgresql.url.replace("postgres://", "postgresql://")) as administrator:
                assert administrator.execute(f"SELECT pg_terminate_backend(pid, 5000) {others}").fetchall()
            assert {get(address, NEW.format(10 * number + each))[0] for each in range(10)} == {200}
        assert server.poll() is None
