"""The number of queries behind every answer: fixed by the declaration, whatever the limit."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api.components import Component
from downrange.api.serialize import serializers_of
from downrange.api.v230 import RESOURCES
from downrange.config.application import api

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

BUDGET = {
    # The revision and the keys are two; then, for each component inside, one for its records and one for
    # each of its relations that is not a column. Launches need one more, for those that are past their NET.
    ("agencies", "list"): 4,
    ("agencies", "normal"): 9,
    ("agencies", "detailed"): 32,
    ("astronauts", "list"): 13,
    ("astronauts", "normal"): 13,
    ("astronauts", "detailed"): 64,
    ("celestial_bodies", "list"): 3,
    ("celestial_bodies", "normal"): 4,
    ("celestial_bodies", "detailed"): 10,
    ("docking_events", "normal"): 25,
    ("docking_events", "detailed"): 49,
    ("events", "list"): 11,
    ("events", "normal"): 12,
    ("events", "detailed"): 35,
    ("events/previous", "list"): 11,
    ("events/previous", "normal"): 12,
    ("events/previous", "detailed"): 35,
    ("events/upcoming", "list"): 8,
    ("events/upcoming", "normal"): 9,
    ("events/upcoming", "detailed"): 15,
    ("expeditions", "normal"): 12,
    ("expeditions", "detailed"): 26,
    ("landings", "list"): 19,
    ("landings", "normal"): 20,
    ("landings", "detailed"): 49,
    ("launcher_configuration_families", "list"): 3,
    ("launcher_configuration_families", "normal"): 11,
    ("launcher_configuration_families", "detailed"): 12,
    ("launcher_configurations", "list"): 5,
    ("launcher_configurations", "normal"): 20,
    ("launcher_configurations", "detailed"): 21,
    ("launchers", "list"): 7,
    ("launchers", "normal"): 7,
    ("launchers", "detailed"): 10,
    ("launches", "list"): 10,
    ("launches", "normal"): 35,
    ("launches", "detailed"): 63,
    ("launches/previous", "list"): 10,
    ("launches/previous", "normal"): 39,
    ("launches/previous", "detailed"): 82,
    ("launches/upcoming", "list"): 10,
    ("launches/upcoming", "normal"): 39,
    ("launches/upcoming", "detailed"): 60,
    ("locations", "normal"): 9,
    ("locations", "detailed"): 14,
    ("mission_patches", "normal"): 5,
    ("mission_patches", "detailed"): 48,
    ("pads", "normal"): 14,
    ("payload_flights", "list"): 8,
    ("payload_flights", "normal"): 38,
    ("payload_flights", "detailed"): 41,
    ("payloads", "list"): 6,
    ("payloads", "normal"): 13,
    ("payloads", "detailed"): 18,
    ("programs", "list"): 6,
    ("programs", "normal"): 12,
    ("space_stations", "normal"): 15,
    ("space_stations", "detailed"): 55,
    ("spacecraft", "normal"): 13,
    ("spacecraft", "detailed"): 51,
    ("spacecraft_configuration_families", "list"): 3,
    ("spacecraft_configuration_families", "normal"): 5,
    ("spacecraft_configuration_families", "detailed"): 16,
    ("spacecraft_configurations", "normal"): 11,
    ("spacecraft_configurations", "detailed"): 13,
    ("spacecraft_flights", "normal"): 46,
    ("spacecraft_flights", "detailed"): 63,
    ("spacewalks", "list"): 3,
    ("spacewalks", "normal"): 64,
    ("spacewalks", "detailed"): 74,
    ("updates", "normal"): 3,
    ("config/agency_types", "normal"): 3,
    ("config/astronaut_roles", "normal"): 3,
    ("config/astronaut_statuses", "normal"): 3,
    ("config/astronaut_types", "normal"): 3,
    ("config/celestial_body_types", "normal"): 3,
    ("config/countries", "normal"): 3,
    ("config/docking_locations", "normal"): 15,
    ("config/event_types", "normal"): 3,
    ("config/first_stage_types", "normal"): 3,
    ("config/image_licenses", "normal"): 3,
    ("config/image_variant_types", "normal"): 3,
    ("config/infourl_types", "normal"): 3,
    ("config/landing_locations", "normal"): 10,
    ("config/landing_types", "normal"): 3,
    ("config/languages", "normal"): 3,
    ("config/launch_statuses", "normal"): 3,
    ("config/launcher_statuses", "normal"): 3,
    ("config/mission_types", "normal"): 3,
    ("config/net_precisions", "normal"): 3,
    ("config/notice_types", "normal"): 3,
    ("config/orbits", "normal"): 4,
    ("config/payload_types", "normal"): 3,
    ("config/program_types", "normal"): 3,
    ("config/road_closure_statuses", "normal"): 3,
    ("config/space_station_statuses", "normal"): 3,
    ("config/spacecraft_configuration_types", "normal"): 3,
    ("config/spacecraft_statuses", "normal"): 3,
    ("config/timeline_event_types", "normal"): 3,
    ("config/vidurl_types", "normal"): 3,
}
OBJECTS = {
    "api-throttle/": 1,
    "dashboard/starship/?mode=list": 37,
    "dashboard/starship/": 60,
    "dashboard/starship/?mode=detailed": 90,
}
"""Single objects."""
RECORDS = {
    "agencies/121": 31,
    "docking_events/1000000001": 49,
    "space_stations/4": 54,
    "spacecraft/224": 48,
    "spacecraft_configurations/42": 12,
}
"""A record costs no more than a page of its detailed list."""


def declared(component: type[Component]) -> int:
    """The queries that the declarations allow, whatever the data."""
    apart = [
        relation
        for serializer in serializers_of(component)
        for relation in serializer.relations
        if not relation.attribute
    ]
    return 2 + len(serializers_of(component)) + len(apart)


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
    spent = {}
    for route, mode in BUDGET:
        api().caches.clear()
        spent[route, mode] = queries(client, f"/2.3.0/{route}/?mode={mode}&limit=100")
    assert spent == BUDGET


@pytest.mark.parametrize(("route", "mode"), BUDGET)
def test_a_budget_is_within_what_is_declared(route: str, mode: str) -> None:
    """Where a relation leads nowhere in this catalogue, less is asked; never more."""
    (resource,) = (resource for resource in RESOURCES if resource.route == route)
    assert BUDGET[route, mode] <= declared(resource.components[mode])


@pytest.mark.parametrize("address", OBJECTS)
def test_a_single_object_costs_what_it_is_said_to(client: Client, address: str) -> None:
    """Fixed by its declaration too, whatever number of launches and events it has."""
    assert queries(client, f"/2.3.0/{address}") == OBJECTS[address]


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_costs_at_most_its_budget(client: Client, record: str) -> None:
    """One record is fetched as a page of one."""
    assert queries(client, f"/2.3.0/{record}/") <= RECORDS[record]
