"""The number of queries behind every answer: fixed by the declaration, whatever the limit."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api.resources import RESOURCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

BUDGET = {
    # The revision, the count and the ids are three; then one for the records with their near relations joined, and one
    # for each relation that leads to many or lies further off.
    ("agencies", "list"): 4,
    ("agencies", "normal"): 5,
    ("agencies", "detailed"): 19,
    ("astronauts", "list"): 6,
    ("astronauts", "normal"): 6,
    ("astronauts", "detailed"): 46,
    ("celestial_bodies", "list"): 4,
    ("celestial_bodies", "normal"): 4,
    ("celestial_bodies", "detailed"): 5,
    ("docking_events", "normal"): 25,
    ("docking_events", "detailed"): 39,
    ("expeditions", "normal"): 6,
    ("expeditions", "detailed"): 11,
    ("landings", "list"): 11,
    ("landings", "normal"): 25,
    ("landings", "detailed"): 84,
    ("launcher_configuration_families", "list"): 4,
    ("launcher_configuration_families", "normal"): 6,
    ("launcher_configuration_families", "detailed"): 7,
    ("launcher_configurations", "list"): 5,
    ("launcher_configurations", "normal"): 11,
    ("launcher_configurations", "detailed"): 13,
    ("launches", "list"): 4,
    ("launches", "normal"): 15,
    ("launches", "detailed"): 107,
    ("launches/previous", "list"): 4,
    ("launches/previous", "normal"): 15,
    ("launches/previous", "detailed"): 53,
    ("launches/upcoming", "list"): 4,
    ("launches/upcoming", "normal"): 15,
    ("launches/upcoming", "detailed"): 34,
    ("locations", "normal"): 4,
    ("locations", "detailed"): 6,
    ("mission_patches", "normal"): 4,
    ("mission_patches", "detailed"): 24,
    ("pads", "normal"): 5,
    ("payload_flights", "list"): 4,
    ("payload_flights", "normal"): 22,
    ("payload_flights", "detailed"): 27,
    ("payloads", "list"): 4,
    ("payloads", "normal"): 7,
    ("payloads", "detailed"): 11,
    ("programs", "list"): 4,
    ("programs", "normal"): 6,
    ("space_stations", "normal"): 7,
    ("space_stations", "detailed"): 30,
    ("spacecraft", "normal"): 7,
    ("spacecraft", "detailed"): 31,
    ("spacecraft_configuration_families", "list"): 4,
    ("spacecraft_configuration_families", "normal"): 4,
    ("spacecraft_configuration_families", "detailed"): 8,
    ("spacecraft_configurations", "normal"): 6,
    ("spacecraft_configurations", "detailed"): 8,
    ("spacecraft_flights", "normal"): 25,
    ("spacecraft_flights", "detailed"): 84,
    ("config/agency_types", "normal"): 4,
    ("config/astronaut_roles", "normal"): 4,
    ("config/astronaut_statuses", "normal"): 4,
    ("config/astronaut_types", "normal"): 4,
    ("config/celestial_body_types", "normal"): 4,
    ("config/countries", "normal"): 4,
    ("config/docking_locations", "normal"): 6,
    ("config/event_types", "normal"): 4,
    ("config/first_stage_types", "normal"): 4,
    ("config/image_licenses", "normal"): 4,
    ("config/image_variant_types", "normal"): 4,
    ("config/infourl_types", "normal"): 4,
    ("config/landing_locations", "normal"): 4,
    ("config/landing_types", "normal"): 4,
    ("config/languages", "normal"): 4,
    ("config/launch_statuses", "normal"): 4,
    ("config/launcher_statuses", "normal"): 4,
    ("config/mission_types", "normal"): 4,
    ("config/net_precisions", "normal"): 4,
    ("config/notice_types", "normal"): 4,
    ("config/orbits", "normal"): 4,
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
    "agencies/121": 19,
    "docking_events/10001": 39,
    "space_stations/4": 30,
    "spacecraft/224": 31,
    "spacecraft_configurations/42": 8,
}
"""A record costs no more than a page of its detailed list."""


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_every_list_has_a_budget_in_every_mode() -> None:
    """A new resource is not served without one."""
    assert set(BUDGET) == {(resource.route, mode) for resource in RESOURCES for mode in resource.components}


@pytest.mark.parametrize(("route", "mode"), BUDGET)
@pytest.mark.parametrize("limit", [1, 10, 100])
def test_a_list_costs_at_most_its_budget_at_any_limit(client: Client, route: str, mode: str, limit: int) -> None:
    """A page of a hundred costs no more queries than the declaration says."""
    assert queries(client, f"/2.3.0/{route}/?mode={mode}&limit={limit}") <= BUDGET[route, mode]


def test_a_full_page_costs_what_it_is_said_to(client: Client) -> None:
    """The table above is not a loose bound: each entry is what a page of a hundred needs."""
    spent = {key: queries(client, f"/2.3.0/{key[0]}/?mode={key[1]}&limit=100") for key in BUDGET}
    assert spent == BUDGET


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_costs_at_most_its_budget(client: Client, record: str) -> None:
    """One record is fetched as a page of one."""
    assert queries(client, f"/2.3.0/{record}/") <= RECORDS[record]
