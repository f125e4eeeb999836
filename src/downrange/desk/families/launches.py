"""Launches, with rocket, stages, payloads, mission and links."""

from typing import Any

from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import slugify

from downrange.catalog.models import (
    FirstStage,
    Launch,
    Mission,
    PayloadFlight,
    Rocket,
    SpacecraftFlight,
    TimelineEvent,
)

from ..record_admin import Inline, RecordAdmin

MAX_SLUG = 100


class StagesOfRocket(BaseInlineFormSet):  # type: ignore[type-arg] # Django does not take one
    """The stages of a launch are those of its rocket."""

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, **options: Any) -> None:
        super().__init__(data, files, instance.rocket if isinstance(instance, Launch) else instance, **options)


class StageInline(Inline):
    model = FirstStage
    formset = StagesOfRocket
    fields = ("launcher", "type", "launcher_flight_number", "landing")
    verbose_name_plural = "stages"

    def __init__(self, parent_model: type[Model], admin_site: Any) -> None:
        super().__init__(Rocket, admin_site)


class PayloadInline(Inline):
    model = PayloadFlight
    fields = ("payload", "destination", "amount", "landing")
    verbose_name_plural = "payloads"


class SpacecraftInline(Inline):
    model = SpacecraftFlight
    fields = ("spacecraft", "destination", "mission_end", "mission_end_date")
    verbose_name_plural = "spacecraft"


class TimelineInline(Inline):
    model = TimelineEvent
    verbose_name_plural = "timeline"


class LaunchAdmin(RecordAdmin):
    list_display = ("name", "launch_designator", "net", "status", "pad", "id")
    list_filter = ("status",)
    filled_in = ("last_updated", "slug")
    ordering = ("-net", "pk")

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("status", "pad")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Stages are of the rocket, and so come once there is one."""
        has_rocket = obj is not None and obj.rocket_id is not None
        return [*([StageInline] if has_rocket else []), SpacecraftInline, PayloadInline, TimelineInline]

    def fill_in(self, record: Any) -> None:
        super().fill_in(record)
        record.slug = record.slug or slugify(record.name)[:MAX_SLUG] or "launch"


class LaunchInline(Inline):
    model = Launch
    fields = ("name", "net", "status")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MissionAdmin(RecordAdmin):
    list_display = ("name", "type", "orbit", "id")
    inlines = (LaunchInline,)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("type", "orbit")


class RocketStageInline(Inline):
    model = FirstStage
    fields = ("launcher", "type", "launcher_flight_number", "landing")
    verbose_name_plural = "stages"


class RocketAdmin(RecordAdmin):
    inlines = (RocketStageInline,)


ADMINS: dict[type[Model], type[RecordAdmin]] = {Launch: LaunchAdmin, Mission: MissionAdmin, Rocket: RocketAdmin}
