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
    ("agencies", "normal"): 6,
    ("agencies", "detailed"): 32,
    ("astronauts", "list"): 10,
    ("astronauts", "normal"): 10,
    ("astronauts", "detailed"): 59,
    ("celestial_bodies", "list"): 3,
    ("celestial_bodies", "normal"): 4,
    ("celestial_bodies", "detailed"): 7,
    ("docking_events", "normal"): 28,
    ("docking_events", "detailed"): 52,
    ("events", "list"): 8,
    ("events", "normal"): 9,
    ("events", "detailed"): 32,
    ("events/previous", "list"): 8,
    ("events/previous", "normal"): 9,
    ("events/previous", "detailed"): 32,
    ("events/upcoming", "list"): 8,
    ("events/upcoming", "normal"): 9,
    ("events/upcoming", "detailed"): 15,
    ("expeditions", "normal"): 12,
    ("expeditions", "detailed"): 24,
    ("landings", "list"): 25,
    ("landings", "normal"): 47,
    ("landings", "detailed"): 78,
    ("launcher_configuration_families", "list"): 3,
    ("launcher_configuration_families", "normal"): 8,
    ("launcher_configuration_families", "detailed"): 9,
    ("launcher_configurations", "list"): 5,
    ("launcher_configurations", "normal"): 17,
    ("launcher_configurations", "detailed"): 18,
    ("launchers", "list"): 4,
    ("launchers", "normal"): 4,
    ("launchers", "detailed"): 7,
    ("launches", "list"): 6,
    ("launches", "normal"): 30,
    ("launches", "detailed"): 97,
    ("launches/previous", "list"): 6,
    ("launches/previous", "normal"): 30,
    ("launches/previous", "detailed"): 81,
    ("launches/upcoming", "list"): 7,
    ("launches/upcoming", "normal"): 31,
    ("launches/upcoming", "detailed"): 45,
    ("locations", "normal"): 6,
    ("locations", "detailed"): 9,
    ("mission_patches", "normal"): 5,
    ("mission_patches", "detailed"): 43,
    ("pads", "normal"): 8,
    ("payload_flights", "list"): 8,
    ("payload_flights", "normal"): 36,
    ("payload_flights", "detailed"): 37,
    ("payloads", "list"): 6,
    ("payloads", "normal"): 10,
    ("payloads", "detailed"): 16,
    ("programs", "list"): 3,
    ("programs", "normal"): 9,
    ("space_stations", "normal"): 12,
    ("space_stations", "detailed"): 52,
    ("spacecraft", "normal"): 13,
    ("spacecraft", "detailed"): 51,
    ("spacecraft_configuration_families", "list"): 3,
    ("spacecraft_configuration_families", "normal"): 5,
    ("spacecraft_configuration_families", "detailed"): 16,
    ("spacecraft_configurations", "normal"): 11,
    ("spacecraft_configurations", "detailed"): 13,
    ("spacecraft_flights", "normal"): 44,
    ("spacecraft_flights", "detailed"): 74,
    ("spacewalks", "list"): 3,
    ("spacewalks", "normal"): 59,
    ("spacewalks", "detailed"): 71,
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
    ("config/landing_locations", "normal"): 7,
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
    "dashboard/starship/?mode=list": 34,
    "dashboard/starship/": 52,
    "dashboard/starship/?mode=detailed": 87,
}
"""Single objects."""
RECORDS = {
    "agencies/121": 31,
    "docking_events/10001": 44,
    "space_stations/4": 51,
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
