"""Boosters, with their flights."""

from django.db.models import Model

from downrange.catalog.models import FirstStage, Launcher

from ..record_admin import Inline, RecordAdmin


class StageInline(Inline):
    model = FirstStage
    fields = ("rocket", "type", "launcher_flight_number", "landing")
    verbose_name_plural = "flights"


class LauncherAdmin(RecordAdmin):
    list_display = ("serial_number", "launcher_config", "status", "flights", "id")
    list_filter = ("status", "flight_proven")
    inlines = (StageInline,)


ADMINS: dict[type[Model], type[RecordAdmin]] = {Launcher: LauncherAdmin}
