"""Fragments: what is joined from them is what Django REST framework would write, kept or not."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Manager, Model, Q
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api import fragments
from downrange.api import select as selection
from downrange.api.answer import answer_list, answer_record
from downrange.api.components import COMPONENTS, Nested
from downrange.api.links import Links
from downrange.api.memory import Memory
from downrange.api.query import Question
from downrange.api.resource import Resource
from downrange.api.serialize import Writer, render
from downrange.api.v230 import RESOURCES
from downrange.catalog import clock
from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import Snapshot

NOW = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2030, 1, 1, 12, 1, tzinfo=UTC)
NEXT_YEAR = datetime(2031, 1, 1, 12, 0, tzinfo=UTC)
LINKS = Links("http://testserver", "json")
MEBIBYTES = 16 * 1024 * 1024


@pytest.fixture
def remembering(settings: Any) -> Iterator[None]:
    """Fragments and selections are kept, none of them from another test or for one."""
    memories: tuple[Memory[Any, Any], ...] = (fragments.KEPT, selection.KEPT)
    for memory in memories:
        memory.forget()
        setattr(settings, memory.share, MEBIBYTES)
    yield
    for memory in memories:
        memory.forget()


def snapshot(now: datetime) -> Snapshot:
    return Snapshot(Revision.current().number, now)


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
    records = COMPONENTS[nested.component].Meta.model._default_manager.filter(pk__in=keys)  # type: ignore[attr-defined] # each has one
    if nested.where is not None:
        records = records.filter(nested.where)
    if nested.when is not None:
        records = records.filter(nested.when(now))
    return list(records.order_by(*nested.order))


def written_plainly(component: str, record: Model, now: datetime) -> dict[str, Any]:
    """A record as Django REST framework's own fields write it."""
    form = COMPONENTS[component](context={"links": LINKS, "now": now, "log_now": now})
    written: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name in form.nested:
            nested = form.nested[name]
            inside = [written_plainly(nested.component, one, now) for one in related(record, nested, name, now)]
            written[name] = inside if nested.many else (inside or [None])[0]
        else:
            value = field.get_attribute(record)
            written[name] = None if value is None else field.to_representation(value)
    return written


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_a_record_is_written_as_rest_framework_writes_it(resource: Resource) -> None:
    """In every form, with all that it nests: the first, the last and one between."""
    records = resource.model._default_manager.order_by("pk")
    for record in {records[place].pk: records[place] for place in (0, len(records) // 2, len(records) - 1)}.values():
        for component in {*resource.components.values(), resource.record}:
            (said,) = fragments.write(component, [record.pk], LINKS, snapshot(NOW))
            assert said == render(written_plainly(component, record, NOW))


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "remembering")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_an_answer_has_the_same_bytes_whether_or_not_it_is_joined_from_what_is_kept(
    resource: Resource, settings: Any
) -> None:
    """In every mode; the first time and when they are kept, at this instant and at the next."""
    for mode in resource.components:
        parameters = QueryDict(f"limit=20&mode={mode}&format=json")
        said = (resource, Question.read(resource, parameters), LINKS, parameters.urlencode())
        remembered = [answer_list(*said, snapshot(now)).json for now in (NOW, NOW, LATER, LATER)]
        settings.CACHE_FRAGMENTS = settings.CACHE_SELECTIONS = 0
        fragments.KEPT.forget()
        selection.KEPT.forget()
        assert remembered == [answer_list(*said, snapshot(now)).json for now in (NOW, NOW, LATER, LATER)]
        settings.CACHE_FRAGMENTS = settings.CACHE_SELECTIONS = MEBIBYTES
    records = resource.model._default_manager.filter(resource.scope(NOW) if resource.scope else Q())
    key = records.values_list("pk", flat=True).first()
    for now in (NOW, NOW, LATER) if key is not None else ():
        (alone,) = fragments.write(resource.record, [key], LINKS, snapshot(now))
        assert answer_record(resource, str(key), LINKS, snapshot(now)).json == alone


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_what_is_not_noted_as_running_is_the_same_at_any_tick(resource: Resource) -> None:
    """In every mode and order, while no event of the log passes: after 2030 the catalogue knows of none."""
    orderings = [f"ordering={sign}{name}" for name in resource.ordering for sign in ("", "-")]
    for query in ["", *(f"mode={mode}" for mode in resource.modes), *orderings]:
        parameters = QueryDict(f"limit=20&{query}")
        said = (resource, Question.read(resource, parameters), LINKS, parameters.urlencode())
        with clock.track() as tracker:
            answer = answer_list(*said, snapshot(NOW))
        if not tracker.valid_until is not None:
            assert answer_list(*said, snapshot(NEXT_YEAR)) == answer


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "remembering")
def test_what_is_kept_is_not_asked_for(client: Client) -> None:
    """Another page of the same selection, of records that are kept, asks only for the revision."""
    client.get("/2.3.0/spacecraft/?limit=100")
    with CaptureQueriesContext(connection) as queries:
        client.get("/2.3.0/spacecraft/?limit=50&offset=10")
    assert len(queries) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "remembering")
def test_what_records_share_is_fetched_once(client: Client) -> None:
    """A page of other spacecraft of known configurations: the revision, before and after, and the spacecraft alone."""
    client.get("/2.3.0/spacecraft/?limit=100&ordering=id")
    client.get("/2.3.0/spacecraft_configurations/?limit=100")
    with CaptureQueriesContext(connection) as queries:
        client.get("/2.3.0/spacecraft/?limit=10&ordering=id&offset=100")
    assert len(queries) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "remembering")
def test_a_new_revision_forgets_it(client: Client) -> None:
    """All of it, at once."""
    client.get("/2.3.0/config/agency_types/?limit=100")
    Revision.advance(NOW)
    client.get("/2.3.0/config/agency_types/?limit=1")
    assert len(fragments.KEPT.young) == len(selection.KEPT.young) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "remembering")
def test_what_an_edit_overtook_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of it may be of the new state, some of the old."""
    fetch = Writer.fetch

    def edit_meanwhile(*arguments: Any) -> Any:
        Revision.advance(NOW)
        return fetch(*arguments)

    monkeypatch.setattr(Writer, "fetch", edit_meanwhile)
    client.get("/2.3.0/agencies/")
    assert not fragments.KEPT.young


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "remembering")
def test_a_selection_too_large_to_be_kept_is_answered_all_the_same(client: Client, settings: Any) -> None:
    """Its page is cut out by the database."""
    kept = client.get("/2.3.0/spacecraft/?offset=200&ordering=-name").content
    selection.KEPT.forget()
    settings.CACHE_SELECTIONS = 30_000
    assert client.get("/2.3.0/spacecraft/?offset=200&ordering=-name").content == kept
    assert not selection.KEPT.young
