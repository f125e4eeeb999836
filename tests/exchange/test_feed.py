"""`/changes/`: the history of the catalogue in pages."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.derived import deriver
from downrange.catalog.editing import editing, unguarded
from downrange.catalog.identity import move
from downrange.catalog.revision import Revision
from downrange.config.application import api, application, load
from downrange.exchange.feed import feed
from downrange.messages import Request, Response
from downrange.seed.load import load as load_files
from tests.catalogue.small_catalogue import NOW, tables, write

from .upstream import ask, read

pytestmark = pytest.mark.django_db


def add(count: int, by: str = "Ada") -> None:
    """An edit with so many changes."""
    with editing(by=by, source="local", now=NOW):
        models.Landing.objects.bulk_create(models.Landing() for _ in range(count))


def revisions(page: Any) -> list[int]:
    return [result["revision"] for result in page["results"]]


def test_a_change_says_who_changed_what_and_when() -> None:
    """Each with its revision, and that with which its edit ended; in this order."""
    with editing(by="Ada", source="local", now=NOW):
        models.Landing.objects.create(pk=7)
        models.Landing.objects.create(pk=8, downrange_distance=1.5)
    with editing(by="sync", source="mirror", now=NOW + timedelta(minutes=1)):
        models.Landing.objects.filter(pk=8).update(downrange_distance=2)
    page = read("since=1")
    assert list(page) == ["revision", "next", "results"]
    assert (page["revision"], page["next"]) == (3, None)
    created, changed = page["results"]
    assert list(changed.items()) == [
        ("revision", 3),
        ("edit", 3),
        ("at", "2026-06-03T12:01:00Z"),
        ("by", "sync"),
        ("source", "mirror"),
        ("model", "landing"),
        ("key", "8"),
        ("action", "changed"),
        ("before", {"downrange_distance": 1.5}),
        ("after", {"downrange_distance": 2.0}),
    ]
    assert (created["revision"], created["edit"], created["action"], created["before"]) == (2, 2, "created", None)
    assert (created["after"]["id"], created["after"]["downrange_distance"]) == (8, 1.5)


def test_pages_give_every_change_once_while_others_write() -> None:
    """In their order, though the history grows between two pages."""
    add(5)
    found: list[int] = []
    page = read("since=0&limit=2")
    while True:
        found += revisions(page)
        if len(found) in (2, 5, 6):
            add(2)
        if page["next"] is None:
            break
        page = read(urlsplit(page["next"]).query)
    assert found == list(Change.objects.order_by("id").values_list("id", flat=True))
    assert found == list(range(1, Revision.current().number + 1))


def test_a_page_ends_with_an_edit() -> None:
    """Where one fits; an edit that is longer than a page is divided."""
    for count in (2, 2, 5, 1):
        add(count)
    assert revisions(read("since=0&limit=3")) == [1, 2]
    assert revisions(read("since=0&limit=4")) == [1, 2, 3, 4]
    assert revisions(read("since=1&limit=3")) == [2, 3, 4]
    assert revisions(read("since=4&limit=3")) == [5, 6, 7]
    assert revisions(read("since=7&limit=3")) == [8, 9, 10]
    assert [result["edit"] for result in read("since=0")["results"]] == [2, 2, 4, 4, 9, 9, 9, 9, 9, 10]


def test_next_keeps_what_was_asked() -> None:
    """Behind a proxy, too; and a `Link` header has it."""
    add(1)
    add(1)
    request = Request(
        "GET", b"/changes/?limit=1&since=0&format=json&x=1", host="testserver", scheme="https", prefix="/ll2"
    )
    response = feed(request)
    url = "https://testserver/ll2/changes/?format=json&limit=1&since=1"
    assert json.loads(bytes(response.body))["next"] == url  # type: ignore[arg-type]
    assert ("Link", f'<{url}>; rel="next"') in response.fields


@pytest.mark.parametrize("since", ["2", "3", "99", "9" * 30, "9" * 5000, "002"])
def test_nothing_is_after_the_last_revision(since: str) -> None:
    """Nor beyond it; that is no error."""
    add(2)
    assert read(f"since={since}") == {"revision": 2, "next": None, "results": []}


@pytest.mark.parametrize(
    "query", ["", "since=", "since=-1", "since=x", "since=1.0", "since=%201", "since=%D9%A1", "since=1&since="]
)
def test_a_revision_is_required(query: str) -> None:
    """In the shape of the API's errors."""
    response = ask(query)
    assert response.status == 400
    assert json.loads(bytes(response.body)) == {"since": ["A revision is required: a whole number, 0 or more."]}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        ("since=0&sinse=1", '299 downrange "Ignored: sinse=1"'),
        ("since=0&limit=x", '299 downrange "Ignored: limit=x"'),
        ("since=0&limit=0", '299 downrange "Ignored: limit=0"'),
        ("since=0&limit=1001", '299 downrange "The limit is at most 1000"'),
        ("since=0&limit=1000", None),
        ("since=0", None),
    ],
)
def test_what_is_ignored_is_named(query: str, warning: str | None) -> None:
    """As everywhere."""
    assert dict(ask(query).fields).get("Warning") == warning


