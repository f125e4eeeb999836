"""Every column that clients filter or order by has an index."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.http import QueryDict

from downrange.api.filters.paths import sort_path
from downrange.api.query import ListQuery
from downrange.api.resource import Resource
from downrange.api.select import CHUNK, SelectionCache, select
from downrange.api.v230 import RESOURCES
from downrange.api.v230.launches import LAUNCHES
from downrange.catalog.snapshot import take_snapshot

WIDE = "text of over 1000 characters, too wide for an index on every database"
LAUNCH_LISTS = ("launches", "launches/previous", "launches/upcoming")
UNINDEXED = {
    ("agencies", "description"): WIDE,
    ("payloads", "name"): WIDE,
    **{(route, "slug"): WIDE for route in LAUNCH_LISTS},
    ("payloads", "payloadflight__rocket__launch__net"): "looked up through two foreign keys, which have indexes",
    ("astronauts", "age"): "computed from two columns, each of which has an index",
    ("spacewalks", "duration"): "the difference of two columns, each of which has an index",
}
RUNNING = ("time_in_space", "time_docked")


def column(model: type[Model], path: str) -> tuple[type[Model], Any]:
    """The column at the end of a path, and the model it stands in."""
    field: Any = None
    for name in path.split("__"):
        if field is not None and field.is_relation:
            model = field.related_model
        elif field is not None:
            break  # what follows is a part of the column, such as the day of an instant
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    return model, field


def is_indexed(model: type[Model], path: str) -> bool:
    model, field = column(model, path)
    if field.many_to_many or not getattr(field, "concrete", False):
        return True  # a relation from elsewhere: its own column there is a foreign key, which is always indexed
    leading = {index.fields[0] for index in model._meta.indexes}
    return bool(field.primary_key or field.unique or field.db_index or field.name in leading)


def filtered(resource: Resource) -> set[str]:
    """The paths to all columns that the filters of a resource compare."""
    return {path for declared in resource.filters for path in declared.paths}


@pytest.mark.parametrize(
    ("resource", "path"),
    [(resource, path) for resource in RESOURCES for path in sorted(filtered(resource))],
    ids=lambda value: value if isinstance(value, str) else value.route,
)
def test_every_filter_has_an_index(resource: Resource, path: str) -> None:
    """A filter must not read the whole table."""
    assert (resource.route, path) in UNINDEXED or is_indexed(resource.model, path)


@pytest.mark.parametrize(
    ("resource", "name"),
    [(resource, name) for resource in RESOURCES for name in resource.ordering],
    ids=lambda value: value if isinstance(value, str) else value.route,
)
def test_every_ordering_has_an_index(resource: Resource, name: str) -> None:
    """An ordering must not read the whole table; a growing figure is sorted from the index that holds its line, a text
    from that of its sort key.
    """
    if (resource.route, name) not in UNINDEXED:
        path = f"{name}_rate" if name in RUNNING else sort_path(resource.model, name)
        assert is_indexed(resource.model, path)


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("ordering", ["net", "-name", "last_updated"])
@pytest.mark.parametrize(
    "filters",
    [
        "status=3",
        "pad=87",
        "lsp__id=121",
        "net__gte=1990-01-01&net__lte=2020-01-01",
        "status=3&pad=87",
        "status=3&lsp__id=121",
        "pad=87&lsp__id=121",
        "status=3&net__gte=1990-01-01",
        "pad=87&net__gte=1990-01-01",
    ],
)
def test_a_filter_with_another_ordering_reads_no_whole_launches(filters: str, ordering: str) -> None:
    """Nearly all launches may meet a filter: they are sorted from an index that has what is filtered and ordered by."""
    if connection.vendor != "sqlite":
        pytest.skip("other databases decide by the number of rows")
    query = ListQuery.read(LAUNCHES, QueryDict(f"{filters}&ordering={ordering}"))
    with take_snapshot() as snapshot:
        plan = select(LAUNCHES, query, snapshot, SelectionCache(0))[:CHUNK].explain()
    assert " USING COVERING INDEX launch_by_" in plan, plan
