"""Fragments: what is joined from them is what Django REST framework would write, cached or not."""

import gc
import tracemalloc
from collections.abc import Iterable
from datetime import UTC, datetime
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Manager, Model, Q
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.renderers import JSONRenderer

from downrange.api import fragments
from downrange.api.components import Answer, Component, Nested, RecordField, answer
from downrange.api.envelope import Caches, Reader
from downrange.api.filters.paths import sort_path
from downrange.api.fragments import FragmentCache
from downrange.api.links import Links
from downrange.api.query import ListQuery
from downrange.api.resource import Resource
from downrange.api.select import CHUNK, SelectionCache
from downrange.api.v230 import RESOURCES
from downrange.api.v230.components import COMPONENTS
from downrange.catalog import clock
from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import Snapshot
from downrange.config.application import api

NOW = datetime(2037, 1, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2037, 1, 1, 12, 1, tzinfo=UTC)
NEXT_YEAR = datetime(2038, 1, 1, 12, 0, tzinfo=UTC)
LINKS = Links.of("http://testserver/2.3.0/", "json")
MEBIBYTES = 16 * 1024 * 1024


def snapshot(now: datetime) -> Snapshot:
    return Snapshot(Revision.current().number, now)


def caches(capacity: int = 0) -> Caches:
    return Caches(FragmentCache(capacity), SelectionCache(capacity))


def page(resource: Resource, parameters: str, now: datetime, using: Caches) -> bytes:
    read = QueryDict(parameters)
    return Reader(LINKS, snapshot(now), using).page(resource, ListQuery.read(resource, read), read).json


def related(record: Model, nested: Nested, name: str, now: datetime) -> list[Model]:
    """What a record nests, found by following the relations from it, one by one."""
    if nested.key is not None:
        keys: set[Any] = {type(record)._default_manager.annotate(its_key=nested.key).get(pk=record.pk).its_key}
    else:
        found: Iterable[Any] = [record]
        for step in (nested.path or name).split("."):
            field = type(next(iter(found), record))._meta.get_field(step) if found else None
            if field is None:
                break
            accessor = field.get_accessor_name() if field.auto_created else step
            followed = [getattr(one, accessor, None) for one in found]
            found = [
                one
                for many in followed
                if many is not None
                for one in (many.all() if isinstance(many, Manager) else [many])
            ]
        keys = {one.pk for one in found}
    records = COMPONENTS[nested.component].model()._default_manager.filter(pk__in=keys)
    if nested.where is not None:
        records = records.filter(nested.where)
    if nested.when is not None:
        records = records.filter(nested.when(now))
    order = [sort_path(records.model, each) if isinstance(each, str) else each for each in nested.order]
    return list(records.order_by(*order))


def written_plainly(component: type[Component], record: Model, now: datetime) -> dict[str, Any]:
    """A record as Django REST framework's own fields write it."""
    answer.set(Answer(LINKS, snapshot(now)))
    form = component()
    written: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name in form.nested:
            nested = form.nested[name]
            inside = [
                written_plainly(COMPONENTS[nested.component], one, now) for one in related(record, nested, name, now)
            ]
            written[name] = inside if nested.many else (inside or [None])[0]
        else:
            value = columns_of(record, field) if isinstance(field, RecordField) else field.get_attribute(record)
            written[name] = None if value is None else field.to_representation(value)
    return written


def columns_of(record: Model, field: RecordField) -> SimpleNamespace:
    """What a field is computed from, found by following the relations from a record."""
    return SimpleNamespace(**{column: attrgetter(column.replace("__", "."))(record) for column in field.columns})


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_a_record_is_written_as_rest_framework_writes_it(resource: Resource) -> None:
    """In every form, with all that it nests: the first, the last and one between."""
    records = resource.model._default_manager.order_by("pk")
    for record in {records[place].pk: records[place] for place in (0, len(records) // 2, len(records) - 1)}.values():
        for component in {*resource.components.values(), resource.record}:
            (json,) = fragments.render(component, [record.pk], LINKS, snapshot(NOW), FragmentCache(0))
            assert json == JSONRenderer().render(written_plainly(component, record, NOW))


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_an_answer_has_the_same_bytes_whether_or_not_it_is_joined_from_the_cache(resource: Resource) -> None:
    """In every mode; the first time and when it is cached, at this instant and at the next."""
    cached, uncached = caches(MEBIBYTES), caches()
    for mode in resource.components:
        parameters = f"limit=20&mode={mode}&format=json"
        answers = [page(resource, parameters, now, cached) for now in (NOW, NOW, LATER, LATER)]
        assert answers == [page(resource, parameters, now, uncached) for now in (NOW, NOW, LATER, LATER)]
    records = resource.model._default_manager.filter(resource.scope.condition(NOW) if resource.scope else Q())
    key = records.values_list("pk", flat=True).first()
    for now in (NOW, NOW, LATER) if key is not None else ():
        (alone,) = fragments.render(resource.record, [key], LINKS, snapshot(now), cached.fragments)
        assert Reader(LINKS, snapshot(now), uncached).record(resource, str(key)).json == alone


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_what_is_not_marked_time_dependent_is_the_same_at_any_tick(resource: Resource) -> None:
    """In every mode and order, while no instant of the log passes: after 2036 the catalogue knows of none."""
    orderings = [f"ordering={sign}{name}" for name in resource.ordering for sign in ("", "-")]
    for query in ["", *(f"mode={mode}" for mode in resource.modes), *orderings]:
        with clock.track() as tracker:
            answer = page(resource, f"limit=20&{query}", NOW, caches())
        if tracker.valid_until is None:
            assert page(resource, f"limit=20&{query}", NEXT_YEAR, caches()) == answer


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_an_answer_holds_as_long_as_it_says(resource: Resource) -> None:
    """Just before `valid_until` it is the same."""
    with clock.track() as tracker:
        answer = page(resource, "limit=20", NOW, caches())
    if tracker.valid_until is not None:
        assert tracker.valid_until > NOW
        before = tracker.valid_until.replace(second=0, microsecond=0)
        before = before - clock.TICK if before == tracker.valid_until else before
        assert page(resource, "limit=20", before, caches()) == answer


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_what_is_cached_is_not_queried(client: Client) -> None:
    """Another page of the same selection, of records that are cached, queries only the revision."""
    client.get("/2.3.0/spacecraft/?limit=100")
    with CaptureQueriesContext(connection) as queries:
        client.get("/2.3.0/spacecraft/?limit=50&offset=10")
    assert len(queries) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_a_term_is_searched_once(client: Client) -> None:
    """In another order, with a filter, in another list of the same model or beside another term, what it matches is
    known.
    """
    client.get("/2.3.0/launches/?mode=list&limit=100&search=progress")
    client.get("/2.3.0/launches/?mode=list&limit=100&search=soyuz+progress")
    with CaptureQueriesContext(connection) as queries:
        first = client.get("/2.3.0/launches/?mode=list&limit=100&search=progress&ordering=-name").json()
        second = client.get("/2.3.0/launches/previous/?mode=list&limit=100&search=soyuz").json()
        third = client.get("/2.3.0/launches/previous/?mode=list&limit=100&search=progress+soyuz&status=3").json()
    assert (first["count"] > third["count"] > 0, second["count"] > 0) == (True, True)
    assert [query["sql"] for query in queries if "UNION" in query["sql"]] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_what_records_share_is_fetched_once(client: Client) -> None:
    """A page of other spacecraft of known configurations queries the revision and those spacecraft."""
    client.get("/2.3.0/spacecraft/?limit=100&ordering=id")
    client.get("/2.3.0/spacecraft_configurations/?limit=100")
    with CaptureQueriesContext(connection) as queries:
        client.get("/2.3.0/spacecraft/?limit=10&ordering=id&offset=100")
    assert len(queries) == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_a_new_revision_clears_the_caches(client: Client) -> None:
    """All that they hold, at once."""
    client.get("/2.3.0/config/agency_types/?limit=100")
    Revision.objects.update(number=F("number") + 1)
    client.get("/2.3.0/config/agency_types/?limit=1")
    assert (len(api().caches.fragments.cache), len(api().caches.selections.cache)) == (1, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("ordering", ["-name", "id"])
def test_pages_are_the_same_wherever_chunks_end(monkeypatch: pytest.MonkeyPatch, ordering: str) -> None:
    """A page may lie in one chunk of a selection, or begin in one and end in another."""
    resource = next(resource for resource in RESOURCES if resource.route == "astronauts")
    queries = [
        f"limit={limit}&offset={offset}&ordering={ordering}" for limit in (7, 100) for offset in range(0, 690, 6)
    ]
    whole = [page(resource, query, NOW, caches(MEBIBYTES)) for query in queries]
    assert CHUNK > 669
    monkeypatch.setattr("downrange.api.select.CHUNK", 10)
    using = caches(MEBIBYTES)
    assert [page(resource, query, NOW, using) for query in queries] == whole


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_a_selection_of_several_chunks_is_counted_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another ordering of the same records is not counted again."""
    monkeypatch.setattr("downrange.api.select.CHUNK", 10)
    client.get("/2.3.0/agencies/?limit=1")
    client.get("/2.3.0/agencies/?limit=1&ordering=-id")
    with CaptureQueriesContext(connection) as queries:
        client.get("/2.3.0/agencies/?limit=1&ordering=name")
    assert len([query for query in queries if "COUNT(" in query["sql"]]) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_cached_fragments_occupy_no_more_than_is_counted() -> None:
    """A hundred launches, with all that they nest."""
    with_launches = api().contract.by_route["launches"]
    assert isinstance(with_launches, Resource)
    using = caches(MEBIBYTES)
    page(with_launches, "mode=list", NOW, using)  # compiles the queries
    using.fragments.clear()
    tracemalloc.start()
    try:
        page(with_launches, "limit=100", NOW, using)
        gc.collect()
        occupied, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    counted = using.fragments.cache.size + using.selections.cache.size
    assert len(using.fragments.cache) > 300
    assert occupied < 1.2 * counted
