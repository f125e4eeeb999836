"""`/2.3.0/spacecraft_flights/`, and flights as others nest them (contract, 02 §6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework.serializers import DateTimeField

from downrange.catalog import models
from downrange.catalog.durations import parse_duration

from ..components import Constant, FlightDuration, Link, many, one
from ..filters import choice
from ..resource import Examples, Resource
from .components import Component
from .people import CREW

MIDNIGHT = "T00:00:00Z"


class SpacecraftFlightMini(Component):
    url = Link("spacecraft_flights")
    mission_end = DateTimeField(
        source="mission_end_instant",
        read_only=True,
        allow_null=True,
        help_text="landing, reentry or loss; midnight where only the day is known",
    )
    spacecraft = one("SpacecraftNormal")
    launch = one("LaunchMini")
    landing = one("Landing", null=True)
    duration = FlightDuration()

    class Meta:
        model = models.SpacecraftFlight
        fields: tuple[str, ...] = (
            "id",
            "url",
            "destination",
            "mission_end",
            "spacecraft",
            "launch",
            "landing",
            "duration",
            "turn_around_time",
        )

    @classmethod
    def columns_from_json(cls, json: Mapping[str, Any]) -> Mapping[str, Any]:
        """The mission end. Of a midnight only the day is known, unless the duration ends at it, or before: then the
        flight goes on, and its end is planned. Where the launch's NET is not told, nobody can say.
        """
        if "mission_end" not in json:
            return {}
        end, launch = json["mission_end"], json.get("launch")
        if not isinstance(end, str) or not end.endswith(MIDNIGHT):
            return {"mission_end": end, "mission_end_date": None}
        net = launch.get("net") if isinstance(launch, dict) else None
        if json.get("duration") is not None and net is None:
            return {}
        if _lasts_until(net, json.get("duration"), end):
            return {"mission_end": end, "mission_end_date": None}
        return {"mission_end": None, "mission_end_date": end.removesuffix(MIDNIGHT)}


def _lasts_until(start: Any, duration: Any, end: str) -> bool:
    """Whether a duration leads from one instant to another, or not so far."""
    try:
        return datetime.fromisoformat(start) + parse_duration(duration) <= datetime.fromisoformat(end)
    except (TypeError, ValueError, OverflowError):
        return False


class SpacecraftFlightMiniSerializerNoLanding(SpacecraftFlightMini):
    class Meta(SpacecraftFlightMini.Meta):
        fields = SpacecraftFlightMini.fields_without("landing")


class SpacecraftFlightNormal(SpacecraftFlightMini):
    launch = one("LaunchNormal")
    response_mode = Constant("normal")

    class Meta(SpacecraftFlightMini.Meta):
        fields = (*SpacecraftFlightMini.Meta.fields, "response_mode")


class SpacecraftFlightNormalSerializerNoLanding(SpacecraftFlightNormal):
    class Meta(SpacecraftFlightNormal.Meta):
        fields = SpacecraftFlightNormal.fields_without("landing")


class SpacecraftFlightDetailed(SpacecraftFlightNormal):
    spacecraft = one("SpacecraftDetailed")
    response_mode = Constant("detailed")
    launch_crew = many("AstronautFlight", order=CREW)
    onboard_crew = many("AstronautFlight", order=CREW)
    landing_crew = many("AstronautFlight", order=CREW)
    docking_events = many("DockingEventForChaserNormal", order=("docking", "pk"))

    class Meta(SpacecraftFlightNormal.Meta):
        fields = (
            *SpacecraftFlightNormal.Meta.fields,
            "launch_crew",
            "onboard_crew",
            "landing_crew",
            "docking_events",
        )


class SpacecraftFlightDetailedSerializerNoLanding(SpacecraftFlightDetailed):
    class Meta(SpacecraftFlightDetailed.Meta):
        fields = SpacecraftFlightDetailed.fields_without("landing")


class SpacecraftFlightDetailedSerializerNoLaunch(SpacecraftFlightDetailed):
    class Meta(SpacecraftFlightDetailed.Meta):
        fields = SpacecraftFlightDetailed.fields_without("launch")


class SpacecraftFlightForDockingEvent(Component):
    url = Link("spacecraft_flights")
    spacecraft = one("SpacecraftDetailed")
    launch = one("LaunchNormal")

    class Meta:
        model = models.SpacecraftFlight
        fields = ("id", "url", "spacecraft", "launch")


SPACECRAFT_FLIGHTS = Resource(
    route="spacecraft_flights",
    title="Spacecraft Flight",
    components={"normal": SpacecraftFlightNormal, "detailed": SpacecraftFlightDetailed},
    record=SpacecraftFlightDetailed,
    filters=(choice("spacecraft"),),
    examples=Examples(filters="spacecraft=38"),
)
