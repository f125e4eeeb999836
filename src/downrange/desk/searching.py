"""Finds records by name, designator, serial number and id."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db import models as fields
from django.db.models import Model, Q, QuerySet

from downrange.catalog import models
from downrange.catalog.models.text import FoldedText
from downrange.catalog.text import fold

MAX_WORDS = 8
SHORT = frozenset({"name", "url", "abbrev", "serial_number", "title", "alpha_2_code", "role", "code", "wikidata_id"})
FLIGHT = ("spacecraft__name_folded", "launch__name_folded", "launch__launch_designator_folded")
PATHS: dict[type[Model], tuple[str, ...]] = {
    models.SpacecraftFlight: FLIGHT,
    models.DockingEvent: (
        "docking_location__name_folded",
        "space_station_target__name_folded",
        *(f"flight_vehicle_chaser__{path}" for path in FLIGHT),
    ),
    models.DockingLocation: ("name_folded", "spacestation__name_folded", "spacecraft__name_folded"),
    models.AstronautFlight: ("astronaut__name_folded", "role__role"),
    models.PayloadFlight: ("payload__name_folded", "launch__name_folded"),
    models.FirstStage: ("launcher__serial_number_folded", "rocket__launch__name_folded"),
    models.Rocket: ("configuration__full_name_folded", "launch__name_folded", "launch__launch_designator_folded"),
    models.Launcher: ("serial_number_folded", "launcher_config__full_name_folded"),
    models.Landing: (
        "spacecraftflight__spacecraft__name_folded",
        "firststage__launcher__serial_number_folded",
        "landing_location__name_folded",
    ),
    models.Mission: ("name_folded", "launches__name_folded"),
    models.TimelineEvent: ("launch__name_folded",),
    models.ImageVariant: ("image__name",),
    models.Update: ("comment", "launch__name_folded", "event__name_folded"),
}
"""Where a model's records are named elsewhere than in their own texts."""
JOINED: dict[type[Model], tuple[str, ...]] = {
    models.SpacecraftFlight: ("spacecraft", "launch"),
    models.DockingEvent: ("docking_location",),
    models.AstronautFlight: ("astronaut", "role"),
    models.PayloadFlight: ("payload",),
    models.FirstStage: ("launcher__launcher_config", "rocket__launch"),
    models.Rocket: ("configuration",),
    models.Launcher: ("launcher_config",),
    models.Landing: ("landing_location",),
    models.SocialMediaLink: ("social_media",),
    models.TimelineEvent: ("type",),
}
"""What the names of a model's records are made of."""


def search(records: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    """The records in which each word stands in one of the texts, or whose id it is."""
    model = records.model
    words = text.split()[:MAX_WORDS]
    for word in words:
        condition = Q()
        for path in paths(model):  # type: ignore[arg-type] # a class is hashable
            if path.endswith("_folded"):
                condition |= Q(**{f"{path}__contains": fold(word)})
            else:
                condition |= Q(**{f"{path}__icontains": word})
        if (key := _key(model, word)) is not None:
            condition |= Q(pk=key)
        records = records.filter(condition) if condition else records.none()
    records = records.select_related(*JOINED.get(model, ()))
    return records.distinct() if words else records


@cache
def paths(model: Any) -> tuple[str, ...]:
    """The texts by which records of a model are found: folded ones, and short ones that have no folded column."""
    if model in PATHS:
        return PATHS[model]
    folded = {field.of: field.name for field in model._meta.fields if isinstance(field, FoldedText)}
    short = [
        field.name
        for field in model._meta.fields
        if isinstance(field, fields.CharField) and field.editable and field.name not in folded and field.name in SHORT
    ]
    return (*folded.values(), *short)


def _key(model: type[Model], word: str) -> Any:
    """The key that a word is; None if it is none."""
    if isinstance(model._meta.pk, fields.UUIDField):
        try:
            return UUID(word)
        except ValueError:
            return None
    return int(word) if word.isascii() and word.isdigit() and len(word) < 19 else None
