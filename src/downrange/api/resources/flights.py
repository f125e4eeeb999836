"""Flights of spacecraft, as craft and dockings nest them (contract, 02 §6)."""

from downrange.catalog import models

from ..components import Component, Constant, FlightDuration, Link, one


class SpacecraftFlightMini(Component):
    url = Link("spacecraft_flights")
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


class SpacecraftFlightNormal(SpacecraftFlightMini):
    launch = one("LaunchNormal")
    response_mode = Constant("normal")

    class Meta(SpacecraftFlightMini.Meta):
        fields = (*SpacecraftFlightMini.Meta.fields, "response_mode")


class SpacecraftFlightForDockingEvent(Component):
    url = Link("spacecraft_flights")
    spacecraft = one("SpacecraftDetailed")
    launch = one("LaunchNormal")

    class Meta:
        model = models.SpacecraftFlight
        fields = ("id", "url", "spacecraft", "launch")
