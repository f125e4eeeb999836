"""Imports between packages run one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import downrange

ROOT = Path(downrange.__file__).parent
MAY_IMPORT = {
    "catalog": set(),
    "cache": {"catalog"},
    "messages": {"catalog"},
    "seed": {"catalog"},
    "api": {"cache", "catalog", "messages"},
    "exchange": {"api", "catalog", "messages"},
    "mirror": {"api", "catalog", "exchange", "messages"},
    "access": {"api", "messages"},
    "explorer": {"api", "catalog", "messages", "mirror"},
    "desk": {"access", "catalog"},
    "server": {"cache", "catalog", "messages"},
    "config": {"access", "api", "catalog", "desk", "exchange", "explorer", "messages", "mirror", "server"},
    "cli": {"access", "api", "catalog", "config", "desk", "exchange", "mirror", "seed", "server"},
    "__main__": {"cli"},
    "__init__": set(),
}
SERVER_MAY_IMPORT = {"cache", "catalog.clock", "catalog.revision", "catalog.snapshot", "messages"}
"""It carries bytes of a revision and a tick, whatever they mean."""
MAX_LINES = 400
"""Lines. A longer file has more than one subject."""


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)


def package(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The packages that a module imports from."""
    yield from (name.split(".")[0] for name in imported_names(path))


def imported_names(path: Path) -> Iterator[str]:
    """What a module imports of Downrange, by its path in it."""
    inside = ("downrange", *path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(inside[: len(inside) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module) if part)
            names = [f"{source}.{alias.name}" for alias in node.names]
        for parts in (name.split(".") for name in names):
            if parts[0] == "downrange" and len(parts) > 1 and parts[1] in MAY_IMPORT:
                yield ".".join(parts[1:])


def test_every_package_is_listed() -> None:
    """A new package is placed in the layering before it is built."""
    assert {package(path) for path in modules()} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    """A package imports only the packages below it."""
    assert set(imported(path)) - {package(path)} <= MAY_IMPORT[package(path)]


def test_the_server_knows_nothing_of_spacecraft() -> None:
    """Of the catalogue, only its revision and its clock."""
    names = {name for path in modules() if package(path) == "server" for name in imported_names(path)}
    foreign = {name for name in names if not name.startswith("server")}
    assert {
        name for name in foreign if not any(f"{name}.".startswith(f"{known}.") for known in SERVER_MAY_IMPORT)
    } == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_has_more_than_one_subject(path: Path) -> None:
    """A file has one subject, and is read from top to bottom."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES
