"""Expeditions aboard stations. Each begins and ends at the instant of a docking or departure in the log, or, if its
crew did not get aboard, of a launch or landing.

Expeditions have seats of their own, because the commander of a ship is not always that of the expedition.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .aboard import Aboard
from .records import Catalogue
from .returns import short_name
from .roles import Positions


class Docking(NamedTuple):
    """The first docking of a mission to the station."""

    mission: str


class Departure(NamedTuple):
    """The last departure of a mission from the station."""

    mission: str


class Launch(NamedTuple):
    """The launch of a mission that never got to the station."""

    mission: str


class Landing(NamedTuple):
    """The end of such a mission."""

    mission: str


LogReference = Docking | Departure | Launch | Landing


class Crew(NamedTuple):
    """Members of an expedition who arrived with one mission, by name in the facts."""

    mission: str
    names: tuple[str, ...]


class Expedition(NamedTuple):
    """An expedition. Without an end it has not ended. Without positions each member has the role of the ship's seat.
    `pk` is Launch Library's id, if no record of ours is joined to it.
    """

    station: int
    name: str
    start: LogReference
    end: LogReference | None
    crew: tuple[Crew, ...]
    positions: Positions | None = None
    pk: int | None = None

    @property
    def source(self) -> str:
        """The article that can confirm it, or those on the missions with which it began and ended."""
        if self.name.startswith("Expedition"):
            return f'NASA, "{self.name}"; Wikipedia, "{self.name}"'
        moments = [self.start, self.end or self.start]
        articles = dict.fromkeys(f'"{article(moment.mission)}"' for moment in moments)
        return f"Wikipedia, {' and '.join(articles)}"


def article(mission: str) -> str:
    """The title of the article on a mission: `Soyuz 26`, `Skylab 2`, `STS-71`."""
    return short_name(mission).replace("Soyuz-", "Soyuz ").replace("Skylab SL-", "Skylab ")


class Expeditions:
    """Adds expeditions and their seats. `ids` are those of expeditions by name, `roles` those of roles."""

    def __init__(
        self, catalogue: Catalogue, seats: Aboard, roles: Mapping[str, int], expeditions: Iterable[Expedition]
    ) -> None:
        self.catalogue = catalogue
        self.seats = seats
        self.roles = roles
        self.ids: dict[str, int] = {}
        for expedition in expeditions:
            values = {
                "name": expedition.name,
                "start": self.instant(expedition.start, expedition.station),
                "end": expedition.end and self.instant(expedition.end, expedition.station),
                "spacestation": expedition.station,
                "crew": list(self._crew(expedition)),
                "source": expedition.source,
            }
            pk = expedition.pk or catalogue.ledger.id("expeditions", expedition.name)
            self.ids[expedition.name] = catalogue.add("expeditions", pk, values)

    def _crew(self, expedition: Expedition) -> Iterator[int]:
        """A seat for each member, who must have a seat in the ship of arrival."""
        ships = self.catalogue.tables["astronaut_flights"]
        for crew in expedition.crew:
            for name, seat in zip(crew.names, self.seats.seats(*crew), strict=True):
                astronaut, role = ships[seat].values["astronaut"], ships[seat].values.get("role")
                if expedition.positions is not None:
                    position = expedition.positions.of(name, changes_ship=False)
                    role = position and self.roles[position]
                values = {"astronaut": astronaut, "role": role}
                yield self.catalogue.own("astronaut_flights", f"{expedition.name}:{astronaut}", values)

    def instant(self, moment: LogReference, station: int) -> str | None:
        """Its instant; null for a future departure."""
        if isinstance(moment, Launch | Landing):
            flight = self.seats.flight(moment.mission)
            known: str | None = flight["launch_net" if isinstance(moment, Launch) else "mission_end"]
            return known
        stays = self.seats.stays(moment.mission, station)
        when: str | None = stays[0]["docking"] if isinstance(moment, Docking) else stays[-1]["departure"]
        return when
