"""The command `downrange`, as its users run it: a process of its own, in an environment of its own."""

import http.client
import json
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from downrange import __version__

from .command import COMMAND, COMMAND_TIMEOUT, free_port, serving
from .conftest import Command


@contextmanager
def database(data: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(data / "downrange.sqlite3")) as connection, connection:
        yield connection


def count(data: Path, table: str = "spacecraft") -> int:
    with database(data) as connection:
        return int(connection.execute(f"SELECT count(*) FROM catalog_{table}").fetchone()[0])  # noqa: S608


def ask(address: str, **headers: str) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, None


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_need_no_settings(downrange: Command, variables: dict[str, str], option: str) -> None:
    """They make no folder, key or database, and read no setting."""
    done = downrange(option, PROT="8000")
    assert (done.returncode, done.stderr) == (0, "")
    assert not Path(variables["DOWNRANGE_DATA"]).exists()


def test_the_version_is_that_of_the_package(downrange: Command) -> None:
    """It is written in one place."""
    assert downrange("--version").stdout == f"Downrange {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "settings", "complaint"),
    [
        (["launch"], {}, "argument COMMAND: invalid choice: 'launch'"),
        (["serve", "--colour"], {}, "unrecognized arguments: --colour; see downrange --help"),
        (["serve", "--port", "80a"], {}, "DOWNRANGE_PORT (--port) must be a whole number from 1 to 65535, not '80a'"),
        (["serve"], {"PROT": "8000"}, "DOWNRANGE_PROT is not a setting; known are DOWNRANGE_DATA"),
        (["serve"], {"SECRET_KEY": "secret"}, "DOWNRANGE_SECRET_KEY is a development key"),
        (["serve", "--host", "nowhere.invalid"], {}, "nowhere.invalid is not an address of this machine"),
        (["serve", "--data", "/dev/null/data"], {}, "DOWNRANGE_DATA: cannot use the folder '/dev/null/data'"),
        (["load", "--data", "/dev/null/data"], {}, "DOWNRANGE_DATA: cannot use the folder '/dev/null/data'"),
        (["serve", "--wait", "1m"], {}, "argument --wait: must be a whole number of seconds from 0 to 86400, not '1m'"),
        (["check"], {}, "there is no database in "),
        (
            ["check"],
            {"DATABASE_URL": "postgres://alice:wordpass@127.0.0.1:1/craft"},
            "the database craft at 127.0.0.1:1",
        ),
    ],
    ids=str,
)
def test_an_error_is_one_line(
    downrange: Command, arguments: list[str], settings: dict[str, str], complaint: str
) -> None:
    """On standard error, with exit status 2, and never a traceback or a password."""
    port = [] if arguments[0] != "serve" or "--port" in arguments else ["--port", str(free_port())]
    done = downrange(*arguments, *port, **settings)
    assert done.returncode == 2
    assert done.stderr.startswith(f"downrange: {complaint}")
    assert done.stderr.count("\n") == 1
    assert "wordpass" not in done.stderr


