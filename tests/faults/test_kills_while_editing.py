"""SIGKILL of editors, of workers and of the server, while clients ask and an editor edits."""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ..command import COMMAND_TIMEOUT, ROOT, run, serving
from .test_database_away import NEW, get
from .wire import workers_of

pytestmark = pytest.mark.slow
SEED = 20261127
KILLS = 4
EDITOR = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
import django
django.setup()
from downrange.catalog.editing import editing
from downrange.catalog.models import Agency
number = int(Agency.objects.get(pk=44).description or 0)
while True:
    number += 1
    with editing(by="Ada", source="local"):
        Agency.objects.update(description=str(number))
    print(number, flush=True)
"""


@pytest.fixture
def numbered(data: Path) -> Path:
    """The data folder, where no edit has been made yet."""
    with closing(sqlite3.connect(data / "downrange.sqlite3")) as connection, connection:
        connection.execute("UPDATE catalog_agency SET description = '0'")
    return data


def begin(variables: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", EDITOR], env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill(editor: "subprocess.Popen[str]") -> int:
    """End an editor; the number of the last edit that it was told is done."""
    editor.kill()
    assert editor.stdout is not None
    lines = editor.stdout.read().splitlines()
    editor.wait()
    editor.stdout.close()
    return int(lines[-1]) if lines else 0


def stored(data: Path) -> int:
    """The number of the last edit in a database that is whole: every agency has it, and every revision its change."""
    with closing(sqlite3.connect(data / "downrange.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ((text,),) = connection.execute("SELECT DISTINCT description FROM catalog_agency").fetchall()
        last, count = connection.execute("SELECT max(id), count(*) FROM catalog_change").fetchone()
        assert connection.execute("SELECT number FROM catalog_revision").fetchone() == (last,)
        assert count == last
    return int(text)


def two_workers(server: int) -> list[int]:
    """Those of a server, once both are there."""
    deadline = time.monotonic() + COMMAND_TIMEOUT
    while len(found := workers_of(server)) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def test_an_editor_that_is_killed_leaves_whole_edits(numbered: Path, variables: dict[str, str]) -> None:
    """At any moment: each edit is there for all 358 agencies or for none, and none that was done is lost."""
    chance = random.Random(SEED)  # noqa: S311 - when to kill
    for _ in range(KILLS):
        editor = begin(variables)
        assert editor.stdout is not None
        done = int(editor.stdout.readline())
        time.sleep(chance.uniform(0.0, 0.3))
        done = max(done, kill(editor))
        assert done <= stored(numbered) <= done + 1
    assert run(variables, "check").returncode == 0


def test_workers_that_are_killed_are_replaced_while_clients_ask(numbered: Path, variables: dict[str, str]) -> None:
    """Six of them, one after the other, while an editor edits: a request on a connection of its own fails at most where
    a worker was killed, and one line says so each time.
    """
    failures = 0
    with serving(variables, "--workers", "2", complaints=6) as (address, server):
        editor = begin(variables)
        for number in range(6):
            victim = two_workers(server.pid)[number % 2]
            os.kill(victim, signal.SIGKILL)
            for offset in range(10):
                try:
                    assert get(address, NEW.format(10 * number + offset + 1))[0] == 200
                except OSError:
                    failures += 1
        done = kill(editor)
    assert failures <= 6
    assert done <= stored(numbered) <= done + 1
    assert run(variables, "check").returncode == 0


def test_a_server_that_is_killed_leaves_nothing_behind(numbered: Path, variables: dict[str, str]) -> None:
    """Its workers end by themselves, the port is free for the next start, and the edits that were done are there."""
    ended = False
    with suppress(AssertionError), serving(variables, "--workers", "2") as (address, server):
        editor = begin(variables)
        assert get(address, NEW.format(1))[0] == 200
        workers = two_workers(server.pid)
        server.kill()
        server.wait()
        deadline = time.monotonic() + COMMAND_TIMEOUT
        while any(Path(f"/proc/{worker}").exists() for worker in workers):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with socket.create_server(("127.0.0.1", int(str(urlsplit(address).port)))):
            ended = True
    assert ended  # what follows a kill, serving() takes for a fault
    done = kill(editor)
    assert done <= stored(numbered) <= done + 1
    assert run(variables, "check").returncode == 0
