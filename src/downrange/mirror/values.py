"""How upstream's JSON values become values of our columns: strict in types, lenient in forms."""

from datetime import UTC, date, datetime, timedelta
from reprlib import repr as short
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import dateparse

from downrange.catalog.durations import parse_duration
from downrange.catalog.values import Read, text, typed, whole_number


class ReadError(ValueError):
    """JSON that no record can be read from; its text says which field, and why."""


def read_value(field: "models.Field[Any, Any]", value: Any) -> Any:
    """A column's value. What upstream leaves null, and our column may not, is the column's default.

    Raises `ReadError`.
    """
    if value is None:
        if field.null:
            return None
        if field.has_default():
            return field.get_default()
        if field.empty_strings_allowed:
            return ""
        raise ReadError(f"{field.name}: must not be null")
    try:
        read = _reader(field)(value)
    except (ValueError, OverflowError) as error:
        raise ReadError(f"{field.name}: {error}") from None
    if isinstance(field, models.IntegerField):
        least, most = _range(field)
        if not least <= read <= most:
            raise ReadError(f"{field.name}: must be from {least} to {most}, not {read}")
    if isinstance(read, str) and field.max_length is not None and len(read) > field.max_length:
        raise ReadError(f"{field.name}: has {len(read)} characters, at most {field.max_length} are kept")
    return read


def read_key(field: "models.Field[Any, Any]", value: Any) -> Any:
    """A primary key. Raises `ReadError`."""
    if value is None:
        raise ReadError(f"{field.name}: is missing")
    key = read_value(field, value)
    if isinstance(key, int) and not 0 <= key < 2**63:
        raise ReadError(f"{field.name}: {key} is no id")
    return key


def storable(json: Any) -> Any:
    """JSON as every database keeps it: PostgreSQL refuses the null character."""
    match json:
        case str():
            return json.replace("\0", "")
        case list():
            return [storable(each) for each in json]
        case dict():
            return {storable(name): storable(value) for name, value in json.items()}
        case _:
            return json


def _range(field: "models.IntegerField[Any, Any]") -> tuple[int, int]:
    """What every database keeps in a column."""
    bits = 15 if "Small" in type(field).__name__ else 63 if "Big" in type(field).__name__ else 31
    return (0 if "Positive" in type(field).__name__ else -(2**bits)), 2**bits - 1


def _reader(field: "models.Field[Any, Any]") -> Read:
    return next((read for kind, read in _LENIENT.items() if isinstance(field, kind)), None) or typed(field)


def _whole_number(value: Any) -> int:
    """Upstream writes some whole numbers with a fraction of zero."""
    return whole_number(int(value) if isinstance(value, float) and value.is_integer() else value)


def _instant(value: Any) -> datetime:
    """Any form of ISO 8601; without a zone it is in UTC."""
    instant = datetime.fromisoformat(text(value))
    return (instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant).astimezone(UTC)


def _day(value: Any) -> date:
    """A day, or that of an instant."""
    return date.fromisoformat(text(value)[:10])


def _duration(value: Any) -> timedelta:
    """ISO 8601, or as the length of a day is written: `1 00:00:00`."""
    if text(value).lstrip("+-").startswith("P"):
        return parse_duration(value)
    duration = dateparse.parse_duration(value)
    if duration is None:
        raise ValueError(f"must be a duration, not {short(value)}")
    return duration


_LENIENT: dict[type["models.Field[Any, Any]"], Read] = {
    models.IntegerField: _whole_number,
    models.DateTimeField: _instant,
    models.DateField: _day,
    models.DurationField: _duration,
    models.UUIDField: lambda value: UUID(text(value)),
}
"""Kinds of columns whose values upstream may write in more forms than the catalogue. Each stands before its bases."""
