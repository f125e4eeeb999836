"""`/2.3.0/launchers/`, and first stages and the launchers that fly them, as launches and landings nest them (contract,
02 §§8 and 14, and 03).
"""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from downrange.catalog import models
from downrange.catalog.derived.formulas import is_reused

from ..components import Constant, Link, RecordField, instant, named, one
from ..filters import NumberFilter, boolean, choice, csv, datetimes, number, numbers, text
from ..resource import Examples, Resource
from .components import Component


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


class LauncherDetailed(LauncherNormal):
    response_mode = Constant("detailed")
    launcher_config = one("LauncherConfigList", null=True)

    class Meta(LauncherNormal.Meta):
        fields = (*LauncherNormal.Meta.fields, "launcher_config")


@extend_schema_field(OpenApiTypes.BOOL)
class Reused(RecordField):
    """Whether the launcher had flown before; null where it is unknown."""

    columns = ("launcher_flight_number",)

    def __init__(self) -> None:
        super().__init__(allow_null=True, help_text=self.__doc__)

    def to_representation(self, value: Any) -> bool | None:
        return is_reused(value.launcher_flight_number)


class FirstStageMini(Component):
    type = named("type.name")
    reused = Reused()
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


LAUNCHERS = Resource(
    route="launchers",
    title="Launcher",
    components={"list": LauncherMini, "normal": LauncherNormal, "detailed": LauncherDetailed},
    record=LauncherDetailed,
    filters=(
        *numbers("attempted_landings"),
        *datetimes("first_launch_date", "exact"),
        boolean("flight_proven"),
        *numbers("flights"),
        number("id"),
        NumberFilter(name="id__contains", path="id", lookup="contains"),
        boolean("is_placeholder"),
        *datetimes("last_launch_date", "exact"),
        csv("launcher_config__ids", "launcher_config", description="Comma-separated launcher config IDs."),
        *text("launcher_config__manufacturer__name", "contains"),
        *text("serial_number", "contains"),
        choice("status"),
        *numbers("successful_landings"),
    ),
    search=("serial_number", "status__name"),
    orderings=("attempted_landings", "flight_proven", "flights", "id", "successful_landings"),
    examples=Examples(mode="list", filters="flight_proven=True", search="B1051", ordering="-flights"),
)
