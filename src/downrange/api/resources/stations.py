"""Space stations (contract, 02 §9)."""

from downrange.catalog import models

from ..components import Component, Link, named, one


class SpaceStationMini(Component):
    url = Link("space_stations")
    image = one("Image", null=True)

    class Meta:
        model = models.SpaceStation
        fields: tuple[str, ...] = ("id", "url", "name", "image")


class SpaceStationNormal(SpaceStationMini):
    status = one("SpaceStationStatus", null=True)
    orbit = named("orbit.name", null=True)
    type = one("SpaceStationType")

    class Meta(SpaceStationMini.Meta):
        fields = (*SpaceStationMini.Meta.fields, "status", "founded", "deorbited", "description", "orbit", "type")
