"""Launches, as flights nest them (contract, 02 §14)."""

from downrange.catalog import models

from ..components import Component, Constant, Link, many, named, one
from .vocabulary import single_form


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
        fields = ("id", "configuration")


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
    program = many("ProgramNormal")

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


ORBITS = single_form("orbits", "Orbit", models.Orbit, "Orbit")
