"""Launcher configurations and their families (contract, 02 §14)."""

from downrange.catalog import models

from ..components import Component, Constant, Link, many, one

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


class LauncherConfigDetailedSerializerNoManufacturer(LauncherConfigList):
    response_mode = Constant("detailed")
    families = many("LauncherConfigFamilyDetailed")
    program = many("ProgramNormal")
    image = one("Image", null=True)

    class Meta(LauncherConfigList.Meta):
        fields = (
            *LauncherConfigList.Meta.fields,
            "active",
            "is_placeholder",
            "program",
            "reusable",
            "image",
            "info_url",
            "wiki_url",
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
