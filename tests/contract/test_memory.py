"""What is kept between answers: bounded, and of one epoch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from downrange.api.memory import Memory
from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import Snapshot

NOON = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2030, 1, 1, 12, 1, tzinfo=UTC)
ROOM = 100_000


@dataclass(frozen=True)
class Thing:
    size: int = 1000
    running: bool = False


@pytest.fixture
def memory(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory[str, Thing]]:
    """One with room for a hundred things, of a catalogue at revision 1."""
    settings.CACHE_FRAGMENTS = ROOM
    monkeypatch.setattr(Revision, "current", lambda: Revision(number=1))
    kept: Memory[str, Thing] = Memory("CACHE_FRAGMENTS")
    kept.recall(Snapshot(1, NOON), [])
    return kept


def test_it_is_bounded_and_keeps_what_is_asked_again(memory: Memory[str, Thing]) -> None:
    """Two generations of half the room each; what is asked again passes into the younger."""
    memory.keep(Snapshot(1, NOON), {"popular": Thing()})
    for number in range(5000):
        memory.keep(Snapshot(1, NOON), {f"crawled {number}": Thing()})
        assert "popular" in memory.recall(Snapshot(1, NOON), ["popular"])
        assert sum(thing.size for thing in (*memory.young.values(), *memory.old.values())) <= ROOM


def test_it_keeps_nothing_larger_than_a_generation(memory: Memory[str, Thing]) -> None:
    """Nor does that push anything out."""
    memory.keep(Snapshot(1, NOON), {"small": Thing(), "large": Thing(size=ROOM)})
    assert list(memory.recall(Snapshot(1, NOON), ["small", "large"])) == ["small"]


def test_it_forgets_what_shows_the_time_with_the_tick(memory: Memory[str, Thing]) -> None:
    """And only that; nor is anything kept that was computed for the tick before."""
    memory.keep(Snapshot(1, NOON), {"lasting": Thing(), "running": Thing(running=True)})
    assert list(memory.recall(Snapshot(1, LATER), ["lasting", "running"])) == ["lasting"]
    memory.keep(Snapshot(1, NOON), {"late": Thing(running=True)})
    assert list(memory.young) == ["lasting"]


def test_it_forgets_everything_with_the_revision(memory: Memory[str, Thing]) -> None:
    """There is no dependency to get wrong."""
    memory.keep(Snapshot(1, NOON), {"lasting": Thing()})
    assert not memory.recall(Snapshot(2, NOON), ["lasting"])


def test_it_keeps_nothing_that_a_change_overtook(memory: Memory[str, Thing], monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading the revision and keeping what was read, another may have come."""
    monkeypatch.setattr(Revision, "current", lambda: Revision(number=2))
    memory.keep(Snapshot(1, NOON), {"mixed": Thing()})
    assert not memory.young


def test_it_recalls_nothing_when_it_is_switched_off(memory: Memory[str, Thing], settings: Any) -> None:
    """Whatever it had kept before."""
    memory.keep(Snapshot(1, NOON), {"lasting": Thing()})
    settings.CACHE_FRAGMENTS = 0
    assert not memory.recall(Snapshot(1, NOON), ["lasting"])
