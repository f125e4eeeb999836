"""Checks of dockings: of craft that were not there, to themselves, at another's port, or at two ports at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from .. import models
from ..derived.formulas import END_OF_TIME
from ..derived.logged import Logged
from .flights import Contradiction, Span, overlapping

KINDS = ("flight_vehicle", "space_station", "payload_flight")
ROLES = ("chaser", "target")


class Party(NamedTuple):
    """A chaser or a target: what kind of record it is, and its primary key."""

    kind: str
    pk: int


def dockings() -> list[models.DockingEvent]:
    """Every docking event, with its stations and payloads."""
    stations = (f"space_station_{role}" for role in ROLES)
    payloads = (f"payload_flight_{role}__launch" for role in ROLES)
    events = models.DockingEvent.objects.select_related("docking_location", *stations, *payloads)
    return list(events.order_by("pk"))


def party(event: models.DockingEvent, role: str) -> Party | None:
    """The chaser or the target of a docking."""
    keys = ((kind, getattr(event, f"{kind}_{role}_id")) for kind in KINDS)
    return next((Party(kind, pk) for kind, pk in keys if pk is not None), None)


def contradictions_of_dockings(
    events: Sequence[models.DockingEvent], flights: Mapping[int, Logged], now: datetime
) -> Iterator[Contradiction]:
    configurations = dict(models.Spacecraft.objects.values_list("pk", "spacecraft_config_id"))
    for event in events:
        for role in ROLES:
            for why in _whereabouts(event, role, flights):
                yield Contradiction(models.DockingEvent, event.pk, why)
        if party(event, "chaser") == party(event, "target"):
            yield Contradiction(models.DockingEvent, event.pk, "its target is its own chaser")
        if not _is_targets_port(event, flights, configurations):
            yield Contradiction(
                models.DockingEvent, event.pk, f"its port {event.docking_location_id} is not its target's"
            )
    yield from _overlaps(events, lambda event: party(event, "chaser"), "the same craft is docked", now)
    # The ports of a configuration are stored once for all its craft, so a port is told apart by its target too.
    yield from _overlaps(
        events, lambda event: (event.docking_location_id, party(event, "target")), "the same port is taken", now
    )


def _whereabouts(event: models.DockingEvent, role: str, flights: Mapping[int, Logged]) -> Iterator[str]:
    """Why the chaser or the target cannot have been there."""
    flight = flights.get(getattr(event, f"flight_vehicle_{role}_id") or 0)
    if flight is not None:
        if event.docking < flight.net:
            yield f"it comes before the launch of its {role} at {flight.net}"
        if event.docking > flight.end:
            yield f"it comes after the end of its {role}'s flight {flight.pk}"
        elif event.departure is not None and event.departure > flight.end:
            yield f"its departure comes after the end of its {role}'s flight {flight.pk}"
    station: models.SpaceStation | None = getattr(event, f"space_station_{role}")
    if station is not None:
        if event.docking.date() < station.founded:
            yield f"its {role} was founded later, on {station.founded}"
        if station.deorbited is not None and event.docking.date() > station.deorbited:
            yield f"its {role} came down before, on {station.deorbited}"
        elif station.deorbited is not None and (event.departure or END_OF_TIME).date() > station.deorbited:
            yield f"it goes on after its {role} came down, on {station.deorbited}"
    payload: models.PayloadFlight | None = getattr(event, f"payload_flight_{role}")
    if payload is not None and payload.launch is not None and event.docking < payload.launch.net:
        yield f"it comes before the launch of its {role} at {payload.launch.net}"


def _is_targets_port(
    event: models.DockingEvent, flights: Mapping[int, Logged], configurations: Mapping[int, int]
) -> bool:
    port, flight = event.docking_location, flights.get(event.flight_vehicle_target_id or 0)
    if port.spacestation_id is not None or event.space_station_target_id is not None:
        return port.spacestation_id == event.space_station_target_id
    if flight is not None:
        return port.spacecraft_id == configurations.get(flight.spacecraft)
    return event.payload_flight_target is None or port.payload_id == event.payload_flight_target.payload_id


def _overlaps(
    events: Sequence[models.DockingEvent],
    key: Callable[[models.DockingEvent], object],
    what: str,
    now: datetime,
) -> Iterator[Contradiction]:
    groups: defaultdict[object, list[Span]] = defaultdict(list)
    for event in events:
        groups[key(event)].append(Span(event.docking, event.departure or END_OF_TIME, event.pk))
    for spans in groups.values():
        for earlier, later in overlapping(spans, now):
            yield Contradiction(models.DockingEvent, later.pk, f"{what} since docking event {earlier.pk}")
