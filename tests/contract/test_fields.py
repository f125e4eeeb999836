"""`fields=`: lists and records with some of their fields."""

from typing import Any
from unittest.mock import ANY

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.config.application import api

from ..catalogue.cast import make_crew, make_flight, make_spacecraft

pytestmark = pytest.mark.django_db


def ask(client: Client, path: str, **parameters: object) -> Any:
    response = client.get(f"/2.3.0/{path}", parameters)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def flown() -> int:
    flight = make_flight(make_spacecraft("Soyuz T-2", serial_number="7L"), "1980-06-05T14:19:30", "1980-06-09T12:39:00")
    make_crew("Malyshev", [flight], [flight])
    return flight.spacecraft_id


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("name", {"name": "Soyuz T-2"}),
        ("serial_number,name", {"name": "Soyuz T-2", "serial_number": "7L"}),
        (" name , status ,", {"name": "Soyuz T-2", "status": ANY}),
        ("spacecraft_config.name", {"spacecraft_config": {"name": "Ship"}}),
        ("spacecraft_config.agency.name,status.name", {
            "status": {"name": "Active"}, "spacecraft_config": {"agency": {"name": "The Agency"}},
        }),
        ("image", {"image": None}),
        ("image.name", {"image": None}),
        ("spacecraft_config.family.name", {"spacecraft_config": {"family": []}}),
        ("flights.launch.net", {"flights": [{"launch": {"net": "1980-06-05T14:19:30Z"}}]}),
    ],
)  # fmt: skip
def test_a_record_has_the_fields_that_were_asked_for(
    client: Client, direct_writes: None, flown: int, fields: str, expected: dict[str, Any]
) -> None:
    """Of nested objects and lists too; null stays null; on lists and records alike."""
    record = ask(client, f"spacecraft/{flown}/", fields=fields)
    assert record == expected
    assert ask(client, "spacecraft/", fields=fields, mode="detailed")["results"] == [expected]


def test_a_whole_object_wins(client: Client, direct_writes: None, flown: int) -> None:
    """Whichever is named first."""
    for fields in ("status,status.name", "status.name,status"):
        status = ask(client, "spacecraft/", fields=fields)["results"][0]["status"]
        assert status.keys() == {"id", "name"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("bogus", "There is no bogus. Known are response_mode, id, url, name, "),
        ("status.bogus", "There is no status.bogus. Known are status.id, status.name."),
        ("name.first", "name has nothing inside."),
        ("flights", "There is no flights. "),
    ],
)
def test_what_there_is_not_is_400_and_lists_what_there_is(client: Client, fields: str, message: str) -> None:
    """`flights` are of the detailed mode only."""
    response = client.get("/2.3.0/spacecraft/", {"fields": fields})
    assert response.status_code == 400
    assert response.json()["fields"][0].startswith(message)


def test_what_was_not_asked_for_is_not_fetched(client: Client, direct_writes: None, flown: int) -> None:
    """A name costs the queries of the revision, the keys and the records; detailed records cost ten times as many."""
    counts = {}
    for fields in ("name", "status.name", ""):
        api().caches.clear()
        with CaptureQueriesContext(connection) as captured:
            ask(client, "spacecraft/", mode="detailed", **({"fields": fields} if fields else {}))
        counts[fields] = len(captured)
    assert counts["name"] == 3
    assert counts["status.name"] == 4
    assert counts[""] == 18


def test_without_it_nothing_changes(client: Client, direct_writes: None, flown: int) -> None:
    """An empty value means nothing; links to other pages keep it."""
    assert ask(client, f"spacecraft/{flown}/", fields="") == ask(client, f"spacecraft/{flown}/")
    make_spacecraft("Another")
    page = ask(client, "spacecraft/", fields="name", limit=1)
    assert "fields=name" in page["next"]
