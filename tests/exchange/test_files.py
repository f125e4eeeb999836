"""`downrange export`: files of every format, and what is refused."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ..command import migrated, run
from ..conftest import Command

SMALL = ("--where", "in_space=true&ordering=id&fields=id,name,is_placeholder,time_in_space,status.name,image.credit")
HEADER = ["id", "name", "is_placeholder", "time_in_space", "time_in_space.seconds", "status.name", "image.credit"]


def export(downrange: Command, *arguments: str) -> None:
    done = downrange("export", *arguments)
    assert (done.returncode, done.stderr) == (0, "")


def read_csv(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@pytest.mark.usefixtures("data")
def test_all_formats_have_the_same_cells(downrange: Command, tmp_path: Path) -> None:
    """Of the craft in space: CSV, JSON Lines, Parquet, a spreadsheet, SQLite."""
    import pyarrow.parquet as pq

    files = {name: tmp_path / f"craft.{name}" for name in ("csv", "jsonl", "parquet", "xlsx", "sqlite")}
    for name, path in files.items():
        export(downrange, "spacecraft", "--format", name, *SMALL, "-o", str(path))
    header, *rows = read_csv(files["csv"])
    assert header == [*HEADER, "attribution"]
    assert len(rows) == 14
    table = pq.read_table(files["parquet"])
    assert table.column_names == HEADER
    assert [str(kind) for kind in table.schema.types] == [
        "int64", "string", "bool", "string", "double", "string", "string",
    ]  # fmt: skip
    assert b"CC BY 4.0" in table.schema.metadata[b"attribution"]
    assert [str(each) for each in table["id"].to_pylist()] == [row[0] for row in rows]
    assert table["name"].to_pylist() == [row[1] for row in rows]
    assert [f"{each:.0f}" for each in table["time_in_space.seconds"].to_pylist()] == [row[4] for row in rows]
    about, *records = [json.loads(line) for line in files["jsonl"].read_text(encoding="utf-8").splitlines()]
    assert about["_"]["as_of"] == "2026-09-28T00:00:00Z"
    assert [record["name"] for record in records] == table["name"].to_pylist()
    with closing(sqlite3.connect(files["sqlite"])) as database:
        assert [name for (name,) in database.execute("SELECT name FROM spacecraft")] == table["name"].to_pylist()
    assert files["xlsx"].read_bytes()[:2] == b"PK"


@pytest.mark.usefixtures("data")
def test_an_export_of_json_lines_imports_to_the_same_bytes(downrange: Command, tmp_path: Path) -> None:
    """Sixty craft with their flights, into a catalogue that has nothing."""
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    export(downrange, *DETAILED, "--where", "limit=60&ordering=id", "-o", str(first))
    other = migrated(tmp_path / "other")
    done = run(other, "import", "--empty", str(first))
    assert (done.returncode, done.stderr) == (0, "")
    assert "60 records read" in done.stdout
    done = run(other, "export", *DETAILED, "--where", f"id={ids_of(first)}&ordering=id", "-o", str(second))
    assert (done.returncode, done.stderr) == (0, "")
    assert first.read_bytes().splitlines()[1:] == second.read_bytes().splitlines()[1:]


DETAILED = ("spacecraft", "--format", "jsonl", "--mode", "detailed")


def ids_of(path: Path) -> str:
    return ",".join(str(json.loads(line)["id"]) for line in path.read_text(encoding="utf-8").splitlines()[1:])


@pytest.mark.usefixtures("data")
def test_everything_is_a_database_for_others(downrange: Command, tmp_path: Path) -> None:
    """Tables of facts with foreign keys that lead somewhere, and views with the figures of an instant."""
    path = tmp_path / "everything.sqlite"
    export(downrange, "--all", "--format", "sqlite", "-o", str(path))
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {"launches", "spacecraft", "astronauts", "spacecraft_flights_onboard_crew", "about"} <= tables
        columns = {row[1] for row in database.execute("PRAGMA table_info(spacecraft)")}
        assert columns.isdisjoint({"name_folded", "time_in_space_offset"})
        assert database.execute("SELECT count(*) FROM spacecraft").fetchone() == (633,)
        atlantis = "SELECT time_in_space, flights_count FROM spacecraft_figures WHERE name = 'Space Shuttle Atlantis'"
        assert database.execute(atlantis).fetchone() == (26_484_901, 33)
        assert "CC BY 4.0" in database.execute("SELECT value FROM about WHERE name = 'attribution'").fetchone()[0]


@pytest.mark.usefixtures("tables")
def test_an_age_that_is_not_known_is_null(downrange: Command, tmp_path: Path) -> None:
    """That of an empty catalogue, in the table `about`."""
    path = tmp_path / "nothing.sqlite"
    export(downrange, "--all", "--format", "sqlite", "-o", str(path))
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT value FROM about WHERE name = 'as_of'").fetchall() == [(None,)]


@pytest.mark.usefixtures("tables")
def test_it_goes_to_standard_output_without_a_file(downrange: Command) -> None:
    """Of an empty list the header."""
    done = downrange("export", "config/orbits", "--format", "csv")
    assert (done.returncode, done.stdout) == (
        0,
        "id,name,abbrev,celestial_body.response_mode,celestial_body.id,celestial_body.name,attribution\n",
    )


@pytest.mark.usefixtures("tables")
def test_a_file_that_is_there_stays(downrange: Command, tmp_path: Path) -> None:
    """Nothing else is left beside it."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "craft.csv").write_text("mine")
    done = downrange("export", "spacecraft", "--format", "csv", "-o", str(folder / "craft.csv"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert (folder / "craft.csv").read_text() == "mine"
    assert [path.name for path in folder.iterdir()] == ["craft.csv"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("rockets", "--format", "csv"), "there is no list 'rockets'"),
        (("--format", "csv"), "name a resource, or --all"),
        (("--all", "--format", "csv"), "--all is the whole catalogue as sqlite"),
        (("spacecraft", "--format", "csv", "--where", "colour=red"), "colour=red means nothing for spacecraft"),
        (("launches", "--format", "csv", "--where", "net__gte=x"), "net__gte: Enter a valid date/time."),
        (("spacecraft", "--format", "csv", "--mode", "huge"), "mode=huge means nothing for spacecraft"),
        (("spacecraft", "--format", "csv", "-o", "/nowhere/x.csv"), "cannot write /nowhere/x.csv"),
        (("spacecraft", "--format", "yaml"), "invalid choice: 'yaml'"),
    ],
)
@pytest.mark.usefixtures("tables")
def test_a_mistake_is_refused(downrange: Command, arguments: tuple[str, ...], complaint: str) -> None:
    """With one line, or argparse's two, and exit status 2."""
    done = downrange("export", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_database_gets_none(variables: dict[str, str]) -> None:
    """There is nothing to export."""
    done = run(variables, "export", "spacecraft", "--format", "csv")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert not (Path(variables["DOWNRANGE_DATA"]) / "downrange.sqlite3").exists()
