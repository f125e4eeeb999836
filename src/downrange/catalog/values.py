"""Reads the values of fields from JSON, each of exactly the type of its field."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from reprlib import repr as short
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models import Model

from .durations import parse_duration
from .models.fields import stored_fields

Read = Callable[[Any], Any]
"""Reads one value of JSON. Raises `ValueError`, `OverflowError` or Django's `ValidationError`."""
Reader = Callable[["models.Field[Any, Any]"], Read]
"""How a field's values are read: `typed` or `validated`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stored field, how its JSON is read, and the model that it refers to."""

    field: "models.Field[Any, Any]"
    read: Read
    target: type[Model] | None

    @property
    def required(self) -> bool:
        return not (self.field.has_default() or self.field.null)


@dataclass(frozen=True, slots=True)
class Relation:
    """A many-to-many field, how the ids of its members are read, and the model that they are of."""

    field: "models.ManyToManyField[Any, Any]"
    read: Read
    target: type[Model]


def columns_of(model: type[Model], reader: Reader) -> list[Column]:
    """The stored fields of a model but its primary key."""
    fields = [field for field in stored_fields(model) if not field.primary_key]
    return [Column(field, reader(field), field.related_model) for field in fields]  # type: ignore[arg-type] # "self" is resolved by now


def relations_of(model: type[Model]) -> list[Relation]:
    """The many-to-many fields of a model."""
    return [_relation(field) for field in model._meta.many_to_many]


def _relation(field: "models.ManyToManyField[Any, Any]") -> Relation:
    target = cast("type[Model]", field.related_model)
    return Relation(field, typed(target._meta.pk), target)


def typed(field: "models.Field[Any, Any]") -> Read:
    """Reads the field's type exactly, whatever its validators allow: what is stored in another catalogue. References
    are read as the key that they hold.
    """
    if isinstance(field, models.ForeignKey):
        return typed(field.target_field)
    if isinstance(field, models.AutoField | models.BigAutoField):
        return _key
    return next(read for known, read in _KINDS.items() if isinstance(field, known))


def validated(field: "models.Field[Any, Any]") -> Read:
    """Reads the field's type exactly, and refuses what the field's validators do."""
    kind = typed(field)
    if isinstance(field, models.ForeignKey):
        return validated(field.target_field)
    if kind is _key:
        return kind
    validate, blank = field.run_validators, field.blank or not field.empty_strings_allowed

    def read(value: Any) -> Any:
        value = kind(value)
        if value == "" and not blank:
            raise ValueError("must not be empty")
        validate(value)
        return value

    return read


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {short(value)}")
    return value


def whole_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"must be a whole number, not {short(value)}")
    return value


def _key(value: Any) -> int:
    if not 0 <= whole_number(value) < 2**63:  # the contract has an id of 0: net precision "Second"
        raise ValueError(f"must be an id, 0 or more, not {short(value)}")
    return int(value)


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"must be a number, not {short(value)}")
    return float(value)


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {short(value)}")
    if "\0" in value or not (value.isascii() or value.encode("utf-8")):
        raise ValueError("holds a character that no database keeps")
    return value


def _formed(value: Any, pattern: re.Pattern[str], what: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"must be {what}, not {short(value)}")
    return value


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def instant(value: Any) -> datetime:
    formed = _formed(value, _INSTANT, "an instant YYYY-MM-DDTHH:MM:SSZ")
    return datetime.fromisoformat(formed.removesuffix("Z")).replace(tzinfo=UTC)


def _day(value: Any) -> date:
    return date.fromisoformat(_formed(value, _DAY, "a day YYYY-MM-DD"))


def midnight(value: Any) -> datetime:
    """The instant at which a day begins."""
    return datetime.combine(_day(value), time(), UTC)


def _uuid(value: Any) -> UUID:
    uuid = UUID(text(value))
    if str(uuid) != value:
        raise ValueError(f"must be a UUID in lower case with hyphens, not {short(value)}")
    return uuid


_KINDS: dict[type["models.Field[Any, Any]"], Callable[[Any], Any]] = {
    models.BooleanField: _truth,
    models.IntegerField: whole_number,
    models.FloatField: _number,
    models.CharField: text,
    models.TextField: text,
    models.DateTimeField: instant,
    models.DateField: _day,
    models.DurationField: lambda value: parse_duration(text(value)),
    models.UUIDField: _uuid,
}
