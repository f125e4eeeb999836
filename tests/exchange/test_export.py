"""Whole lists as CSV and JSON Lines."""

import csv
import gc
import io
import json
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.test import Client

from downrange.api.links import Links
from downrange.api.query import ListQuery
from downrange.api.v230 import SPACECRAFT
from downrange.api.whole import WholeList
from downrange.exchange import export
from downrange.exchange.table import harmless

from ..catalogue.cast import make_flight, make_spacecraft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]
CRAFT = 130
"""More than a page may have."""


@pytest.fixture
def fleet() -> Iterator[None]:
    for number in range(CRAFT):
        make_spacecraft(f"Craft {number:03}", is_placeholder=number % 2 == 0)
    yield
    assert not export.Sending.opened


def body(client: Client, query: str, **headers: str) -> bytes:
    response = client.get(f"/2.3.0/spacecraft/?{query}", headers=headers)
    assert response.status_code == 200
    return response.content


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.usefixtures("fleet")
def test_csv_has_every_record_that_a_query_selects(client: Client) -> None:
    """In its order, with a header; not only a page."""
    found = rows(body(client, "format=csv&is_placeholder=true&ordering=-id"))
    assert [row["name"] for row in found] == [f"Craft {number:03}" for number in range(CRAFT - 2, -1, -2)]
    assert found[0]["status.name"] == "Active"
    assert found[0]["spacecraft_config.agency.name"] == "The Agency"
    assert found[0]["is_placeholder"] == "true"
    assert (found[0]["image.name"], found[0]["serial_number"]) == ("", "")


@pytest.mark.usefixtures("fleet")
def test_json_lines_are_the_records_of_the_pages(client: Client) -> None:
    """After a line that says where they are from."""
    first, *lines = body(client, "format=jsonl").splitlines()
    about = json.loads(first)
    assert about.keys() == {"_"}
    assert "CC BY 4.0" in about["_"]["attribution"]
    records = [json.loads(line) for line in lines]
    pages = [client.get(f"/2.3.0/spacecraft/?limit=100&offset={start}").json()["results"] for start in (0, 100)]
    assert records == pages[0] + pages[1]


@pytest.mark.usefixtures("fleet")
@pytest.mark.parametrize(
    ("query", "count"),
    [("", CRAFT), ("limit=3", 3), ("limit=125", 125), ("offset=128", 2), ("limit=1&offset=129", 1), ("offset=999", 0)],
)
def test_a_limit_is_one_only_where_it_is_given(client: Client, query: str, count: int) -> None:
    """And it may be higher than that of a page."""
    assert len(rows(body(client, f"format=csv&{query}"))) == count


def test_it_is_chosen_by_accept_too(client: Client) -> None:
    make_spacecraft("Soyuz T-2")
    assert rows(body(client, "", accept="text/csv"))[0]["name"] == "Soyuz T-2"
    assert b'"name":"Soyuz T-2"' in body(client, "", accept="application/jsonl")


def test_columns_are_those_asked_for_in_their_order(client: Client) -> None:
    """Durations with seconds beside them; lists by names."""
    craft = make_spacecraft("Soyuz T-2")
    make_flight(craft, "1980-06-05T14:19:30", "1980-06-09T12:39:00")
    content = body(client, "format=csv&mode=detailed&fields=status.name,name,time_docked,flights")
    header, row = csv.reader(io.StringIO(content.decode(), newline=""))
    assert header == ["status.name", "name", "time_docked", "time_docked.seconds", "flights", "attribution"]
    assert row[:4] == ["Active", "Soyuz T-2", "P0D", "0"]
    assert row[4].isdigit()


@pytest.mark.parametrize(
    ("route", "durations"),
    [
        ("spacecraft", ["time_in_space", "time_docked"]),
        ("spacecraft_flights", ["turn_around_time", "duration"]),
        ("spacewalks", ["duration"]),
        ("events", ["duration"]),
    ],
)
def test_beside_each_duration_stand_its_seconds(client: Client, route: str, durations: list[str]) -> None:
    """Whether it is stored, grows, is that of a flight, or lies between two instants."""
    response = client.get(f"/2.3.0/{route}/?format=csv&fields={','.join(durations)}")
    header = response.content.decode().splitlines()[0].split(",")
    assert header == [*(name for each in durations for name in (each, f"{each}.seconds")), "attribution"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_run_by_a_spreadsheet(client: Client, name: str) -> None:
    """What begins like a formula gets an apostrophe before it."""
    make_spacecraft(name)
    (row,) = rows(body(client, "format=csv&fields=name"))
    assert row["name"] == f"'{name}"
    assert harmless(-1) == -1


def test_texts_with_commas_quotes_and_line_ends_are_one_cell(client: Client) -> None:
    make_spacecraft('A "B", C', description="one\ntwo\r\nthree")
    (row,) = rows(body(client, "format=csv"))
    assert (row["name"], row["description"]) == ('A "B", C', "one\ntwo\r\nthree")


def test_headers_of_an_export(client: Client) -> None:
    """A file name, no cache, the age of the facts; HEAD has the same."""
    for response in (client.get("/2.3.0/spacecraft/?format=csv"), client.head("/2.3.0/spacecraft/?format=csv")):
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert response.headers["Content-Disposition"] == 'attachment; filename="spacecraft.csv"'
        assert response.headers["Cache-Control"] == "no-store"
        assert "X-Catalog-Revision" in response.headers
    assert client.get("/2.3.0/launches/upcoming/?format=jsonl").headers["Content-Disposition"] == (
        'attachment; filename="launches-upcoming.jsonl"'
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("spacecraft/?format=csv&fields=bogus", 400),
        ("launches/?format=csv&net__gte=x", 400),
        ("spacecraft/1/?format=csv", 404),
        ("?format=csv", 404),
        ("api-throttle/?format=jsonl", 404),
        ("spacecraft/?format=xlsx", 404),
    ],
)
def test_bad_requests_are_answered_as_json(client: Client, path: str, status: int) -> None:
    """As without the format; records and single objects have no CSV."""
    response = client.get(f"/2.3.0/{path}")
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/json")


def test_only_a_few_are_sent_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next gets 503 and may ask again."""
    monkeypatch.setattr(export, "MAX_OPEN", 0)
    response = client.get("/2.3.0/spacecraft/?format=csv")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_an_export_that_is_given_up_counts_no_longer() -> None:
    """Closed before it began, in the middle, or dropped by a server that had no time for it."""
    whole = WholeList(SPACECRAFT, ListQuery.read(SPACECRAFT, QueryDict(), is_whole=True), Links.of("/"))
    unread, begun, dropped = (export.Sending(whole, export.write_csv) for _ in range(3))
    assert len(export.Sending.opened) == 3
    unread.close()
    unread.close()
    next(begun)
    begun.close()
    assert len(export.Sending.opened) == 1
    del dropped
    gc.collect()
    assert not export.Sending.opened
