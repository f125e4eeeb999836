"""Written records: what is joined from them is what Django REST framework would write."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api import written
from downrange.api.answer import answer_list, answer_record, write_list, write_record
from downrange.api.links import Links
from downrange.api.question import Question
from downrange.api.resource import Resource
from downrange.api.resources import RESOURCES
from downrange.api.written import Fragment, Fragments, Key, render
from downrange.catalog import clock
from downrange.catalog.revision import Revision

NOW = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2030, 1, 1, 12, 1, tzinfo=UTC)
NEXT_YEAR = datetime(2031, 1, 1, 12, 0, tzinfo=UTC)
LINKS = Links("http://testserver", "json")


@pytest.fixture
def kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Fragments:
    """Records are kept, none of them from another test."""
    settings.REMEMBER = 8
    fragments = Fragments()
    monkeypatch.setattr(written, "KEPT", fragments)
    return fragments


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "kept")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_an_answer_joined_from_written_records_has_the_same_bytes(resource: Resource) -> None:
    """In every mode; the first time and when they are kept, at this instant and at the next."""
    for mode in resource.components:
        parameters = QueryDict(f"limit=20&mode={mode}&format=json")
        question = Question.read(resource, parameters)
        for now in (NOW, NOW, LATER, LATER):
            said = (resource, question, LINKS, parameters.urlencode(), now)
            assert write_list(*said).json == render(answer_list(*said))
    records = resource.model._default_manager.filter(resource.scope(NOW) if resource.scope else Q())
    key = records.values_list("pk", flat=True).first()
    for now in (NOW, NOW, LATER) if key is not None else ():
        assert write_record(resource, str(key), LINKS, now).json == render(
            answer_record(resource, str(key), LINKS, now)
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_what_is_not_noted_as_running_is_the_same_at_any_tick(resource: Resource) -> None:
    """In every mode and order, while no event of the log passes: after 2030 the catalogue knows of none."""
    orderings = [f"ordering={sign}{name}" for name in resource.ordering for sign in ("", "-")]
    for query in ["", *(f"mode={mode}" for mode in resource.modes), *orderings]:
        parameters = QueryDict(f"limit=20&{query}")
        said = (resource, Question.read(resource, parameters), LINKS, parameters.urlencode())
        with clock.watched() as watch:
            answer = answer_list(*said, NOW)
        if not watch.running:
            assert answer_list(*said, NEXT_YEAR) == answer


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue", "kept")
def test_records_that_are_kept_are_not_fetched(client: Client) -> None:
    """Another page with the same records asks only which they are, and for the revision."""
    client.get("/2.3.0/spacecraft/?limit=100")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/2.3.0/spacecraft/?limit=50&offset=10")
    # The revision, to see whether figures are due and what is kept is of; the count; the keys.
    assert len(queries) == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_a_new_revision_forgets_them(client: Client, kept: Fragments) -> None:
    """All of them, at once."""
    client.get("/2.3.0/agencies/?limit=100")
    Revision.advance(NOW)
    client.get("/2.3.0/agencies/?limit=1")
    assert len(kept.young) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_records_that_an_edit_overtook_are_not_kept(
    client: Client, kept: Fragments, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some may be of the new state, some of the old."""
    write = written._write

    def edit_meanwhile(*arguments: Any) -> Any:
        Revision.advance(NOW)
        return write(*arguments)

    monkeypatch.setattr(written, "_write", edit_meanwhile)
    client.get("/2.3.0/agencies/")
    assert not kept.young


def test_what_is_kept_is_bounded(settings: Any) -> None:
    """Two generations of half the room each; what is asked again passes into the younger."""
    settings.REMEMBER = 1
    fragments = Fragments()
    fragments.recall(1, NOW, [])
    popular: Key = ("SpacecraftNormal", 0, LINKS)
    for number in range(5000):
        key: Key = ("SpacecraftNormal", number, LINKS)
        fragments.keep(1, NOW, {key: Fragment(b"x" * 1000, running=False)})
        assert popular in fragments.recall(1, NOW, [popular])
        held = [*fragments.young.values(), *fragments.old.values()]
        assert sum(len(fragment.json) + written.OVERHEAD for fragment in held) <= written.room()


def test_what_shows_the_time_is_forgotten_with_the_tick(settings: Any) -> None:
    """And only that."""
    settings.REMEMBER = 1
    fragments = Fragments()
    fragments.recall(1, NOW, [])
    for number, running in enumerate((True, False)):
        fragments.keep(1, NOW, {("SpacecraftNormal", number, LINKS): Fragment(b"{}", running=running)})
    fragments.recall(1, LATER, [])
    assert [key[1] for key in fragments.young] == [1]
    fragments.keep(1, NOW, {("SpacecraftNormal", 0, LINKS): Fragment(b"{}", running=True)})
    assert [key[1] for key in fragments.young] == [1]
