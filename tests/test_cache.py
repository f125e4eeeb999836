"""The cache is bounded in bytes and evicts by S3-FIFO; a snapshot cache holds the entries of one revision."""

import tracemalloc
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from downrange.cache import Cache, Entry, SnapshotCache, compact
from downrange.catalog.snapshot import Snapshot

NOON = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Item:
    name: str
    valid_until: datetime | None = None
    size: int = 10


def test_a_compact_copy_occupies_its_bytes_only() -> None:
    """Of JSON by orjson, whose buffer is larger."""
    record = {"description": "x" * 3000}
    tracemalloc.start()
    try:
        copies = [compact(orjson.dumps(record)) for _ in range(100)]
        occupied, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert copies[0] == orjson.dumps(record)
    assert occupied < 1.1 * sum(map(len, copies))


def test_get_returns_what_was_put() -> None:
    """Until it is removed; then it is evicted once."""
    evicted: list[Entry[str, str]] = []
    cache: Cache[str, str] = Cache(800, evicted.append)
    cache.put("a", "A", 10)
    assert (cache.get("a"), cache.get("b"), len(cache), cache.size) == ("A", None, 1, 10)
    cache.remove("a")
    cache.remove("a")
    assert (cache.get("a"), len(cache), cache.size, [entry.key for entry in evicted]) == (None, 0, 0, ["a"])


def test_a_value_may_fill_the_small_queue_and_no_more() -> None:
    """An eighth of the capacity; a capacity of 0 caches nothing."""
    cache: Cache[str, str] = Cache(800)
    assert cache.put("a", "A", 101) is None
    assert cache.put("b", "B", 100) is not None
    assert (cache.get("a"), cache.get("b")) == (None, "B")
    assert Cache[str, str](0).put("a", "A", 1) is None


def test_put_replaces_the_entry_of_a_key() -> None:
    """With the new size; a value that has become too large leaves nothing behind."""
    cache: Cache[str, str] = Cache(800)
    cache.put("a", "A", 10)
    cache.put("a", "B", 20)
    assert (cache.get("a"), cache.size) == ("B", 20)
    cache.put("a", "C", 500)
    assert (cache.get("a"), cache.size) == (None, 0)


def test_entries_requested_once_evict_none_requested_often() -> None:
    """Entries that were hit move to the main queue; a crawl passes through the small one."""
    cache: Cache[str, int] = Cache(800)
    for number in range(7):
        cache.put(f"often {number}", number, 100)
        cache.get(f"often {number}")
    for number in range(50):
        cache.put(f"once {number}", number, 100)
        assert cache.size <= 800
    assert [cache.get(f"often {number}") for number in range(7)] == list(range(7))
    assert cache.get("once 0") is None


def test_an_entry_of_the_main_queue_that_was_hit_has_a_second_chance() -> None:
    """One that was not hit since it moved there is evicted first."""
    cache: Cache[str, int] = Cache(800)
    for number in range(8):
        cache.put(str(number), number, 100)
        cache.get(str(number))
    cache.put("8", 8, 100)  # all eight move to the main queue and lose their marks; the first of them leaves
    assert cache.size == 800
    cache.get("1")
    cache.get("8")
    cache.put("9", 9, 100)
    assert [cache.get(str(number)) for number in (0, 1, 2, 3, 8, 9)] == [None, 1, None, 3, 8, 9]


def test_a_value_that_grows_evicts_others() -> None:
    """Or leaves, if it has outgrown the small queue."""
    cache: Cache[str, str] = Cache(800)
    for number in range(8):
        cache.put(str(number), "", 90)
    cache.resize("7", 100)
    assert cache.size == 730
    cache.resize("6", 101)
    assert (cache.get("6"), cache.size) == (None, 640)
    cache.resize("unknown", 5)
    assert cache.size == 640


