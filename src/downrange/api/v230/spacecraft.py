"""`/2.3.0/spacecraft/` and `/2.3.0/spacecraft_configurations/`, with the families and flights they nest (contract, 02
§§3-6).
"""

from collections.abc import Mapping
from typing import Any

from django.db.models.functions import Coalesce

from downrange.catalog import models

from ..components import Constant, GrowingDuration, Link, many, one
from ..filters import boolean, choice, text
from ..resource import Examples, Resource, linear
from .components import Component

COUNTERS = (
    "spacecraft_flown",
    "total_launch_count",
    "successful_launches",
    "failed_launches",
    "attempted_landings",
    "successful_landings",
    "failed_landings",
)


class SpacecraftConfigFamilyMini(Component):
    response_mode = Constant("list")

    class Meta:
        model = models.SpacecraftConfigurationFamily
        fields: tuple[str, ...] = ("response_mode", "id", "name")


class SpacecraftConfigFamilyNormal(SpacecraftConfigFamilyMini):
    response_mode = Constant("normal")
    manufacturer = one("AgencyMini", null=True)
    parent = one("SpacecraftConfigFamilyMini", null=True)

    class Meta(SpacecraftConfigFamilyMini.Meta):
        fields = (*SpacecraftConfigFamilyMini.Meta.fields, "description", "manufacturer", "parent", "maiden_flight")


class SpacecraftConfigFamilyDetailed(SpacecraftConfigFamilyNormal):
    manufacturer = one("AgencyNormal", null=True)
    parent = one("SpacecraftConfigFamilyNormal", null=True)

    class Meta(SpacecraftConfigFamilyNormal.Meta):
        fields = (*SpacecraftConfigFamilyNormal.Meta.fields, *COUNTERS)


class SpacecraftConfigFamilyEndpointDetailed(SpacecraftConfigFamilyDetailed):
    response_mode = Constant("detailed")
    spacecraft = many("SpacecraftConfigNormal", source="configurations", order=("name", "pk"))

    class Meta(SpacecraftConfigFamilyDetailed.Meta):
        fields = (*SpacecraftConfigFamilyDetailed.Meta.fields, "spacecraft")


class SpacecraftConfigNormal(Component):
    response_mode = Constant("normal")
    url = Link("spacecraft_configurations")
    type = one("SpacecraftConfigType")
    agency = one("AgencyMini")
    family = many("SpacecraftConfigFamilyNormal")
    image = one("Image", null=True)

    class Meta:
        model = models.SpacecraftConfiguration
        fields: tuple[str, ...] = (
            "response_mode",
            "id",
            "url",
            "name",
            "type",
            "agency",
            "family",
            "in_use",
            "image",
        )


class SpacecraftConfigDetailed(SpacecraftConfigNormal):
    response_mode = Constant("detailed")
    agency = one("AgencyNormal")
    family = many("SpacecraftConfigFamilyDetailed")

    class Meta(SpacecraftConfigNormal.Meta):
        fields = (
            *SpacecraftConfigNormal.Meta.fields,
            "capability",
            "history",
            "details",
            "maiden_flight",
            "height",
            "diameter",
            "human_rated",
            "crew_capacity",
            "payload_capacity",
            "payload_return_capacity",
            "flight_life",
            "wiki_link",
            "info_link",
            *COUNTERS,
            "fastest_turnaround",
        )


class SpacecraftNormal(Component):
    response_mode = Constant("normal")
    url = Link("spacecraft")
    image = one("Image", null=True, key=Coalesce("image", "spacecraft_config__image"))
    time_in_space = GrowingDuration()
    time_docked = GrowingDuration()
    status = one("SpacecraftStatus")
    spacecraft_config = one("SpacecraftConfigNormal")

    class Meta:
        model = models.Spacecraft
        fields: tuple[str, ...] = (
            "response_mode",
            "id",
            "url",
            "name",
            "serial_number",
            "is_placeholder",
            "image",
            "in_space",
            "time_in_space",
            "time_docked",
            "flights_count",
            "mission_ends_count",
            "status",
            "description",
            "spacecraft_config",
            "fastest_turnaround",
        )

    @classmethod
    def columns_from_json(cls, json: Mapping[str, Any]) -> Mapping[str, Any]:
        """No picture, where it is the configuration's."""
        image, configuration = json.get("image"), json.get("spacecraft_config")
        if image and isinstance(configuration, dict) and configuration.get("image") == image:
            return {"image": None}
        return {}


class SpacecraftDetailed(SpacecraftNormal):
    spacecraft_config = one("SpacecraftConfigDetailed")


class SpacecraftEndpointDetailed(SpacecraftDetailed):
    response_mode = Constant("detailed")
    flights = many("SpacecraftFlightNormal", order=("launch__net", "pk"))

    class Meta(SpacecraftDetailed.Meta):
        fields = (*SpacecraftDetailed.Meta.fields, "flights")


SPACECRAFT = Resource(
    route="spacecraft",
    title="Spacecraft",
    components={"normal": SpacecraftNormal, "detailed": SpacecraftEndpointDetailed},
    record=SpacecraftEndpointDetailed,
    takes_instant=True,
    filters=(
        boolean("in_space"),
        boolean("is_placeholder"),
        *text("name"),
        choice("spacecraft_config"),
        choice("status"),
    ),
    search=("name", "spacecraft_config__name"),
    orderings=("flights_count", "id", "mission_ends_count", linear("time_docked"), linear("time_in_space")),
    examples=Examples(filters="is_placeholder=True", search="Endeavour", ordering="-flights_count"),
)

SPACECRAFT_CONFIGURATIONS = Resource(
    route="spacecraft_configurations",
    title="Spacecraft Configuration",
    components={"normal": SpacecraftConfigNormal, "detailed": SpacecraftConfigDetailed},
    record=SpacecraftConfigDetailed,
    filters=(choice("agency"), boolean("human_rated"), boolean("in_use"), *text("name")),
    search=("agency__abbrev", "agency__name", "name"),
    orderings=("name",),
    default_ordering=("name",),
    examples=Examples(filters="human_rated=True", search="Dragon", ordering="name"),
)

SPACECRAFT_CONFIGURATION_FAMILIES = Resource(
    route="spacecraft_configuration_families",
    title="Spacecraft Configuration Family",
    components={
        "list": SpacecraftConfigFamilyMini,
        "normal": SpacecraftConfigFamilyNormal,
        "detailed": SpacecraftConfigFamilyEndpointDetailed,
    },
    record=SpacecraftConfigFamilyEndpointDetailed,
    filters=(choice("manufacturer"), *text("name")),
    search=("manufacturer__abbrev", "manufacturer__name", "name"),
    orderings=("name",),
    examples=Examples(mode="list", filters="manufacturer=121", search="Northrop", ordering="name"),
)
