"""A contract is a value: another one, with models of its own, is served by the same machinery."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from downrange.api.envelope import Caches
from downrange.api.v230 import CONTRACT
from downrange.catalog import clock
from downrange.messages import Request

from .client import NOON, Get, body, serve, titles
from .contract import TOY
from .models import Book

pytestmark = pytest.mark.django_db


def test_the_root_lists_its_resources(get: Get) -> None:
    """Below its own base path."""
    assert body(get("/9.9.0/")) == {
        "authors": "http://testserver/9.9.0/authors/",
        "books": "http://testserver/9.9.0/books/",
        "books/published": "http://testserver/9.9.0/books/published/",
    }


def test_a_list_has_the_envelope_and_its_records(get: Get, books: dict[str, Book]) -> None:
    """Written out to the byte, with Python's floats and JavaScript's line ends escaped."""
    solaris, broken = books["Solaris"], books["Line\u2028break"]
    url = f"http://testserver/9.9.0/authors/{solaris.author_id}/"
    lem = f'{{"id":{solaris.author_id},"url":"{url}","name":"Stanisław Lem"}}'
    assert (
        get("/9.9.0/books/?limit=2").body
        == (
            '{"count":4,"next":"http://testserver/9.9.0/books/?limit=2&offset=2","previous":null,"results":['
            f'{{"response_mode":"normal","id":{broken.pk},"url":"http://testserver/9.9.0/books/{broken.pk}/",'
            f'"title":"Line\\u2028break","author":{lem},"pages":341,"price":1e+16,"published":null}},'
            f'{{"response_mode":"normal","id":{solaris.pk},"url":"http://testserver/9.9.0/books/{solaris.pk}/",'
            f'"title":"Solaris","author":{lem},"pages":204,"price":9.5,"published":"1961-01-01T00:00:00Z"}}]}}'
        ).encode()
    )


def test_a_record_nests_others(get: Get, books: dict[str, Book]) -> None:
    """A to-many relation in its order, whose records nest further."""
    with CaptureQueriesContext(connection) as queries:
        author = body(get(f"/9.9.0/authors/{books['Solaris'].author_id}/"))
    assert [book["title"] for book in author["books"]] == ["Line\u2028break", "Solaris"]
    orders = [query["sql"].partition(" ORDER BY ")[2] for query in queries if " ORDER BY " in query["sql"]]
    assert orders == ['"machinery_book"."title_sort_key" ASC, 2 ASC']  # its second column is the key
    assert author["books"][0]["author"] == {key: author[key] for key in ("id", "url", "name")}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pages=341&ordering=-title", ["The Dispossessed", "Line\u2028break"]),
        ("pages__gt=204&ordering=title", ["Line\u2028break", "The Dispossessed"]),
        ("published__lt=1970-01-01", ["Solaris"]),
        ("search=the", ["The Dispossessed"]),
        ("ordering=published", ["Solaris", "The Dispossessed", "Unwritten", "Line\u2028break"]),
        ("ordering=-published&limit=1", ["Line\u2028break"]),
        ("ordering=-pages&offset=1&limit=2", ["Line\u2028break", "Solaris"]),
        ("author__ids=", ["Line\u2028break", "Solaris", "The Dispossessed", "Unwritten"]),
    ],
)
def test_a_list_is_filtered_searched_and_ordered(
    get: Get, books: dict[str, Book], query: str, found: list[str]
) -> None:
    """By what the resource declares; ties by primary key, also downwards; nulls last ascending, first descending."""
    assert titles(get(f"/9.9.0/books/?{query}")) == found


def test_a_search_across_a_relation_finds_each_record_once(get: Get, books: dict[str, Book]) -> None:
    """Though both books of an author match."""
    names = [author["name"] for author in body(get("/9.9.0/authors/?search=i"))["results"]]
    assert names == ["Ursula K. Le Guin", "Stanisław Lem"]
    assert body(get("/9.9.0/authors/?search=s&ordering=-name"))["count"] == 2


def test_a_list_that_cannot_be_searched_names_the_search(get: Get, books: dict[str, Book]) -> None:
    """It was ignored. An empty one is not named."""
    response = get("/9.9.0/books/published/?search=solaris")
    assert titles(response) == ["Solaris", "The Dispossessed"]
    assert dict(response.fields)["Warning"] == '299 downrange "Ignored: search=solaris"'
    assert "Warning" not in dict(get("/9.9.0/books/published/").fields)


def test_a_scope_changes_with_the_clock(get: Get, books: dict[str, Book], monkeypatch: pytest.MonkeyPatch) -> None:
    """And says until when it holds; a record outside of it is not found."""
    unwritten = books["Unwritten"]
    first = get("/9.9.0/books/published/")
    assert titles(first) == ["Solaris", "The Dispossessed"]
    assert first.valid_until == NOON + clock.TICK
    assert get(f"/9.9.0/books/published/{unwritten.pk}/").status == 404
    monkeypatch.setattr(clock, "tick", lambda: datetime(2031, 1, 1, tzinfo=UTC))
    assert titles(get("/9.9.0/books/published/")) == ["Solaris", "The Dispossessed", "Unwritten"]
    assert get(f"/9.9.0/books/published/{unwritten.pk}/").status == 200


def test_what_does_not_depend_on_the_clock_holds_while_the_revision_does(get: Get, books: dict[str, Book]) -> None:
    """It has no `valid_until`."""
    response = get("/9.9.0/books/")
    assert response.snapshot is not None
    assert response.valid_until is None


@pytest.mark.parametrize(
    ("target", "status", "detail"),
    [
        ("/9.9.0/nothing/", 404, {"detail": "Not found."}),
        ("/9.9.0/books/x/", 404, {"detail": "Not found."}),
        ("/9.9.0/books/99999999/", 404, {"detail": "No Book matches the given query."}),
        ("/9.9.0/books/?format=xml", 404, {"detail": "Not found."}),
        (
            "/9.9.0/books/?pages=x&published=y",
            400,
            {"pages": ["Enter a number."], "published": ["Enter a valid date/time."]},
        ),
        ("/9.9.0/books/?" + "&".join(f"a{number}=" for number in range(1001)), 400, {"detail": "Bad request."}),
    ],
)
def test_bad_requests_have_the_shape_of_errors(get: Get, target: str, status: int, detail: object) -> None:
    """Django REST framework's."""
    response = get(target)
    assert (response.status, body(response)) == (status, detail)


