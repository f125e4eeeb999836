"""Docking events and the ports they happen at (contract, 02 §7)."""

from downrange.catalog import models

from ..components import Constant, Link, one
from ..filters import OngoingFilter, datetimes, number, ongoing
from ..resource import Examples, Resource
from .components import Component
from .vocabulary import single_form

docked = ongoing("docking", "departure")


class DockingLocation(Component):
    spacestation = one("SpaceStationMini", null=True)
    spacecraft = one("SpacecraftConfigNormal", null=True)
    payload = one("PayloadMini", null=True)

    class Meta:
        model = models.DockingLocation
        fields = ("id", "name", "spacestation", "spacecraft", "payload")


class DockingEventForChaserNormal(Component):
    url = Link("docking_events")
    docking_location = one("DockingLocation")
    space_station_target = one("SpaceStationNormal", null=True)
    flight_vehicle_target = one("SpacecraftFlightNormal", null=True)
    payload_flight_target = one("PayloadFlightNormal", null=True)

    class Meta:
        model = models.DockingEvent
        fields: tuple[str, ...] = (
            "id",
            "url",
            "docking",
            "departure",
            "docking_location",
            "space_station_target",
            "flight_vehicle_target",
            "payload_flight_target",
        )


class DockingEventDetailedSerializerForSpacestation(Component):
    url = Link("docking_events")
    flight_vehicle_chaser = one("SpacecraftFlightForDockingEvent", null=True)
    space_station_chaser = one("SpaceStationNormal", null=True)
    payload_flight_chaser = one("PayloadFlightNormal", null=True)

    class Meta:
        model = models.DockingEvent
        fields = (
            "id",
            "url",
            "docking",
            "departure",
            "flight_vehicle_chaser",
            "space_station_chaser",
            "payload_flight_chaser",
        )


class DockingLocationSerializerForSpacestation(Component):
    currently_docked = one(
        "DockingEventDetailedSerializerForSpacestation",
        null=True,
        source="docking_events",
        when=docked,
    )

    class Meta:
        model = models.DockingLocation
        fields = ("id", "name", "currently_docked")


class DockingEventEndpointNormal(DockingEventForChaserNormal):
    space_station_target = one("SpaceStationMini", null=True)
    flight_vehicle_target = one("SpacecraftFlightMini", null=True)
    payload_flight_target = one("PayloadFlightMini", null=True)
    response_mode = Constant("normal")
    flight_vehicle_chaser = one("SpacecraftFlightMini", null=True)
    space_station_chaser = one("SpaceStationMini", null=True)
    payload_flight_chaser = one("PayloadFlightMini", null=True)

    class Meta(DockingEventForChaserNormal.Meta):
        fields = (
            *DockingEventForChaserNormal.Meta.fields,
            "response_mode",
            "flight_vehicle_chaser",
            "space_station_chaser",
            "payload_flight_chaser",
        )


class DockingEventEndpointDetailed(DockingEventEndpointNormal):
    response_mode = Constant("detailed")
    flight_vehicle_chaser = one("SpacecraftFlightNormal", null=True)
    space_station_chaser = one("SpaceStationNormal", null=True)
    payload_flight_chaser = one("PayloadFlightNormal", null=True)


DOCKING_EVENTS = Resource(
    route="docking_events",
    title="Docking Event",
    components={"normal": DockingEventEndpointNormal, "detailed": DockingEventEndpointDetailed},
    record=DockingEventEndpointDetailed,
    filters=(
        *datetimes("docking", "gt", "gte", "lt", "lte", title="Docking"),
        OngoingFilter(name="docked", holds=docked),
        number("docking_location__id"),
        number("flight_vehicle_chaser__id"),
        number("space_station_target__id"),
    ),
    search=(
        "docking_location__name",
        "flight_vehicle_chaser__spacecraft__name",
        "flight_vehicle_target__spacecraft__name",
        "payload_flight_chaser__payload__name",
        "payload_flight_target__payload__name",
        "space_station_chaser__name",
        "space_station_target__name",
    ),
    orderings=("departure", "docking"),
    examples=Examples(filters="space_station_target__id=6", search="Salyut", ordering="-docking"),
)

DOCKING_LOCATIONS = single_form("docking_locations", "Docking Location", DockingLocation)
