"""Trigram indexes change no result: whatever is written and looked for, the same is found as without them."""

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.catalog import search
from downrange.catalog.models import Spacecraft

from .cast import make_spacecraft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]
INDEX = "catalog_spacecraft_name_folded_trigrams"
LETTERS = st.text(st.sampled_from('soyuzSOYUZéÉßſıİ %_\\"*-7'), max_size=12)
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12) | LETTERS
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("make"), NAMES),
        st.tuples(st.just("rename"), NAMES),
        st.tuples(st.just("delete"), st.just("")),
        st.tuples(st.just("find"), NAMES),
    ),
    max_size=12,
)


def found(term: str) -> list[int]:
    return list(Spacecraft.objects.filter(name__icontains=term).order_by("pk").values_list("pk", flat=True))


@settings(max_examples=60)
@given(STEPS)
def test_the_same_is_found_as_without_an_index(monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, str]]) -> None:
    """Over any sequence of changes; each name is found by every part of it."""
    with transaction.atomic():
        for kind, text in [*steps, *(("find", name[cut : cut + 5]) for _, name in steps for cut in range(3))]:
            last = Spacecraft.objects.order_by("pk").last()
            if kind == "make":
                make_spacecraft(text)
            elif kind == "rename" and last is not None:
                last.name = text
                last.save()
            elif kind == "delete" and last is not None:
                last.delete()
            elif kind == "find":
                by_index = found(text)
                with monkeypatch.context() as without:
                    without.setattr(search, "is_indexed", lambda field: False)
                    assert by_index == found(text)
        transaction.set_rollback(True)


@pytest.mark.parametrize(("name", "term"), [("Jean-François", "FRANÇOIS"), ("ÁRVÍZTŰRŐ", "víztű"), ("Åse", "åS")])
def test_the_case_of_non_ascii_letters_is_folded(name: str, term: str) -> None:
    """On SQLite as on PostgreSQL, if that has a locale that knows them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT UPPER('ç')")
        if connection.vendor == "postgresql" and cursor.fetchone() == ("ç",):
            pytest.skip("this database's locale knows ASCII alone")
    craft = make_spacecraft(name)
    make_spacecraft("Jean-Francois")
    assert found(term) == [craft.pk]


def test_the_index_is_used() -> None:
    """The database does not read every record for it."""
    query = Spacecraft.objects.filter(name__icontains="soyuz")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert INDEX in query.explain()
    assert INDEX not in Spacecraft.objects.filter(name="soyuz").explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite loses the triggers of a table that it rebuilds")
@pytest.mark.parametrize("table_too", [False, True])
def test_a_missing_index_is_made_again(*, table_too: bool) -> None:
    """It covers what was written meanwhile. Without the index, searches give the same results."""
    with connection.cursor() as cursor:
        for event in ("insert", "update", "delete"):
            cursor.execute(f"DROP TRIGGER {INDEX}_{event}")
        if table_too:
            cursor.execute(f"DROP TABLE {INDEX}")
    search._is_made.cache_clear()
    craft = make_spacecraft("Endeavour")
    assert not table_too or found("ndeav") == [craft.pk]
    search.create_missing_indexes()
    assert (found("ndeav"), found("Dragon")) == ([craft.pk], [])
    craft.name = "Dragon C206"
    craft.save()
    assert (found("ndeav"), found("Dragon")) == ([], [craft.pk])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL may refuse an extension")
def test_search_works_without_the_extension(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """It logs a warning, and searches give the same results more slowly."""
    craft = make_spacecraft("Dragon C101")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {INDEX}")
    monkeypatch.setattr(search, "EXTENSION", "no_such_extension")
    search.create_missing_indexes()
    assert "no_such_extension" in caplog.text
    assert found("rago") == [craft.pk]
