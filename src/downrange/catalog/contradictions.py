"""What cannot have happened: facts that contradict each other, though each alone is well formed.

The database refuses what one record can say wrong by itself. What takes several records to be wrong, such as a craft
docked at two ports at once, is looked for here, in a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Model

from . import models
from .log import crews
from .statistics import Flight, Stay, stays_of_person


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A record that cannot be right, and why."""

    model: type[Model]
    pk: object
    why: str


def contradictions() -> Iterator[Contradiction]:
    """Everything that cannot have happened."""
    flights = {flight.pk: flight for flight in models.SpacecraftFlight.objects.select_related("launch")}
    yield from _ends(flights.values())
    dockings = list(models.DockingEvent.objects.select_related("docking_location", "space_station_target"))
    for event in dockings:
        yield from _docking(event, flights)
    yield from _overlaps(dockings, lambda event: event.flight_vehicle_chaser_id, "the same craft is docked")
    yield from _overlaps(
        dockings,
        lambda event: event.docking_location_id if event.space_station_target_id else None,
        "the same port is taken",
    )
    yield from _landings()
    yield from _people({pk: flight.as_logged for pk, flight in flights.items()})


def _ends(flights: Iterable[models.SpacecraftFlight]) -> Iterator[Contradiction]:
    for flight in flights:
        if flight.as_logged.end < flight.launch.net:
            yield Contradiction(models.SpacecraftFlight, flight.pk, f"it ends before its launch at {flight.launch.net}")


def _docking(event: models.DockingEvent, flights: dict[int, models.SpacecraftFlight]) -> Iterator[Contradiction]:
    def wrong(why: str) -> Contradiction:
        return Contradiction(models.DockingEvent, event.pk, why)

    chaser = flights.get(event.flight_vehicle_chaser_id or 0)
    if chaser is not None:
        if event.docking < chaser.launch.net:
            yield wrong(f"it comes before the launch of its chaser at {chaser.launch.net}")
        if event.docking > chaser.as_logged.end:
            yield wrong(f"it comes after the end of its chaser's flight {chaser.pk}")
        elif event.departure is not None and event.departure > chaser.as_logged.end:
            yield wrong(f"its departure comes after the end of its chaser's flight {chaser.pk}")
    station = event.space_station_target
    if event.docking_location.spacestation_id != event.space_station_target_id:
        yield wrong(f"its port {event.docking_location_id} is not its target's")
    if station is not None:
        if event.docking.date() < station.founded:
            yield wrong(f"its target was founded later, on {station.founded}")
        if station.deorbited is not None and event.docking.date() > station.deorbited:
            yield wrong(f"its target came down before, on {station.deorbited}")


def _overlaps(
    events: Iterable[models.DockingEvent], key: Callable[[models.DockingEvent], int | None], what: str
) -> Iterator[Contradiction]:
    groups: defaultdict[int, list[models.DockingEvent]] = defaultdict(list)
    for event in events:
        group = key(event)
        if group is not None:
            groups[group].append(event)
    for group_events in groups.values():
        in_order = sorted(group_events, key=lambda event: (event.docking, event.pk))
        for earlier, later in pairwise(in_order):
            if not Stay(earlier.docking, earlier.departure).ended(later.docking):
                yield Contradiction(models.DockingEvent, later.pk, f"{what} since docking event {earlier.pk}")


def _landings() -> Iterator[Contradiction]:
    rows = models.Landing.objects.values_list("pk", "firststage", "spacecraftflight", "payloadflight")
    for pk, *owners in rows.order_by("pk"):
        if sum(owner is not None for owner in owners) > 1:
            yield Contradiction(models.Landing, pk, "it is the landing of more than one vehicle")


class _Aboard(NamedTuple):
    ups: list[Flight]
    downs: list[Flight]


def _people(flights: dict[int, Flight]) -> Iterator[Contradiction]:
    people: defaultdict[int, _Aboard] = defaultdict(lambda: _Aboard([], []))
    for astronaut, flight in crews(models.SpacecraftFlight.launch_crew.through):
        people[astronaut].ups.append(flights[flight])
    for astronaut, flight in crews(models.SpacecraftFlight.landing_crew.through):
        people[astronaut].downs.append(flights[flight])
    births = dict(models.Astronaut.objects.values_list("pk", "date_of_birth"))
    deaths = dict(models.Astronaut.objects.values_list("pk", "date_of_death"))
    for pk, (ups, downs) in sorted(people.items()):
        for why in _person(ups, downs):
            yield Contradiction(models.Astronaut, pk, why)
        birth, death = births[pk], deaths[pk]
        nets = [up.net for up in ups]
        if birth is not None and any(net.date() <= birth for net in nets):
            yield Contradiction(models.Astronaut, pk, "a launch comes before the birth")
        if death is not None and any(net > datetime.combine(death, time.max, UTC) for net in nets):
            yield Contradiction(models.Astronaut, pk, "a launch comes after the death")


def _person(ups: list[Flight], downs: list[Flight]) -> Iterator[str]:
    stays = stays_of_person(ups, downs)
    for earlier, later in pairwise(stays):
        if earlier.end > later.net:
            yield f"is launched at {later.net}, while still aboard the craft launched at {earlier.net}"
    if len(downs) > len(ups):
        yield f"comes down {len(downs)} times and goes up {len(ups)} times"
    for down in downs:
        if not any(up.net < down.end for up in ups):
            yield f"comes down in the craft launched at {down.net} without having gone up"
