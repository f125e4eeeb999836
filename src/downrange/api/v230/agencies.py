"""`/2.3.0/agencies/` (contract, 02 §10)."""

from downrange.catalog import models

from ..components import Constant, Link, many, named, one
from ..filters import boolean, csv, exists, number, numbers, text
from ..resource import Examples, Resource
from .components import Component

COUNTERS = (
    "total_launch_count",
    "consecutive_successful_launches",
    "successful_launches",
    "failed_launches",
    "pending_launches",
    "consecutive_successful_landings",
    "successful_landings",
    "failed_landings",
    "attempted_landings",
)
"""The counters that agencies show, and are filtered and ordered by."""


class AgencyMini(Component):
    response_mode = Constant("list")
    url = Link("agencies")
    type = one("AgencyType")

    class Meta:
        model = models.Agency
        fields: tuple[str, ...] = ("response_mode", "id", "url", "name", "abbrev", "type")


class AgencyNormal(AgencyMini):
    response_mode = Constant("normal")
    country = many("Country")
    parent = named("parent.name", null=True)
    image = one("Image", null=True)
    logo = one("Image", null=True)
    social_logo = one("Image", null=True)

    class Meta(AgencyMini.Meta):
        fields = (
            *AgencyMini.Meta.fields,
            "featured",
            "country",
            "description",
            "administrator",
            "founding_year",
            "launchers",
            "spacecraft",
            "parent",
            "image",
            "logo",
            "social_logo",
        )


class AgencyDetailed(AgencyNormal):
    social_media_links = many("SocialMediaLink")

    class Meta(AgencyNormal.Meta):
        fields = (
            *AgencyNormal.Meta.fields,
            *COUNTERS,
            "successful_landings_spacecraft",
            "failed_landings_spacecraft",
            "attempted_landings_spacecraft",
            "successful_landings_payload",
            "failed_landings_payload",
            "attempted_landings_payload",
            "info_url",
            "wiki_url",
            "social_media_links",
        )


class AgencyEndpointDetailed(AgencyDetailed):
    response_mode = Constant("detailed")
    launcher_list = many(
        "LauncherConfigDetailedSerializerNoManufacturer", source="launcher_configurations", order=("name", "pk")
    )
    spacecraft_list = many("SpacecraftConfigDetailed", source="spacecraft_configurations", order=("name", "pk"))

    class Meta(AgencyDetailed.Meta):
        fields = (*AgencyDetailed.Meta.fields, "launcher_list", "spacecraft_list")


AGENCIES = Resource(
    route="agencies",
    title="Agency",
    components={"list": AgencyMini, "normal": AgencyNormal, "detailed": AgencyEndpointDetailed},
    record=AgencyEndpointDetailed,
    filters=(
        *text("abbrev", "contains"),
        *numbers(*COUNTERS),
        csv("country_code", "country__alpha_3_code", item_type=str),
        *text("description", "contains"),
        boolean("featured"),
        *numbers("founding_year"),
        number("id"),
        *text("name", "contains"),
        number("parent__id"),
        exists("spacecraft", "spacecraft_configurations"),
        number("type__id"),
    ),
    search=("abbrev", "name"),
    orderings=(*COUNTERS, "featured", "id", "name"),
    default_ordering=("name",),
    examples=Examples(mode="list", filters="abbrev=NASA", search="SpaceX", ordering="-total_launch_count"),
)