def test_a_port_in_use_is_reported_before_the_database_is_made(downrange: Command, variables: dict[str, str]) -> None:
    """The database is not touched for a server that cannot serve."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = downrange("serve", "--port", str(other.getsockname()[1]))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Address already in use" in done.stderr
    assert not Path(variables["DOWNRANGE_DATA"]).exists()


def test_options_win_over_the_environment(downrange: Command, data: Path, tmp_path: Path) -> None:
    """Command-line options take precedence."""
    done = downrange("check", "--data", str(data), DATA=str(tmp_path / "elsewhere"))
    assert str(data) in done.stdout
    assert not (tmp_path / "elsewhere").exists()


def test_load_fills_an_empty_database(data: Path) -> None:
    """It makes the database if there is none."""
    assert count(data) == 633


def test_load_is_safe_to_repeat(downrange: Command, data: Path) -> None:
    """A second load reports no change."""
    done = downrange("load")
    assert done.returncode == 0
    assert "0 records added, 0 changed, " in done.stdout


def test_load_restores_a_changed_record(downrange: Command, data: Path) -> None:
    """A shipped record is again as it was shipped."""
    with database(data) as connection:
        connection.execute(
            "UPDATE catalog_spacecraft SET name = 'x' WHERE id = (SELECT min(id) FROM catalog_spacecraft)"
        )
    assert "0 records added, 1 changed, " in downrange("load").stdout


def test_check_passes_after_a_load(downrange: Command, data: Path) -> None:
    """It reports the number of records and the date of the facts."""
    done = downrange("check")
    assert (done.returncode, done.stderr) == (0, "")
    first, facts, last = done.stdout.splitlines()
    assert first == f"Downrange {__version__}, database {data}/downrange.sqlite3"
    assert " records in " in facts
    assert ", facts as of " in facts
    assert last == "No problems"


def test_check_reports_everything_that_is_wrong(downrange: Command, data: Path) -> None:
    """References that another program broke, which SQLite keeps, by the address of the record that refers; a wrong
    figure with the stored value and the derived one; contradictions; launches that lack what clients read unguarded.
    None of them hides another, or the summary.
    """
    changes = (
        "catalog_agency SET type_id = 999999 WHERE id = 63",
        "catalog_agency_country SET country_id = 999999 WHERE agency_id = 44",
        "catalog_launch SET mission_id = 999999 WHERE launch_designator = '1969-059'",
        "catalog_launch SET pad_id = NULL, status_id = NULL WHERE launch_designator = '1969-018'",
        "catalog_spacecraft SET spacecraft_config_id = 99999 WHERE id = 224",
        f"catalog_spacecraftflight SET launch_id = '{'f' * 32}' WHERE id = 6",
        "catalog_spacecraftflight_landing_crew SET astronautflight_id = 99999 WHERE spacecraftflight_id = 35",
        "catalog_spacecraftflight_launch_crew SET spacecraftflight_id = 99999 WHERE spacecraftflight_id = 36",
        "catalog_dockingevent SET departure = '2100-01-01 00:00:00' WHERE id = 1000000001",
        "catalog_agency SET pending_launches = 777 WHERE id = 63",
    )
    with database(data) as connection:
        for change in changes:
            assert connection.execute(f"UPDATE OR REPLACE {change}").rowcount > 0, change
        eleven, nine = (
            UUID(connection.execute("SELECT id FROM catalog_launch WHERE launch_designator = ?", [each]).fetchone()[0])
            for each in ("1969-059", "1969-018")
        )
    done = downrange("check")
    assert (done.returncode, done.stderr) == (1, "")
    for line in (
        "agencies/63/: refers to a record of catalog_agencytype that is not there",
        "agencies/44/: refers to a record of catalog_country that is not there",
        f"launches/{eleven}/: refers to a record of catalog_mission that is not there",
        f"launches/{nine}/: it has no pad, status",
        "spacecraft/224/: refers to a record of catalog_spacecraftconfiguration that is not there",
        "spacecraft_flights/6/: refers to a record of catalog_launch that is not there",
        "spacecraft_flights/35/: refers to a record of catalog_astronautflight that is not there",
        "spacecraft_flights/99999/: refers to a record of catalog_spacecraftflight that is not there",
        "docking_events/1000000001/: its departure comes after the end of its chaser's flight ",
        "agencies/63/: pending_launches is 777, the log says ",
    ):
        assert f"/2.3.0/{line}" in done.stdout
    assert " records in " in done.stdout.splitlines()[-2]
    assert done.stdout.splitlines()[-1].endswith(" problems")


def test_check_counts_a_single_fault(downrange: Command, data: Path) -> None:
    """A wrong figure changes nothing else."""
    with database(data) as connection:
        connection.execute("UPDATE catalog_agency SET pending_launches = 777 WHERE id = 63")
    done = downrange("check")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 problem")


def test_check_reports_a_damaged_file(downrange: Command, data: Path) -> None:
    """It cannot be checked any further."""
    (data / "downrange.sqlite3").write_bytes(b"no database at all" * 1000)
    done = downrange("check")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "file is not a database" in done.stderr


@pytest.mark.parametrize("arguments", [["serve"], ["check"], ["load"]], ids=str)
def test_a_database_that_lost_its_bytes_is_reported(downrange: Command, data: Path, arguments: list[str]) -> None:
    """It is not filled again as if it were new."""
    path = data / "downrange.sqlite3"
    path.write_bytes(b"")
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    port = ["--port", str(free_port())] if arguments == ["serve"] else []
    done = downrange(*arguments, *port)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.endswith("has 0 bytes; restore it from a backup, or delete it to begin anew\n")
    assert path.stat().st_size == 0


@pytest.mark.parametrize("arguments", [["serve"], ["check"]], ids=str)
@pytest.mark.parametrize("place", [b'CREATE TABLE "catalog_agency"', b"SQLite format 3"], ids=["schema", "header"])
def test_a_damaged_byte_is_one_line(downrange: Command, data: Path, place: bytes, arguments: list[str]) -> None:
    """Of the schema, or of the first page; never a traceback."""
    path = data / "downrange.sqlite3"
    content = bytearray(path.read_bytes())
    content[content.index(place) + len(place) // 2] = 0xFF
    path.write_bytes(content)
    port = ["--port", str(free_port())] if arguments == ["serve"] else []
    done = downrange(*arguments, *port)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "see that the disk is not full and that the file is yours and whole" in done.stderr


@pytest.mark.usefixtures("tables")
def test_an_empty_catalogue_is_a_problem(downrange: Command) -> None:
    """As a first load leaves it that failed."""
    done = downrange("check")
    assert done.returncode == 1
    assert "the catalogue is empty; downrange load fills it" in done.stdout
    assert done.stdout.endswith("\n1 problem\n")


def test_check_does_not_migrate(downrange: Command, variables: dict[str, str]) -> None:
    """It reports unapplied migrations and what to do."""
    data = Path(variables["DOWNRANGE_DATA"])
    data.mkdir()
    with database(data) as connection:
        connection.execute("CREATE TABLE of_another_program (id)")
    done = downrange("check")
    assert done.returncode == 2
    assert "the database is of an older version; downrange serve or downrange load brings it up to date" in done.stderr


def test_a_database_of_a_newer_version_is_refused(downrange: Command, data: Path) -> None:
    """An older version must not write to an unknown schema."""
    with database(data) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('catalog', '9999_future', '2030-01-01')"
        )
    done = downrange("load")
    assert done.returncode == 2
    assert "the database was made by a newer Downrange (catalog 9999_future)" in done.stderr


def test_a_start_updates_the_statistics_of_the_query_planner(variables: dict[str, str], data: Path) -> None:
    """So that a filter by several columns follows the index that tells most records apart."""
    with serving(variables), database(data) as connection:
        asked = "SELECT id FROM catalog_spacecraft WHERE status_id = 4 AND spacecraft_config_id = 6 AND in_space"
        (*_, plan) = connection.execute(f"EXPLAIN QUERY PLAN {asked}").fetchone()
    assert "spacecraft_config_id" in plan


def test_a_start_mends_an_index_of_rows_that_were_renumbered(variables: dict[str, str], data: Path) -> None:
    """As VACUUM, or a dump that is restored, may number the rows of a table whose primary key is no integer."""
    with database(data) as connection:
        connection.execute("UPDATE catalog_launch SET rowid = -rowid")
        (designator,) = connection.execute(
            "SELECT launch_designator FROM catalog_launch WHERE launch_designator != ''"
        ).fetchone()
    with serving(variables) as (address, _):
        _, page = ask(f"{address}/2.3.0/launches/?search={designator}")
    assert [launch["launch_designator"] for launch in page["results"]] == [designator]


def test_serve_with_empty_loads_nothing(tables: dict[str, str]) -> None:
    """For a catalogue of one's own."""
    with serving(tables, "--empty") as (address, _):
        assert ask(f"{address}/2.3.0/spacecraft/")[1]["count"] == 0


