"""`/2.3.0/updates/`: what librarians note about launches, events and programs (contract, 03)."""

from rest_framework.serializers import CharField

from downrange.catalog import models

from ..filters import choice, datetimes, uuid_choice
from ..resource import Examples, Resource
from .components import Component


class Update(Component):
    profile_image = CharField(allow_null=True)

    class Meta:
        model = models.Update
        fields = ("id", "profile_image", "comment", "info_url", "created_by", "created_on")


UPDATES = Resource(
    route="updates",
    title="Update",
    components={"normal": Update},
    record=Update,
    filters=(
        *datetimes("created_on", "exact"),
        uuid_choice("launch"),
        choice("launch__launch_service_provider"),
        choice("program"),
    ),
    orderings=("created_on",),
    default_ordering=("-created_on", "-id"),
    examples=Examples(filters="launch__launch_service_provider=121", ordering="-created_on"),
)
