"""Checks of crews: people aboard two craft at once, and crews of events during which a member was not in space."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import combinations, pairwise
from typing import Any

from django.db.models import Model

from .. import models
from ..derived.formulas import END_OF_TIME, rides
from ..derived.logged import Logged, Ride
from .dockings import Party, party
from .flights import Contradiction

Member = tuple[int, int]
"""The primary keys of a record and of an astronaut in its crew."""


@dataclass(slots=True)
class Person:
    """The flights in which an astronaut was launched, was aboard and landed."""

    ups: list[Logged] = field(default_factory=list)
    downs: list[Logged] = field(default_factory=list)
    aboard: list[Logged] = field(default_factory=list)

    @property
    def stays(self) -> list[Ride]:
        return [Ride(*ride) for ride in rides(self.ups, self.downs)]

    @property
    def visited(self) -> list[Logged]:
        """The flights that the person was aboard without being launched or landing in them."""
        return [flight for flight in self.aboard if flight not in self.ups and flight not in self.downs]

    @property
    def in_space(self) -> list[Ride]:
        """Stays, and visits too, since each visit may be a stay whose launch and landing are not in the catalogue."""
        return self.stays + [Ride(flight, flight) for flight in self.visited]


class Meetings:
    """Where each craft was and when, to tell whether a person could transfer from one to another."""

    def __init__(self, flights: Mapping[int, Logged], events: Sequence[models.DockingEvent]) -> None:
        self._places: defaultdict[int, list[tuple[Party, datetime, datetime]]] = defaultdict(list)
        for flight in flights.values():
            self._places[flight.pk].append((Party("flight_vehicle", flight.pk), flight.net, flight.end))
        for event in events:
            parties = party(event, "chaser"), party(event, "target")
            for ship, place in (parties, parties[::-1]):
                if ship is not None and ship.kind == "flight_vehicle" and place is not None:
                    self._places[ship.pk].append((place, event.docking, event.departure or END_OF_TIME))

    def may_change(self, first: Logged, second: Logged) -> bool:
        """Whether a person could have transferred: both craft were at the same place, and the second left it after the
        first had arrived.
        """
        return any(
            place == other and since < until
            for place, since, _ in self._places[first.pk]
            for other, _, until in self._places[second.pk]
        )


def contradictions_of_crews(
    flights: Mapping[int, Logged], events: Sequence[models.DockingEvent], now: datetime
) -> Iterator[Contradiction]:
    crews = {name: _members(models.SpacecraftFlight, name) for name in ("launch_crew", "onboard_crew", "landing_crew")}
    expeditions, walks = _members(models.Expedition, "crew"), _members(models.Spacewalk, "crew")
    # A person with a broken reference to a flight may have been in space at any time.
    unknown = {astronaut for crew in crews.values() for flight, astronaut in crew if flight not in flights}
    for name, members in crews.items():
        yield from _twice(models.SpacecraftFlight, name, members)
    yield from _twice(models.Expedition, "crew", expeditions)
    yield from _twice(models.Spacewalk, "crew", walks)
    people = _people(flights, unknown, **crews)
    yield from _lives(people)
    meetings = Meetings(flights, events)
    for pk, person in sorted(people.items()):
        for why in (*_stays(person, now), *_visits(person, meetings)):
            yield Contradiction(models.Astronaut, pk, why)
    in_space = defaultdict(list, {pk: person.in_space for pk, person in people.items()})
    yield from _expeditions([member for member in expeditions if member[1] not in unknown], in_space, now)
    yield from _spacewalks([member for member in walks if member[1] not in unknown], in_space, now)


def _members(model: type[Model], name: str) -> list[Member]:
    """The members of one crew of every record of a model."""
    relation: Any = model._meta.get_field(name)
    seats = relation.remote_field.through._default_manager.order_by("pk")
    return list(seats.values_list(f"{model._meta.model_name}_id", "astronautflight__astronaut_id"))


def _twice(model: type[Model], crew: str, members: Sequence[Member]) -> Iterator[Contradiction]:
    for (pk, astronaut), seats in Counter(members).items():
        if seats > 1:
            yield Contradiction(model, pk, f"astronaut {astronaut} is in its {crew.replace('_', ' ')} twice")


def _people(
    flights: Mapping[int, Logged],
    unknown: Set[int],
    launch_crew: Sequence[Member],
    onboard_crew: Sequence[Member],
    landing_crew: Sequence[Member],
) -> Mapping[int, Person]:
    people: defaultdict[int, Person] = defaultdict(Person)
    for part, crew in (("ups", launch_crew), ("aboard", onboard_crew), ("downs", landing_crew)):
        for flight, astronaut in sorted(set(crew)):
            if astronaut not in unknown:
                getattr(people[astronaut], part).append(flights[flight])
    return people


def _lives(people: Mapping[int, Person]) -> Iterator[Contradiction]:
    for pk, birth, death in models.Astronaut.objects.order_by("pk").values_list("pk", "date_of_birth", "date_of_death"):
        nets = [up.net for up in people[pk].ups] if pk in people else []
        if birth is not None and any(net.date() <= birth for net in nets):
            yield Contradiction(models.Astronaut, pk, "a launch comes before the birth")
        if death is not None and any(net > datetime.combine(death, time.max, UTC) for net in nets):
            yield Contradiction(models.Astronaut, pk, "a launch comes after the death")


def _stays(person: Person, now: datetime) -> Iterator[str]:
    ups, downs = person.ups, person.downs
    for earlier, later in pairwise(person.stays):
        goes_on = earlier.down.end == END_OF_TIME and later.up.net > now  # and may have ended by then
        if earlier.down.end > later.up.net and not goes_on:
            yield f"is launched at {later.up.net}, while still aboard the craft launched at {earlier.up.net}"
    if len(downs) > len(ups):
        yield f"comes down {len(downs)} times and goes up {len(ups)} times"
    for down in downs:
        if not any(up.net < down.end for up in ups):
            yield f"comes down in the craft launched at {down.net} without having gone up"


def _visits(person: Person, meetings: Meetings) -> Iterator[str]:
    """A craft that a person visited must have met the craft in which the person was launched and landed."""
    stays = person.stays
    for flight in person.visited if stays else ():
        then = [stay for stay in stays if stay.overlaps(flight.net, flight.end)]
        if not then:
            yield f"is aboard flight {flight.pk} without being in space then"
        elif not any(meetings.may_change(stay.up, flight) and meetings.may_change(flight, stay.down) for stay in then):
            yield f"is aboard flight {flight.pk}, while in the crew of flight {then[0].up.pk}, which never met it"
    for one, other in combinations(person.visited, 2) if not stays else ():
        at_once = one.net < other.end and other.net < one.end
        if at_once and not (meetings.may_change(one, other) or meetings.may_change(other, one)):
            yield f"is aboard flights {one.pk} and {other.pk} at once, which never met"


def _expeditions(
    crews: Sequence[Member], in_space: Mapping[int, Sequence[Ride]], now: datetime
) -> Iterator[Contradiction]:
    expeditions = {each.pk: each for each in models.Expedition.objects.select_related("spacestation").order_by("pk")}
    for each in expeditions.values():
        founded, deorbited = each.spacestation.founded, each.spacestation.deorbited
        if each.start.date() < founded:
            yield Contradiction(models.Expedition, each.pk, f"its station was founded later, on {founded}")
        if deorbited is not None and max(each.start, each.end or now).date() > deorbited:
            yield Contradiction(models.Expedition, each.pk, f"it goes on after its station came down, on {deorbited}")
    for pk, astronaut in dict.fromkeys(crews):
        if pk in expeditions and expeditions[pk].start <= now:
            start, end = expeditions[pk].start, expeditions[pk].end or END_OF_TIME
            if not any(stay.overlaps(start, end) for stay in in_space[astronaut]):
                yield _absent(models.Expedition, pk, astronaut)


def _spacewalks(
    crews: Sequence[Member], in_space: Mapping[int, Sequence[Ride]], now: datetime
) -> Iterator[Contradiction]:
    times = {
        pk: (start, end or start)
        for pk, start, end in models.Spacewalk.objects.filter(start__lte=now).values_list("pk", "start", "end")
        if start is not None
    }
    for pk, astronaut in dict.fromkeys(crews):
        if pk in times and not any(stay.covers(*times[pk]) for stay in in_space[astronaut]):
            yield _absent(models.Spacewalk, pk, astronaut)


def _absent(model: type[Model], pk: int, astronaut: int) -> Contradiction:
    return Contradiction(model, pk, f"astronaut {astronaut} of its crew was not in space then")
