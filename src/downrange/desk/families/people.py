"""People."""

from django.db.models import Model

from downrange.catalog.models import Astronaut

from ..record_admin import RecordAdmin


class AstronautAdmin(RecordAdmin):
    list_display = ("name", "date_of_birth", "in_space", "flights_count", "spacewalks_count", "id")
    list_filter = ("in_space", "status")


ADMINS: dict[type[Model], type[RecordAdmin]] = {Astronaut: AstronautAdmin}