def test_an_entry_of_the_main_queue_is_resized_there() -> None:
    """Its bytes are counted where it is."""
    cache: Cache[str, str] = Cache(800)
    for number in range(9):
        cache.put(str(number), "", 90)
        cache.get(str(number))
    assert "1" in cache.main
    before = cache.main_size
    cache.resize("1", 50)
    assert (cache.main_size, cache.size) == (before - 40, before - 40 + cache.small_size)


@pytest.mark.parametrize(("last", "evicted"), [(50, []), (51, ["0"])])
def test_entries_fill_the_capacity_and_no_more(last: int, evicted: list[str]) -> None:
    """One byte more evicts, when it is put and when an entry grows by it."""
    for grows in (False, True):
        gone: list[Entry[str, str]] = []
        cache: Cache[str, str] = Cache(800, gone.append)
        for number in range(7):
            cache.put(str(number), "", 100)
        cache.put("7", "", 50)
        cache.put("8", "", 1 if grows else last)
        cache.resize("8", last)
        assert [entry.key for entry in gone] == evicted


def test_other_bytes_share_the_capacity() -> None:
    """Entries are evicted for them, the first that came first."""
    cache: Cache[str, str] = Cache(800)
    for number in range(8):
        cache.put(str(number), "", 100)
    cache.make_room(150)
    assert (cache.size, cache.get("0"), cache.get("1"), cache.get("2")) == (600, None, None, "")


def test_clear_does_not_call_on_evict() -> None:
    """`on_evict` is for single entries."""
    evicted: list[object] = []
    cache: Cache[str, str] = Cache(800, evicted.append)
    cache.put("a", "A", 10)
    cache.clear()
    assert (len(cache), cache.size, evicted) == (0, 0, [])


def test_values_are_found_only_at_their_revision() -> None:
    """Another revision, higher or lower, clears the cache."""
    for other in (8, 6):
        cache: SnapshotCache[str, Item] = SnapshotCache(800)
        snapshot = Snapshot(7, NOON)
        cache.put(snapshot, {"a": Item("A"), "b": Item("B")})
        assert cache.get(snapshot, ["a", "c", "b"]) == {"a": Item("A"), "b": Item("B")}
        assert cache.get(replace(snapshot, revision=other), ["a"]) == {}
        assert cache.get(snapshot, ["a"]) == {}


@pytest.mark.parametrize(
    ("later", "found"),
    [(timedelta(), "abc"), (MINUTE, "ac"), (5 * MINUTE, "a"), (4 * MINUTE, "ac"), (-MINUTE, "a")],
)
def test_time_drops_entries_past_their_deadline(later: timedelta, found: str) -> None:
    """At its deadline, not before; a clock that was set back drops all that has one."""
    cache: SnapshotCache[str, Item] = SnapshotCache(800)
    snapshot = Snapshot(7, NOON)
    cache.put(snapshot, {"a": Item("A"), "b": Item("B", NOON + MINUTE), "c": Item("C", NOON + 5 * MINUTE)})
    assert "".join(cache.get(replace(snapshot, now=NOON + later), "abc")) == found


def test_a_cache_without_capacity_is_off() -> None:
    """It is switched off."""
    cache: SnapshotCache[str, Item] = SnapshotCache(0)
    cache.put(Snapshot(7, NOON), {"a": Item("A")})
    assert cache.get(Snapshot(7, NOON), ["a"]) == {}
    assert cache.snapshot is None


def test_a_deadline_is_removed_with_its_entry() -> None:
    """Evicted or cleared, it is not kept."""
    cache: SnapshotCache[str, Item] = SnapshotCache(80)
    for name in "abcdefghijkl":
        cache.put(Snapshot(7, NOON), {name: Item(name, NOON + MINUTE)})
    assert set(cache.deadlines) == {*cache.cache.small, *cache.cache.main}
    assert len(cache.deadlines) == 8
    cache.clear()
    assert (cache.deadlines, cache.snapshot) == ({}, None)
