"""`/2.3.0/spacewalks/`, and spacewalks as others nest them (contract, 02 §11 and 03)."""

from uuid import UUID

from django.db.models import F

from downrange.catalog import models

from ..components import Constant, DurationBetween, Link, many, one
from ..filters import csv, date_parts, datetimes, number, text
from ..resource import Examples, Ordering, Resource, Searched
from .components import Component
from .expeditions import ExpeditionMini
from .people import CREW

PROGRAM = "crew__onboard_flights__launch__program"


class SpacewalkList(Component):
    response_mode = Constant("list")
    url = Link("spacewalks")
    duration = DurationBetween("start", "end")

    class Meta:
        model = models.Spacewalk
        fields: tuple[str, ...] = ("response_mode", "id", "url", "name", "start", "end", "duration", "location")


class SpacewalkNormal(SpacewalkList):
    crew = many("AstronautFlight", order=CREW)

    class Meta(SpacewalkList.Meta):
        fields = (*SpacewalkList.Meta.fields, "crew")


class ExpeditionNormalSerializerForSpacewalk(ExpeditionMini):
    spacestation = one("SpaceStationNormal")
    mission_patches = many("MissionPatch", order=("priority", "pk"))

    class Meta(ExpeditionMini.Meta):
        fields = (*ExpeditionMini.Meta.fields, "spacestation", "mission_patches")


class SpacewalkEndpointNormal(SpacewalkNormal):
    response_mode = Constant("normal")
    spacestation = one("SpaceStationMini", null=True)
    expedition = one("ExpeditionMini", null=True)
    spacecraft_flight = one("SpacecraftFlightNormal", null=True)
    event = one("EventMini", null=True)
    program = many("ProgramMini", source=PROGRAM.replace("__", "."))

    class Meta(SpacewalkNormal.Meta):
        fields = (
            *SpacewalkNormal.Meta.fields,
            "spacestation",
            "expedition",
            "spacecraft_flight",
            "event",
            "program",
        )


class SpacewalkEndpointDetailed(SpacewalkEndpointNormal):
    response_mode = Constant("detailed")
    spacestation = one("SpaceStationNormal", null=True)
    expedition = one("ExpeditionNormalSerializerForSpacewalk", null=True)
    spacecraft_flight = one("SpacecraftFlightDetailed", null=True)
    event = one("EventNormal", null=True)
    program = many("ProgramNormal", source=PROGRAM.replace("__", "."))


SPACEWALKS = Resource(
    route="spacewalks",
    title="Spacewalk",
    components={
        "list": SpacewalkList,
        "normal": SpacewalkEndpointNormal,
        "detailed": SpacewalkEndpointDetailed,
    },
    record=SpacewalkEndpointDetailed,
    filters=(
        *date_parts("start"),
        csv("astronaut__ids", "crew__astronaut"),
        *datetimes("end"),
        csv("event__ids", "event"),
        number("id"),
        csv("ids", "pk"),
        csv("launch__ids", "spacecraft_flight__launch", item_type=UUID),
        *text("name", "contains"),
        csv("owner__ids", "spacestation__owners", item_type=float),
        csv("program__ids", PROGRAM),
        *text("program__name", "contains", path=f"{PROGRAM}__name"),
        csv("spacestation__ids", "spacestation"),
        *datetimes("start", "gt", "gte", "lt", "lte"),
    ),
    search=("crew__astronaut__name", "location", "name", Searched("program__name", f"{PROGRAM}__name")),
    orderings=("id", "name", "start", "end", Ordering("duration", lambda now: F("end") - F("start"), nullable=True)),
    examples=Examples(mode="list", filters="program__name=Apollo", search="Apollo", ordering="-duration"),
)
