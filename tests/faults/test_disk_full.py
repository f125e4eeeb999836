"""A disk that fills up: what was being written is not there, what was there is whole, and one line says so.

The system is told that no file may grow beyond a size, which SQLite meets as it meets a full disk.
"""

import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ..command import COMMAND, COMMAND_TIMEOUT, ROOT, filled, migrated, run
from ..mirror.conftest import serving, small  # noqa: F401 - `small` is a fixture

pytestmark = pytest.mark.slow
ROOM = 400_000  # bytes of a file; a migrated database has more
EDIT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
import django
django.setup()
from downrange.catalog.editing import editing
from downrange.catalog.models import Landing
with editing(by="Ada", source="local"):
    Landing.objects.bulk_create(Landing(pk=1_900_000_000 + number) for number in range(5000))
"""


def confined(variables: dict[str, str], *command: str, room: int = ROOM) -> "subprocess.CompletedProcess[str]":
    """A command whose files may not grow beyond a size."""
    return subprocess.run(
        command,
        env=variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=COMMAND_TIMEOUT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY)),
    )


def rows(home: Path, table: str) -> int:
    """Of a database that is whole."""
    with closing(sqlite3.connect(home / "data" / "downrange.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def assert_one_line(done: "subprocess.CompletedProcess[str]") -> None:
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "see that the disk is not full" in done.stderr


def test_while_loading(tmp_path: Path) -> None:
    """Nothing is loaded; once there is room, a load succeeds."""
    variables = migrated(tmp_path)
    assert_one_line(confined(variables, *COMMAND, "load"))
    assert rows(tmp_path, "catalog_launch") == 0
    assert run(variables, "load").returncode == 0
    assert run(variables, "check").returncode == 0


def test_while_editing(tmp_path: Path) -> None:
    """The edit is not there, nor a change of it, and the next one gets its revision."""
    variables = filled(tmp_path)
    before = rows(tmp_path, "catalog_landing"), rows(tmp_path, "catalog_change")
    done = confined(variables, sys.executable, "-c", EDIT)
    assert done.returncode == 1
    assert "OperationalError" in done.stderr
    assert (rows(tmp_path, "catalog_landing"), rows(tmp_path, "catalog_change")) == before
    subprocess.run([sys.executable, "-c", EDIT], env=variables, cwd=ROOT, check=True)
    assert rows(tmp_path, "catalog_landing") == before[0] + 5000


def test_while_mirroring(small: Path, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    """The page is not there; the next run reads it."""
    variables = migrated(tmp_path / "mirror")
    arguments = ("mirror", "--empty", "--once", "--resources", "agencies")
    with serving(small, tmp_path / "upstream") as upstream:
        assert_one_line(confined(variables, *COMMAND, *arguments, "--from", upstream))
        assert rows(tmp_path / "mirror", "catalog_agency") == 0
        assert run(variables, *arguments, "--from", upstream).returncode == 0
        assert rows(tmp_path / "mirror", "catalog_agency") > 50
