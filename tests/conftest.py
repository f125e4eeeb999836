"""What all tests share: the shipped catalogue in the test database, and the command."""

import os
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from downrange.catalog import clock
from downrange.catalog.editing import unguarded
from downrange.seed import DATA
from downrange.seed.load import Loaded, load

from . import command

# No test is about the time that it takes. A fixture that lasts for all examples is what those that use one want.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("untimed")

REFILL = pytest.StashKey[Callable[[], object]]()

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the shipped catalogue come last, in whatever order: all others find an empty database, however the run
    is shuffled.
    """
    items.sort(key=needs_catalogue)


@pytest.fixture(scope="session")
def catalogue(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Loaded:
    """The shipped catalogue, loaded once for the rest of the run; what loading it did. Each test that asks for it sees
    it, and changes it in its own transaction only.
    """

    def fill() -> Loaded:
        with django_db_blocker.unblock():
            return load(DATA, clock.tick())

    request.config.stash[REFILL] = fill
    return fill()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Puts the catalogue back after a test that has no transaction around it, and so leaves an empty database."""
    with unguarded():  # Django empties the tables after a test without a transaction
        yield
    marker = item.get_closest_marker("django_db")
    if nextitem is not None and marker is not None and marker.kwargs.get("transaction") and needs_catalogue(item):
        item.config.stash[REFILL]()


def needs_catalogue(item: pytest.Item) -> bool:
    return "catalogue" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """The guard refuses writes without an edit, as it does in production, but for tests with the fixture
    `direct_writes`. Their other fixtures write so too.
    """
    with unguarded() if "direct_writes" in getattr(item, "fixturenames", ()) else nullcontext():
        return (yield)


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Tests change the catalogue and roll it back, so two of them may see one revision with different records."""
    from downrange.config.application import api

    api().caches.clear()


@pytest.fixture
def direct_writes() -> None:
    """The test writes records without an edit, because it is about what is derived or answered."""


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The connection lives as long as the test, whose transaction it holds, though the application is called without
    Django's own client, which sees to that.
    """
    signals = (request_started, request_finished)
    connected = [signal for signal in signals if signal.disconnect(close_old_connections)]
    yield
    for signal in connected:
        signal.connect(close_old_connections)


@pytest.fixture(scope="session", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All processes of a run share the data folders that are made once."""
    base = tmp_path_factory.getbasetemp()
    command.templates = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the shipped catalogue, a process with a database of its own."""
    with command.serving(command.filled(tmp_path_factory.mktemp("server"))) as (address, _):
        yield address


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """The environment of a command: no setting but the data folder, which does not exist yet."""
    return command.environment(tmp_path)


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, str]:
    """The environment of a command whose database has tables and no record."""
    return command.migrated(tmp_path)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The command's data folder with the shipped catalogue, as `downrange load` leaves it."""
    return Path(command.filled(tmp_path)["DOWNRANGE_DATA"])


@pytest.fixture
def downrange(variables: dict[str, str]) -> Command:
    """Runs the command `downrange` to its end; settings are given by name."""
    return lambda *arguments, **settings: command.run(
        variables | {f"DOWNRANGE_{name}": value for name, value in settings.items()}, *arguments
    )
