"""Bad input gets a clear 400 or the documented tolerance, never a 500."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.api.filters.paths import crosses_many
from downrange.api.resource import Resource
from downrange.api.v230 import RESOURCES

from .test_indexes import column

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
NAMES = sorted({name for resource in RESOURCES for name in resource.parameters} | {"unknown", "?mode", ""})
NASTY = [
    "%00",
    "%ff%fe",
    "%C3%28",
    "%ED%A0%80",
    "%E2%80%A8",
    "1e400",
    "-1e400",
    "1e999999",
    "1e999999999",
    "1e-999999999",
    "NaN",
    "Infinity",
    "9" * 400,
    "-" + "9" * 30,
    "2147483648",
    "9223372036854775808",
    "0x10",
    "1_000",
    "%25",
    "%",
    "_",
    "'%22%3B--",
    "a" * 8192,
    "a" * 60_000,
    ",".join(["1"] * 2000),
    "%22",
    "%27%5C",
    "null",
    "true",
    "+",
    "-",
    ",,,",
]
VALUES = st.sampled_from(NASTY) | st.text(max_size=20).map(lambda text: quote(text.encode("utf-8", "surrogatepass")))


SHARED = ("limit", "offset", "format", "ordering", "search", "mode", "unknown")


def tried() -> Iterator[tuple[Resource, str]]:
    """The parameters that lists share, on one with much of everything and on one with nothing; and one filter of each
    sort among all lists: what makes filters of a kind differ is the column at their end, and the way to it.
    """
    lists = {resource.route: resource for resource in RESOURCES}
    yield from ((lists[route], name) for route in ("launches", "config/countries") for name in SHARED)
    sorts: dict[Any, tuple[Resource, str]] = {}
    for resource in RESOURCES:
        for declared in resource.accepted_filters:
            field: Any = column(resource.model, declared.path)[1]
            far = crosses_many(resource.model, declared.path)
            sort = (type(declared), declared.lookup, getattr(declared, "of", None), field.get_internal_type(), far)
            sorts.setdefault(sort, (resource, declared.name))
    yield from sorts.values()


@pytest.mark.parametrize(
    ("resource", "name"), list(tried()), ids=lambda value: value if isinstance(value, str) else value.route
)
def test_no_nasty_value_of_any_sort_of_parameter_breaks_a_list(client: Client, resource: Resource, name: str) -> None:
    """Declared parameters, and one that nobody declared, take every nasty value."""
    for value in NASTY:
        answer = client.get(f"/2.3.0/{resource.route}/?{name}={value}" + ("" if name == "limit" else "&limit=1"))
        assert answer.status_code in (200, 400, 404), value
        assert answer.headers["Content-Type"] == "application/json"


@settings(max_examples=150)
@given(
    resource=st.sampled_from(RESOURCES),
    parameters=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5),
)
def test_no_query_breaks_a_list(client: Client, resource: object, parameters: list[tuple[str, str]]) -> None:
    """Repeated, mixed and meaningless parameters too."""
    query = "&".join(f"{name}={value}" for name, value in parameters)
    answer = client.get(f"/2.3.0/{resource.route}/?{query}")  # type: ignore[attr-defined]
    assert answer.status_code in (200, 400, 404)
    assert answer.headers.get("Warning", "").isascii()


@settings(max_examples=100)
@given(key=st.text(min_size=1, max_size=30).filter(lambda key: "/" not in key) | st.integers().map(str))
def test_no_id_breaks_a_record(client: Client, key: str) -> None:
    """What is no id of a record is not found."""
    answer = client.get(f"/2.3.0/spacecraft/{quote(key.encode('utf-8', 'surrogatepass'))}/")
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/2.3.0/spacecraft/999999/", {"detail": "No Spacecraft matches the given query."}),
        ("/2.3.0/spacecraft/abc/", {"detail": "Not found."}),
        ("/2.3.0/spacecraft/" + "9" * 30 + "/", {"detail": "No Spacecraft matches the given query."}),
        ("/2.3.0/spacecraft/%00/", {"detail": "Not found."}),
    ],
)
def test_a_record_that_is_not_there_is_not_found(client: Client, path: str, body: dict[str, str]) -> None:
    """404 in Django REST framework's words."""
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (404, body)


def test_nul_in_a_search_is_refused(client: Client) -> None:
    """Django REST framework's words, as a list."""
    answer = client.get("/2.3.0/spacecraft/?search=a%00b")
    assert (answer.status_code, answer.json()) == (400, ["Null characters are not allowed."])


def test_a_query_of_too_many_parameters_is_refused(client: Client) -> None:
    """More than a thousand parameters are nobody's question."""
    answer = client.get("/2.3.0/spacecraft/?" + "&".join(f"p{number}=1" for number in range(1100)))
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/json"


def test_a_foreign_host_is_refused(client: Client) -> None:
    """A name that this server does not go by is no way to reach it."""
    answer = client.get("/2.3.0/spacecraft/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example/2.3.0" not in answer.content


def test_what_was_ignored_is_named_in_a_header_fit_for_the_wire(client: Client) -> None:
    """The header is short ASCII, whatever the parameters were."""
    answer = client.get("/2.3.0/spacecraft/?ordering=Ünïcode%0d%0aX:1&x=" + "y" * 5000)
    assert answer.status_code == 200
    named = answer.headers["Warning"]
    assert named.startswith('299 downrange "Ignored: ordering=%C3%9Cn%C3%AFcode')
    assert named.isascii()
    assert "\n" not in named
    assert len(named) < 1100


@pytest.mark.parametrize("wrong", ["90003", "9" * 30, "x"])
def test_the_first_that_is_not_there_is_named(client: Client, wrong: str) -> None:
    """Of several; Django names any, and another after each start."""
    answer = client.get(f"/2.3.0/launches/?program={wrong}&program=90001&program=90002")
    assert answer.status_code == 400
    assert wrong in answer.json()["program"][0]
