"""The number of queries behind every answer: fixed by the declaration, whatever the limit."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

BUDGET = {
    # Revision, count and ids are three; the rest is one for the records and one for each relation fetched beside them.
}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("route", "mode"), BUDGET)
@pytest.mark.parametrize("limit", [1, 10, 100])
def test_a_list_costs_at_most_its_budget_at_any_limit(client: Client, route: str, mode: str, limit: int) -> None:
    """A page of a hundred costs no more queries than the declaration says."""
    assert queries(client, f"/2.3.0/{route}/?mode={mode}&limit={limit}") <= BUDGET[route, mode]


def test_a_full_page_costs_what_it_is_said_to(client: Client) -> None:
    """The table above is not a loose bound: each entry is what a page of a hundred needs."""
    spent = {key: queries(client, f"/2.3.0/{key[0]}/?mode={key[1]}&limit=100") for key in BUDGET}
    assert spent == BUDGET
