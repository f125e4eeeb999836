"""`/2.3.0/launches/`, and what is `upcoming/` and `previous/` of them, with their missions, orbits and rockets
(contract, 02 §14 and 03).
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from rest_framework.serializers import CharField

from downrange.catalog import models
from downrange.catalog.derived.flight_log import FAILED, SUBORBITAL, SUCCESSFUL

from ..components import Constant, Link, many, named, one
from ..filters import ConditionFilter, choice, csv, date_parts, datetimes, exists, multiple, number, numbers, text
from ..resource import Examples, Pending, Resource, Scope, Searched
from .components import Component
from .upcoming import hide_recent_previous, upcoming
from .vocabulary import single_form

ATTEMPT_COUNTS = (
    "agency_launch_attempt_count",
    "agency_launch_attempt_count_year",
    "location_launch_attempt_count",
    "location_launch_attempt_count_year",
    "orbital_launch_attempt_count",
    "orbital_launch_attempt_count_year",
    "pad_launch_attempt_count",
    "pad_launch_attempt_count_year",
)
SPACECRAFT = "spacecraft_flights__spacecraft"
PROVIDER = "launch_service_provider"


class Orbit(Component):
    celestial_body = one("CelestialBodyMini")

    class Meta:
        model = models.Orbit
        fields = ("id", "name", "abbrev", "celestial_body")


class Mission(Component):
    type = named("type.name")
    image = one("Image", null=True)
    orbit = one("Orbit", null=True)
    agencies = many("AgencyDetailed")
    info_urls = many("InfoURL", order=("priority", "pk"))
    vid_urls = many("VidURL", order=("priority", "pk"))

    class Meta:
        model = models.Mission
        fields = ("id", "name", "type", "description", "image", "orbit", "agencies", "info_urls", "vid_urls")


class RocketNormal(Component):
    configuration = one("LauncherConfigList")

    class Meta:
        model = models.Rocket
        fields: tuple[str, ...] = ("id", "configuration")


class RocketDetailed(RocketNormal):
    configuration = one("LauncherConfigDetailed")
    launcher_stage = many("FirstStageNormal", source="firststage")
    spacecraft_stage = many("SpacecraftFlightDetailedSerializerNoLaunch", source="launch.spacecraft_flights")
    payloads = many("PayloadFlightSerializerNoLaunch", source="launch.payload_flights")

    class Meta(RocketNormal.Meta):
        fields = (*RocketNormal.Meta.fields, "launcher_stage", "spacecraft_stage", "payloads")


class TimelineEvent(Component):
    type = one("TimelineEventType", null=True)

    class Meta:
        model = models.TimelineEvent
        fields = ("type", "relative_time")


class LaunchMini(Component):
    url = Link("launches")

    class Meta:
        model = models.Launch
        fields: tuple[str, ...] = ("id", "url", "name")


class LaunchBasic(LaunchMini):
    response_mode = Constant("list")
    status = one("LaunchStatus", null=True)
    net_precision = one("NetPrecision", null=True)
    image = one("Image", null=True)
    infographic = CharField(allow_null=True)

    class Meta(LaunchMini.Meta):
        fields = (
            *LaunchMini.Meta.fields,
            "response_mode",
            "slug",
            "launch_designator",
            "status",
            "last_updated",
            "net",
            "net_precision",
            "window_end",
            "window_start",
            "image",
            "infographic",
        )


class LaunchNormal(LaunchBasic):
    response_mode = Constant("normal")
    launch_service_provider = one("AgencyMini", null=True)
    rocket = one("RocketNormal", null=True)
    mission = one("Mission", null=True)
    pad = one("Pad", null=True)
    program = many("ProgramNormal", order=("name", "pk"))

    class Meta(LaunchBasic.Meta):
        fields = (
            *LaunchBasic.Meta.fields,
            "probability",
            "weather_concerns",
            "failreason",
            "hashtag",
            "launch_service_provider",
            "rocket",
            "mission",
            "pad",
            "webcast_live",
            "program",
            "orbital_launch_attempt_count",
            "location_launch_attempt_count",
            "pad_launch_attempt_count",
            "agency_launch_attempt_count",
            "orbital_launch_attempt_count_year",
            "location_launch_attempt_count_year",
            "pad_launch_attempt_count_year",
            "agency_launch_attempt_count_year",
        )


class LaunchDetailed(LaunchNormal):
    response_mode = Constant("detailed")
    launch_service_provider = one("AgencyDetailed", null=True)
    rocket = one("RocketDetailed", null=True)
    updates = many("Update", order=("-created_on", "-pk"))
    info_urls = many("InfoURL", order=("priority", "pk"))
    vid_urls = many("VidURL", order=("priority", "pk"))
    timeline = many("TimelineEvent", order=("relative_time", "pk"))
    mission_patches = many("MissionPatch", order=("priority", "pk"))

    class Meta(LaunchNormal.Meta):
        fields = (
            *LaunchNormal.Meta.fields,
            "flightclub_url",
            "updates",
            "info_urls",
            "vid_urls",
            "timeline",
            "pad_turnaround",
            "mission_patches",
        )


def orbital(now: datetime) -> Q:
    return ~Q(mission__orbit__name=SUBORBITAL)


def future(now: datetime) -> Q:
    return Q(net__gt=now)


def launched(now: datetime) -> Q:
    return Q(net__lte=now)


LAUNCHES = Resource(
    route="launches",
    title="Launch",
    components={"list": LaunchBasic, "normal": LaunchNormal, "detailed": LaunchDetailed},
    record=LaunchDetailed,
    filters=(
        *date_parts("net"),
        *numbers(*ATTEMPT_COUNTS),
        csv("id", "pk", item_type=UUID),
        ConditionFilter(name="include_suborbital", holds=orbital, applies_to=False),
        exists("is_crewed", "spacecraft_flights__launch_crew"),
        *datetimes("last_updated", "gte", "lte", title="Last Update"),
        csv(
            "launch_designator",
            "launch_designator",
            item_type=str,
            description="Comma-separated (COSPAR) international launch designators.",
        ),
        csv("launcher_config__id", "rocket__configuration"),
        csv("location__ids", "pad__location", description="Comma-separated location IDs."),
        csv("lsp__id", PROVIDER, description="Comma-separated launch service provider (agency) IDs."),
        csv(
            "lsp__name",
            f"{PROVIDER}__name",
            item_type=str,
            description="Comma-separated launch service provider names.",
        ),
        csv("mission__agency__ids", "mission__agencies", description="Comma-separated agency IDs."),
        number("mission__orbit__celestial_body__id"),
        *text("mission__orbit__name", "icontains"),
        *text("name"),
        *datetimes("net", "gt", "gte", "lt", "lte", title="NET"),
        choice("pad"),
        choice("pad__location"),
        number("pad__location__celestial_body__id"),
        multiple("program"),
        csv(
            "related_lsp__id",
            PROVIDER,
            or_paths=(f"{PROVIDER}__parent", f"{PROVIDER}__children"),
            description="Comma-separated agency IDs related to the launch service provider.",
        ),
        csv(
            "related_lsp__name",
            f"{PROVIDER}__name",
            item_type=str,
            or_paths=(f"{PROVIDER}__parent__name", f"{PROVIDER}__children__name"),
            description="Comma-separated agency names related to the launch service provider.",
        ),
        *text("rocket__configuration__full_name", "icontains"),
        number("rocket__configuration__id"),
        *text("rocket__configuration__manufacturer__name", "icontains"),
        *text("rocket__configuration__name"),
        number("rocket__spacecraftflight__spacecraft__id", SPACECRAFT),
        *text("rocket__spacecraftflight__spacecraft__name", "icontains", path=f"{SPACECRAFT}__name"),
        csv(
            "serial_number",
            "rocket__firststage__launcher__serial_number",
            item_type=str,
            description="Comma-separated first stage booster serial numbers.",
        ),
        *text("slug"),
        csv("spacecraft_config__ids", f"{SPACECRAFT}__spacecraft_config"),
        choice("status"),
        csv("status__ids", "status"),
        csv("video_url", "vid_urls__url", item_type=str, description="Comma-separated video URLs."),
        *datetimes("window_end", "gt", "gte", "lt", "lte", title="Window End"),
        *datetimes("window_start", "gt", "gte", "lt", "lte", title="Window Start"),
    ),
    search=(
        "launch_designator",
        f"{PROVIDER}__name",
        "mission__name",
        "name",
        "pad__location__name",
        "pad__name",
        "rocket__configuration__manufacturer__abbrev",
        "rocket__configuration__manufacturer__name",
        "rocket__configuration__name",
        Searched("rocket__spacecraftflight__spacecraft__name", f"{SPACECRAFT}__name"),
    ),
    orderings=("id", "last_updated", "name", "net"),
    default_ordering=("net",),
    pending=Pending("net", Q(status__in=(*SUCCESSFUL, *FAILED)), "NET has passed, outcome not known"),
    examples=Examples(mode="list", filters="pad__location=27", search="Artemis", ordering="-last_updated"),
)

UPCOMING_LAUNCHES = replace(
    LAUNCHES,
    route="launches/upcoming",
    scope=upcoming(models.Launch, "net"),
    filters=(*LAUNCHES.filters, hide_recent_previous(future, "launches")),
    search=LAUNCHES.search[1:],
    examples=replace(LAUNCHES.examples, filters="hide_recent_previous=True"),
)

PREVIOUS_LAUNCHES = replace(
    LAUNCHES,
    route="launches/previous",
    scope=Scope(launched),
    default_ordering=("-net",),
)

ORBITS = single_form("orbits", "Orbit", Orbit)
