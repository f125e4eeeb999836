"""Another catalogue to follow."""

import shutil
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from downrange.catalog.editing import editing

from .everything import START, make_everything
from .upstream import Upstream, create_tables, database


@pytest.fixture(scope="session")
def everything(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A database with three records in every table, made by one edit."""
    path = tmp_path_factory.mktemp("upstream") / "everything.sqlite3"
    with django_db_blocker.unblock():
        create_tables(path)
        with database(path), editing(by="Ada", source="local", now=START) as edit:
            make_everything(edit)
    return path


@pytest.fixture
def upstream(everything: Path, tmp_path: Path) -> Upstream:
    """A copy of it."""
    return Upstream(Path(shutil.copy(everything, tmp_path / "upstream.sqlite3")))


@pytest.fixture
def followed(everything: Path, db: None) -> int:
    """The revision of the other catalogue to which this one has followed it: they are equal."""
    (last,) = Upstream(everything).follow(now=START)
    assert last.revision is not None
    return last.revision
