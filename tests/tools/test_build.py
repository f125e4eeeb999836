"""From a folder of facts to the files."""

import json
import os
import shutil
from pathlib import Path

import pytest
from tools.catalogue.__main__ import DATA as OUTPUT
from tools.catalogue.__main__ import LEDGER, main

from downrange.seed import DATA

FACTS = os.environ.get("CATALOGUE_FACTS", "")
"""The two folders, as PATH lists folders."""
needs_facts = pytest.mark.skipif(not FACTS, reason="CATALOGUE_FACTS names no folder of facts")


def rebuild(folder: Path, spacecraft: Path | str, log: Path | str) -> int:
    """Build from two folders of facts."""
    shutil.copy(LEDGER, folder / "ids.jsonl")
    paths = {"output": folder / "data", "ledger": folder / "ids.jsonl"}
    return main(
        [str(spacecraft), str(log), *(text for name, path in paths.items() for text in (f"--{name}", str(path)))]
    )


def copy_with(folder: Path, file: str, line: int, **values: object) -> Path:
    """A copy of the first folder of facts in which one line differs."""
    facts = folder / "facts"
    shutil.copytree(FACTS.split(os.pathsep)[0], facts, copy_function=shutil.copyfile)
    facts.chmod(0o755)
    lines = (facts / file).read_text(encoding="utf-8").splitlines()
    lines[line - 1] = json.dumps({**json.loads(lines[line - 1]), **values})
    (facts / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return facts


@needs_facts
def test_a_rebuild_gives_the_committed_files(tmp_path: Path) -> None:
    """A rebuild gives the same bytes: files, and ledger."""
    assert rebuild(tmp_path, *FACTS.split(os.pathsep)) == 0
    built = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert built == {path.name: path.read_bytes() for path in DATA.glob("*.jsonl")}
    assert (tmp_path / "ids.jsonl").read_bytes() == LEDGER.read_bytes()


@needs_facts
@pytest.mark.parametrize(
    ("file", "values", "reason"),
    [
        ("spacecraft_flights.jsonl", {"mission_end": "1960-05-14T00:00:00Z"}, "before its launch"),
        ("spacecraft_flights.jsonl", {"spacecraft": 999999}, "there is no spacecraft 999999"),
        ("docking_events.jsonl", {"departure": "1966-03-16T23:14:18Z"}, "not after it began"),
        ("docking_events.jsonl", {"target_name": "Vulcan"}, "there is no target 'Vulcan'"),
        ("spacecraft.jsonl", {"name": ""}, "name: This field cannot be blank"),
    ],
)
def test_a_contradiction_is_refused_with_its_line(
    file: str, values: dict[str, object], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, one line that names file and line, and nothing written."""
    assert rebuild(tmp_path, copy_with(tmp_path, file, 1, **values), FACTS.split(os.pathsep)[1]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"facts/{file}:1: ")
    assert reason in error
    assert not (tmp_path / "data").exists()


def test_a_folder_without_facts_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and the file that is missing."""
    assert rebuild(tmp_path, tmp_path, tmp_path) == 2
    assert capsys.readouterr().err.startswith("corrections.jsonl: cannot be read")


def test_the_files_are_written_where_the_loader_reads_them() -> None:
    """`make catalogue` names no output folder, so the default is what ships."""
    assert OUTPUT == DATA
