"""Expeditions aboard stations: each lasts from one docking or departure of the log to another."""

from collections.abc import Iterable
from typing import NamedTuple

from .aboard import Aboard
from .records import Catalogue


class Docking(NamedTuple):
    """The first docking of a mission to the station."""

    mission: str


class Departure(NamedTuple):
    """The last departure of a mission from the station."""

    mission: str


Moment = Docking | Departure


class Crew(NamedTuple):
    """Members of an expedition who came with one mission, by their names in the facts."""

    mission: str
    names: tuple[str, ...]


class Expedition(NamedTuple):
    """An expedition; without an end it goes on."""

    station: int
    name: str
    start: Moment
    end: Moment | None
    crew: tuple[Crew, ...]


class Expeditions:
    """Enters expeditions; knows their ids by name."""

    def __init__(self, catalogue: Catalogue, seats: Aboard, expeditions: Iterable[Expedition]) -> None:
        self.seats = seats
        self.ids: dict[str, int] = {}
        for expedition in expeditions:
            values = {
                "name": expedition.name,
                "start": self.instant(expedition.start, expedition.station),
                "end": expedition.end and self.instant(expedition.end, expedition.station),
                "spacestation": expedition.station,
                "crew": [seat for crew in expedition.crew for seat in seats.seats(*crew)],
            }
            self.ids[expedition.name] = catalogue.own("expeditions", expedition.name, values)

    def instant(self, moment: Moment, station: int) -> str | None:
        """When it was; null for a departure still to come."""
        stays = self.seats.stays(moment.mission, station)
        when: str | None = stays[0]["docking"] if isinstance(moment, Docking) else stays[-1]["departure"]
        return when
