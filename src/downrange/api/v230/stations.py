"""Space stations (contract, 02 §9)."""

from downrange.catalog import models

from ..components import Constant, Link, many, named, one
from ..filters import choice, csv, multiple, number, numbers, text
from ..resource import Examples, Resource
from .components import Component
from .docking import docked
from .expeditions import active


class SpaceStationMini(Component):
    url = Link("space_stations")
    image = one("Image", null=True)

    class Meta:
        model = models.SpaceStation
        fields: tuple[str, ...] = ("id", "url", "name", "image")


class SpaceStationNormal(SpaceStationMini):
    status = one("SpaceStationStatus", null=True)
    orbit = named("orbit.name", null=True)
    type = one("SpaceStationType")

    class Meta(SpaceStationMini.Meta):
        fields = (*SpaceStationMini.Meta.fields, "status", "founded", "deorbited", "description", "orbit", "type")


class SpaceStationDetailed(SpaceStationNormal):
    owners = many("AgencyNormal", order=("name", "pk"))

    class Meta(SpaceStationNormal.Meta):
        fields = (*SpaceStationNormal.Meta.fields, "owners")


class SpaceStationEndpoint(SpaceStationDetailed):
    response_mode = Constant("normal")
    active_expeditions = many("ExpeditionMini", source="expeditions", order=("start", "pk"), when=active)

    class Meta(SpaceStationDetailed.Meta):
        fields = (*SpaceStationDetailed.Meta.fields, "response_mode", "active_expeditions")


class SpaceStationDetailedEndpoint(SpaceStationEndpoint):
    response_mode = Constant("detailed")
    docking_location = many("DockingLocationSerializerForSpacestation")
    active_docking_events = many(
        "DockingEventForChaserNormal",
        source="docking_events",
        order=("docking", "pk"),
        when=docked,
    )

    class Meta(SpaceStationEndpoint.Meta):
        fields = (
            *SpaceStationEndpoint.Meta.fields,
            "height",
            "width",
            "mass",
            "volume",
            "onboard_crew",
            "docked_vehicles",
            "docking_location",
            "active_docking_events",
        )


SPACE_STATIONS = Resource(
    route="space_stations",
    title="Space Station",
    components={"normal": SpaceStationEndpoint, "detailed": SpaceStationDetailedEndpoint},
    record=SpaceStationDetailedEndpoint,
    takes_instant=True,
    filters=(
        *numbers("docked_vehicles"),
        number("id"),
        *text("name", "contains"),
        *numbers("onboard_crew"),
        choice("orbit"),
        csv("owner__ids", "owners"),
        multiple("owners"),
        choice("status"),
        csv("status__ids", "status"),
        choice("type"),
    ),
    search=("name", "owners__abbrev", "owners__name"),
    orderings=("docked_vehicles", "founded", "id", "name", "onboard_crew", "status", "type", "volume"),
    examples=Examples(filters="onboard_crew__gte=1", search="Salyut", ordering="founded"),
)
