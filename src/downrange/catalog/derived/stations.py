"""Figures of space stations."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from .. import models
from .derivation import Derivation, Figures, Keys, among, existing
from .formulas import Flight
from .logged import Seats


def station_figures(keys: Keys, now: datetime) -> Figures:
    """`onboard_crew` counts the people who came in one of the ships docked now, or will land in one; `docked_vehicles`,
    as upstream's does, the dockings that the station itself made as the chaser (contract, 02 §9).
    """
    docked = models.DockingEvent.objects.filter(Q(departure=None) | Q(departure__gt=now), docking__lte=now).order_by()
    as_chaser = among(docked, "space_station_chaser", keys).values_list("space_station_chaser").annotate(Count("pk"))
    dockings = dict(as_chaser)
    aboard: defaultdict[int, set[int]] = defaultdict(set)
    unknown: set[int] = set()
    chaser = "flight_vehicle_chaser"
    ships = among(docked.exclude(space_station_target=None), "space_station_target", keys).values_list(
        "space_station_target_id",
        f"{chaser}_id",
        f"{chaser}__spacecraft__spacecraft_config__human_rated",
        f"{chaser}__launch__net",
        f"{chaser}__mission_end",
        f"{chaser}__mission_end_date",
    )
    here = [
        (station, flight, human_rated)
        for station, flight, human_rated, *times in ships
        if times[0] is not None and not Flight(*times).ended(now)
    ]
    crews = _crews({flight for _, flight, _ in here})
    ships_of = _ships_of(set().union(*crews.values()), now)
    for station, flight, human_rated in here:
        # The stay of a person whose launch is not on record began at an unknown time.
        aboard[station].update(person for person in crews.get(flight, ()) if flight in ships_of.get(person, {flight}))
        if human_rated and not crews.get(flight):
            unknown.add(station)
    return {
        pk: {"onboard_crew": None if pk in unknown else len(aboard[pk]), "docked_vehicles": dockings.get(pk, 0)}
        for pk in existing(models.SpaceStation, keys)
    }


def _crews(flights: Collection[int]) -> Mapping[int, set[Any]]:
    """The astronauts aboard each flight."""
    crews: defaultdict[int, set[Any]] = defaultdict(set)
    seats = models.SpacecraftFlight.onboard_crew.through._default_manager.filter(spacecraftflight__in=flights)
    for flight, astronaut in seats.values_list("spacecraftflight_id", "astronautflight__astronaut_id"):
        crews[flight].add(astronaut)
    return crews


def _ships_of(people: Collection[int], now: datetime) -> Mapping[int, Collection[int]]:
    """The flights in which each person in space was launched and will land; none for those who have landed, and no
    entry for those without a launch on record.
    """
    seats = Seats.of(people)
    return {
        person: {flight.pk for ride in seats.rides(person) if ride.lasts_at(now) for flight in ride}
        for person in seats.up
    }


_CHASER = "target_docking_events__flight_vehicle_chaser"
_CREW = f"{_CHASER}__onboard_crew"
_FLIGHTS = f"{_CREW}__astronaut__astronaut_flights"
_END = ("mission_end", "mission_end_date")

DERIVATIONS = (
    Derivation(
        models.SpaceStation,
        station_figures,
        {
            "docking_events": ("docking", "departure"),
            "target_docking_events": ("docking", "departure"),
            _CHASER: _END,
            f"{_CHASER}__launch": ("net",),
            f"{_CHASER}__spacecraft__spacecraft_config": ("human_rated",),
            _CREW: ("astronaut_id",),
            f"{_FLIGHTS}__launch_flights": _END,
            f"{_FLIGHTS}__launch_flights__launch": ("net",),
            f"{_FLIGHTS}__landing_flights": _END,
            f"{_FLIGHTS}__landing_flights__launch": ("net",),
        },
    ),
)