def test_serve_keeps_a_changed_catalogue(variables: dict[str, str], data: Path) -> None:
    """A start does not load over an operator's changes."""
    with database(data) as connection:
        connection.execute("UPDATE catalog_agency SET name = 'Club' WHERE id = 63")
    with serving(variables) as (address, _):
        assert ask(f"{address}/2.3.0/agencies/63/")[1]["name"] == "Club"


def test_a_foreign_host_is_refused(variables: dict[str, str], data: Path) -> None:
    """Requests with a host name that is not allowed get 400."""
    with serving(variables) as (address, _):
        assert ask(f"{address}/2.3.0/spacecraft/", Host="evil.example")[0] == 400


def test_serving_a_network_names_the_setting_for_hosts(variables: dict[str, str], data: Path) -> None:
    """A server on all addresses accepts only this machine's names until others are allowed."""
    with serving(variables, "--host", "0.0.0.0") as (_, server):  # noqa: S104
        assert server.stdout is not None
        hint = next(server.stdout)
    assert hint.startswith("It answers to localhost, 127.0.0.1, [::1]; to let clients address it by other names")


def test_an_interrupted_server_exits_without_a_message(variables: dict[str, str], data: Path) -> None:
    """Ctrl-C ends the server with status 0 and no message."""
    with serving(variables) as (_, server):
        server.send_signal(signal.SIGINT)


