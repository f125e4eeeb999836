"""The filter `id` of every list, by one id or several: an extension to the contract."""

from typing import Any

import pytest
from django.test import Client

from downrange.api.resource import Resource
from downrange.api.v230 import RESOURCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
UNKNOWN_ID = {"UUIDField": "00000000-0000-4000-8000-000000000000"}


def found(client: Client, route: str, query: str) -> list[Any]:
    response = client.get(f"/2.3.0/{route}/?{query}")
    assert response.status_code == 200
    assert "Ignored" not in response.get("Warning", "")
    return [record["id"] for record in response.json()["results"]]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_every_list_selects_several_ids(client: Client, resource: Resource) -> None:
    """Blanks around an id and an id that no record has are no error, and no other record is selected."""
    wanted = found(client, resource.route, "limit=3")[:2]
    unknown = UNKNOWN_ID.get(resource.model._meta.pk.get_internal_type(), "987654321")
    given = ",%20".join(map(str, [*wanted, unknown]))
    assert wanted
    assert sorted(found(client, resource.route, f"id={given}")) == sorted(wanted)
    assert found(client, resource.route, f"id={wanted[0]}") == wanted[:1]
    assert found(client, resource.route, f"id={unknown}") == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_a_value_that_is_no_id_is_refused(client: Client, resource: Resource) -> None:
    """With the text of Django's form field, as for every other filter, also behind a good one."""
    is_uuid = resource.model._meta.pk.get_internal_type() == "UUIDField"
    good = UNKNOWN_ID["UUIDField"] if is_uuid else "1"
    for value in ("soyuz", f"{good},soyuz"):
        response = client.get(f"/2.3.0/{resource.route}/?id={value}")
        assert response.status_code == 400
        assert response.json() == {"id": ["Enter a valid UUID." if is_uuid else "Enter a number."]}


def test_ids_combine_with_other_filters_with_search_and_with_an_ordering(client: Client) -> None:
    """A record must match all of them."""
    assert found(client, "agencies", "id=44,63,121&ordering=-id") == [121, 63, 44]
    assert found(client, "agencies", "id=44,63,121&abbrev=SpX") == [121]
    assert found(client, "agencies", "id=44,63,121&search=spacex") == [121]


def test_the_page_for_people_offers_the_filter(client: Client) -> None:
    """The form of a list that has no `id` in the contract has an input for it, filled with what was asked."""
    page = client.get("/2.3.0/config/countries/?id=1,2&format=api").content.decode()
    assert 'name="id"' in page
    assert 'value="1,2"' in page
