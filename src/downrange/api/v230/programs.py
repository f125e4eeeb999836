"""`/2.3.0/programs/` and `/2.3.0/mission_patches/` (contract, 02 §14)."""

from downrange.catalog import models

from ..components import Constant, Link, many, one
from ..filters import csv, number, text
from ..resource import Examples, Resource
from .components import Component


class MissionPatch(Component):
    agency = one("AgencyMini", null=True)
    response_mode = Constant("normal")

    class Meta:
        model = models.MissionPatch
        fields: tuple[str, ...] = ("id", "name", "priority", "image_url", "agency", "response_mode")


class MissionPatchDetailed(MissionPatch):
    agency = one("AgencyDetailed", null=True)
    response_mode = Constant("detailed")
    launches = many("LaunchNormal", order=("net", "pk"))
    expeditions = many("ExpeditionNormal", order=("start", "pk"))
    program = many("ProgramNormal", source="programs")

    class Meta(MissionPatch.Meta):
        fields = (*MissionPatch.Meta.fields, "launches", "expeditions", "program")


class ProgramMini(Component):
    response_mode = Constant("list")
    url = Link("programs")
    image = one("Image", null=True)

    class Meta:
        model = models.Program
        fields: tuple[str, ...] = ("response_mode", "id", "url", "name", "image", "info_url", "wiki_url")


class ProgramNormal(ProgramMini):
    response_mode = Constant("normal")
    agencies = many("AgencyMini", order=("name", "pk"))
    mission_patches = many("MissionPatch", order=("priority", "pk"))
    type = one("ProgramType")

    class Meta(ProgramMini.Meta):
        fields = (
            *ProgramMini.Meta.fields,
            "description",
            "agencies",
            "start_date",
            "end_date",
            "mission_patches",
            "type",
        )


PROGRAMS = Resource(
    route="programs",
    title="Program",
    components={"list": ProgramMini, "normal": ProgramNormal},
    record=ProgramNormal,
    examples=Examples(mode="list"),
)

MISSION_PATCHES = Resource(
    route="mission_patches",
    title="Mission Patch",
    components={"normal": MissionPatch, "detailed": MissionPatchDetailed},
    record=MissionPatchDetailed,
    filters=(
        number("agency__id"),
        *text("agency__name", "contains"),
        number("id"),
        csv("ids", "pk", description="Comma-separated mission patch IDs."),
        *text("name", "contains"),
    ),
    search=("agency__name", "name"),
    orderings=("agency__name", "id", "name", "priority"),
    examples=Examples(filters="agency__id=44", search="Freedom", ordering="priority"),
)
