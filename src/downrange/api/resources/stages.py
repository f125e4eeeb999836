"""First stages and the launchers that fly them, as launches and landings nest them (contract, 02 §§8 and 14)."""

from downrange.catalog import models

from ..components import Component, Constant, Link, instant, named, one


class LauncherMini(Component):
    response_mode = Constant("list")
    url = Link("launchers")
    status = one("LauncherStatus", null=True)
    image = one("Image", null=True)

    class Meta:
        model = models.Launcher
        fields: tuple[str, ...] = (
            "response_mode",
            "id",
            "url",
            "flight_proven",
            "serial_number",
            "is_placeholder",
            "status",
            "image",
        )


class LauncherNormal(LauncherMini):
    response_mode = Constant("normal")

    class Meta(LauncherMini.Meta):
        fields = (
            *LauncherMini.Meta.fields,
            "details",
            "successful_landings",
            "attempted_landings",
            "flights",
            "last_launch_date",
            "first_launch_date",
            "fastest_turnaround",
        )


class FirstStageMini(Component):
    type = named("type.name")
    launcher = one("LauncherMini")
    previous_flight_date = instant("previous_flight.net")

    class Meta:
        model = models.FirstStage
        fields: tuple[str, ...] = (
            "id",
            "type",
            "reused",
            "launcher_flight_number",
            "launcher",
            "previous_flight_date",
            "turn_around_time",
        )


class FirstStageNormal(FirstStageMini):
    launcher = one("LauncherNormal")
    landing = one("Landing", null=True)
    previous_flight = one("LaunchMini", null=True)

    class Meta(FirstStageMini.Meta):
        fields = (*FirstStageMini.Meta.fields, "landing", "previous_flight")


class FirstStageNormalSerializerNoLanding(FirstStageNormal):
    class Meta(FirstStageNormal.Meta):
        fields = FirstStageNormal.fields_without("landing")


class FirstStageDetailedSerializerNoLanding(FirstStageNormalSerializerNoLanding):
    previous_flight = one("LaunchNormal", null=True)
