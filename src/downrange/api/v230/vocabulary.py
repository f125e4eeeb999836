"""The small vocabularies of `/2.3.0/config/`: one component for lists and records (contract, 02 §16)."""

from typing import Any

from django.db.models import Model

from downrange.catalog import models

from ..resource import Resource
from .components import Component

NAMED = ("id", "name")
DESCRIBED = (*NAMED, "abbrev", "description")


def component(name: str, model: Any, fields: tuple[str, ...] = NAMED) -> type[Component]:
    """A component of nothing but columns."""
    meta = type("Meta", (), {"model": model, "fields": fields})
    return type(name, (Component,), {"Meta": meta, "__doc__": f"One of the {model._meta.verbose_name_plural}."})


def single_form(route: str, title: str, component: type[Component]) -> Resource:
    """A resource with one mode and no filters: any column orders it."""
    return Resource(route=f"config/{route}", title=title, components={"normal": component}, record=component)


def vocabulary(route: str, title: str, model: type[Model], name: str, fields: tuple[str, ...] = NAMED) -> Resource:
    return single_form(route, title, component(name, model, fields))


COUNTRY = (*NAMED, "alpha_2_code", "alpha_3_code", "nationality_name", "nationality_name_composed")

VOCABULARIES = (
    vocabulary("agency_types", "Agency Type", models.AgencyType, "AgencyType"),
    vocabulary("astronaut_roles", "Astronaut Role", models.AstronautRole, "AstronautRole", ("id", "role", "priority")),
    vocabulary("astronaut_statuses", "Astronaut Status", models.AstronautStatus, "AstronautStatus"),
    vocabulary("astronaut_types", "Astronaut Type", models.AstronautType, "AstronautType"),
    vocabulary("celestial_body_types", "Celestial Body Type", models.CelestialBodyType, "CelestialBodyType"),
    vocabulary("countries", "Country", models.Country, "Country", COUNTRY),
    vocabulary("event_types", "Event Type", models.EventType, "EventType"),
    vocabulary("first_stage_types", "First Stage Type", models.FirstStageType, "FirstStageType"),
    vocabulary("image_licenses", "Image License", models.ImageLicense, "ImageLicense", (*NAMED, "priority", "link")),
    vocabulary("image_variant_types", "Image Variant Type", models.ImageVariantType, "ImageVariantType"),
    vocabulary("infourl_types", "Info URL Type", models.InfoURLType, "InfoURLType"),
    vocabulary("landing_types", "Landing Type", models.LandingType, "LandingType", DESCRIBED),
    vocabulary("languages", "Language", models.Language, "Language", (*NAMED, "code")),
    vocabulary("launch_statuses", "Launch Status", models.LaunchStatus, "LaunchStatus", DESCRIBED),
    vocabulary("launcher_statuses", "Launcher Status", models.LauncherStatus, "LauncherStatus"),
    vocabulary("mission_types", "Mission Type", models.MissionType, "MissionType"),
    vocabulary("net_precisions", "Net Precision", models.NetPrecision, "NetPrecision", DESCRIBED),
    vocabulary("notice_types", "Notice Type", models.NoticeType, "NoticeType"),
    vocabulary("payload_types", "Payload Type", models.PayloadType, "PayloadType"),
    vocabulary("program_types", "Program Type", models.ProgramType, "ProgramType"),
    vocabulary("road_closure_statuses", "Road Closure Status", models.RoadClosureStatus, "RoadClosureStatus"),
    vocabulary("space_station_statuses", "Space Station Status", models.SpaceStationStatus, "SpaceStationStatus"),
    vocabulary(
        "spacecraft_configuration_types",
        "Spacecraft Configuration Type",
        models.SpacecraftConfigurationType,
        "SpacecraftConfigType",
    ),
    vocabulary("spacecraft_statuses", "Spacecraft Status", models.SpacecraftStatus, "SpacecraftStatus"),
    vocabulary(
        "timeline_event_types",
        "Timeline Event Type",
        models.TimelineEventType,
        "TimelineEventType",
        ("id", "abbrev", "description"),
    ),
    vocabulary("vidurl_types", "Video URL Type", models.VidURLType, "VidURLType"),
)

component("SpaceStationType", models.SpaceStationType)  # nested in stations; it has no list of its own
