"""Selections: which keys a list has, in which order, read and cached in chunks."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from downrange.api import select
from downrange.api.select import Chunk, Count, PackedUUIDs
from downrange.catalog import clock
from downrange.catalog.models import Launch

from .client import NOON, Get, body, titles
from .models import Author, Book

pytestmark = pytest.mark.django_db
UUIDS = ["106243ce0e2b5f50bf361896524e9895", "206243ce0e2b5f50bf361896524e9895"]


@pytest.fixture
def chunks_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(select, "CHUNK", 2)


def make_books(*titles: str, **facts: object) -> None:
    for title in titles:
        Book.objects.create(title=title, **facts)


def test_lists_that_differ_only_in_their_ordering_are_cached_apart(get: Get) -> None:
    """Of one resource, with the same conditions, and in either order of the requests."""
    make_books("A", "C", "B")
    for _ in range(2):
        assert titles(get("/9.9.0/books/?ordering=title")) == ["A", "B", "C"]
        assert titles(get("/9.9.0/books/?ordering=-title")) == ["C", "B", "A"]
        assert titles(get("/9.9.0/books/?ordering=id")) == ["A", "C", "B"]


def test_lists_that_differ_only_in_their_conditions_are_cached_apart(get: Get) -> None:
    """In the value of a filter, in its name, or in the terms of a search."""
    make_books("A", pages=1)
    make_books("B", pages=2)
    for _ in range(2):
        for query, found in {
            "pages=1": ["A"],
            "pages=2": ["B"],
            "pages__lt=2": ["A"],
            "search=a": ["A"],
            "search=b": ["B"],
            "search=a+b": [],
            "": ["A", "B"],
        }.items():
            assert titles(get(f"/9.9.0/books/?{query}")) == found, query


def test_lists_of_one_model_are_cached_apart(get: Get) -> None:
    """Those of a scope, and those of all records, in the same order."""
    make_books("Published", published=NOON)
    make_books("Planned", published=datetime(2031, 1, 1, tzinfo=UTC))
    for _ in range(2):
        assert titles(get("/9.9.0/books/?ordering=published")) == ["Published", "Planned"]
        assert titles(get("/9.9.0/books/published/?ordering=published")) == ["Published"]


@pytest.mark.usefixtures("chunks_of_two")
def test_pages_cross_the_borders_of_chunks(get: Get) -> None:
    """Whatever the limit and the offset, cached or not."""
    every = list("ABCDEFG")
    make_books(*every)
    for limit in (1, 2, 3, 7):
        for offset in range(9):
            response = get(f"/9.9.0/books/?limit={limit}&offset={offset}")
            assert titles(response) == every[offset : offset + limit]
            assert body(response)["count"] == 7


@pytest.mark.usefixtures("chunks_of_two")
def test_the_counts_of_lists_of_one_condition_are_apart_by_resource(get: Get) -> None:
    """Of as many as are published, and of all."""
    make_books("A", "B", "C", published=NOON)
    make_books("D")
    for _ in range(2):
        assert body(get("/9.9.0/books/?limit=1"))["count"] == 4
        assert body(get("/9.9.0/books/published/?limit=1"))["count"] == 3


@pytest.mark.usefixtures("chunks_of_two")
@pytest.mark.parametrize("number", [2, 3])
def test_a_selection_is_counted_only_if_it_has_more_than_a_chunk(get: Get, number: int) -> None:
    """Two keys fill one. One more is read, to know."""
    make_books(*"ABC"[:number])
    with CaptureQueriesContext(connection) as queries:
        assert body(get("/9.9.0/books/?limit=1"))["count"] == number
    assert len([query for query in queries if "COUNT(" in query["sql"]]) == number - 2
    assert len([query for query in queries if query["sql"].endswith("LIMIT 3")]) == 1


@pytest.mark.usefixtures("chunks_of_two")
def test_a_page_reads_no_chunk_beyond_its_end(get: Get) -> None:
    """Though it ends where a chunk does."""
    make_books(*"ABCDE")
    with CaptureQueriesContext(connection) as queries:
        assert titles(get("/9.9.0/books/?limit=2")) == ["A", "B"]
    assert len([query for query in queries if "LIMIT 3" in query["sql"]]) == 1


@pytest.mark.usefixtures("chunks_of_two")
def test_a_search_is_counted_with_its_first_chunk(get: Get) -> None:
    """In the query that reads the keys, and not again for a page in a later chunk."""
    make_books(*(f"Book {letter}" for letter in "ABCDE"))
    with CaptureQueriesContext(connection) as queries:
        response = get("/9.9.0/books/?search=book&limit=2")
        assert (titles(response), body(response)["count"]) == (["Book A", "Book B"], 5)
        response = get("/9.9.0/books/?search=book&limit=2&offset=3")
        assert (titles(response), body(response)["count"]) == (["Book D", "Book E"], 5)
    counted = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert [sql.count("OVER ()") for sql in counted] == [1]
    assert body(get("/9.9.0/books/?search=nothing"))["count"] == 0


@pytest.mark.usefixtures("chunks_of_two")
def test_a_list_of_a_scope_says_until_when_it_holds_cached_or_not(get: Get) -> None:
    """Its keys and its count both hold until the next tick."""
    make_books("A", "B", "C", published=NOON)
    for _ in range(2):
        for offset in (0, 2):
            assert get(f"/9.9.0/books/published/?limit=1&offset={offset}").valid_until == NOON + clock.TICK


@pytest.mark.usefixtures("chunks_of_two")
def test_a_list_of_a_scope_is_read_again_at_the_next_tick(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its keys, in each of its chunks, and its count; of another list nothing is."""
    make_books("A", "B", "C", published=NOON)
    make_books("D", published=NOON + clock.TICK)
    every = ["A", "B", "C", "D"]
    targets = [f"/9.9.0/books/published/?limit=2&offset={offset}" for offset in (0, 2)]
    assert [titles(get(target)) for target in targets] == [every[:2], every[2:3]]
    assert titles(get("/9.9.0/books/?limit=3")) == every[:3]
    monkeypatch.setattr(clock, "tick", lambda: NOON + clock.TICK)
    assert [(titles(get(target)), body(get(target))["count"]) for target in targets] == [(every[:2], 4), (every[2:], 4)]
    with CaptureQueriesContext(connection) as queries:
        get("/9.9.0/books/?limit=3")
    assert len(queries) == 1  # the revision


