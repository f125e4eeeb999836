"""Programs and mission patches (contract, 02 §14)."""

from downrange.catalog import models

from ..components import Component, Constant, Link, many, one


class MissionPatch(Component):
    agency = one("AgencyMini", null=True)
    response_mode = Constant("normal")

    class Meta:
        model = models.MissionPatch
        fields = ("id", "name", "priority", "image_url", "agency", "response_mode")


class ProgramMini(Component):
    response_mode = Constant("list")
    url = Link("programs")
    image = one("Image", null=True)

    class Meta:
        model = models.Program
        fields: tuple[str, ...] = ("response_mode", "id", "url", "name", "image", "info_url", "wiki_url")


class ProgramNormal(ProgramMini):
    response_mode = Constant("normal")
    agencies = many("AgencyMini")
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
