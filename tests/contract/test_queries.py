"""The number of queries behind every answer: fixed by the declaration, whatever the limit."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api.serialize import writers_of
from downrange.api.v230 import RESOURCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

BUDGET = {
    # The revision, the count and the ids are three; then, for each component inside, one for its records and one for
    # each of its relations that is not a column.
    ("agencies", "list"): 5,
    ("agencies", "normal"): 7,
    ("agencies", "detailed"): 33,
    ("astronauts", "list"): 11,
    ("astronauts", "normal"): 11,
    ("astronauts", "detailed"): 60,
    ("celestial_bodies", "list"): 4,
    ("celestial_bodies", "normal"): 5,
    ("celestial_bodies", "detailed"): 8,
    ("docking_events", "normal"): 29,
    ("docking_events", "detailed"): 53,
    ("expeditions", "normal"): 13,
    ("expeditions", "detailed"): 25,
    ("landings", "list"): 26,
    ("landings", "normal"): 48,
    ("landings", "detailed"): 79,
    ("launcher_configuration_families", "list"): 4,
    ("launcher_configuration_families", "normal"): 9,
    ("launcher_configuration_families", "detailed"): 10,
    ("launcher_configurations", "list"): 6,
    ("launcher_configurations", "normal"): 18,
    ("launcher_configurations", "detailed"): 19,
    ("launchers", "list"): 5,
    ("launchers", "normal"): 5,
    ("launchers", "detailed"): 8,
    ("launches", "list"): 6,
    ("launches", "normal"): 30,
    ("launches", "detailed"): 97,
    ("launches/previous", "list"): 6,
    ("launches/previous", "normal"): 30,
    ("launches/previous", "detailed"): 81,
    ("launches/upcoming", "list"): 6,
    ("launches/upcoming", "normal"): 30,
    ("launches/upcoming", "detailed"): 43,
    ("locations", "normal"): 7,
    ("locations", "detailed"): 10,
    ("mission_patches", "normal"): 6,
    ("mission_patches", "detailed"): 44,
    ("pads", "normal"): 9,
    ("payload_flights", "list"): 9,
    ("payload_flights", "normal"): 37,
    ("payload_flights", "detailed"): 38,
    ("payloads", "list"): 7,
    ("payloads", "normal"): 11,
    ("payloads", "detailed"): 17,
    ("programs", "list"): 4,
    ("programs", "normal"): 10,
    ("space_stations", "normal"): 13,
    ("space_stations", "detailed"): 53,
    ("spacecraft", "normal"): 14,
    ("spacecraft", "detailed"): 52,
    ("spacecraft_configuration_families", "list"): 4,
    ("spacecraft_configuration_families", "normal"): 6,
    ("spacecraft_configuration_families", "detailed"): 17,
    ("spacecraft_configurations", "normal"): 12,
    ("spacecraft_configurations", "detailed"): 14,
    ("spacecraft_flights", "normal"): 45,
    ("spacecraft_flights", "detailed"): 75,
    ("spacewalks", "list"): 4,
    ("spacewalks", "normal"): 55,
    ("spacewalks", "detailed"): 66,
    ("config/agency_types", "normal"): 4,
    ("config/astronaut_roles", "normal"): 4,
    ("config/astronaut_statuses", "normal"): 4,
    ("config/astronaut_types", "normal"): 4,
    ("config/celestial_body_types", "normal"): 4,
    ("config/countries", "normal"): 4,
    ("config/docking_locations", "normal"): 16,
    ("config/event_types", "normal"): 4,
    ("config/first_stage_types", "normal"): 4,
    ("config/image_licenses", "normal"): 4,
    ("config/image_variant_types", "normal"): 4,
    ("config/infourl_types", "normal"): 4,
    ("config/landing_locations", "normal"): 8,
    ("config/landing_types", "normal"): 4,
    ("config/languages", "normal"): 4,
    ("config/launch_statuses", "normal"): 4,
    ("config/launcher_statuses", "normal"): 4,
    ("config/mission_types", "normal"): 4,
    ("config/net_precisions", "normal"): 4,
    ("config/notice_types", "normal"): 4,
    ("config/orbits", "normal"): 5,
    ("config/payload_types", "normal"): 4,
    ("config/program_types", "normal"): 4,
    ("config/road_closure_statuses", "normal"): 4,
    ("config/space_station_statuses", "normal"): 4,
    ("config/spacecraft_configuration_types", "normal"): 4,
    ("config/spacecraft_statuses", "normal"): 4,
    ("config/timeline_event_types", "normal"): 4,
    ("config/vidurl_types", "normal"): 4,
}
RECORDS = {
    "agencies/121": 32,
    "docking_events/10001": 45,
    "space_stations/4": 52,
    "spacecraft/224": 49,
    "spacecraft_configurations/42": 13,
}
"""A record costs no more than a page of its detailed list."""


def most(component: str) -> int:
    """The queries that the declarations allow, whatever the data."""
    apart = [relation for writer in writers_of(component) for relation in writer.relations if not relation.attribute]
    return 3 + len(writers_of(component)) + len(apart)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_every_list_has_a_budget_in_every_mode() -> None:
    """A new resource is not served without one."""
    assert set(BUDGET) == {(resource.route, mode) for resource in RESOURCES for mode in resource.components}


@pytest.mark.parametrize(("route", "mode"), BUDGET)
@pytest.mark.parametrize("limit", [1, 10])
def test_a_smaller_page_costs_no_more(client: Client, route: str, mode: str, limit: int) -> None:
    """A page of one or of ten; what one of a hundred costs is below."""
    assert queries(client, f"/2.3.0/{route}/?mode={mode}&limit={limit}") <= BUDGET[route, mode]


def test_a_full_page_costs_what_it_is_said_to(client: Client) -> None:
    """The table above is not a loose bound: each entry is what a page of a hundred needs."""
    spent = {key: queries(client, f"/2.3.0/{key[0]}/?mode={key[1]}&limit=100") for key in BUDGET}
    assert spent == BUDGET


@pytest.mark.parametrize(("route", "mode"), BUDGET)
def test_a_budget_is_within_what_is_declared(route: str, mode: str) -> None:
    """Where a relation leads nowhere in this catalogue, less is asked; never more."""
    (resource,) = (resource for resource in RESOURCES if resource.route == route)
    assert BUDGET[route, mode] <= most(resource.components[mode])


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_costs_at_most_its_budget(client: Client, record: str) -> None:
    """One record is fetched as a page of one."""
    assert queries(client, f"/2.3.0/{record}/") <= RECORDS[record]
