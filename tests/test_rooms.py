"""The rooms of the house, and that imports between them run one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import downrange

HOUSE = Path(downrange.__file__).parent
KNOWS = {
    "catalog": set(),
    "cache": {"catalog"},
    "messages": {"catalog"},
    "seed": {"catalog"},
    "api": {"cache", "catalog", "messages"},
    "explorer": {"api", "catalog", "messages"},
    "server": {"cache", "catalog", "messages"},
    "config": {"api", "catalog", "explorer", "messages", "server"},
    "cli": {"api", "catalog", "config", "seed", "server"},
    "__main__": {"cli"},
    "__init__": set(),
}
SERVER_KNOWS = {"cache", "catalog.clock", "catalog.revision", "catalog.snapshot", "messages"}
"""It carries bytes of a revision and a tick, whatever they say."""
LONGEST = 400
"""Lines. A longer file has more than one subject."""


def modules() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The rooms that a module imports from."""
    yield from (name.split(".")[0] for name in imported_names(path))


def imported_names(path: Path) -> Iterator[str]:
    """What a module imports from the house, by its path in it."""
    package = ("downrange", *path.relative_to(HOUSE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module) if part)
            names = [f"{source}.{alias.name}" for alias in node.names]
        for parts in (name.split(".") for name in names):
            if parts[0] == "downrange" and len(parts) > 1 and parts[1] in KNOWS:
                yield ".".join(parts[1:])


def test_every_room_is_known() -> None:
    """A new room is drawn in the plan before it is built."""
    assert {room(path) for path in modules()} <= set(KNOWS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_run_one_way(path: Path) -> None:
    """A room knows only the rooms below it."""
    assert set(imported(path)) - {room(path)} <= KNOWS[room(path)]


def test_the_server_knows_nothing_of_spacecraft() -> None:
    """Of the catalogue, only its revision and its clock."""
    names = {name for path in modules() if room(path) == "server" for name in imported_names(path)}
    foreign = {name for name in names if not name.startswith("server")}
    assert {name for name in foreign if not any(f"{name}.".startswith(f"{known}.") for known in SERVER_KNOWS)} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_file_outgrows_one_sitting(path: Path) -> None:
    """A file has one subject, and is read from top to bottom."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
