"""A data folder that nothing can be written to, such as that of an image or of a read-only mount."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..command import ANY, COMMAND, COMMAND_TIMEOUT, filled, serving
from ..faults.test_database_away import NEW, get

pytestmark = pytest.mark.slow
FILE = "downrange.sqlite3"


@pytest.fixture
def command() -> tuple[str, ...]:
    """The command, by a process that may not write where it has no permission: root may anywhere, unless it gives that
    up.
    """
    if os.geteuid() != 0:
        return COMMAND
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv")
    return ("setpriv", "--bounding-set=-dac_override", *COMMAND)


@pytest.fixture
def variables(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The shipped catalogue in a folder without anything else."""
    variables, data = filled(tmp_path), tmp_path / "data"
    for file in data.iterdir():
        if file.name != FILE:
            file.unlink()
    (data / FILE).chmod(0o444)
    data.chmod(0o555)
    yield variables
    data.chmod(0o755)


def test_it_is_served(command: tuple[str, ...], variables: dict[str, str]) -> None:
    """Lists, records, the front page and health; the folder stays as it is. One line says that figures are not derived
    any more, if any is due.
    """
    data = Path(variables["DOWNRANGE_DATA"])
    with serving(variables, command=command, complaints=ANY) as (address, _):
        assert {get(address, NEW.format(number))[0] for number in range(1, 6)} == {200}
        assert get(address, "/2.3.0/spacecraft/1/")[0] == 200
        assert get(address, "/")[0] == 200
        assert get(address, "/health/ready")[0] == 200
        assert [file.name for file in data.iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("arguments", "settings", "complaint"),
    [
        (("load",), {}, "nothing can be written to"),
        (("key", "create", "display"), {}, "nothing can be written to"),
        (("check", "--repair"), {}, "nothing can be written to"),
        (("serve", "--mirror", "https://ll.thespacedevs.com"), {}, "nothing can be mirrored into it"),
        (("serve",), {"DOWNRANGE_LIMIT": "15/hour"}, "set DOWNRANGE_CACHE_URL"),
    ],
)
def test_what_would_write_is_one_line(
    command: tuple[str, ...],
    variables: dict[str, str],
    arguments: tuple[str, ...],
    settings: dict[str, str],
    complaint: str,
) -> None:
    """And exit status 2."""
    done = run_as(command, variables | settings, *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert complaint in done.stderr


def test_checking_it_needs_no_writing(command: tuple[str, ...], variables: dict[str, str]) -> None:
    done = run_as(command, variables, "check")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_only_in_the_log_of_writes_is_not_left_out(command: tuple[str, ...], variables: dict[str, str]) -> None:
    """Nobody could merge it, so the start is refused."""
    data = Path(variables["DOWNRANGE_DATA"])
    data.chmod(0o755)
    (data / f"{FILE}-wal").write_bytes(b"what was written last")
    data.chmod(0o555)
    done = run_as(command, variables, "serve")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "holds what was written last" in done.stderr


def run_as(command: tuple[str, ...], variables: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*command, *arguments], env=variables, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=False
    )
