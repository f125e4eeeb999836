"""Checks the whole catalogue before it is written: each value against its model, each reference, and the log."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model

from downrange.catalog.tables import TABLES
from downrange.seed.reading import NOTES

from .agreement import check_expeditions, check_maiden_flights, check_programs
from .errors import FactError
from .layout import editable_fields
from .records import Catalogue, Record

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TARGETS = ("space_station_target", "flight_vehicle_target", "payload_flight_target")
CHASERS = ("flight_vehicle_chaser", "space_station_chaser", "payload_flight_chaser")
COMMANDER = 1
WITHOUT_COMMANDER = {"Salyut 7 EO-4-1b", "Salyut 7 EP-5"}
SOURCED = {"expeditions", "programs"}
"""Tables whose records must each have a `source`."""

OWNERS = ("spacestation", "spacecraft", "payload")


def check(catalogue: Catalogue) -> None:
    """Raise `FactError` at the first contradiction."""
    ids = {TABLES[table]: set(records) for table, records in catalogue.tables.items()}
    for table, records in catalogue.tables.items():
        fields = editable_fields(TABLES[table])
        for pk, record in records.items():
            _check_record(f"{table} {pk}", record, fields, ids)
            if table in SOURCED and not record.values.get("source"):
                raise FactError(record.where, f"{table} {pk} has no source")
        _check_unique(table, records, fields)
    _check_flights(catalogue)
    _check_dockings(catalogue)
    _check_commanders(catalogue)
    check_expeditions(catalogue)
    check_programs(catalogue)
    check_maiden_flights(catalogue)
    for record in catalogue.tables.get("space_stations", {}).values():
        values = record.values
        if values.get("deorbited") and values["deorbited"] < values["founded"]:
            raise FactError(record.where, "the station came down before it went up")


def _check_record(
    name: str, record: Record, fields: "list[models.Field[Any, Any]]", ids: Mapping[type[Model], set[Any]]
) -> None:
    unknown = record.values.keys() - {field.name for field in fields} - NOTES
    if unknown:
        raise FactError(record.where, f"{name}: no such field: {', '.join(sorted(unknown))}")
    for field in fields:
        value = record.values.get(field.name, [] if field.many_to_many else field.get_default())
        target = field.related_model
        members = value if field.many_to_many else [value]
        if isinstance(target, type):
            if not field.null and not field.many_to_many and value is None:
                raise FactError(record.where, f"{name}: {field.name} is missing")
            for member in members:
                if member is not None and member not in ids.get(target, ()):
                    raise FactError(record.where, f"{name}: {field.name}: there is no {target.__name__} {member}")
            if field.many_to_many and len(set(members)) != len(members):
                raise FactError(record.where, f"{name}: {field.name}: an id stands twice")
        else:
            _check_value(f"{name}: {field.name}", record, field, value)


def _check_value(name: str, record: Record, field: "models.Field[Any, Any]", value: Any) -> None:
    form = {"DateTimeField": INSTANT, "DateField": DAY}.get(field.get_internal_type())
    if form and value is not None and not form.fullmatch(str(value)):
        raise FactError(record.where, f"{name}: {value!r} is not written as it must be")
    try:
        field.clean(value, None)
    except ValidationError as error:
        raise FactError(record.where, f"{name}: {' '.join(error.messages)} ({value!r})") from None


def _check_unique(table: str, records: Mapping[Any, Record], fields: "list[models.Field[Any, Any]]") -> None:
    for field in fields:
        if not field.unique:
            continue
        seen: dict[Any, Any] = {}
        for pk, record in records.items():
            value = record.values.get(field.name)
            if value is not None and value in seen:
                raise FactError(record.where, f"{table} {pk}: {field.name} {value} belongs to {seen[value]} too")
            seen[value] = pk


def _check_flights(catalogue: Catalogue) -> None:
    launches = catalogue.tables.get("launches", {})
    by_craft: defaultdict[tuple[Any, Any], list[Any]] = defaultdict(list)
    for pk, record in catalogue.tables.get("spacecraft_flights", {}).items():
        values = record.values
        net = launches[values["launch"]].values["net"]
        end, day = values.get("mission_end"), values.get("mission_end_date")
        if end and day:
            raise FactError(record.where, f"flight {pk} ends twice: {end} and {day}")
        if (end and end < net) or (day and day < net[:10]):
            raise FactError(record.where, f"flight {pk} ends at {end or day}, before its launch at {net}")
        key = values["spacecraft"], values["launch"]
        by_craft[key].append(pk)
        if len(by_craft[key]) > 1:
            raise FactError(record.where, f"spacecraft {key[0]} flies twice on one launch: flights {by_craft[key]}")


def _check_dockings(catalogue: Catalogue) -> None:
    tables = catalogue.tables
    locations = tables.get("docking_locations", {})
    for pk, record in locations.items():
        if _given(record, OWNERS) != 1:
            raise FactError(record.where, f"docking location {pk} must have exactly one owner")
    for pk, record in tables.get("docking_events", {}).items():
        values = record.values
        docking, departure = values["docking"], values.get("departure")
        if departure is not None and departure <= docking:
            raise FactError(record.where, f"docking {pk} ends at {departure}, not after it began at {docking}")
        if _given(record, TARGETS) != 1 or _given(record, CHASERS) != 1:
            raise FactError(record.where, f"docking {pk} must have exactly one target and one chaser")
        owner = locations[values["docking_location"]].values.get("spacestation")
        if owner != values.get("space_station_target"):
            raise FactError(record.where, f"docking {pk} is at a location that its target does not own")
        chaser = tables["spacecraft_flights"].get(values.get("flight_vehicle_chaser"))
        if chaser is not None and docking < tables["launches"][chaser.values["launch"]].values["net"]:
            raise FactError(record.where, f"docking {pk} at {docking} comes before the launch of its chaser")


def _check_commanders(catalogue: Catalogue) -> None:
    """Each expedition with a crew has exactly one commander in it, except those of one flight engineer."""
    seats = catalogue.tables.get("astronaut_flights", {})
    for pk, record in catalogue.tables.get("expeditions", {}).items():
        crew = record.values.get("crew", ())
        commanders = sum(seats[seat].values.get("role") == COMMANDER for seat in crew)
        if crew and commanders != 1 and (commanders or record.values["name"] not in WITHOUT_COMMANDER):
            raise FactError(record.where, f"expedition {pk}, {record.values['name']}, has {commanders} commanders")


def _given(record: Record, names: tuple[str, ...]) -> int:
    return sum(record.values.get(name) is not None for name in names)
