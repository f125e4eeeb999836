"""What is remembered stays within its bound, and what is asked again outlives what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.server.representation import Answer, Response, finish
from downrange.server.request import Key
from downrange.server.response_cache import OVERHEAD, ROW_OVERHEAD, Memory

BOUND = 160_000


def key(name: object) -> Key:
    return ("http", b"testserver", f"/2.3.0/{name}".encode(), b"*/*", b"")


def answer(size: int = 300, *, lasting: bool = True) -> Answer:
    return finish(Response("200 OK", (), b"x" * size), None, lasting=lasting)


def measure(memory: Memory) -> int:
    """What its parts come to, counted anew."""
    entries = [*memory.newcomers.values(), *memory.residents.values()]
    rows = [len(request) + ROW_OVERHEAD for table in memory.known for request in table]
    return sum(entry.size for entry in entries) + sum(rows)


def learn(memory: Memory, name: object, request: bytes, *, trusted: bool = True) -> None:
    entry = memory.recall(key(name))
    if entry is not None:
        memory.learn(entry, request, entry.answer.representations["identity"].full, None, trusted=trusted)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("remember"), st.integers(0, 40), st.integers(0, 30_000), st.booleans()),
        st.tuples(st.just("recall"), st.integers(0, 40)),
        st.tuples(st.just("learn"), st.integers(0, 40), st.binary(max_size=5000), st.booleans()),
        st.tuples(st.just("encode"), st.integers(0, 40), st.sampled_from(["gzip", "zstd"])),
        st.tuples(st.just("tick")),
        st.tuples(st.just("forget")),
    ),
    max_size=80,
)


@given(STEPS, st.sampled_from([0, 30_000, BOUND]))
def test_memory_stays_within_its_bound_whatever_is_asked(steps: list[tuple[object, ...]], bound: int) -> None:
    """And knows exactly what it holds; every row of known requests leads to an answer that is there."""
    memory = Memory(bound)
    for step in steps:
        match step:
            case ("remember", name, int(size), bool(lasting)):
                memory.remember(key(name), answer(size, lasting=lasting))
            case ("recall", name):
                memory.recall(key(name))
            case ("learn", name, bytes(request), bool(trusted)):
                learn(memory, name, request, trusted=trusted)
            case ("encode", name, str(encoding)):
                if (entry := memory.recall(key(name))) is not None:
                    entry.answer.encode(encoding)
                    memory.grow(entry.key, entry.answer)
            case ("tick",):
                memory.forget_running()
                assert not memory.running
            case _:
                memory.forget()
                assert memory.size == 0
        assert memory.size == measure(memory) <= bound
        held = {id(entry) for entry in [*memory.newcomers.values(), *memory.residents.values()]}
        rows = {(side, request): row.entry for side in (False, True) for request, row in memory.known[side].items()}
        assert {id(entry) for entry in rows.values()} <= held
        assert {id(entry) for entry in memory.running.values()} <= held
        assert all(place in entry.requests for place, entry in rows.items())


def test_questions_asked_once_push_out_nothing_that_is_asked_again() -> None:
    """A crawler with random parameters, ten times what fits."""
    memory = Memory(BOUND)
    for name in range(4):
        memory.remember(key(name), answer())
        assert memory.recall(key(name))
    for stray in range(10 * BOUND // OVERHEAD):
        memory.remember(key(f"stray/{stray}"), answer())
    assert [name for name in range(4) if memory.recall(key(name)) is None] == []


def test_while_there_is_room_nothing_is_forgotten() -> None:
    """Newcomers may have what residents do not need."""
    memory = Memory(BOUND)
    names = range(BOUND // 2 // OVERHEAD)
    for name in names:
        memory.remember(key(name), answer())
    assert all(memory.recall(key(name)) for name in names)


def test_residents_that_are_no_longer_asked_make_room() -> None:
    """What was popular once does not stay for ever."""
    memory = Memory(BOUND)
    for name in range(1000):
        memory.remember(key(name), answer())
        memory.recall(key(name))
    assert memory.recall(key(0)) is None
    assert memory.recall(key(999)) is not None


def test_an_answer_larger_than_the_newcomers_room_is_not_kept() -> None:
    """It would push out all others, and stay no longer than the next."""
    memory = Memory(BOUND)
    memory.remember(key(1), answer(BOUND // 8))
    assert memory.size == 0


def test_an_answer_remembered_again_replaces_the_former() -> None:
    """One question has one answer."""
    memory = Memory(BOUND)
    for size in (100, 200):
        memory.remember(key(1), answer(size))
    entry = memory.recall(key(1))
    assert entry is not None
    assert len(entry.answer.representations["identity"].full.body) == 200
    assert memory.size == measure(memory)


def test_a_tick_forgets_only_what_shows_it() -> None:
    """What holds until the revision rises is kept."""
    memory = Memory(BOUND)
    memory.remember(key("flown"), answer())
    memory.remember(key("flying"), answer(lasting=False))
    memory.forget_running()
    assert memory.recall(key("flown")) is not None
    assert memory.recall(key("flying")) is None


def test_known_requests_go_with_their_answer() -> None:
    """Nothing leads to an answer that was dropped."""
    memory = Memory(BOUND)
    memory.remember(key(1), answer(lasting=False))
    learn(memory, 1, b"GET")
    assert memory.known[True]
    memory.forget_running()
    assert not memory.known[True]


@pytest.mark.parametrize("length", [4097, 100_000])
def test_a_very_long_request_is_not_known(length: int) -> None:
    """It is read each time."""
    memory = Memory(1024 * 1024)
    memory.remember(key(1), answer())
    learn(memory, 1, b"x" * length)
    assert not memory.known[True]
