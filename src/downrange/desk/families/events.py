"""Events, with what librarians noted about them."""

from typing import Any

from django.db.models import Model
from django.utils.text import slugify

from downrange.catalog.models import Event, Update

from ..record_admin import Inline, RecordAdmin

MAX_SLUG = 100


class UpdateInline(Inline):
    model = Update
    fields = ("created_on", "created_by", "comment", "info_url")
    verbose_name_plural = "updates"


class EventAdmin(RecordAdmin):
    list_display = ("name", "type", "date", "id")
    filled_in = ("last_updated", "slug")
    inlines = (UpdateInline,)
    ordering = ("-date", "pk")

    def fill_in(self, record: Any) -> None:
        super().fill_in(record)
        record.slug = record.slug or slugify(record.name)[:MAX_SLUG] or "event"


ADMINS: dict[type[Model], type[RecordAdmin]] = {Event: EventAdmin}
