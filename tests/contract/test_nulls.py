"""Orderings by columns that may be null: the place of nulls is that of upstream's database, PostgreSQL."""

from datetime import UTC, datetime

import pytest
from django.db.models import F
from django.http import QueryDict

from downrange.api.query import ListQuery
from downrange.api.resource import Resource
from downrange.api.select import SelectionCache, select
from downrange.api.v230 import RESOURCES
from downrange.catalog.snapshot import Snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def are_null(resource: Resource, ordering: str) -> list[bool]:
    """Whether the ordered value is null, for each record of the list in its order."""
    name = ordering.removeprefix("-")
    query = ListQuery.read(resource, QueryDict(f"ordering={ordering}"))
    expression = resource.orderings_by_name[name].expression(NOW)
    records = select(resource, query, Snapshot(1, NOW), SelectionCache(0)).annotate(ordered_value=expression)
    return [value is None for value in records.values_list("ordered_value", flat=True)]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_nulls_stay_in_the_list_last_ascending_and_first_descending(resource: Resource) -> None:
    """For every ordering that a list declares or takes, with as many records both ways as the list has."""
    records = resource.model._default_manager.all()
    if resource.scope is not None:
        records = records.filter(resource.scope.condition(NOW))
    for name in resource.orderings_by_name:
        up, down = are_null(resource, name), are_null(resource, f"-{name}")
        assert up == sorted(up), name
        assert down == sorted(down, reverse=True), name
        assert len(up) == len(down) == records.count(), name


def test_the_catalogue_has_nulls_to_order() -> None:
    """The test above would pass on a catalogue without nulls."""
    orderings = {
        (resource.route, name)
        for resource in RESOURCES
        for name, ordering in resource.orderings_by_name.items()
        if isinstance(ordering.expression(NOW), F) and 0 < sum(are_null(resource, name)) < len(are_null(resource, name))
    }
    assert orderings >= {("space_stations", "volume"), ("expeditions", "end"), ("docking_events", "departure")}
