"""A small catalogue in a folder, and loaded."""

from pathlib import Path

import pytest

from downrange.seed.load import Loaded, load

from .small_catalogue import NOW, tables, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, tables())
    return tmp_path


@pytest.fixture
def loaded(folder: Path) -> Loaded:
    return load(folder, NOW)
