"""Where spacewalks started from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from .. import models
from .derivation import Derivation, Figures, Keys, among
from .formulas import Stay


def spacewalk_figures(keys: Keys, now: datetime) -> Figures:
    """The station of the expedition that a spacewalk was made in. Without an expedition it was made from the ship that
    its crew had come in, and from the station, if any, at which that ship was docked.
    """
    walks = among(models.Spacewalk.objects.all(), "pk", keys)
    figures: Figures = {
        pk: {"spacestation_id": station, "spacecraft_flight_id": None}
        for pk, station in walks.exclude(expedition=None).values_list("pk", "expedition__spacestation_id")
    }
    ships = _ships(keys)
    dockings = _dockings_at_stations({flight for flights in ships.values() for flight in flights})
    for pk, start in walks.filter(expedition=None).values_list("pk", "start"):
        flight = next(iter(ships[pk])) if len(ships[pk]) == 1 else None
        station = flight and _station_at(start, dockings.get(flight, ()))
        figures[pk] = {"spacestation_id": station, "spacecraft_flight_id": flight}
    return figures


def _ships(keys: Keys) -> Mapping[int, set[int]]:
    """The flights that the crews of spacewalks without an expedition were aboard of."""
    seats = models.Spacewalk.crew.through._default_manager.filter(
        spacewalk__expedition=None, astronautflight__onboard_flights__isnull=False
    )
    ships: defaultdict[int, set[int]] = defaultdict(set)
    rows = among(seats, "spacewalk", keys).values_list("spacewalk_id", "astronautflight__onboard_flights")
    for walk, flight in rows:
        ships[walk].add(flight)
    return ships


def _station_at(start: datetime | None, stays: Iterable[tuple[Stay, int]]) -> int | None:
    if start is None:
        return None
    return next((station for stay, station in stays if stay.begun(start) and not stay.ended(start)), None)


def _dockings_at_stations(flights: Collection[int]) -> Mapping[int, list[tuple[Stay, int]]]:
    """The stays of flights, with the station of each, in order."""
    stays: defaultdict[int, list[tuple[Stay, int]]] = defaultdict(list)
    events = models.DockingEvent.objects.filter(flight_vehicle_chaser__in=flights).exclude(space_station_target=None)
    rows = events.order_by("docking", "pk").values_list(
        "flight_vehicle_chaser_id", "docking", "departure", "space_station_target_id"
    )
    for chaser, docking, departure, station in rows:
        stays[chaser].append((Stay(docking, departure), station))
    return stays


DERIVATIONS = (
    Derivation(
        models.Spacewalk,
        spacewalk_figures,
        {
            "": ("start",),
            "expedition": ("spacestation_id",),
            "crew__onboard_flights__docking_events": ("docking", "departure", "space_station_target_id"),
        },
        is_timeless=True,
    ),
)
