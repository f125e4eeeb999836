"""What a cell means for a field: a value, or the records that it names."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models as fields
from django.db.models import Model, Q
from django.utils.dateparse import parse_datetime, parse_duration

from downrange.catalog import durations, models
from downrange.catalog.text import fold

CLEARED = "-"
"""A cell that empties a field. An empty cell leaves it as it is."""
TRUE, FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})
SEPARATOR = "|"
"""Stands between the members of a list."""
NAMED_BY: dict[type[Model], tuple[str, ...]] = {
    models.Launch: ("launch_designator", "name"),
    models.Launcher: ("serial_number",),
    models.AstronautRole: ("role",),
    models.LauncherConfiguration: ("full_name", "name"),
    models.Agency: ("name", "abbrev"),
    models.NetPrecision: ("name", "abbrev"),
    models.LaunchStatus: ("name", "abbrev"),
    models.Country: ("name", "alpha_3_code", "alpha_2_code"),
}
"""By which columns a cell may name a record, besides its id; by default its name."""


class CellError(Exception):
    """A cell that does not fit its field; its text is a sentence."""


def read_cell(field: Any, text: str) -> Any:
    """The value of a field. Raises `CellError`."""
    if text == CLEARED:
        if not field.null:
            raise CellError(f"{field.name} cannot be empty.")
        return None
    if isinstance(field, fields.ForeignKey):
        return find(field.related_model, text, field.name)
    try:
        return _value(field, text)
    except (ValueError, OverflowError, ValidationError):
        raise CellError(f"{field.name} cannot be {text!r}.") from None


def read_members(field: Any, text: str) -> list[Any]:
    """The records that a list names."""
    parts = [] if text == CLEARED else [part.strip() for part in text.split(SEPARATOR)]
    return [find(field.related_model, part, field.name) for part in parts if part]


def find(model: Any, text: str, name: str) -> Any:
    """The record that a cell names: by id, or by a name that only one has."""
    record = None
    with suppress(ValidationError, OverflowError):
        record = model._base_manager.filter(pk=model._meta.pk.to_python(text)).first()
    if record is not None:
        return record
    if model is models.SpacecraftFlight:
        return _flight(text, name)
    known = {field.name for field in model._meta.fields}
    for column in NAMED_BY.get(model, ("name",)):
        if column not in known:
            continue
        found = list(model._base_manager.filter(**{column: text})[:2])
        if not found and f"{column}_folded" in known:
            found = list(model._base_manager.filter(**{f"{column}_folded": fold(text)})[:2])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise CellError(f"{name}: several records are named {text!r}; give the id.")
    raise CellError(f"{name}: there is no {model._meta.verbose_name} {text!r}.")


def _flight(text: str, name: str) -> models.SpacecraftFlight:
    """A flight by its spacecraft and its launch: `Soyuz T-2 @ 1980-047`, or by the craft alone if it flew once."""
    craft, _, launch = (part.strip() for part in text.partition("@"))
    condition = Q(spacecraft__name_folded=fold(craft))
    if launch:
        condition &= Q(launch__launch_designator=launch) | Q(launch__name_folded=fold(launch))
    found = list(models.SpacecraftFlight.objects.filter(condition)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise CellError(f"{name}: {craft!r} has several flights; name one as “{craft} @ 1980-047”, or give its id.")
    raise CellError(f"{name}: there is no flight {text!r}.")


def _value(field: Any, text: str) -> Any:
    match field:
        case fields.BooleanField():
            lower = text.lower()
            if lower not in TRUE | FALSE:
                raise ValueError
            return lower in TRUE
        case fields.DateTimeField():
            instant = parse_datetime(text if len(text) > len("2020-01-01") else f"{text}T00:00")
            if instant is None:
                raise ValueError
            return instant if instant.tzinfo else _utc(instant)
        case fields.DurationField():
            duration = durations.parse_duration(text) if text.startswith("P") else parse_duration(text)
            if duration is None:
                raise ValueError
            return duration
        case _:
            return field.to_python(text)


def _utc(instant: datetime) -> datetime:
    return instant.replace(tzinfo=UTC)