def test_a_path_without_its_slash_is_redirected_below_the_prefix(get: Get) -> None:
    """The query is kept; what leads nowhere with a slash is not found."""
    response = get("/9.9.0/books?limit=1", prefix="/toys")
    assert (response.status, dict(response.fields)["Location"]) == (301, "/toys/9.9.0/books/?limit=1")
    assert get("/9.9.0/nothing").status == 404


def test_links_are_below_the_prefix(get: Get, books: dict[str, Book]) -> None:
    """Of a trusted proxy, in every URL of a list."""
    page = body(get("/9.9.0/books/?limit=1", prefix="/toys"))
    assert page["next"] == "http://testserver/toys/9.9.0/books/?limit=1&offset=1"
    assert page["results"][0]["author"]["url"].startswith("http://testserver/toys/9.9.0/authors/")


def test_records_are_cached_apart_by_what_their_links_begin_with(get: Get, books: dict[str, Book]) -> None:
    """The prefix, and the format that a link keeps."""
    pk = books["Solaris"].pk
    for _ in range(2):
        for prefix, query in (("", ""), ("/toys", ""), ("", "?format=json"), ("/toys", "?format=json")):
            url = f"http://testserver{prefix}/9.9.0/books/{pk}/{query}"
            assert body(get(f"/9.9.0/books/{pk}/{query}", prefix=prefix))["url"] == url
            assert body(get(f"/9.9.0/books/{query}", prefix=prefix))["results"][1]["url"] == url


@pytest.mark.parametrize(
    ("query", "previous", "following"),
    [
        ("limit=2", None, "limit=2&offset=2"),
        ("limit=4", None, None),
        ("limit=3&offset=1", "limit=3", None),
        ("limit=2&offset=1", "limit=2", "limit=2&offset=3"),
        ("limit=1&offset=3", "limit=1&offset=2", None),
        ("limit=1&offset=9", "limit=1&offset=8", None),
        ("search=s&limit=1&pages=341&pages=204", None, None),
        ("z=b&limit=2&a=1&a=2", None, "a=1&a=2&limit=2&offset=2&z=b"),
    ],
)
def test_a_page_links_to_the_pages_around_it(
    get: Get, books: dict[str, Book], query: str, previous: str | None, following: str | None
) -> None:
    """There is none before the first record, nor after the last; the parameters are sorted, an offset of 0 left out."""
    page = body(get(f"/9.9.0/books/?{query}"))
    expected = [link if link is None else f"http://testserver/9.9.0/books/?{link}" for link in (previous, following)]
    assert [page["previous"], page["next"]] == expected


def test_people_get_the_page(get: Get, books: dict[str, Book]) -> None:
    """Rendered by what the application was given, with the headers that it needs."""
    response = get("/9.9.0/books/", accept="text/html")
    assert isinstance(response.body, bytes)
    assert response.body.startswith(b'<p>{"count":4')
    assert dict(response.fields)["X-Page"] == "9.9.0"


def test_a_page_is_fetched_in_a_fixed_number_of_queries(get: Get, books: dict[str, Book]) -> None:
    """The revision, the keys, the books, their authors; a second page of known records asks for the revision alone."""
    with CaptureQueriesContext(connection) as queries:
        get("/9.9.0/books/")
    assert len(queries) == 4
    with CaptureQueriesContext(connection) as queries:
        get("/9.9.0/books/?limit=2&offset=1")
    assert len(queries) == 1


def test_the_document_describes_it(get: Get) -> None:
    """Its own paths and components, and none of another contract."""
    document = body(get("/9.9.0/schema/?format=json"))
    routes = ("authors", "books", "books/published")
    assert set(document["paths"]) == {f"/9.9.0/{route}/{suffix}" for route in routes for suffix in ("", "{id}/")}
    assert {"AuthorMini", "AuthorDetailed", "BookNormal"} <= set(document["components"]["schemas"])
    assert "SpacecraftNormal" not in document["components"]["schemas"]


def test_it_is_served_beside_launch_library(get: Get, books: dict[str, Book], caches: Caches) -> None:
    """In one process, with the same caches: keys that are alike are not mixed up."""
    launch_library = serve(CONTRACT, caches)
    request = Request("GET", b"/2.3.0/agencies/?limit=1", host="testserver")
    before = get("/9.9.0/authors/?limit=1").body
    assert body(launch_library(request)) == {"count": 0, "next": None, "previous": None, "results": []}
    assert get("/9.9.0/authors/?limit=1").body == before
    assert launch_library(Request("GET", b"/2.3.0/books/", host="testserver")).status == 404


def test_two_components_of_one_name_are_refused() -> None:
    """In one contract; another contract may have a component of the same name."""
    with pytest.raises(TypeError, match="two components are named AuthorMini"):
        type("AuthorMini", (TOY.components["AuthorMini"],), {})
    assert "AuthorMini" not in CONTRACT.components
