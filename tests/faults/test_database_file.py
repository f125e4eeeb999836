"""What may happen to the file of SQLite while it is served: it is removed, cut, overwritten or locked."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from ..command import ANY, run, serving
from .test_database_away import CACHED, NEW, get

pytestmark = pytest.mark.slow
NAME = "downrange.sqlite3"


def halve(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwrite(file: Path) -> None:
    file.write_bytes(b"This is no database. " * 5000)


@pytest.mark.parametrize("damage", [halve, overwrite])
def test_a_damaged_file_is_503_and_the_server_stays(
    damage: Callable[[Path], None], data: Path, variables: dict[str, str]
) -> None:
    """What is cached is sent on, and all else is 503, whatever is asked; nothing is 500 and nothing repairs the file by
    chance. With the file as it was, the next start serves it.
    """
    file, whole = data / NAME, data.parent / "whole"
    with serving(variables, complaints=ANY) as (address, server):
        assert [get(address, CACHED)[0] for _ in range(2)] == [200, 200]
        merge(file)
        whole.write_bytes(file.read_bytes())
        damage(file)
        statuses = [get(address, NEW.format(number))[0] for number in range(1, 31)]
        assert set(statuses) <= {200, 503}
        assert statuses[-1] == 503
        assert get(address, CACHED)[0] == 200
        assert get(address, "/health/ready")[0] == 503
        assert get(address, "/health/live")[0] == 200
        assert server.poll() is None
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
        (data / name).unlink(missing_ok=True)
    whole.rename(file)
    assert run(variables, "check").returncode == 0


def merge(file: Path) -> None:
    """Have the file hold everything, and the log beside it nothing."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_removed_file_is_not_replaced_by_an_empty_one(data: Path, variables: dict[str, str]) -> None:
    """What is cached is sent on; what is new is answered by open connections or is 503, and never from nothing."""
    with serving(variables, complaints=ANY) as (address, _):
        assert get(address, CACHED)[0] == 200
        count = orjson.loads(get(address, NEW.format(1))[2])["count"]
        for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
            (data / name).unlink(missing_ok=True)
        for number in range(2, 12):
            status, _, body = get(address, NEW.format(number))
            assert status == 503 or orjson.loads(body)["count"] == count
        assert get(address, CACHED)[0] == 200
        assert not (data / NAME).exists()


def test_a_locked_file_is_read(data: Path, variables: dict[str, str]) -> None:
    """Another program holds the lock of writers: reading goes on, cached and new, and the log is silent."""
    with serving(variables) as (address, _), closing(sqlite3.connect(data / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert {get(address, NEW.format(number))[0] for number in range(1, 21)} == {200}
        assert get(address, "/health/ready")[0] == 200
        other.execute("ROLLBACK")
    assert run(variables, "check").returncode == 0
