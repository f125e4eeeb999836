"""How upstream's JSON values become values of our columns: strict in types, lenient in forms."""

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from reprlib import repr as short
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import dateparse

from downrange.catalog.durations import parse_duration


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
        read = _KINDS[_kind(field)](value)
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


def _kind(field: "models.Field[Any, Any]") -> type["models.Field[Any, Any]"]:
    return next(kind for kind in _KINDS if isinstance(field, kind))


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {short(value)}")
    return value


def _whole_number(value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
        raise ValueError(f"must be a whole number, not {short(value)}")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"must be a number, not {short(value)}")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {short(value)}")
    if "\0" in value:
        raise ValueError("holds a null character")
    return value


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return instant.astimezone(UTC)


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value)[:10])


def _duration(value: Any) -> timedelta:
    """ISO 8601, or as the length of a day is written: `1 00:00:00`."""
    text = _text(value)
    if text.lstrip("+-").startswith("P"):
        return parse_duration(text)
    duration = dateparse.parse_duration(text)
    if duration is None:
        raise ValueError(f"must be a duration, not {short(value)}")
    return duration


_KINDS: dict[type["models.Field[Any, Any]"], Callable[[Any], Any]] = {
    models.BooleanField: _truth,
    models.IntegerField: _whole_number,
    models.FloatField: _number,
    models.CharField: _text,
    models.TextField: _text,
    models.DateTimeField: _instant,
    models.DateField: _day,
    models.DurationField: _duration,
    models.UUIDField: lambda value: UUID(_text(value)),
}
"""How each kind of column is read. A kind stands before those that it derives from."""
