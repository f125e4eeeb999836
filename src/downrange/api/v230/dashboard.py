"""`/2.3.0/dashboard/starship/`: one object about the program Starship (contract, 03)."""

from rest_framework.serializers import URLField

from downrange.catalog import models

from ..components import Constant, Selected, many, one, part
from ..resource import Examples, StoredObject
from .components import Component
from .events import ahead, past
from .launches import future, launched

STARSHIP = 1
"""The id of the program in Launch Library."""
NEWEST_FIRST = ("-created_on", "-pk")
UPCOMING = {"launches": Selected(future, ("net", "pk")), "events": Selected(ahead, ("date", "pk"))}
PREVIOUS = {"launches": Selected(launched, ("-net", "-pk")), "events": Selected(past, ("-date", "-pk"))}


class VidURLs(Component):
    image = URLField(source="feature_image", allow_null=True)

    class Meta:
        model = models.VidURL
        fields = ("title", "description", "image", "url")


class RoadClosure(Component):
    status = one("RoadClosureStatus")

    class Meta:
        model = models.RoadClosure
        fields = ("id", "title", "status", "window_start", "window_end")


class Notice(Component):
    type = one("NoticeType")

    class Meta:
        model = models.Notice
        fields = ("id", "type", "date", "url")


class LaunchAndEventsList(Component):
    launches = many("LaunchBasic")
    events = many("EventEndpointList")

    class Meta:
        model = models.Program
        fields = ("launches", "events")


class LaunchAndEventsNormal(LaunchAndEventsList):
    launches = many("LaunchNormal")
    events = many("EventNormal")


class LaunchAndEventsDetailed(LaunchAndEventsList):
    launches = many("LaunchDetailed")
    events = many("EventNormal")


class StarshipDashboardList(Component):
    response_mode = Constant("list")
    updates = many("Update", order=NEWEST_FIRST)
    live_streams = many("VidURLs", source="vid_urls", order=("priority", "pk"))
    road_closures = many("RoadClosure", order=("window_start", "pk"))
    notices = many("Notice", order=("date", "pk"))
    vehicles = many("LauncherDetailed", source="launcher_configurations.launchers")
    orbiters = many("SpacecraftNormal", source="launches.spacecraft_flights.spacecraft")
    upcoming = part("LaunchAndEventsList", **UPCOMING)
    previous = part("LaunchAndEventsList", **PREVIOUS)

    class Meta:
        model = models.Program
        fields = (
            "response_mode",
            "updates",
            "live_streams",
            "road_closures",
            "notices",
            "vehicles",
            "orbiters",
            "upcoming",
            "previous",
        )


class StarshipDashboardNormal(StarshipDashboardList):
    response_mode = Constant("normal")
    upcoming = part("LaunchAndEventsNormal", **UPCOMING)
    previous = part("LaunchAndEventsNormal", **PREVIOUS)


class StarshipDashboardDetailed(StarshipDashboardList):
    response_mode = Constant("detailed")
    upcoming = part("LaunchAndEventsDetailed", **UPCOMING)
    previous = part("LaunchAndEventsDetailed", **PREVIOUS)


STARSHIP_DASHBOARD = StoredObject(
    route="dashboard/starship",
    title="Starship Dashboard",
    components={
        "list": StarshipDashboardList,
        "normal": StarshipDashboardNormal,
        "detailed": StarshipDashboardDetailed,
    },
    key=STARSHIP,
    examples=Examples(mode="list"),
)
