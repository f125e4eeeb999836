"""A contract is a value: another one, with models of its own, is served by the same machinery."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from downrange.api.contract import Contract
from downrange.api.envelope import Caches
from downrange.api.fragments import FragmentCache
from downrange.api.http import Api, Exchange
from downrange.api.openapi import Document
from downrange.api.select import SelectionCache
from downrange.api.v230 import CONTRACT
from downrange.catalog import clock
from downrange.messages import Request, Response

from .contract import TOY
from .models import Author, Book

pytestmark = pytest.mark.django_db
NOON = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
Get = Callable[..., Response]


def page(exchange: Exchange) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    return b"<p>" + exchange.result.json, (("X-Page", exchange.contract.version),)


def serve(contract: Contract, caches: Caches) -> Api:
    return Api(contract, caches, page, others={"schema/": Document(contract)})


@pytest.fixture
def caches() -> Caches:
    return Caches(FragmentCache(1 << 24), SelectionCache(1 << 24))


@pytest.fixture
def get(caches: Caches, monkeypatch: pytest.MonkeyPatch) -> Get:
    """Sends a GET to the toy contract at noon."""
    monkeypatch.setattr(clock, "tick", lambda: NOON)
    api = serve(TOY, caches)

    def get(target: str, accept: str = "*/*", method: str = "GET", **more: Any) -> Response:
        fields = {b"accept": accept.encode()}
        return api(Request(method, target.encode(), fields, host="testserver", **more))

    return get


@pytest.fixture
def books() -> dict[str, Book]:
    le_guin = Author.objects.create(name="Ursula K. Le Guin", born=date(1929, 10, 21))
    lem = Author.objects.create(name="Stanisław Lem", born=date(1921, 9, 12))
    rows = [
        ("Solaris", lem, 204, 9.5, datetime(1961, 1, 1, tzinfo=UTC)),
        ("The Dispossessed", le_guin, 341, 1e-05, datetime(1974, 5, 1, tzinfo=UTC)),
        ("Unwritten", None, 0, None, datetime(2031, 1, 1, tzinfo=UTC)),
        ("Line\u2028break", lem, 341, 1e16, None),
    ]
    fields = ("title", "author", "pages", "price", "published")
    return {row[0]: Book.objects.create(**dict(zip(fields, row, strict=True))) for row in rows}


def body(response: Response) -> Any:
    assert isinstance(response.body, bytes)
    return json.loads(response.body)


def titles(response: Response) -> list[str]:
    return [book["title"] for book in body(response)["results"]]


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
    author = body(get(f"/9.9.0/authors/{books['Solaris'].author_id}/"))
    assert [book["title"] for book in author["books"]] == ["Line\u2028break", "Solaris"]
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
