"""Spacecraft, with their flights; a flight with its dockings, crew and landing."""

from functools import partial
from typing import Any

from django.contrib.admin.checks import InlineModelAdminChecks
from django.db.models import Model
from django.forms.models import modelformset_factory
from django.http import HttpRequest

from downrange.catalog.models import AstronautFlight, DockingEvent, Landing, Spacecraft, SpacecraftFlight

from ..record_admin import Inline, RecordAdmin
from ..record_forms import CREWS, CrewFormSet, LandingFormSet, SeatForm


class FlightInline(Inline):
    model = SpacecraftFlight
    fields = ("launch", "destination", "mission_end", "mission_end_date")
    verbose_name_plural = "flights"


class DockingInline(Inline):
    model = DockingEvent
    fk_name = "flight_vehicle_chaser"
    fields = (
        "docking",
        "departure",
        "docking_location",
        "space_station_target",
        "flight_vehicle_target",
        "payload_flight_target",
        "berthed_by_arm",
    )
    verbose_name_plural = "dockings of this flight to a port"


class Unchecked(InlineModelAdminChecks):
    """Django's check of inlines looks for a foreign key."""

    def check(self, inline_obj: Any, **kwargs: Any) -> list[Any]:  # type: ignore[override] # the stubs name it otherwise
        return []


class OwnedInline(Inline):
    """Records that belong to the one of the page, though it refers to them."""

    checks_class = Unchecked
    formset_class: Any
    form_fields: Any = None
    max_forms: int | None = None

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        return modelformset_factory(
            self.model,
            form=self.form,
            formset=self.formset_class,
            fields=self.form_fields,
            extra=0 if self.max_forms is None else self.max_forms,
            max_num=self.max_forms,
            can_delete=self.has_delete_permission(request, obj),
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )


class CrewInline(OwnedInline):
    model = AstronautFlight
    form = SeatForm
    formset_class = CrewFormSet
    form_fields = ("astronaut", "role")
    fields = ("astronaut", "role", "launched", "aboard", "landed")
    verbose_name = "seat"
    verbose_name_plural = "crew"


class LandingInline(OwnedInline):
    model = Landing
    formset_class = LandingFormSet
    form_fields = ("attempt", "success", "type", "landing_location", "description", "downrange_distance")
    fields = form_fields
    max_forms = 1
    verbose_name_plural = "landing"


class SpacecraftAdmin(RecordAdmin):
    list_display = ("name", "serial_number", "spacecraft_config", "status", "in_space", "flights_count", "id")
    list_filter = ("in_space", "is_placeholder", "status")
    inlines = (FlightInline,)

    def get_list_select_related(self, request: HttpRequest) -> Any:
        return ("spacecraft_config", "status")


class FlightAdmin(RecordAdmin):
    list_display = ("spacecraft", "launch", "destination", "mission_end_instant", "id")
    exclude = (*CREWS, "landing")
    inlines = (CrewInline, DockingInline, LandingInline)


ADMINS: dict[type[Model], type[RecordAdmin]] = {Spacecraft: SpacecraftAdmin, SpacecraftFlight: FlightAdmin}
