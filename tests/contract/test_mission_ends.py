"""Mission ends that are known only to the day, in the answers about the shipped catalogue."""

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

BY_DAY = {
    "Vostok-1K No.1": "1960-07-28T00:00:00Z",
    "Vostok-1K No.4": "1960-12-22T00:00:00Z",
    "Gemini SC1": "1964-04-08T00:00:00Z",
    "Voskhod-3KD No.1": "1965-02-22T00:00:00Z",
    "Progress M-24": "1994-10-04T00:00:00Z",
    "VSS Unity": "2021-05-22T00:00:00Z",
}
"""The craft, and the midnight that is sent for the end of its flight."""


def flights(client: Client, ordering: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    url = f"/2.3.0/spacecraft_flights/?limit=100&ordering={ordering}"
    while url:
        page = client.get(url, headers={"accept": "application/json"}).json()
        found += page["results"]
        url = page["next"]
    return found


def test_an_end_known_to_the_day_is_sent_as_its_midnight(client: Client) -> None:
    """And its duration as unknown."""
    sent = {
        flight["spacecraft"]["name"]: flight["mission_end"]
        for flight in flights(client, "id")
        if flight["mission_end"] is not None and flight["duration"] is None
    }
    assert {name: sent[name] for name in BY_DAY} == BY_DAY


def test_only_a_flight_that_goes_on_or_is_planned_has_no_end(client: Client) -> None:
    """A client takes any other for one that goes on."""
    for flight in flights(client, "id"):
        if flight["mission_end"] is None:
            assert flight["spacecraft"]["in_space"] or flight["duration"] is None, flight["id"]


@pytest.mark.parametrize("ordering", ["mission_end", "-mission_end"])
def test_flights_are_ordered_by_the_end_that_is_sent(client: Client, ordering: str) -> None:
    """Over the whole list, nulls last or first."""
    ends = [flight["mission_end"] for flight in flights(client, ordering)]
    known = [end for end in ends if end is not None]
    nulls = [None] * (len(ends) - len(known))
    assert set(BY_DAY.values()) <= set(known)
    assert ends == (nulls + sorted(known, reverse=True) if ordering.startswith("-") else sorted(known) + nulls)
