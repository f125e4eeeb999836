"""Every column that clients filter or order by has an index."""

from typing import Any

import pytest
from django.db.models import Model

from downrange.api.resource import Resource
from downrange.api.resources import RESOURCES

UNINDEXED = {
    ("agencies", "description"): "free text of up to 2048 characters, too wide for an index on every database",
}
RUNNING = ("time_in_space", "time_docked")


def column(model: type[Model], path: str) -> tuple[type[Model], Any]:
    """The column at the end of a path, and the model it stands in."""
    field: Any = None
    for name in path.split("__"):
        if field is not None and field.is_relation:
            model = field.related_model
        field = model._meta.get_field(name)
    return model, field


def is_indexed(model: type[Model], path: str) -> bool:
    model, field = column(model, path)
    if field.many_to_many or not getattr(field, "concrete", False):
        return True  # a relation from elsewhere: its own column there is a foreign key, which is always indexed
    leading = {index.fields[0] for index in model._meta.indexes}
    return bool(field.primary_key or field.unique or field.db_index or field.name in leading)


@pytest.mark.parametrize(
    ("resource", "path"),
    [(resource, path) for resource in RESOURCES for path in sorted({declared.path for declared in resource.filters})],
    ids=lambda value: value if isinstance(value, str) else value.route,
)
def test_every_filter_has_an_index(resource: Resource, path: str) -> None:
    """A filter must not read the whole table."""
    assert is_indexed(resource.model, path) or (resource.route, path) in UNINDEXED


@pytest.mark.parametrize(
    ("resource", "name"),
    [(resource, name) for resource in RESOURCES for name in resource.ordering],
    ids=lambda value: value if isinstance(value, str) else value.route,
)
def test_every_ordering_has_an_index(resource: Resource, name: str) -> None:
    """An ordering must not read the whole table; a running figure is sorted from the index that holds its line."""
    assert is_indexed(resource.model, f"{name}_rate" if name in RUNNING else name)
