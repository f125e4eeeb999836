"""The pages of models that need more than a form: one module per family."""

from django.db.models import Model

from ..record_admin import RecordAdmin
from . import docking, events, images, launches, people, spacecraft, stages, stations

ADMINS: dict[type[Model], type[RecordAdmin]] = {
    model: admin
    for family in (docking, events, images, launches, people, spacecraft, stages, stations)
    for model, admin in family.ADMINS.items()
}
