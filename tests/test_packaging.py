"""What `pip install downrange` brings."""

import subprocess
import sys
import urllib.request
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from downrange import __version__

from .command import ROOT, serving

HOUSE = ROOT / "src" / "downrange"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture
def contents(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_of_the_package_is_in_the_wheel(contents: set[str]) -> None:
    """Code, migrations, catalogue, templates, static files and py.typed travel together."""
    files = {path for path in HOUSE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {str(Path("downrange") / path.relative_to(HOUSE)) for path in files} <= contents


def test_the_catalogue_is_in_the_wheel(contents: set[str]) -> None:
    """An installation serves spacecraft without a network."""
    assert "downrange/seed/data/spacecraft.jsonl" in contents


def test_the_types_are_in_the_wheel(contents: set[str]) -> None:
    """Type checkers read the package's own types."""
    assert "downrange/py.typed" in contents


def test_the_documentation_is_in_the_wheel(contents: set[str]) -> None:
    """The pages under /docs/ are those of the repository."""
    pages = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    assert pages
    assert {str(Path("downrange/explorer/docs") / page) for page in pages} <= contents


def test_the_licences_are_in_the_wheel(contents: set[str]) -> None:
    """The catalogue's licence asks for attribution wherever it goes."""
    licences = f"downrange-{__version__}.dist-info/licenses"
    assert {f"{licences}/LICENSE", f"{licences}/NOTICE"} <= contents


def test_nothing_but_the_package_is_in_the_wheel(contents: set[str]) -> None:
    """Tests and tools stay in the repository."""
    assert {name.split("/")[0] for name in contents} == {"downrange", f"downrange-{__version__}.dist-info"}


@pytest.mark.slow
def test_an_installed_wheel_serves(wheel: Path, tmp_path: Path, variables: dict[str, str]) -> None:
    """In an empty environment, far from the repository, with no more than the locked requirements."""
    venv.create(tmp_path / "venv", with_pip=True)
    command = tmp_path / "venv" / "bin" / "downrange"
    del variables["PYTHONPATH"]
    pip = [str(command.with_name("python")), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "runtime.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    with (
        serving(variables, command=[str(command)], folder=tmp_path) as (address, _),
        urllib.request.urlopen(f"{address}/2.3.0/spacecraft/?limit=1") as answer,
    ):
        assert b'"count":633,' in answer.read()
