"""Landings, as flights nest them (contract, 02 §8)."""

from downrange.catalog import models

from ..components import Component, Link, one
from .vocabulary import single_form


class LandingLocation(Component):
    location = one("LocationSerializerNoCelestialBody", null=True)
    image = one("Image", null=True)
    celestial_body = one("CelestialBodyNormal")

    class Meta:
        model = models.LandingLocation
        fields = (
            "id",
            "name",
            "active",
            "abbrev",
            "description",
            "location",
            "longitude",
            "latitude",
            "image",
            "successful_landings",
            "attempted_landings",
            "failed_landings",
            "celestial_body",
        )


class Landing(Component):
    url = Link("landings")
    landing_location = one("LandingLocation", null=True)
    type = one("LandingType", null=True)

    class Meta:
        model = models.Landing
        fields = (
            "id",
            "url",
            "attempt",
            "success",
            "description",
            "downrange_distance",
            "landing_location",
            "type",
        )


LANDING_LOCATIONS = single_form("landing_locations", "Landing Location", models.LandingLocation, "LandingLocation")
