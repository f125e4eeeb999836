"""Who and what is in space at an instant, and docked where: read from the log by the formulas of the figures."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from downrange.catalog import models
from downrange.catalog.derived.logged import Seats


@dataclass(frozen=True)
class Aboard:
    """A person in space, the ship in which the person came or will land, and the station that it is docked to."""

    person: models.Astronaut
    since: datetime
    flight: models.SpacecraftFlight
    station: models.SpaceStation | None


@dataclass(frozen=True)
class Aloft:
    """A craft in space, and where it is docked."""

    flight: models.SpacecraftFlight
    docking: models.DockingEvent | None


def people_at(at: datetime) -> list[Aboard]:
    """The people in space at an instant, those who have been there longest first."""
    present = [(person, ride) for person, ride in Seats.of().all_rides() if ride.lasts_at(at)]
    flights = {flight.pk for _, ride in present for flight in ride}
    found = _flights(Q(pk__in=flights))
    dockings = dockings_at(at, flights)
    left = set(
        models.DockingEvent.objects.filter(flight_vehicle_chaser__in=flights, departure__lte=at).values_list(
            "flight_vehicle_chaser", flat=True
        )
    )
    people = models.Astronaut.objects.select_related("agency", "image").in_bulk([person for person, _ in present])
    aboard = []
    for person, (up, down) in sorted(present, key=lambda each: (each[1].up.net, each[0])):
        up_is_gone = up.ended(at) or (up.pk in left and up.pk not in dockings)
        ship = down if down.launched(at) and up_is_gone else up
        docking = dockings.get(ship.pk)
        station = docking.space_station_target if docking else None
        aboard.append(Aboard(people[person], up.net, found[ship.pk], station))
    return aboard


def craft_at(at: datetime) -> list[Aloft]:
    """The craft in space at an instant, in order of launch."""
    flying = _flights(
        Q(launch__net__lte=at)
        & (Q(mission_end=None) | Q(mission_end__gt=at))
        & (Q(mission_end_date=None) | Q(mission_end_date__gt=at.date()))
    )
    dockings = dockings_at(at, flying.keys())
    return [
        Aloft(flight, dockings.get(pk)) for pk, flight in sorted(flying.items(), key=lambda pair: pair[1].launch.net)
    ]


def dockings_at(at: datetime, flights: Collection[int]) -> Mapping[int, models.DockingEvent]:
    """Where each of the flights is docked at an instant."""
    docked = models.DockingEvent.objects.filter(
        Q(departure=None) | Q(departure__gt=at), docking__lte=at, flight_vehicle_chaser__in=flights
    ).select_related("docking_location", "space_station_target", "flight_vehicle_target__spacecraft")
    return {event.flight_vehicle_chaser_id or 0: event for event in docked.order_by("docking")}


def by_place(people: list[Aboard]) -> list[tuple[Any, list[Aboard]]]:
    """The people by the station, or else the ship, that they are in; the fullest first."""
    places: defaultdict[Any, list[Aboard]] = defaultdict(list)
    for each in people:
        places[each.station or each.flight.spacecraft].append(each)
    return sorted(places.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))


def _flights(condition: Q) -> dict[int, models.SpacecraftFlight]:
    found = models.SpacecraftFlight.objects.filter(condition).select_related(
        "spacecraft__spacecraft_config", "spacecraft__image", "launch__net_precision"
    )
    return {flight.pk: flight for flight in found}
