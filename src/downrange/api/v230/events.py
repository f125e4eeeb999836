"""`/2.3.0/events/`, and what is `upcoming/` and `previous/` of them (contract, 03)."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from downrange.catalog import models

from ..components import Constant, IsoDuration, Link, many, one
from ..filters import DateTimeFilter, choice, csv, date_parts, datetimes, multiple, text
from ..resource import Examples, Resource, Scope
from .components import Component
from .upcoming import hide_recent_previous, upcoming


class EventMini(Component):
    url = Link("events")
    info_urls = many("InfoURL", order=("priority", "pk"))
    vid_urls = many("VidURL", order=("priority", "pk"))
    image = one("Image", null=True)

    class Meta:
        model = models.Event
        fields: tuple[str, ...] = ("id", "url", "name", "info_urls", "vid_urls", "image", "date")


class EventNormal(EventMini):
    type = one("EventType")
    date_precision = one("NetPrecision", null=True)

    class Meta(EventMini.Meta):
        fields = (
            *EventMini.Meta.fields,
            "slug",
            "type",
            "description",
            "webcast_live",
            "location",
            "date_precision",
        )


class EventEndpointList(EventNormal):
    response_mode = Constant("list")
    duration = IsoDuration(allow_null=True)

    class Meta(EventNormal.Meta):
        fields = (*EventNormal.Meta.fields, "response_mode", "duration")


class EventEndpointNormal(EventEndpointList):
    response_mode = Constant("normal")
    updates = many("Update", order=("-created_on", "-pk"))

    class Meta(EventEndpointList.Meta):
        fields = (*EventEndpointList.Meta.fields, "updates", "last_updated")


class EventEndpointDetailed(EventEndpointNormal):
    response_mode = Constant("detailed")
    agencies = many("AgencyMini", order=("name", "pk"))
    launches = many("LaunchBasic", order=("net", "pk"))
    expeditions = many("ExpeditionNormal", order=("start", "pk"))
    spacestations = many("SpaceStationNormal")
    program = many("ProgramNormal", order=("name", "pk"))
    astronauts = many("AstronautNormal")

    class Meta(EventEndpointNormal.Meta):
        fields = (
            *EventEndpointNormal.Meta.fields,
            "agencies",
            "launches",
            "expeditions",
            "spacestations",
            "program",
            "astronauts",
        )


def ahead(now: datetime) -> Q:
    return Q(date__gt=now)


def past(now: datetime) -> Q:
    return Q(date__lte=now)


EVENTS = Resource(
    route="events",
    title="Event",
    components={"list": EventEndpointList, "normal": EventEndpointNormal, "detailed": EventEndpointDetailed},
    record=EventEndpointDetailed,
    filters=(
        *date_parts("date"),
        csv("agency__ids", "agencies", description="Comma-separated agency IDs."),
        *datetimes("date", "gt", title="Date"),
        DateTimeFilter(name="date__gt__lt", path="date", lookup="lt", description="Date is less than"),
        *datetimes("date", "gte", "lte", title="Date"),
        csv("id", "pk"),
        *datetimes("last_updated", "gte", "lte", title="Last Update"),
        multiple("program"),
        *text("slug"),
        choice("type"),
        csv("type__ids", "type", description="Comma-separated event type IDs."),
        csv("video_url", "vid_urls__url", item_type=str, description="Comma-separated video URLs."),
    ),
    search=("name",),
    orderings=("date", "last_updated"),
    default_ordering=("date",),
    examples=Examples(mode="list", filters="type__ids=2,8", search="Flyby", ordering="-last_updated"),
)

UPCOMING_EVENTS = replace(
    EVENTS,
    route="events/upcoming",
    scope=upcoming(models.Event, "date"),
    filters=(*EVENTS.filters, hide_recent_previous(ahead, "events")),
    examples=replace(EVENTS.examples, filters="type__ids=11,23"),
)

PREVIOUS_EVENTS = replace(EVENTS, route="events/previous", scope=Scope(past), default_ordering=("-date",))
