"""Paths of relations, as Django writes them: `spacecraft_config__agency__name`."""

from typing import Any, cast

from django.db.models import Field, ForeignObjectRel, Model

from downrange.catalog.models.text import SortKey, column_for


def related_model(model: type[Model], path: str) -> type[Model]:
    """The model that a path of relations leads to."""
    for name in path.split("__"):
        model = cast(type[Model], model._meta.get_field(name).related_model)
    return model


def field_at(model: type[Model], path: str) -> Any:
    """The field at the end of a path."""
    *relations, name = path.split("__")
    return (related_model(model, "__".join(relations)) if relations else model)._meta.get_field(name)


def crosses_many(model: type[Model], path: str) -> bool:
    """Whether a path goes through a to-many relation, so that a join would repeat the record it starts from."""
    for name in path.split("__"):
        if name == "pk":
            return False
        field = cast("Field[Any, Any] | ForeignObjectRel", model._meta.get_field(name))
        if field.one_to_many or field.many_to_many:
            return True
        if field.related_model is None:
            return False
        model = cast(type[Model], field.related_model)
    return False


def sort_path(model: type[Model], path: str) -> str:
    """The path that a list is ordered by instead of this one: for a text that of its sort key."""
    *relations, name = path.split("__")
    key = column_for(related_model(model, "__".join(relations)) if relations else model, name, SortKey)
    return path if key is None else "__".join((*relations, key.name))
