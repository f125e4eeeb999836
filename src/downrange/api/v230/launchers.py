"""`/2.3.0/launcher_configurations/` and their families (contract, 02 §14)."""

from rest_framework.serializers import CharField

from downrange.catalog import models

from ..components import Constant, Link, many, one
from ..filters import NumberFilter, boolean, dates, multiple, number, numbers, text
from ..resource import Examples, Resource
from .components import Component

COUNTERS = (
    "total_launch_count",
    "consecutive_successful_launches",
    "successful_launches",
    "failed_launches",
    "pending_launches",
    "attempted_landings",
    "successful_landings",
    "failed_landings",
    "consecutive_successful_landings",
)
"""The counters that launcher configurations and families show, and are filtered and ordered by."""


class LauncherConfigFamilyMini(Component):
    response_mode = Constant("list")

    class Meta:
        model = models.LauncherConfigurationFamily
        fields: tuple[str, ...] = ("response_mode", "id", "name")


class LauncherConfigFamilyNormal(LauncherConfigFamilyMini):
    response_mode = Constant("normal")
    manufacturer = many("AgencyNormal")
    parent = one("LauncherConfigFamilyMini", null=True)

    class Meta(LauncherConfigFamilyMini.Meta):
        fields = (*LauncherConfigFamilyMini.Meta.fields, "manufacturer", "parent")


class LauncherConfigFamilyDetailed(LauncherConfigFamilyMini):
    response_mode = Constant("detailed")
    manufacturer = many("AgencyDetailed")
    parent = one("LauncherConfigFamilyNormal", null=True)

    class Meta(LauncherConfigFamilyNormal.Meta):
        fields = (*LauncherConfigFamilyNormal.Meta.fields, "description", "active", "maiden_flight", *COUNTERS)


class LauncherConfigList(Component):
    response_mode = Constant("list")
    url = Link("launcher_configurations")
    families = many("LauncherConfigFamilyMini")

    class Meta:
        model = models.LauncherConfiguration
        fields: tuple[str, ...] = ("response_mode", "id", "url", "name", "families", "full_name", "variant")


class LauncherConfigNormal(LauncherConfigList):
    response_mode = Constant("normal")
    families = many("LauncherConfigFamilyNormal")
    manufacturer = one("AgencyNormal", null=True)
    program = many("ProgramNormal")
    image = one("Image", null=True)
    info_url = CharField(allow_null=True)
    wiki_url = CharField(allow_null=True)

    class Meta(LauncherConfigList.Meta):
        fields = (
            *LauncherConfigList.Meta.fields,
            "active",
            "is_placeholder",
            "manufacturer",
            "program",
            "reusable",
            "image",
            "info_url",
            "wiki_url",
        )


class LauncherConfigDetailed(LauncherConfigNormal):
    response_mode = Constant("detailed")
    families = many("LauncherConfigFamilyDetailed")
    manufacturer = one("AgencyDetailed", null=True)

    class Meta(LauncherConfigNormal.Meta):
        fields = (
            *LauncherConfigNormal.Meta.fields,
            "description",
            "alias",
            "min_stage",
            "max_stage",
            "length",
            "diameter",
            "maiden_flight",
            "launch_cost",
            "launch_mass",
            "leo_capacity",
            "gto_capacity",
            "geo_capacity",
            "sso_capacity",
            "to_thrust",
            "apogee",
            *COUNTERS,
            "fastest_turnaround",
        )


class LauncherConfigDetailedSerializerNoManufacturer(LauncherConfigDetailed):
    class Meta(LauncherConfigDetailed.Meta):
        fields = LauncherConfigDetailed.fields_without("manufacturer")


LAUNCHER_CONFIGURATIONS = Resource(
    route="launcher_configurations",
    title="Launcher Configuration",
    components={"list": LauncherConfigList, "normal": LauncherConfigNormal, "detailed": LauncherConfigDetailed},
    record=LauncherConfigDetailed,
    filters=(
        boolean("active"),
        *numbers(*COUNTERS),
        multiple("families"),
        multiple("families__contains", "families"),
        *text("full_name", "contains"),
        boolean("is_placeholder"),
        *dates("maiden_flight"),
        *text("manufacturer__name", "contains"),
        *text("name", "contains"),
        multiple("program"),
        multiple("program__contains", "program"),
    ),
    search=("full_name", "manufacturer__abbrev", "manufacturer__name", "name"),
    orderings=(*COUNTERS, "gto_capacity", "launch_cost", "launch_mass", "leo_capacity", "maiden_flight", "name"),
    examples=Examples(mode="list", filters="manufacturer__name=SpaceX", search="Soyuz", ordering="-total_launch_count"),
)

LAUNCHER_CONFIGURATION_FAMILIES = Resource(
    route="launcher_configuration_families",
    title="Launcher Configuration Family",
    components={
        "list": LauncherConfigFamilyMini,
        "normal": LauncherConfigFamilyNormal,
        "detailed": LauncherConfigFamilyDetailed,
    },
    record=LauncherConfigFamilyDetailed,
    filters=(
        *numbers(*COUNTERS),
        *dates("maiden_flight"),
        *text("manufacturer__abbrev", "contains"),
        *text("manufacturer__country_code", path="manufacturer__country__alpha_3_code"),
        number("manufacturer__id"),
        NumberFilter(name="manufacturer__id__contains", path="manufacturer__id", lookup="contains"),
        *text("manufacturer__name", "contains"),
        *text("name", "contains"),
    ),
    search=("manufacturer__abbrev", "manufacturer__name", "name"),
    orderings=(*COUNTERS, "name"),
    examples=Examples(
        mode="list", filters="manufacturer__name=SpaceX", search="Ariane", ordering="-total_launch_count"
    ),
)
