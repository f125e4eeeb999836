"""Several processes have one budget, and one that is killed leaves its calls in the ledger."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from downrange.mirror.models import Upstream

from .. import command

UPSTREAM = "https://processes.example"
LIMIT = 15

Process = subprocess.Popen[str]


class Reserving:
    """Starts processes that reserve calls of one upstream."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = variables

    @contextmanager
    def start(self, limit: int = LIMIT, calls: int = 1000) -> Iterator[Process]:
        """A process that is ready to reserve calls."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.mirror.reserving", UPSTREAM, str(limit), str(calls)],
            env=self.variables,
            cwd=command.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def count(self, limit: int = LIMIT) -> int:
        """How many calls a process of its own may still make."""
        with self.start(limit) as process:
            begin(process)
            return reserved(process)


def begin(*processes: Process) -> None:
    """Let them begin at once, when all are ready."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()


def lines(process: Process) -> Iterator[str]:
    """What it says, until it is done."""
    assert process.stdout is not None
    return itertools.takewhile(lambda line: line != "done\n", process.stdout)


def reserved(process: Process) -> int:
    return sum(line == "reserved\n" for line in lines(process))


@pytest.fixture
def reserving(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Reserving]:
    """Processes that share a database: a file of SQLite, or on PostgreSQL that of the tests."""
    variables = command.environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "downrange.config.settings"}
    if connection.vendor == "postgresql":
        known = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
        variables["DOWNRANGE_DATABASE_URL"] = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)
    migrate = [sys.executable, "-m", "django", "migrate", "mirror"]
    subprocess.run(migrate, env=variables, cwd=command.ROOT, check=True, capture_output=True)
    yield Reserving(variables)
    if connection.vendor == "postgresql":  # what other processes wrote no transaction of this one takes back
        with django_db_blocker.unblock():
            Upstream.objects.filter(pk=UPSTREAM).delete()
            connection.close()


def test_processes_share_the_calls(reserving: Reserving) -> None:
    """Four that reserve at once get what one would."""
    with ExitStack() as stack:
        processes = [stack.enter_context(reserving.start()) for _ in range(4)]
        begin(*processes)
        assert sum(map(reserved, processes)) == LIMIT


def test_the_call_of_a_killed_process_counts(reserving: Reserving) -> None:
    """It was made, perhaps, and its end is not known."""
    with reserving.start(limit=1) as process:
        begin(process)
        assert next(lines(process)) == "reserved\n"
        process.kill()
    assert reserving.count(limit=1) == 0
    assert reserving.count(limit=2) == 1


def test_a_process_may_be_killed_while_it_reserves(reserving: Reserving) -> None:
    """At most the call that it was about to make is lost."""
    with reserving.start(limit=200) as process:
        begin(process)
        before = sum(1 for _ in itertools.islice(lines(process), 5))
        process.kill()
        before += reserved(process)
    assert 200 - before - reserving.count(limit=200) in (0, 1)
