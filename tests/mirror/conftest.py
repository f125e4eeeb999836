"""An upstream with a part of the shipped catalogue, and a mirror of it in the test database."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from downrange.api.v230 import CONTRACT
from downrange.config.environment import DEFAULT_SHARES
from downrange.mirror.budget import Budget, WaitError
from downrange.mirror.client import Client
from downrange.mirror.plan import Plan
from downrange.mirror.runner import Mirror, Step

from .. import command
from .small import cut
from .throttling import FastClock, Throttle, throttled


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a part of the shipped catalogue: some records of every table."""
    folder = tmp_path_factory.mktemp("small")
    assert cut(folder) > 500
    return folder


@contextmanager
def serving(folder: Path, home: Path) -> Iterator[str]:
    """The address of a Downrange that has a folder's catalogue, a process with a database of its own."""
    variables = command.migrated(home)
    subprocess.run(
        [sys.executable, "-m", "tests.mirror.upstream", str(folder)], env=variables, cwd=command.ROOT, check=True
    )
    with command.serving(variables) as (address, _):
        yield address


@pytest.fixture(scope="session")
def upstream(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An upstream with the part of the shipped catalogue."""
    with serving(small, tmp_path_factory.mktemp("upstream")) as address:
        yield address


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture
def throttle(upstream: str, clock: FastClock) -> Iterator[tuple[str, Throttle]]:
    """The upstream behind a limit of 15 calls an hour."""
    with throttled(upstream, 15, clock) as proxy:
        yield proxy


MakeMirror = Callable[..., Mirror]


@pytest.fixture
def mirror(clock: FastClock) -> Iterator[MakeMirror]:
    """Makes mirrors of an address."""
    clients = []

    def make(address: str, calls: int = 15, only: tuple[str, ...] = (), *, follows: bool = False) -> Mirror:
        client = Client(address, connect=2, read=5, whole=20)
        clients.append(client)
        plan = Plan(CONTRACT, DEFAULT_SHARES, only)
        return Mirror(CONTRACT, client, Budget(address, calls, clock), plan, clock, follows=follows)

    yield make
    for client in clients:
        client.close()


def read_all(running: Mirror, most: int = 1000) -> list[Step]:
    """Everything that is due, however long the clock has to run for it."""
    steps: list[Step] = []
    while len(steps) < most:
        try:
            step = running.step()
        except WaitError as wait:
            running.clock.sleep((wait.until - running.clock.now()).total_seconds() + 1)
            continue
        if step is None:
            return steps
        steps.append(step)
    raise AssertionError("there is no end to what is due")
