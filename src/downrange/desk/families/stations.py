"""Stations, with their ports and expeditions."""

from django.db.models import Model

from downrange.catalog.models import DockingLocation, Expedition, SpaceStation

from ..record_admin import Inline, RecordAdmin


class PortInline(Inline):
    model = DockingLocation
    fields = ("name",)
    verbose_name_plural = "ports"


class ExpeditionInline(Inline):
    model = Expedition
    fields = ("name", "start", "end")
    verbose_name_plural = "expeditions"


class StationAdmin(RecordAdmin):
    list_display = ("name", "status", "founded", "deorbited", "onboard_crew", "docked_vehicles", "id")
    inlines = (PortInline, ExpeditionInline)


ADMINS: dict[type[Model], type[RecordAdmin]] = {SpaceStation: StationAdmin}