def test_a_chunk_takes_as_much_as_its_keys() -> None:
    """And its overhead. Small whole numbers take four bytes each, UUIDs sixteen."""
    number, uuid = Book._meta.pk, Launch._meta.pk
    assert Chunk.of(number, [1, 2**32 - 1], None, 0).size == 1024 + 8
    assert Chunk.of(number, [1, 2**32], None, 0).size == 1024 + 128
    assert Chunk.of(number, [], None, 0).size == 1024
    assert Chunk.of(uuid, UUIDS, None, 0).size == 1024 + 32
    assert Chunk.of(uuid, [], None, 0).size == 1024
    assert Count(1000, None).size == 1024


def test_packed_uuids_are_those_that_the_driver_gave() -> None:
    """SQLite gives texts, PostgreSQL UUIDs; a slice may reach beyond the last."""
    uuids = [UUID(text) for text in UUIDS]
    for given in (UUIDS, uuids):
        packed = PackedUUIDs.of(given)
        assert (len(packed), packed[0:9], packed[1:2], packed[2:4]) == (2, uuids, uuids[1:], [])


def test_keys_that_are_no_small_numbers_are_given_as_the_model_has_them(get: Get) -> None:
    """Beyond 32 bits."""
    Book.objects.create(pk=2**40, title="Large")
    assert [book["id"] for book in body(get("/9.9.0/books/"))["results"]] == [2**40]


@pytest.mark.parametrize("ordering", ["pages", "-pages", "published", "-published", "title", "-title"])
def test_ties_are_in_the_order_of_the_primary_key(get: Get, ordering: str) -> None:
    """Ascending and descending alike. The query says so, whatever a database does by itself; column 1 is the key."""
    made = [Book.objects.create(title="Same").pk for _ in range(5)]
    with CaptureQueriesContext(connection) as queries:
        assert [book["id"] for book in body(get(f"/9.9.0/books/?ordering={ordering}"))["results"]] == made
    (order,) = (query["sql"].partition(" ORDER BY ")[2] for query in queries if " ORDER BY " in query["sql"])
    column = {"title": "title_sort_key"}.get(ordering.removeprefix("-"), ordering.removeprefix("-"))
    assert order.startswith(f'"machinery_book"."{column}" ')
    assert order.endswith(", 1 ASC LIMIT 1001")


def test_what_is_ordered_after_the_primary_key_is_not_read(get: Get) -> None:
    """The order is total with it."""
    make_books("B", "A")
    for ordering, found in (("id,title", ["B", "A"]), ("-id,title", ["A", "B"])):
        with CaptureQueriesContext(connection) as queries:
            assert titles(get(f"/9.9.0/books/?ordering={ordering}")) == found
        (order,) = (query["sql"].partition(" ORDER BY ")[2] for query in queries if " ORDER BY " in query["sql"])
        assert "title" not in order
        assert order.count("ASC") + order.count("DESC") == 1


def test_nulls_are_last_ascending_and_first_descending(get: Get) -> None:
    """Of a column of the record, or of one that a relation leads to."""
    make_books("Undated")
    make_books("Dated", published=NOON)
    assert titles(get("/9.9.0/books/?ordering=published")) == ["Dated", "Undated"]
    assert titles(get("/9.9.0/books/?ordering=-published")) == ["Undated", "Dated"]
    Book.objects.update(author=None)
    Book.objects.filter(title="Dated").update(author=Author.objects.create(name="Lem"))
    assert titles(get("/9.9.0/books/?ordering=author__name")) == ["Dated", "Undated"]
    assert titles(get("/9.9.0/books/?ordering=-author__name")) == ["Undated", "Dated"]


def test_a_text_of_a_related_record_is_ordered_by_its_sort_key(get: Get) -> None:
    """Though the record has no text of that name."""
    for name in ("Zola", "lem", "Adams"):
        Book.objects.create(title=name, author=Author.objects.create(name=name))
    assert titles(get("/9.9.0/books/?ordering=author__name")) == ["Adams", "lem", "Zola"]


def test_only_a_nullable_column_says_where_its_nulls_are(get: Get) -> None:
    """A database uses an index for an order that does not."""
    make_books("A")
    for ordering, number in (("pages", 0), ("-pages", 0), ("published", 1), ("-published", 1)):
        with CaptureQueriesContext(connection) as queries:
            get(f"/9.9.0/books/?ordering={ordering}")
        assert sum(query["sql"].count("NULLS ") for query in queries) == number, ordering
