"""Pads, locations and celestial bodies (contract, 02 §14)."""

from rest_framework.serializers import DurationField

from downrange.catalog import models

from ..components import Component, Constant, Link, many, one


class CelestialBodyMini(Component):
    response_mode = Constant("list")

    class Meta:
        model = models.CelestialBody
        fields: tuple[str, ...] = ("response_mode", "id", "name")


class CelestialBodyNormal(CelestialBodyMini):
    response_mode = Constant("normal")
    type = one("CelestialBodyType")
    # The one duration that is not ISO 8601: "1 00:00:00".
    length_of_day = DurationField(read_only=True, allow_null=True)
    image = one("Image", null=True)

    class Meta(CelestialBodyMini.Meta):
        fields = (
            *CelestialBodyMini.Meta.fields,
            "type",
            "diameter",
            "mass",
            "gravity",
            "length_of_day",
            "atmosphere",
            "image",
            "description",
            "wiki_url",
        )


class CelestialBodyDetailed(CelestialBodyNormal):
    class Meta(CelestialBodyNormal.Meta):
        fields = (
            *CelestialBodyNormal.Meta.fields,
            "total_attempted_launches",
            "successful_launches",
            "failed_launches",
            "total_attempted_landings",
            "successful_landings",
            "failed_landings",
        )


class Location(Component):
    response_mode = Constant("normal")
    url = Link("locations")
    celestial_body = one("CelestialBodyDetailed")
    country = one("Country", null=True)
    image = one("Image", null=True)

    class Meta:
        model = models.Location
        fields: tuple[str, ...] = (
            "response_mode",
            "id",
            "url",
            "name",
            "celestial_body",
            "active",
            "country",
            "description",
            "image",
            "map_image",
            "longitude",
            "latitude",
            "timezone_name",
            "total_launch_count",
            "total_landing_count",
        )


class LocationSerializerNoCelestialBody(Location):
    celestial_body = None

    class Meta(Location.Meta):
        fields = tuple(name for name in Location.Meta.fields if name != "celestial_body")


class Pad(Component):
    url = Link("pads")
    agencies = many("AgencyNormal")
    image = one("Image", null=True)
    country = one("Country", null=True)
    location = one("Location", null=True)

    class Meta:
        model = models.Pad
        fields = (
            "id",
            "url",
            "active",
            "agencies",
            "name",
            "image",
            "description",
            "info_url",
            "wiki_url",
            "map_url",
            "latitude",
            "longitude",
            "country",
            "map_image",
            "total_launch_count",
            "orbital_launch_attempt_count",
            "fastest_turnaround",
            "location",
        )
