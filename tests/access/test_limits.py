"""Limits of clients, as clients meet them: server processes, and many requests at once."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import pytest

from ..command import migrated, run, serving
from ..faults.cluster import Cluster, cluster
from .redis_server import RedisServer, redis_server

LIMIT = 20
CACHED, THROTTLE = "/2.3.0/config/image_licenses/?limit=1", "/2.3.0/api-throttle/"
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


def ask(address: str, target: str = CACHED, method: str = "GET", **fields: str) -> Answer:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, target, headers={name.replace("_", "-"): value for name, value in fields.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def allowance(address: str, **fields: str) -> tuple[int, int, int, str]:
    """Limit, period, use and whose they are, as the server says."""
    status, _, body = ask(address, THROTTLE, **fields)
    assert status == 200
    value = orjson.loads(body)
    return value["your_request_limit"], value["limit_frequency_secs"], value["current_use"], value["ident"]


def crowd(addresses: list[str], requests: int = 3 * LIMIT) -> Counter[int]:
    """The statuses of so many requests at once, half of them for what is cached."""

    def one(number: int) -> int:
        target = CACHED if number % 2 else f"/2.3.0/agencies/?limit={number + 1}"
        return ask(addresses[number % len(addresses)], target)[0]

    with ThreadPoolExecutor(12) as threads:
        return Counter(threads.map(one, range(requests)))


def test_workers_that_share_a_file_allow_no_more_than_the_limit(tmp_path: Path) -> None:
    variables = migrated(tmp_path) | {"DOWNRANGE_LIMIT": f"{LIMIT}/hour"}
    with serving(variables, "--empty", "--workers", "2") as (address, _):
        assert crowd([address]) == {200: LIMIT, 429: 2 * LIMIT}
        assert allowance(address) == (LIMIT, 3600, LIMIT, "127.0.0.1")


@pytest.mark.slow
@pytest.mark.parametrize("store", ["database", "redis"])
def test_machines_that_share_a_store_allow_no_more_than_the_limit(
    store: str, postgresql: Cluster, redis: RedisServer, tmp_path: Path
) -> None:
    """Two servers with a database of PostgreSQL, and two with a Redis and a file each."""
    address = {"DOWNRANGE_DATABASE_URL": postgresql.url} if store == "database" else {"DOWNRANGE_CACHE_URL": redis.url}
    with ExitStack() as stack:
        addresses = []
        for name in ("first", "second"):
            variables = migrated(tmp_path / name) | {"DOWNRANGE_LIMIT": f"{LIMIT}/hour"} | address
            addresses.append(stack.enter_context(serving(variables, "--empty"))[0])
        assert crowd(addresses) == {200: LIMIT, 429: 2 * LIMIT}
        for each in addresses:
            assert allowance(each)[2] == LIMIT


def test_a_client_that_is_limited(tmp_path: Path) -> None:
    """What it is told, and what is free."""
    variables = migrated(tmp_path) | {"DOWNRANGE_LIMIT": "3/hour"}
    with serving(variables, "--empty") as (address, _):
        for used in range(4):
            assert allowance(address) == (3, 3600, min(used, 3), "127.0.0.1")
            status, fields, body = ask(
                address, CACHED if used % 2 else "/changes/?since=0", "HEAD" if used == 1 else "GET"
            )
            assert status == (200 if used < 3 else 429)
        wait = int(fields["Retry-After"])
        assert 3500 < wait <= 3600
        detail = f"Request was throttled. Expected available in {wait} seconds."
        assert orjson.loads(body) == {"detail": detail}
        assert fields["Access-Control-Allow-Origin"] == "*"
        for free in ("/", "/docs/", "/health/ready", "/health/live", THROTTLE):
            assert ask(address, free)[0] != 429, free
        assert ask(address, CACHED, "OPTIONS", Access_Control_Request_Method="GET")[0] == 200
        # Behind a trusted proxy each client has a limit of its own; a network of IPv6 is one client.
        assert ask(address, CACHED, X_Forwarded_For="192.0.2.7")[0] == 200
        for host in range(4):
            status, _, _ = ask(address, CACHED, X_Forwarded_For=f"2001:db8::{host}")
            assert status == (200 if host < 3 else 429)
        assert allowance(address, X_Forwarded_For="2001:db8::9")[2:] == (3, "2001:db8::/64")


def test_a_client_with_a_key(tmp_path: Path) -> None:
    """It has a limit of its own, wherever it asks from; one that is wrong, or revoked while the server runs, is 401."""
    variables = migrated(tmp_path) | {"DOWNRANGE_LIMIT": "1/hour"}
    with serving(variables, "--empty") as (address, _):
        limited = run(variables, "key", "create", "phone", "--rate", "2/day").stdout.split()[-1]
        unlimited = run(variables, "key", "create", "display").stdout.split()[-1]
        assert [ask(address)[0] for _ in range(2)] == [200, 429]
        asked = [ask(address, Authorization=f"Token {limited}")[0] for _ in range(3)]
        assert asked == [200, 200, 429]
        assert allowance(address, Authorization=f"Token {limited}") == (2, 86_400, 2, "phone")
        assert {ask(address, Authorization=f"token {unlimited}")[0] for _ in range(10)} == {200}
        assert allowance(address, Authorization=f"Token {unlimited}")[0] == 2_147_483_647
        for wrong in ("Token wrong", "Token ", f"Token {limited}x", "Token \xff"):
            status, fields, body = ask(address, Authorization=wrong)
            assert (status, fields["WWW-Authenticate"]) == (401, "Token")
            assert orjson.loads(body) == {"detail": "Invalid token."}
        assert b"wrong" not in ask(address, THROTTLE, Authorization="Token wrong")[2]
        assert ask(address, Authorization="Basic YTpi")[0] == 429  # no key: the address counts
        assert run(variables, "key", "revoke", "display").returncode == 0
        assert ask(address, Authorization=f"Token {unlimited}")[0] == 401


def test_requests_on_one_connection_are_counted_in_order(tmp_path: Path) -> None:
    """Pipelined, and with the same bytes."""
    variables = migrated(tmp_path) | {"DOWNRANGE_LIMIT": "5/hour"}
    with serving(variables, "--empty") as (address, _):
        connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.connect()
        assert connection.sock is not None
        connection.sock.sendall(f"GET {CACHED} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 9)
        received = b""
        while received.count(b"HTTP/1.1 ") < 9 or not received.endswith(b"}"):
            received += connection.sock.recv(65_536)
        connection.close()
    statuses = [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200"] * 5 + [b"429"] * 4


@pytest.mark.parametrize(("fails", "status"), [("open", 200), ("closed", 503)])
def test_a_redis_that_goes_away(tmp_path: Path, fails: str, status: int) -> None:
    """By the setting requests pass or are refused; one line when it goes, one when it is back."""
    with redis_server(tmp_path) as store:
        variables = migrated(tmp_path) | {
            "DOWNRANGE_LIMIT": "5/hour",
            "DOWNRANGE_CACHE_URL": store.url.replace("redis://", "valkey://"),
            "DOWNRANGE_LIMIT_FAILS": fails,
        }
        with serving(variables, "--empty", complaints=2) as (address, _):
            assert [ask(address)[0] for _ in range(6)] == [200] * 5 + [429]
            store.stop()
            assert {ask(address)[0] for _ in range(10)} == {status}
            store.start()
            time.sleep(1.1)  # for a second it is not asked again
            assert [ask(address)[0] for _ in range(6)] == [200] * 5 + [429]
