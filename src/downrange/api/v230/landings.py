"""`/2.3.0/landings/`, and landings and their places as others nest them (contract, 02 §8)."""

from uuid import UUID

from downrange.catalog import models

from ..components import Constant, Link, one
from ..filters import boolean, csv
from ..resource import Examples, Resource, Searched
from .components import Component
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
        fields: tuple[str, ...] = (
            "id",
            "url",
            "attempt",
            "success",
            "description",
            "downrange_distance",
            "landing_location",
            "type",
        )


class LandingEndpointList(Landing):
    response_mode = Constant("list")
    firststage = one("FirstStageMini", null=True)
    spacecraftflight = one("SpacecraftFlightMiniSerializerNoLanding", null=True)
    payloadflight = one("PayloadFlightMiniSerializerNoLanding", null=True)

    class Meta(Landing.Meta):
        fields = (*Landing.Meta.fields, "response_mode", "firststage", "spacecraftflight", "payloadflight")


class LandingEndpointNormal(LandingEndpointList):
    response_mode = Constant("normal")
    firststage = one("FirstStageNormalSerializerNoLanding", null=True)
    spacecraftflight = one("SpacecraftFlightNormalSerializerNoLanding", null=True)
    payloadflight = one("PayloadFlightNormalSerializerNoLanding", null=True)


class LandingEndpointDetailed(LandingEndpointList):
    response_mode = Constant("detailed")
    firststage = one("FirstStageDetailedSerializerNoLanding", null=True)
    spacecraftflight = one("SpacecraftFlightDetailedSerializerNoLanding", null=True)
    payloadflight = one("PayloadFlightDetailedSerializerNoLanding", null=True)


LANDINGS = Resource(
    route="landings",
    title="Landing",
    components={
        "list": LandingEndpointList,
        "normal": LandingEndpointNormal,
        "detailed": LandingEndpointDetailed,
    },
    record=LandingEndpointDetailed,
    filters=(
        boolean("attempt"),
        csv("firststage_launch__ids", "firststage__rocket__launch", item_type=UUID),
        csv("landing_location__ids", "landing_location"),
        csv("landing_type__ids", "type"),
        csv("launcher__ids", "firststage__launcher"),
        csv("launcher_config__ids", "firststage__launcher__launcher_config"),
        csv("launcher_serial_numbers", "firststage__launcher__serial_number", item_type=str),
        csv("spacecraft__ids", "spacecraftflight__spacecraft"),
        csv("spacecraft_config__ids", "spacecraftflight__spacecraft__spacecraft_config"),
        csv("spacecraft_launch__ids", "spacecraftflight__launch", item_type=UUID),
        boolean("success"),
    ),
    search=(
        "firststage__launcher__launcher_config__name",
        "firststage__launcher__serial_number",
        "firststage__rocket__launch__name",
        "landing_location__abbrev",
        "landing_location__name",
        Searched("spacecraftflight__rocket__launch__name", "spacecraftflight__launch__name"),
        "spacecraftflight__spacecraft__name",
        "spacecraftflight__spacecraft__serial_number",
        "spacecraftflight__spacecraft__spacecraft_config__name",
    ),
    orderings=("downrange_distance", "id"),
    examples=Examples(mode="list", filters="spacecraft__ids=39,37", search="B1059", ordering="downrange_distance"),
)

LANDING_LOCATIONS = single_form("landing_locations", "Landing Location", LandingLocation)
