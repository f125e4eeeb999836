"""Backups, taken while the database is in use, and what is restored from them."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import orjson
import pytest

from ..command import ROOT, environment, run, serving
from ..conftest import Command
from ..faults.cluster import cluster

EDIT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
import django
django.setup()
from downrange.catalog.editing import editing
from downrange.catalog.models import Agency
with editing(by="Ada", source="local"):
    Agency.objects.filter(pk=63).update(name="Club")
"""


def edit(variables: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", EDIT], env=variables, cwd=ROOT, check=True)


def name_of(address: str) -> str:
    with urlopen(f"{address}/2.3.0/agencies/63/") as response:
        return str(orjson.loads(response.read())["name"])


def test_a_backup_has_what_was_edited_while_the_server_runs(
    variables: dict[str, str], data: Path, tmp_path: Path
) -> None:
    """Put in the place of the database it is served, sound."""
    copy = tmp_path / "copy.sqlite3"
    with serving(variables) as (address, _):
        before = name_of(address)
        edit(variables)
        done = run(variables, "backup", str(copy))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"{copy}: {copy.stat().st_size} bytes\n"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert before != "Club"
    shutil.rmtree(data)
    data.mkdir()
    copy.rename(data / "downrange.sqlite3")
    with serving(variables) as (address, _):
        assert name_of(address) == "Club"
    assert run(variables, "check").returncode == 0


def test_a_backup_overwrites_nothing(downrange: Command, data: Path, tmp_path: Path) -> None:
    """One line, and the file is as it was; a folder that is not there is one line, too."""
    (tmp_path / "mine").write_text("mine")
    done = downrange("backup", str(tmp_path / "mine"))
    assert (done.returncode, done.stderr) == (
        2,
        f"downrange: {tmp_path / 'mine'} is there already; name another file\n",
    )
    assert (tmp_path / "mine").read_text() == "mine"
    done = downrange("backup", str(tmp_path / "nowhere" / "copy"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_of_postgresql_it_names_the_program(downrange: Command) -> None:
    done = downrange("backup", "copy", DATABASE_URL="postgres://a@127.0.0.1:1/b")
    assert done.returncode == 2
    assert "pg_dump --format=custom --file=FILE URL" in done.stderr


@pytest.mark.slow
def test_a_dump_of_postgresql_is_restored(tmp_path: Path) -> None:
    """By the two commands of the documentation, into a database of another name."""
    with cluster() as made:
        variables = environment(tmp_path) | {"DOWNRANGE_DATABASE_URL": made.url}
        with serving(variables) as (address, _):
            edit(variables)
            made.run("pg_dump", "--format=custom", "--file=dump", made.url.replace("postgres://", "postgresql://"))
        restored = made.url.replace("/postgres", "/restored").replace("postgres://restored", "postgres://postgres")
        made.run("createdb", "-h", "127.0.0.1", "-p", str(made.port), "-U", "postgres", "restored")
        made.run("pg_restore", "--dbname", restored.replace("postgres://", "postgresql://"), "dump")
        with serving(variables | {"DOWNRANGE_DATABASE_URL": restored}) as (address, _):
            assert name_of(address) == "Club"
