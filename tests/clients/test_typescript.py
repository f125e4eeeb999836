"""The client that openapi-typescript and openapi-fetch make, against a live server."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from downrange.api.v230 import CONTRACT

from .conftest import COMMAND_TIMEOUT, documented

FOLDER = Path(__file__).parent / "typescript"
PACKAGES = FOLDER / "node_modules"

if shutil.which("node") is None:
    pytest.skip("Node is not installed", allow_module_level=True)
if not PACKAGES.is_dir():
    pytest.skip("npm ci was not run in tests/clients/typescript", allow_module_level=True)


def run(folder: Path, *command: str) -> str:
    """What a command says that must end well, in the folder of the program."""
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def built(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs, once the compiler has nothing to say against them and the types of the server's document."""
    folder = tmp_path_factory.mktemp("typescript")
    (folder / "node_modules").symlink_to(PACKAGES)
    for name in ("package.json", "tsconfig.json", "walk.ts"):
        shutil.copy(FOLDER / name, folder)
    (folder / "documented.ts").write_text(documented("typescript", server), encoding="utf-8")
    run(
        folder,
        "node_modules/.bin/openapi-typescript",
        f"{server}{CONTRACT.base_path}schema/",
        "--output",
        "schema.d.ts",
    )
    run(folder, "node_modules/.bin/tsc")
    return folder / "built"


@pytest.fixture(scope="module")
def learnt(server: str, built: Path) -> dict[str, Any]:
    """What `walk.ts` says."""
    found: dict[str, Any] = json.loads(run(built, "node", "walk.js", server))
    return found


def test_response_mode_discriminates_the_types_of_a_list(learnt: dict[str, Any]) -> None:
    """What only one form says is there in its mode."""
    assert learnt["modes"] == {"list": ["Government"], "normal": [1958], "detailed": ["Apollo Command/Service Module"]}


def test_a_record_is_read(learnt: dict[str, Any]) -> None:
    """With what it nests."""
    assert learnt["record"] == ["Soyuz T-2", "1980-06-05T14:19:30Z", "1980-06-09T12:39:00Z"]


def test_several_values_may_be_repeated_or_separated_by_commas(learnt: dict[str, Any]) -> None:
    """The parameter repeated, or its values separated by commas."""
    assert (learnt["repeated"], learnt["byCommas"]) == (10, 10)


def test_a_filtered_list_is_read_page_by_page(learnt: dict[str, Any]) -> None:
    """To every record, once."""
    assert len(set(learnt["inSpace"])) == len(learnt["inSpace"]) == 14


def test_errors_are_read(learnt: dict[str, Any]) -> None:
    """Their status and what is wrong."""
    assert learnt["missing"] == [404, {"detail": "No Spacecraft matches the given query."}]
    status, errors = learnt["refused"]
    assert (status, list(errors)) == (400, ["status"])


def test_the_documented_program_runs(built: Path) -> None:
    """A line for each craft in space, and the error."""
    *craft, error = run(built, "node", "documented.js").splitlines()
    assert len(craft) == 10
    assert error == "404 { detail: 'No Spacecraft matches the given query.' }"
