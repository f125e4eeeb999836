"""What a scope finds is enough: after any edit, deriving it leaves every column as deriving everything would."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.catalog.derived import deriver, store
from downrange.catalog.editing import editing

from .rich_log import DAY, NOW, edit, make_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> None:
    make_log()
    deriver.derive(NOW)


@pytest.mark.usefixtures("log")
@settings(max_examples=30)
@given(st.data())
def test_deriving_a_scope_equals_deriving_everything(data: st.DataObject) -> None:
    """After each of a few random edits, between which time goes on or not, no stored column differs from the log."""
    now = NOW
    with transaction.atomic():
        for _ in range(data.draw(st.integers(1, 4))):
            now += data.draw(st.sampled_from((timedelta(), timedelta(), DAY, 5 * DAY)))
            with editing(by="Alice", source="local", now=now):
                edit(lambda below: data.draw(st.integers(0, below - 1)))
            assert list(store.differences(now)) == []
        transaction.set_rollback(True)