def test_a_page_has_at_most_1000_changes() -> None:
    """Whatever is asked for."""
    for count in (999, 1, 1):
        add(count)
    for query in ("since=0", "since=0&limit=5000"):
        assert revisions(read(query)) == list(range(1, 1001))


def test_a_page_costs_one_query_of_the_primary_key() -> None:
    """Beside that of the revision; however long the history is, no more of it is read."""
    for _ in range(4):
        add(50)
    with CaptureQueriesContext(connection) as queries:
        read("since=100&limit=20")
    first, second = (query["sql"] for query in queries)
    assert "catalog_revision" in first
    assert "LIMIT 21" in second
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {second}")
            (step,) = cursor.fetchall()
        assert step[3].startswith("SEARCH catalog_change USING INDEX")
        assert step[3].endswith("(id>?)")


def test_the_response_holds_until_the_revision_rises() -> None:
    """The server caches it as it does the API's, so a poll without news reads no database."""
    add(1)
    for query in ("since=0", "since=1", "since=x"):
        response = ask(query)
        assert response.snapshot is not None
        assert (response.snapshot.revision, response.valid_until) == (1, None)
    assert b"/changes/" in load().api_paths


def answers(method: str, fields: dict[bytes, bytes], host: str = "testserver") -> list[Response]:
    """Of the feed and of the API to the same request."""
    targets = (b"/changes/?since=0", b"/2.3.0/agencies/")
    return [application(Request(method, target, fields, host=host)) for target in targets]


@pytest.mark.parametrize(
    ("method", "fields", "host", "status"),
    [
        ("GET", {}, "testserver", 200),
        ("POST", {}, "testserver", 405),
        ("OPTIONS", {}, "testserver", 405),
        ("OPTIONS", {b"access-control-request-method": b"GET"}, "testserver", 200),
        ("GET", {b"accept": b"image/png"}, "testserver", 406),
        ("GET", {}, "elsewhere.example", 400),
    ],
)
def test_it_is_asked_as_the_api_is(method: str, fields: dict[bytes, bytes], host: str, status: int) -> None:
    """Methods, negotiation, CORS, ages and hosts are the same."""
    ours, apis = answers(method, fields, host)
    assert (ours.status, ours.fields) == (apis.status, apis.fields)
    assert ours.status == status
    if status != 200:
        assert ours.body == apis.body


def test_it_is_json_alone() -> None:
    """There is no page for people; JSON can be indented."""
    assert ask("since=0&format=api").status == 404
    assert ask("since=0", accept="text/html").status == 406
    assert b'\n  "revision": 0' in bytes(ask("since=0", accept="application/json; indent=2").body)  # type: ignore[arg-type]


def test_django_serves_it_too(client: Client) -> None:
    """With the redirect of a path without its slash."""
    add(1)
    assert client.get("/changes/?since=0").json()["revision"] == 1
    assert client.get("/changes?since=0")["Location"] == "/changes/?since=0"
    assert client.get("/changes/1/?since=0").status_code == 404


def test_the_contract_does_not_know_it(client: Client) -> None:
    """It is an extension: the root listing and the OpenAPI document are upstream's."""
    assert "changes" not in client.get("/2.3.0/").content.decode()
    assert "/changes/" not in client.get("/2.3.0/schema/?format=json").content.decode()
    assert api().find("changes/") is None


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["load", "edit", "nothing", "move", "address", "again", "clock", "undo"]), max_size=8))
def test_the_history_is_complete(tmp_path: Path, steps: list[str]) -> None:
    """Every revision has its change, whatever raised it: loads, edits, moves, the clock."""
    write(tmp_path, tables())
    with transaction.atomic():
        for number, step in enumerate(steps):
            now = NOW + timedelta(days=number)
            if step == "load":
                load_files(tmp_path, now)
            elif step == "clock":
                with unguarded():
                    models.Agency.objects.update(pending_launches=number + 1)
                deriver.derive(now)
            else:
                with editing(by="Ada", source="mirror", now=now) as edit:
                    if step == "edit":
                        models.Landing.objects.create(downrange_distance=number)
                    elif step == "move":
                        move(edit, models.Spacecraft, 29 + number, 30 + number)
                    elif step == "address":
                        move(edit, models.Agency, 1000 + number, 2000)
                    elif step == "again":
                        move(edit, models.Agency, 1000, 2000)
                    elif step == "undo":
                        models.Landing.objects.filter(pk__gt=6).delete()
        history = Change.objects.order_by("id")
        assert list(history.values_list("id", flat=True)) == list(range(1, Revision.current().number + 1))
        ends = {change.edit for change in history}
        assert all(change.edit == min(end for end in ends if end >= change.id) for change in history)
        transaction.set_rollback(True)
