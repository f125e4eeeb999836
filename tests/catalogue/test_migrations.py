"""Migrations: nothing is left out of them, and both ways lead to the same tables."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from ..command import LONGEST, environment

MIGRATE = """
import sys
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate([("catalog", sys.argv[1])])
"""
CHECK = re.compile(r'CONSTRAINT "(\w+)" CHECK')


@pytest.mark.django_db
def test_every_change_of_a_model_has_a_migration() -> None:
    """Django finds nothing to add."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="it looks into files of SQLite")
def test_both_ways_lead_to_the_same_tables(tmp_path: Path) -> None:
    """Step by step, as an old database came to be, and at once."""
    at_once = "0001_initial_squashed_0005_launchers_and_spacewalks"
    step_by_step = "0005_launchers_and_spacewalks"
    assert tables(tmp_path / "a", at_once) == tables(tmp_path / "b", step_by_step)


def tables(home: Path, migration: str) -> dict[str, Any]:
    """What each table has, in whatever order: columns, indexes, triggers and names of checks."""
    home.mkdir()
    variables = environment(home) | {"DJANGO_SETTINGS_MODULE": "downrange.site.settings"}
    subprocess.run([sys.executable, "-c", MIGRATE, migration], env=variables, check=True, timeout=LONGEST)
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(home / "data" / "downrange.sqlite3")) as database:
        for kind, name, table, sql in database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"):
            if kind == "table" and table != "django_migrations":
                columns = {row[1:] for row in database.execute(f"PRAGMA table_info({name})")}
                found[name] = (columns, set(CHECK.findall(sql)))
            elif kind != "table":
                found[f"{kind} {name}"] = (table, sql)
    return found
