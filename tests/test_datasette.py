"""What Datasette is asked beside Downrange."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bench import datasette

from downrange.catalog import models


def test_datasette_is_asked_to_sort_spacecraft_by_flights() -> None:
    """The query uses the names of the table and its column."""
    assert f"/{models.Spacecraft._meta.db_table}.json?" in datasette.TEN
    assert f"&_sort_desc={models.Spacecraft._meta.get_field('flights_count').attname}&" in datasette.TEN
    assert "_size=100&" in datasette.HUNDRED


def test_datasette_gets_a_complete_copy_in_one_file(tmp_path: Path) -> None:
    """What has been committed but not yet written to the database's own file is in it."""
    database, folder = tmp_path / "live.sqlite3", tmp_path / "copy"
    folder.mkdir()
    with closing(sqlite3.connect(database)) as live:
        live.execute("PRAGMA journal_mode = WAL")
        live.execute("CREATE TABLE spacecraft (name)")
        live.execute("INSERT INTO spacecraft VALUES ('Soyuz T-2')")
        live.commit()
        copy = datasette.still(database, folder)
    assert list(folder.iterdir()) == [copy]
    with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as still:
        assert still.execute("SELECT name FROM spacecraft").fetchall() == [("Soyuz T-2",)]
