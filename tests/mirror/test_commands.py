"""`downrange mirror`, `downrange import` and `downrange serve --mirror`, as their users run them."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from .. import command

pytestmark = pytest.mark.usefixtures("tables")

Command = Callable[..., "subprocess.CompletedProcess[str]"]
SEED = Path(__file__).parents[1] / "contract" / "seed_page.json"
TIMEOUT = 60
"""Seconds that a server may take to mirror a page."""


def test_a_mirror_fills_an_empty_catalogue(upstream: str, downrange: Command) -> None:
    """As far as the calls of an hour go; a line for each call; the status afterwards."""
    done = downrange("mirror", "--from", upstream, "--empty", "--once", "--resources", "agencies", MIRROR_CALLS="15")
    assert (done.returncode, done.stderr) == (0, "")
    assert "agencies: 100 records read" in done.stdout or "agencies: " in done.stdout
    assert "calls left" in done.stdout
    status = downrange("mirror", "--status")
    assert status.returncode == 0
    assert f"Upstream {upstream}" in status.stdout
    line = next(line for line in status.stdout.splitlines() if line.startswith("agencies "))
    records, mirrored = line.split()[1:3]
    assert records == mirrored != "0"


def test_a_dry_run_asks_nothing(downrange: Command, data: Path) -> None:
    """The plan, with records, calls and hours; the upstream need not exist."""
    done = downrange("mirror", "--from", "http://127.0.0.1:9", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("launches/upcoming"))
    assert lines[first].split()[1:] == ["dashboard", "311", "4", "1"]
    assert any(line.split()[:4] == ["launches", "copy", "7852", "79"] for line in lines)


def test_the_status_of_no_mirror(downrange: Command, data: Path) -> None:
    done = downrange("mirror", "--status")
    assert done.returncode == 0
    assert "Nothing was mirrored yet" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "settings", "complaint"),
    [
        ((), {}, "name the upstream: downrange mirror --from https://ll.thespacedevs.com"),
        (("--from", "ll.thespacedevs.com"), {}, "DOWNRANGE_MIRROR must be the URL of an upstream"),
        (("--from", "https://u:p@ll.thespacedevs.com"), {}, "DOWNRANGE_MIRROR must be the URL of an upstream"),
        (("--from", "https://x.example", "--calls-per-hour", "0"), {}, "DOWNRANGE_MIRROR_CALLS"),
        (("--from", "https://x.example", "--resources", "rockets"), {}, "there is no resource 'rockets'"),
        (("--from", "https://x.example"), {"MIRROR_SHARES": "launches=5"}, "DOWNRANGE_MIRROR_SHARES must be shares"),
        (("--from", "https://x.example"), {"UPSTREAM_TOKEN": "a b"}, "DOWNRANGE_UPSTREAM_TOKEN must be printable"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: tuple[str, ...], settings: dict[str, str], complaint: str, downrange: Command
) -> None:
    """And exit status 2."""
    done = downrange("mirror", "--empty", *arguments, **settings)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_token_stays_secret(upstream: str, downrange: Command) -> None:
    """Whatever goes wrong, it is not printed."""
    done = downrange(
        "mirror",
        "--empty",
        "--once",
        "--from",
        "http://127.0.0.1:9",
        "--resources",
        "agencies",
        UPSTREAM_TOKEN="s3cr3t",  # noqa: S106
    )
    assert "s3cr3t" not in done.stdout + done.stderr


def test_a_server_mirrors_beside_its_workers(upstream: str, variables: dict[str, str]) -> None:
    """It fills, and clients see it. The process ends with the server."""
    with command.serving(variables, "--empty", "--mirror", upstream) as (address, server):
        deadline = time.monotonic() + TIMEOUT
        while count(f"{address}/2.3.0/space_stations/") == 0:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        companions = children(server.pid, "mirror")
        assert len(companions) == 1
        with urlopen(f"{address}/docs/status/") as response:
            assert upstream in response.read().decode()
    assert not Path(f"/proc/{companions[0]}").exists()


def test_the_mirror_ends_when_its_server_is_killed(upstream: str, variables: dict[str, str]) -> None:
    """Nobody is left who would have it end."""
    server = subprocess.Popen(
        [*command.COMMAND, "serve", "--empty", "--port", str(command.free_port()), "--mirror", upstream],
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + TIMEOUT
    while not (companions := children(server.pid, "mirror")):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    server.send_signal(signal.SIGKILL)
    server.wait()
    while Path(f"/proc/{companions[0]}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_seed_page_is_imported_as_it_is(downrange: Command, variables: dict[str, str], tmp_path: Path) -> None:
    """Its ten craft, field for field but for the descriptions, which are not in the file; a second import changes
    nothing.
    """
    page = json.loads(SEED.read_text(encoding="utf-8"))
    done = downrange("import", str(SEED), "--empty", "--resource", "spacecraft")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{SEED}: 10 records read" in done.stdout
    again = downrange("import", str(SEED), "--empty", "--resource", "spacecraft")
    assert "10 records read, 0 added, 0 changed" in again.stdout
    with command.serving(variables, "--empty") as (address, _):
        keys = ",".join(str(record["id"]) for record in page["results"])
        with urlopen(f"{address}/2.3.0/spacecraft/?id={keys}&limit=10") as response:
            answered = json.loads(response.read())
    by_key = {record["id"]: record for record in answered["results"]}
    assert {record.pop("description") for record in by_key.values()} == {""}
    expected = json.loads(json.dumps(page).replace("?format=api", "").replace("http://testserver", address))
    assert [by_key[record["id"]] for record in page["results"]] == expected["results"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "is neither JSON nor JSON Lines"),
        ("[]", "holds no records"),
        ("[1]", "holds something else than records"),
        ('{"id": 1, "name": "x"}', "does not tell what its records are of; name the resource with --resource"),
    ],
)
def test_a_file_of_no_use_is_one_line(content: str, complaint: str, downrange: Command, tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    file.write_text(content)
    done = downrange("import", "--empty", str(file))
    assert done.returncode == 2
    assert complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["spacecrafts", "api-throttle"])
def test_a_name_that_is_no_lists_is_refused_before_the_catalogue_is_filled(downrange: Command, name: str) -> None:
    """One line, and exit status 2."""
    done = downrange("import", str(SEED), "--resource", name)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"there is no resource {name!r}; /2.3.0/ lists them" in done.stderr


def test_a_file_that_is_not_there(downrange: Command, tmp_path: Path) -> None:
    done = downrange("import", "--empty", str(tmp_path / "none.json"))
    assert done.returncode == 2
    assert "cannot read" in done.stderr


@pytest.mark.parametrize("form", ["a record", "a record a line", "a page a line"])
def test_each_form_is_recognised(form: str, downrange: Command, tmp_path: Path) -> None:
    """By its content; the resource by the records' URLs."""
    records = [
        {"response_mode": "list", "id": key, "url": f"https://ll.thespacedevs.com/2.3.0/agencies/{key}/"}
        | {"name": f"Agency {key}", "abbrev": "", "type": {"id": 1, "name": "Government"}}
        for key in (1, 2)
    ]
    page = {"count": 2, "next": None, "previous": None, "results": records}
    content = {
        "a record": json.dumps(records[0]),
        "a record a line": "\n".join(map(json.dumps, records)),
        "a page a line": f"{json.dumps(page)}\n{json.dumps(page)}\n",
    }[form]
    file = tmp_path / "saved.json"
    file.write_text(content)
    done = downrange("import", "--empty", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert "added" in done.stdout


def count(url: str) -> int:
    with urlopen(url) as response:
        return int(json.loads(response.read())["count"])


def children(pid: int, argument: str) -> list[int]:
    """The processes that a process started with an argument."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                arguments = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if parent == pid and argument.encode() in arguments:
                found.append(int(entry.name))
    return found
