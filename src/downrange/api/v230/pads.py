"""Pads, locations and celestial bodies (contract, 02 §14)."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.serializers import DurationField

from downrange.catalog import models

from ..components import Constant, Link, RecordField, many, one
from ..filters import NumberFilter, csv, floats, number, numbers, text
from ..resource import Examples, Resource
from .components import Component


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


class CelestialBodyEndpointDetailed(CelestialBodyDetailed):
    response_mode = Constant("detailed")
    locations = many("LocationSerializerNoCelestialBody", order=("name", "pk"))

    class Meta(CelestialBodyDetailed.Meta):
        fields = (*CelestialBodyDetailed.Meta.fields, "locations")


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
    class Meta(Location.Meta):
        fields = Location.fields_without("celestial_body")


class LocationSerializerWithPads(Location):
    response_mode = Constant("detailed")
    pads = many("PadSerializerNoLocation", order=("name", "pk"))

    class Meta(Location.Meta):
        fields = (*Location.Meta.fields, "pads")


@extend_schema_field(OpenApiTypes.URI)
class MapURL(RecordField):
    """The pad on a map: the address that is stored, or else that of its coordinates."""

    columns = ("map_url", "latitude", "longitude")

    def __init__(self) -> None:
        super().__init__(allow_null=True)

    def to_representation(self, value: Any) -> str | None:
        return value.map_url or map_of(value.latitude, value.longitude)


def map_of(latitude: float | None, longitude: float | None) -> str | None:
    """The address of a map at these coordinates."""
    if latitude is None or longitude is None:
        return None
    return f"https://www.google.com/maps?q={latitude},{longitude}"


class Pad(Component):
    url = Link("pads")
    map_url = MapURL()
    agencies = many("AgencyNormal")
    image = one("Image", null=True)
    country = one("Country", null=True)
    location = one("Location", null=True)

    class Meta:
        model = models.Pad
        fields: tuple[str, ...] = (
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

    @classmethod
    def columns_from_json(cls, json: Mapping[str, Any]) -> Mapping[str, Any]:
        """The address of a map, unless it is that of the coordinates."""
        if "map_url" not in json:
            return {}
        is_computed = json["map_url"] == map_of(json.get("latitude"), json.get("longitude"))
        return {"map_url": None if is_computed else json["map_url"]}


class PadSerializerNoLocation(Pad):
    agencies = many("AgencyMini")

    class Meta(Pad.Meta):
        fields = Pad.fields_without("location")


CELESTIAL_BODIES = Resource(
    route="celestial_bodies",
    title="Celestial Body",
    components={
        "list": CelestialBodyMini,
        "normal": CelestialBodyNormal,
        "detailed": CelestialBodyEndpointDetailed,
    },
    record=CelestialBodyEndpointDetailed,
    search=("name", "type__name"),
    orderings=("id", "name"),
    examples=Examples(mode="list", search="Mars", ordering="-name"),
)

LOCATIONS = Resource(
    route="locations",
    title="Location",
    components={"normal": Location, "detailed": LocationSerializerWithPads},
    record=LocationSerializerWithPads,
    filters=(
        *text("country_code", path="country__alpha_3_code"),
        number("id"),
        *text("name", "contains"),
        *numbers("total_landing_count", "total_launch_count"),
    ),
    search=("country__alpha_3_code", "name"),
    orderings=("total_landing_count", "total_launch_count"),
    examples=Examples(filters="country_code=KAZ", search="Cape Canaveral", ordering="-total_launch_count"),
)

PADS = Resource(
    route="pads",
    title="Pad",
    components={"normal": Pad},
    record=Pad,
    filters=(
        csv("agencies_ids", "agencies"),
        number("id"),
        NumberFilter(name="id__contains", path="id", lookup="contains"),
        *floats("latitude"),
        number("location__id"),
        *text("location__name", "contains"),
        *floats("longitude"),
        *text("name", "contains"),
        *numbers("orbital_launch_attempt_count", "total_launch_count"),
    ),
    search=("location__name", "name", "orbital_launch_attempt_count", "total_launch_count"),
    orderings=("id", "location__id", "location__name", "name", "orbital_launch_attempt_count", "total_launch_count"),
    examples=Examples(filters="location__id=27", search="39A", ordering="-orbital_launch_attempt_count"),
)
