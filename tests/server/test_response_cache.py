"""The response cache stays within its capacity, and what is asked for again outlives what is not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.catalog.snapshot import Snapshot
from downrange.messages import Response
from downrange.server.representation import CachedResponse, finish
from downrange.server.response_cache import ENTRY_OVERHEAD, MAX_RAW, RAW_OVERHEAD, Key, RawRequest, ResponseCache

CAPACITY = 160_000
NOW = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def key(name: object) -> Key:
    return "http", "testserver", "", f"/2.3.0/{name}".encode(), b"*/*"


def response(size: int = 300, *, lasting: bool = True) -> CachedResponse:
    body, snapshot = b"x" * size, Snapshot(1, NOW)
    return finish(Response(200, (), body, snapshot, None if lasting else LATER), body, snapshot)


def measure(cache: ResponseCache) -> int:
    """What its parts come to, counted anew."""
    entries = [*cache.cache.small.values(), *cache.cache.main.values()]
    rows = [len(raw) + RAW_OVERHEAD for table in cache.raw_requests for raw in table]
    return sum(entry.size for entry in entries) + sum(rows)


def put_raw(cache: ResponseCache, name: object, raw: bytes, *, trusted: bool = True) -> None:
    entry = cache.get(key(name))
    if entry is not None:
        reply = entry.value.representations["identity"].full
        cache.put_raw(raw, RawRequest(entry, reply), trusted=trusted)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 40), st.integers(0, 30_000), st.booleans()),
        st.tuples(st.just("get"), st.integers(0, 40)),
        st.tuples(st.just("raw"), st.integers(0, 40), st.binary(max_size=5000), st.booleans()),
        st.tuples(st.just("encode"), st.integers(0, 40), st.sampled_from(["gzip", "zstd"])),
        st.tuples(st.just("tick")),
        st.tuples(st.just("clear")),
    ),
    max_size=80,
)


@given(STEPS, st.sampled_from([0, 30_000, CAPACITY]))
def test_the_cache_stays_within_its_capacity(steps: list[tuple[object, ...]], capacity: int) -> None:
    """It knows exactly what it holds, and every raw request leads to a response that is cached."""
    cache = ResponseCache(capacity)
    for step in steps:
        match step:
            case ("put", name, int(size), bool(lasting)):
                cache.put(key(name), response(size, lasting=lasting))
            case ("get", name):
                cache.get(key(name))
            case ("raw", name, bytes(raw), bool(trusted)):
                put_raw(cache, name, raw, trusted=trusted)
            case ("encode", name, str(encoding)):
                if (entry := cache.get(key(name))) is not None:
                    entry.value.encode(encoding)
                    cache.resize(entry.key, entry.value)
            case ("tick",):
                cache.remove_expired(LATER, LATER)
                assert not cache.time_dependent
            case _:
                cache.clear()
                assert cache.size == 0
        assert cache.size == measure(cache) <= capacity
        held = {id(entry) for entry in [*cache.cache.small.values(), *cache.cache.main.values()]}
        rows = {(side, raw): row.entry for side in (False, True) for raw, row in cache.raw_requests[side].items()}
        assert {id(entry) for entry in rows.values()} <= held
        assert set(cache.time_dependent) <= {*cache.cache.small, *cache.cache.main}
        assert {raw_key for keys in cache.raw_keys.values() for raw_key in keys} == set(rows)


def test_responses_requested_once_evict_none_requested_again() -> None:
    """A crawler with random parameters, ten times what fits."""
    cache = ResponseCache(CAPACITY)
    for name in range(4):
        cache.put(key(name), response())
        assert cache.get(key(name))
    for stray in range(10 * CAPACITY // ENTRY_OVERHEAD):
        cache.put(key(f"stray/{stray}"), response())
    assert [name for name in range(4) if cache.get(key(name)) is None] == []


def test_a_response_larger_than_an_eighth_is_not_cached() -> None:
    """It would evict all others."""
    cache = ResponseCache(CAPACITY)
    cache.put(key(1), response(CAPACITY // 8))
    assert cache.size == 0


def test_a_response_cached_again_replaces_the_former() -> None:
    """One key has one response."""
    cache = ResponseCache(CAPACITY)
    for size in (100, 200):
        cache.put(key(1), response(size))
    entry = cache.get(key(1))
    assert entry is not None
    assert len(entry.value.body) == 200
    assert cache.size == measure(cache)


def test_a_tick_drops_time_dependent_responses_only() -> None:
    """What holds until the revision rises stays cached."""
    cache = ResponseCache(CAPACITY)
    cache.put(key("flown"), response())
    cache.put(key("flying"), response(lasting=False))
    cache.remove_expired(NOW, NOW)
    assert cache.get(key("flying")) is not None
    cache.remove_expired(LATER, LATER)
    assert cache.get(key("flown")) is not None
    assert cache.get(key("flying")) is None


def test_a_clock_set_back_drops_time_dependent_responses() -> None:
    """A response does not hold before the instant it was made for."""
    cache = ResponseCache(CAPACITY)
    cache.put(key("flying"), response(lasting=False))
    cache.remove_expired(NOW - timedelta(minutes=1), NOW - timedelta(minutes=1))
    assert cache.get(key("flying")) is None


def test_raw_requests_go_with_their_response() -> None:
    """Nothing leads to a response that was dropped."""
    cache = ResponseCache(CAPACITY)
    cache.put(key(1), response(lasting=False))
    put_raw(cache, 1, b"GET")
    assert cache.raw_requests[True]
    cache.remove_expired(LATER, LATER)
    assert not cache.raw_requests[True]


@pytest.mark.parametrize("length", [4097, 100_000])
def test_a_long_raw_request_is_not_cached(length: int) -> None:
    """It is parsed each time."""
    cache = ResponseCache(8 * 1024 * 1024)
    cache.put(key(1), response())
    put_raw(cache, 1, b"x" * length)
    assert not cache.raw_requests[True]


def test_the_longest_raw_request_is_cached() -> None:
    """Its size is counted with its overhead."""
    cache = ResponseCache(8 * 1024 * 1024)
    cache.put(key(1), response())
    before = cache.size
    put_raw(cache, 1, b"x" * MAX_RAW)
    assert cache.size - before == cache.raw_size == MAX_RAW + RAW_OVERHEAD


def test_raw_requests_share_an_eighth_of_the_capacity() -> None:
    """As many as fit: 20 000 bytes, of 15 requests of 1000 bytes and their overhead."""
    cache = ResponseCache(160_000)
    cache.put(key(1), response())
    for number in range(40):
        put_raw(cache, 1, f"{number:01000}".encode())
    assert len(cache.raw_requests[True]) == 15
    assert cache.raw_size == 15 * 1320


@pytest.mark.parametrize("fuller", [False, True])
def test_of_the_raw_requests_of_the_side_that_has_more_the_oldest_leaves(*, fuller: bool) -> None:
    """So a client that no proxy vouches for does not displace those of a proxy, and the other way round."""
    cache = ResponseCache(CAPACITY)
    cache.raw_capacity = 4 * (RAW_OVERHEAD + 10)
    cache.put(key(1), response())
    for number in range(4):
        put_raw(cache, 1, f"{number:010}".encode(), trusted=fuller if number != 3 else not fuller)
    assert cache.raw_size == cache.raw_capacity
    put_raw(cache, 1, b"another 10", trusted=not fuller)
    assert list(cache.raw_requests[fuller]) == [b"0000000001", b"0000000002"]
    assert list(cache.raw_requests[not fuller]) == [b"0000000003", b"another 10"]


def test_a_raw_request_may_fill_the_share_and_no_more() -> None:
    """One that is larger leaves those that are cached where they are."""
    cache = ResponseCache(CAPACITY)
    cache.raw_capacity = RAW_OVERHEAD + 10
    cache.put(key(1), response())
    put_raw(cache, 1, b"0123456789")
    put_raw(cache, 1, b"0123456789+")
    assert list(cache.raw_requests[True]) == [b"0123456789"]


def test_all_raw_requests_of_a_response_go_with_it() -> None:
    """Though one of them went before; nothing of them is left behind."""
    cache = ResponseCache(CAPACITY)
    cache.raw_capacity = 3 * (RAW_OVERHEAD + 1)
    cache.put(key(1), response(lasting=False))
    for raw in (b"a", b"b", b"c", b"d"):
        put_raw(cache, 1, raw)
    assert list(cache.raw_requests[True]) == [b"b", b"c", b"d"]
    cache.remove_expired(LATER, LATER)
    assert (cache.raw_requests, cache.raw_keys, cache.raw_size, cache.size) == (({}, {}), {}, 0, 0)


def test_an_entry_is_counted_with_its_overhead_and_its_key() -> None:
    """The key is `http`, `testserver`, no prefix, `/2.3.0/1` and `*/*`: 25 bytes."""
    cache = ResponseCache(CAPACITY)
    cache.put(key(1), response())
    assert cache.size == response().size + 2048 + 25


def test_a_raw_request_is_counted_once() -> None:
    """Though the same bytes come again, from the same side."""
    cache = ResponseCache(CAPACITY)
    cache.put(key(1), response())
    for _ in range(2):
        put_raw(cache, 1, b"GET")
    assert cache.raw_size == RAW_OVERHEAD + 3


def test_a_raw_request_of_another_response_is_not_cached() -> None:
    """The response that it led to was replaced in the meantime."""
    cache = ResponseCache(CAPACITY)
    cache.put(key(1), response())
    entry = cache.get(key(1))
    assert entry is not None
    cache.put(key(1), response(200))
    cache.put_raw(b"GET", RawRequest(entry, entry.value.representations["identity"].full), trusted=True)
    assert (cache.raw_size, cache.raw_requests) == (0, ({}, {}))


def test_only_the_cached_response_is_resized() -> None:
    """Another of the same key, compressed for a client that asked before, changes nothing."""
    cache = ResponseCache(CAPACITY)
    cache.put(key(1), response())
    size = cache.size
    other = response(5000)
    other.encode("gzip")
    cache.resize(key(1), other)
    assert cache.size == size
    entry = cache.get(key(1))
    assert entry is not None
    entry.value.encode("gzip")
    cache.resize(key(1), entry.value)
    assert cache.size == measure(cache)
