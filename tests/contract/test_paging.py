"""Pages: no ordering, filter or limit loses or repeats a record."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.api.filters import Filter, NumberFilter
from downrange.api.filters.choices import ChoiceFilter, MultipleChoiceFilter
from downrange.api.filters.lists import CsvFilter
from downrange.api.filters.values import BooleanFilter, DateFilter, DateTimeFilter, TextFilter
from downrange.api.query import ListQuery
from downrange.api.resource import Resource
from downrange.api.select import SelectionCache, select
from downrange.api.v230 import RESOURCES
from downrange.api.v230.launches import LAUNCHES, UPCOMING_LAUNCHES
from downrange.api.v230.spacecraft import SPACECRAFT
from downrange.catalog.snapshot import Snapshot
from downrange.catalog.text import fold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def walk(client: Client, path: str, parameters: dict[str, Any]) -> list[Any]:
    """The ids of every page, following `next` from the first to the last."""
    keys: list[Any] = []
    address = f"{path}?{urlencode(parameters)}"
    while address:
        page = client.get(address).json()
        keys += [record["id"] for record in page["results"]]
        assert len(keys) <= page["count"], "a page repeats what another gave"
        address = page["next"]
    return keys


def selected(resource: Resource, ordering: str) -> list[Any]:
    """The ids of every page, without writing the records."""
    query = ListQuery.read(resource, QueryDict(f"ordering={ordering}&limit=90"))
    selection = select(resource, query, Snapshot(0, NOW), SelectionCache(0))
    pages = range(0, selection.count(), query.limit)
    return [key for offset in pages for key in selection[offset : offset + query.limit]]


NOW = datetime.now(UTC)
VALUES: dict[type[Filter], list[str]] = {
    BooleanFilter: ["true", "false"],
    MultipleChoiceFilter: ["44", "63"],
    ChoiceFilter: ["1", "2", "6", "42", "44", "63", "121"],
    CsvFilter: ["USA", "USA,RUS,KAZ", "44,63", "1,2", "1975,2020", "106243ce-0e2b-5f50-bf36-1896524e9895"],
    DateFilter: ["1934-03-09", "2000-06-15"],
    DateTimeFilter: ["1975-01-01", "2000-06-15T12:00:00Z"],
    NumberFilter: ["0", "1", "2", "4", "6", "44", "1000000001"],
    TextFilter: ["Soyuz", "Space", "Soyuz T-2", "a", "NASA"],
}
"""Values of each kind of filter, of which many select something."""


def values_of(declared: Filter) -> list[str]:
    return next(values for kind, values in VALUES.items() if isinstance(declared, kind))


@st.composite
def questions(draw: st.DrawFn) -> tuple[Resource, dict[str, Any]]:
    """A resource with some of its declared orderings and filters, a search and a limit."""
    resource = draw(st.sampled_from(RESOURCES))
    names = st.sampled_from([sign + name for name in resource.orderings_by_name for sign in ("", "-")])
    parameters: dict[str, Any] = {"ordering": ",".join(draw(st.lists(names, max_size=3)))}
    parameters["limit"] = draw(st.integers(7, 100))
    parameters["mode"] = next(iter(resource.components))
    if resource.search:
        parameters["search"] = draw(st.sampled_from(["", "", "s", "soyuz", "space a"]))
    for declared in draw(st.lists(st.sampled_from(resource.accepted_filters), max_size=2)):
        parameters[declared.name] = draw(st.sampled_from(values_of(declared)))
    return resource, parameters


@settings(max_examples=120)
@given(query=questions())
def test_pages_partition_the_set(client: Client, query: tuple[Resource, dict[str, Any]]) -> None:
    """Whatever the ordering, the filters, the search and the limit, walking the pages gives each record once."""
    resource, parameters = query
    path = f"/2.3.0/{resource.route}/"
    first = client.get(path, parameters)
    if first.status_code == 400:
        assert set(first.json()) <= {declared.name for declared in resource.accepted_filters}
        return
    keys = walk(client, path, parameters)
    assert len(keys) == len(set(keys)) == first.json()["count"]


@pytest.mark.parametrize(
    ("resource", "name"),
    [(resource, name) for resource in RESOURCES for name in resource.orderings_by_name],
    ids=lambda value: value if isinstance(value, str) else value.route,
)
def test_every_declared_ordering_pages_through_all_records_both_ways(resource: Resource, name: str) -> None:
    """Upwards and downwards give the same records, in pages that do not overlap."""
    up, down = (selected(resource, ordering) for ordering in (name, f"-{name}"))
    records = resource.model._default_manager.all()
    if resource.scope is not None:
        records = records.filter(resource.scope.condition(NOW))
    assert len(up) == len(set(up)) == records.count()
    assert set(up) == set(down)


def test_a_page_of_ties_is_in_the_order_of_ids(client: Client) -> None:
    """The page this project was born from was all ties, in no order at all; here ties are broken by id."""
    keys = [r["id"] for r in client.get("/2.3.0/spacecraft/?ordering=mission_ends_count&offset=246").json()["results"]]
    assert len(keys) == 10
    assert keys == sorted(keys)


def test_links_have_sorted_keys_and_always_a_limit(client: Client) -> None:
    """`next` and `previous` are the request with `limit` and `offset` set."""
    page = client.get("/2.3.0/spacecraft/?ordering=mission_ends_count&offset=246&format=json").json()
    prefix = "http://testserver/2.3.0/spacecraft/?format=json&limit=10"
    assert page["next"] == f"{prefix}&offset=256&ordering=mission_ends_count"
    assert page["previous"] == f"{prefix}&offset=236&ordering=mission_ends_count"


def test_previous_of_an_early_page_has_no_offset(client: Client) -> None:
    """An offset of zero is left out, and never negative."""
    page = client.get("/2.3.0/spacecraft/?offset=6").json()
    assert page["previous"] == "http://testserver/2.3.0/spacecraft/?limit=10"


def test_the_first_page_has_no_previous_and_the_last_no_next(client: Client) -> None:
    """The ends are null."""
    count = client.get("/2.3.0/spacecraft/?limit=1").json()["count"]
    assert client.get("/2.3.0/spacecraft/").json()["previous"] is None
    assert client.get(f"/2.3.0/spacecraft/?offset={count - 10}").json()["next"] is None


@pytest.mark.parametrize("beyond", [0, 1, 10**30])
def test_a_page_beyond_the_end_is_empty(client: Client, beyond: int) -> None:
    """An offset past the last record is no error."""
    count = client.get("/2.3.0/spacecraft/?limit=1").json()["count"]
    page = client.get(f"/2.3.0/spacecraft/?offset={count + beyond}").json()
    assert (page["count"], page["results"], page["next"]) == (count, [], None)
    assert f"offset={count + beyond - 10}" in page["previous"]


def test_links_keep_unknown_blank_and_repeated_parameters(client: Client) -> None:
    """A client finds what it sent in the links."""
    page = client.get("/2.3.0/spacecraft/?z=1&name=&a=x&a=y+z&?mode=list").json()
    assert page["next"] == "http://testserver/2.3.0/spacecraft/?%3Fmode=list&a=x&a=y+z&limit=10&name=&offset=10&z=1"


def test_a_craft_on_two_flights_at_once_has_its_place(client: Client) -> None:
    """Its time runs twice as fast; what that comes to since 1970 is more than the small integers of a database hold."""
    SPACECRAFT.model._default_manager.filter(pk=224).update(time_in_space_rate=2, time_in_space_offset=0)
    page = client.get("/2.3.0/spacecraft/?ordering=-time_in_space&limit=1").json()
    assert [craft["id"] for craft in page["results"]] == [224]


def test_lists_that_search_other_fields_share_no_matches() -> None:
    """Launches are found by designator, but not in the list of upcoming ones, though one cache serves both."""
    cache, anywhere = SelectionCache(1 << 20), replace(UPCOMING_LAUNCHES, scope=None)
    query = ListQuery.read(LAUNCHES, QueryDict("search=1969-059"))
    found = [list(select(resource, query, Snapshot(0, NOW), cache)) for resource in (LAUNCHES, anywhere, LAUNCHES)]
    assert [len(keys) for keys in found] == [1, 0, 1]


@pytest.mark.parametrize("resource", [each for each in RESOURCES if each.search], ids=lambda resource: resource.route)
def test_a_search_finds_what_any_of_its_paths_contains(resource: Resource) -> None:
    """Whatever the term: with trigrams or too short for them, with wildcards of LIKE, quotes, capitals and accents."""
    terms = (
        "soyuz",
        "SOYUZ",
        "tm",
        "NASA",
        "ern",
        "(CREW-9)",
        "zzz",
        "50%",
        "_",
        "a_b",
        '"',
        "it's",
        "é",
        "JOSE",
        "josé",
        "angstrom",
        "Łód",
        "Пир",
        "ß",
        "x" * 70,
    )
    records = resource.model._default_manager.filter(resource.scope.condition(NOW) if resource.scope else Q())
    texts = {
        (pk, fold(str(text)))
        for path in resource.search_paths
        for pk, text in records.values_list("pk", path)
        if text is not None
    }
    for term in terms:
        query = ListQuery.read(resource, QueryDict(urlencode({"search": f'"{term}"' if '"' not in term else term})))
        expected = {pk for pk, text in texts if all(each in text for each in query.terms)}
        assert set(select(resource, query, Snapshot(0, NOW), SelectionCache(0))) == expected, term
