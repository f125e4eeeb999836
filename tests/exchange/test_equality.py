"""A catalogue that follows another one's feed is equal to it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.catalog.guard import catalogue_tables
from downrange.catalog.revision import Revision

from .everything import KINDS, START, edit_at_random, facts
from .upstream import Upstream, database

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def edits(kinds: list[str]) -> "st.SearchStrategy[list[list[tuple[str, int, int]]]]":
    operation = st.tuples(st.sampled_from(kinds), st.integers(0, 400), st.integers(0, 20))
    return st.lists(st.lists(operation, min_size=1, max_size=6), min_size=1, max_size=4)


def there(upstream: Upstream) -> dict[str, list[Any]]:
    with database(upstream.path):
        return facts()


@pytest.mark.parametrize("limit", [7, 50, 1000])
def test_a_new_follower_is_equal(upstream: Upstream, limit: int) -> None:
    """In every stored and derived column of every table, memberships, addresses and ages, whatever the pages."""
    upstream.follow(limit=limit, now=START)
    assert facts() == there(upstream)
    assert min(len(facts()[table]) for table in catalogue_tables()) == 3


@settings(max_examples=8)
@given(edits=edits(KINDS), limit=st.sampled_from([20, 1000]))
def test_a_follower_of_a_long_history_is_equal(everything: Path, tmp_path: Path, edits: Any, limit: int) -> None:
    """It needs nothing but the history, from the first change."""
    upstream = Upstream(Path(shutil.copy(everything, tmp_path / "upstream.sqlite3")))
    with transaction.atomic():
        with database(upstream.path):
            now = edit_at_random(edits)
        upstream.follow(limit=limit, now=now)
        assert facts() == there(upstream)
        transaction.set_rollback(True)


@settings(max_examples=20)
@given(edits=edits(KINDS), limit=st.sampled_from([1, 2, 3, 7, 1000]))
def test_a_follower_stays_equal(everything: Path, followed: int, tmp_path: Path, edits: Any, limit: int) -> None:
    """Over any edits, and what was applied before changes nothing."""
    upstream = Upstream(Path(shutil.copy(everything, tmp_path / "upstream.sqlite3")))
    with transaction.atomic():
        with database(upstream.path):
            now = edit_at_random(edits)
        upstream.follow(followed, limit, now)
        assert facts() == there(upstream)
        revision = Revision.current().number
        again = upstream.follow(followed, 1000, now)
        assert [each.changes for each in again if each.changes] == []
        assert (facts(), Revision.current().number) == (there(upstream), revision)
        transaction.set_rollback(True)
