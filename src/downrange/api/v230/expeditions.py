"""`/2.3.0/expeditions/` (contract, 02 §11)."""

from downrange.catalog import models

from ..components import Constant, Link, many, one
from ..filters import OngoingFilter, choice, datetimes, number, ongoing, text
from ..resource import Examples, Resource
from .components import Component
from .people import CREW


class ExpeditionMini(Component):
    url = Link("expeditions")

    class Meta:
        model = models.Expedition
        fields: tuple[str, ...] = ("id", "url", "name", "start", "end")


class ExpeditionNormal(ExpeditionMini):
    response_mode = Constant("normal")
    spacestation = one("SpaceStationNormal")
    mission_patches = many("MissionPatch", order=("priority", "pk"))
    spacewalks = many("SpacewalkList", order=("start", "pk"))

    class Meta(ExpeditionMini.Meta):
        fields = (*ExpeditionMini.Meta.fields, "response_mode", "spacestation", "mission_patches", "spacewalks")


class ExpeditionDetailed(ExpeditionNormal):
    response_mode = Constant("detailed")
    spacestation = one("SpaceStationDetailed")
    crew = many("AstronautFlight", order=CREW)

    class Meta(ExpeditionNormal.Meta):
        fields = (*ExpeditionNormal.Meta.fields, "crew")


active = ongoing("start", "end")


EXPEDITIONS = Resource(
    route="expeditions",
    title="Expedition",
    components={"normal": ExpeditionNormal, "detailed": ExpeditionDetailed},
    record=ExpeditionDetailed,
    takes_instant=True,
    filters=(
        choice("crew__astronaut"),
        choice("crew__astronaut__agency"),
        *datetimes("end", "gt", "gte", "lt", "lte", title="End"),
        OngoingFilter(name="is_active", holds=active),
        *text("name"),
        number("space_station", "spacestation"),
        *datetimes("start", "gt", "gte", "lt", "lte", title="Start"),
    ),
    search=(
        "crew__astronaut__agency__abbrev",
        "crew__astronaut__agency__name",
        "crew__astronaut__name",
        "crew__astronaut__nationality__nationality_name",
        "name",
    ),
    orderings=("end", "id", "start"),
    examples=Examples(filters="space_station=4", search="Kelly", ordering="-start"),
)
