"""Dockings and ports."""

from django.db.models import Model
from django.http import HttpRequest

from downrange.catalog.models import DockingEvent, DockingLocation

from ..record_admin import RecordAdmin


class DockingEventAdmin(RecordAdmin):
    list_display = ("docking", "departure", "docking_location", "flight_vehicle_chaser", "space_station_target", "id")
    date_hierarchy = None

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return (
            "docking_location",
            "space_station_target",
            "flight_vehicle_chaser__spacecraft",
            "flight_vehicle_chaser__launch",
        )


class DockingLocationAdmin(RecordAdmin):
    list_display = ("name", "spacestation", "spacecraft", "payload", "id")

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("spacestation", "spacecraft", "payload")


ADMINS: dict[type[Model], type[RecordAdmin]] = {DockingEvent: DockingEventAdmin, DockingLocation: DockingLocationAdmin}
