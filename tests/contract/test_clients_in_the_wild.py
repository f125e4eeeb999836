"""The questions that real programs send, as they send them."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize(
    "question",
    [
        "spacecraft/?limit=610&offset=0&mode=detailed",
        "spacecraft_flights/?limit=20&ordering=-mission_end&format=json",
        "spacecraft_configurations/?agency=121&in_use=True&mode=normal",
        "space_stations/?limit=2&ordering=-founded&mode=detailed",
        "docking_events/?format=json&limit=1000",
        "config/docking_locations/?limit=1&ordering=-id&format=json",
        "landings/?limit=8&?mode=list",
        "spacecraft/?search=Crew%20Dragon&in_space=true",
    ],
)
def test_a_question_of_a_real_program_is_answered(client: Client, question: str) -> None:
    """With records, and at most a hundred of them."""
    answer = client.get(f"/2.3.0/{question}")
    assert answer.status_code == 200
    assert 0 < len(answer.json()["results"]) <= 100


def test_flights_are_ordered_by_their_end(client: Client) -> None:
    """A column of the form that no document names: those that go on come first downwards."""
    ends = [
        r["mission_end"]
        for r in client.get("/2.3.0/spacecraft_flights/?limit=100&ordering=-mission_end").json()["results"]
    ]
    known = [end for end in ends if end is not None]
    assert ends == [None] * (len(ends) - len(known)) + sorted(known, reverse=True)


def test_the_active_expeditions_of_a_station_are_asked_for(client: Client) -> None:
    """Answered, whether there is one or not."""
    answer = client.get("/2.3.0/expeditions/?is_active=true&mode=detailed&space_station=4")
    assert answer.status_code == 200
    assert "Warning" not in answer.headers


def test_a_list_of_ids_selects_each_where_the_contract_takes_one(client: Client) -> None:
    """`id` of agencies takes one number in the contract; several are an extension."""
    answer = client.get("/2.3.0/agencies/?mode=list&limit=100&id=44,63")
    assert answer.status_code == 200
    assert [record["id"] for record in answer.json()["results"]] == [44, 63]


def test_a_stray_question_mark_in_a_name_is_ignored_and_kept(client: Client) -> None:
    """`&?mode=list` names a parameter that nobody knows: the list is in its normal form, and `next` repeats it."""
    page = client.get("/2.3.0/landings/?limit=8&?mode=list").json()
    assert {record["response_mode"] for record in page["results"]} == {"normal"}
    assert page["next"] == "http://testserver/2.3.0/landings/?%3Fmode=list&limit=8&offset=8"
