"""How values of fields are shown to people."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from downrange.catalog.durations import format_duration

NOTHING = "–"


def model_of(name: str) -> type[Model] | None:
    """The model of the catalogue that a `Change` or a `Pin` names."""
    try:
        return apps.get_model("catalog", name)
    except LookupError:
        return None


def show(model: type[Model] | None, name: str, value: Any) -> str:
    """A value as a `Change` holds it, or as the ORM does, as text: references with the names of their records."""
    if value is None or value in ("", []):
        return NOTHING
    target = _target(model, name)
    if target is not None:
        return _names(target, value if isinstance(value, list) else [value])
    match value:
        case bool():
            return "yes" if value else "no"
        case timedelta():
            return seconds(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S} UTC"
        case _:
            return str(value)


def seconds(duration: timedelta) -> str:
    """A duration in days, hours, minutes and seconds."""
    sign, whole = ("-", -duration) if duration < timedelta() else ("", duration)
    minutes, second = divmod(whole.seconds, 60)
    hours, minute = divmod(minutes, 60)
    days = f"{whole.days} d " if whole.days else ""
    return f"{sign}{days}{hours} h {minute:02} min {second:02} s ({format_duration(duration)})"


def _target(model: type[Model] | None, name: str) -> type[Model] | None:
    if model is None:
        return None
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field.related_model if field.is_relation else None


def _names(target: type[Model], keys: Iterable[Any]) -> str:
    listed = list(keys)
    found = {str(record.pk): str(record) for record in target._base_manager.filter(pk__in=listed)}
    return ", ".join(f"{found.get(str(key), 'no record')} ({key})" for key in listed)
