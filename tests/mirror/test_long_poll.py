"""A server that follows another: what is edited there is here within seconds, and waiting for it costs one call."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import orjson
import pytest

from .. import command
from .conftest import serving

pytestmark = pytest.mark.slow

TIMEOUT = 60
"""Seconds; without a long poll the mirror would look again after 240."""
WAITING = "FROM mirror_call WHERE purpose = 'feed' AND url LIKE '%wait=%'"
"""The ledger's calls whose answer may wait for news; until it is here the status is empty."""
EDIT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
import django
django.setup()
from datetime import datetime
from downrange.catalog.editing import editing
from downrange.catalog.models import Landing
print(datetime.utcnow(), end="")
with editing(by="Ada", source="local"):
    Landing.objects.bulk_create(Landing(pk=1_900_000_000 + number) for number in range(1000))
"""


def test_an_edit_of_a_thousand_records_arrives(small: Path, tmp_path: Path) -> None:
    """In one call, which was made before the edit and had waited for it."""
    with (
        serving(small, tmp_path / "upstream") as upstream,
        command.serving(command.migrated(tmp_path / "mirror"), "--empty", "--mirror", upstream) as (address, _),
    ):
        database = tmp_path / "mirror" / "data" / "downrange.sqlite3"
        until(lambda: "" in query(database, f"SELECT status {WAITING}"))
        before = landings(address)
        edited = subprocess.run(
            [sys.executable, "-c", EDIT],
            env=command.environment(tmp_path / "upstream"),
            cwd=command.ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        until(lambda: landings(address) == before + 1000)
        (made,) = query(database, f"SELECT at {WAITING} AND records >= 1000")
        assert datetime.fromisoformat(made) < datetime.fromisoformat(edited.stdout)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def landings(address: str) -> int:
    with urlopen(f"{address}/2.3.0/landings/?limit=1") as response:
        return int(orjson.loads(response.read())["count"])


def query(database: Path, sql: str) -> list[str]:
    """The one column that is selected."""
    with closing(sqlite3.connect(database)) as connection:
        return [value for (value,) in connection.execute(sql)]
