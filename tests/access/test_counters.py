"""Counters: never one request more than allowed, in any window."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from django.db import connection, connections

from downrange.access import counters
from downrange.access.counters import Count, DatabaseCounter, RedisCounter
from downrange.access.models import Use
from downrange.access.rates import Rate

from .redis_server import redis_server

HOURLY = Rate(3, 3600)


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server.url


@pytest.mark.django_db
def test_the_window_slides() -> None:
    """A request is allowed again when the one of three before it is an hour old, not at the hour."""
    clock = Clock()
    counter = DatabaseCounter(clock)
    assert [counter.count("a", HOURLY) for _ in range(2)] == [Count(1, allowed=True), Count(2, allowed=True)]
    clock.seconds += 1000
    assert counter.count("a", HOURLY) == Count(3, allowed=True)
    assert counter.count("a", HOURLY) == Count(3, allowed=False, wait=2600)
    assert counter.count("b", HOURLY) == Count(1, allowed=True)
    clock.seconds += 2599.5
    assert counter.count("a", HOURLY) == Count(3, allowed=False, wait=1)
    clock.seconds += 0.5
    assert counter.look("a", HOURLY) == Count(1, allowed=True)
    assert [counter.count("a", HOURLY).allowed for _ in range(3)] == [True, True, False]


@pytest.mark.django_db
def test_what_was_refused_is_not_counted() -> None:
    """Whoever goes on asking is not punished."""
    clock = Clock()
    counter = DatabaseCounter(clock)
    for _ in range(10):
        counter.count("a", HOURLY)
    assert counter.look("a", HOURLY) == Count(3, allowed=False, wait=3600)


@pytest.mark.django_db
def test_a_lower_limit_counts_what_was_allowed_before() -> None:
    """The wait is until so many have left the window that one is allowed."""
    clock = Clock()
    counter = DatabaseCounter(clock)
    for _ in range(3):
        counter.count("a", HOURLY)
        clock.seconds += 100
    assert counter.look("a", Rate(2, 3600)) == Count(3, allowed=False, wait=3400)


@pytest.mark.django_db
def test_a_clock_that_is_set_back_frees_nothing_and_blocks_nobody_for_longer_than_a_period() -> None:
    clock = Clock()
    counter = DatabaseCounter(clock)
    for _ in range(3):
        counter.count("a", HOURLY)
    clock.seconds -= 900
    assert counter.count("a", HOURLY) == Count(3, allowed=False, wait=3600)


@pytest.mark.django_db
def test_clients_of_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their rows would be kept for ever."""
    monkeypatch.setattr(counters, "CLEANUP_INTERVAL", 3)
    clock = Clock()
    counter = DatabaseCounter(clock)
    counter.count("a", HOURLY)
    clock.seconds += 4000
    counter.count("b", HOURLY)
    counter.count("c", HOURLY)
    assert sorted(Use.objects.values_list("client", flat=True)) == ["b", "c"]


def test_redis_counts_alike(redis_url: str) -> None:
    """In a window of a second, by its own clock."""
    counter, rate = RedisCounter(redis_url), Rate(3, 1)
    assert [counter.count("a", rate) for _ in range(3)] == [Count(n, allowed=True) for n in (1, 2, 3)]
    assert counter.count("a", rate) == Count(3, allowed=False, wait=1)
    assert counter.look("a", Rate(5, 3600)) == Count(3, allowed=True)
    assert counter.look("a", Rate(2, 3600)) == Count(3, allowed=False, wait=3600)
    with redis.Redis.from_url(redis_url) as client:
        assert 0 < int(client.ttl("downrange:use:a")) <= 1  # type: ignore[arg-type]


def test_threads_of_redis_get_no_more_than_allowed(redis_url: str) -> None:
    assert allowed_of(lambda: RedisCounter(redis_url), 200, Rate(50, 3600)) == 50


@pytest.mark.django_db(transaction=True)
def test_threads_of_the_database_get_no_more_than_allowed() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the test database is in memory, which threads share; test_limits has processes")
    assert allowed_of(DatabaseCounter, 100, Rate(30, 3600)) == 30


def allowed_of(make: Callable[[], RedisCounter | DatabaseCounter], requests: int, rate: Rate) -> int:
    """How many of so many requests are allowed, in eight threads with a counter each."""

    def ask(number: int) -> bool:
        try:
            return make().count("crowd", rate).allowed
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        return sum(threads.map(ask, range(requests)))


def test_a_redis_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(redis.RedisError):
        RedisCounter("redis://127.0.0.1:1/0").count("a", HOURLY)