def test_a_server_ends_with_its_terminal(variables: dict[str, str], data: Path) -> None:
    """A later start finds the port free."""
    with serving(variables) as (_, server):
        server.send_signal(signal.SIGHUP)
        assert server.wait(COMMAND_TIMEOUT) == 0


def test_a_server_may_outlive_its_terminal(variables: dict[str, str], data: Path) -> None:
    """Started by nohup. The signals by which gunicorn would load its settings or itself anew do nothing."""
    with (
        serving(variables, command=("nohup", *COMMAND)) as (address, server),
        closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection,
    ):
        for _ in range(2):
            connection.request("GET", "/2.3.0/")
            assert connection.getresponse().read()
            for name in (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2):
                server.send_signal(name)
            with pytest.raises(subprocess.TimeoutExpired):
                server.wait(1)  # nor is the process replaced that has the connection


def test_two_starts_at_once_share_one_database(variables: dict[str, str]) -> None:
    """The first creates and fills it, the second waits until it has, and both answer. SIGTERM ends them with status
    0.
    """
    with ThreadPoolExecutor(2) as starts:
        counts = list(starts.map(lambda _: serve_and_count(variables), range(2)))
    assert counts == [633, 633]
    assert count(Path(variables["DOWNRANGE_DATA"])) == 633


def serve_and_count(variables: dict[str, str]) -> int:
    with serving(variables) as (address, _):
        return int(ask(f"{address}/2.3.0/spacecraft/?limit=1")[1]["count"])


SCRIPT = """
import django
django.setup()
from downrange.catalog.editing import editing
from downrange.catalog.models import Agency
with editing(by="Ada", source="local"):
    Agency.objects.filter(pk=63).update(name="Mine")
"""


def test_check_repairs_derived_columns_and_reports_them(downrange: Command, data: Path) -> None:
    """A wrong figure, and the sort key and the folded text of a name that another program wrote. Each column is one
    line, and afterwards `check` finds no problem.
    """
    with database(data) as connection:
        connection.execute("UPDATE catalog_agency SET pending_launches = 777, name = 'Ångström' WHERE id = 63")
    texts = [f"/2.3.0/agencies/63/: {column} is not that of its name" for column in ("name_sort_key", "name_folded")]
    done = downrange("check")
    assert (done.returncode, [line for line in texts if line in done.stdout.splitlines()]) == (1, texts)
    repaired = downrange("check", "--repair")
    assert (repaired.returncode, repaired.stderr) == (0, "")
    _, figure, one, other, *_ = repaired.stdout.splitlines()
    assert [one, other] == [line.replace(" is not", " was not") + ", is now" for line in texts]
    assert figure.startswith("/2.3.0/agencies/63/: pending_launches was 777, is now ")
    assert downrange("check").returncode == 0


def test_load_keeps_what_an_operators_script_edited_until_released(
    downrange: Command, data: Path, variables: dict[str, str]
) -> None:
    """A script edits as the documentation says; load says what it keeps, and how to get the shipped value back."""
    settings = variables | {"DJANGO_SETTINGS_MODULE": "downrange.config.settings"}
    subprocess.run([sys.executable, "-c", SCRIPT], env=settings, check=True, timeout=COMMAND_TIMEOUT)
    kept = "1 field of 1 record kept as edited here; downrange load --release gives them back"
    assert kept in downrange("load").stdout
    released = downrange("load", "--release").stdout
    assert "0 records added, 1 changed, " in released
    assert "kept" not in released
