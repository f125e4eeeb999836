"""Where spacewalks started from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from .. import models
from .counting import Figures, members
from .formulas import Stay


def spacewalk_figures() -> Figures:
    """The station of the expedition that a spacewalk was made in. Without an expedition it was made from the ship that
    its crew had come in, and from the station, if any, at which that ship was docked.
    """
    figures: Figures = {
        pk: {"spacestation_id": station, "spacecraft_flight_id": None}
        for pk, station in models.Spacewalk.objects.exclude(expedition=None).values_list(
            "pk", "expedition__spacestation_id"
        )
    }
    flights = members(models.Spacewalk.crew.through, "spacewalk_id", "astronautflight__onboard_flights")
    dockings = _dockings_at_stations()
    for pk, start in models.Spacewalk.objects.filter(expedition=None).values_list("pk", "start"):
        aboard = set(flights.get(pk, ())) - {None}
        flight = aboard.pop() if len(aboard) == 1 else None
        station = flight and _station_at(start, dockings.get(flight, ()))
        figures[pk] = {"spacestation_id": station, "spacecraft_flight_id": flight}
    return figures


def _station_at(start: datetime | None, stays: Iterable[tuple[Stay, int]]) -> int | None:
    if start is None:
        return None
    return next((station for stay, station in stays if stay.begun(start) and not stay.ended(start)), None)


def _dockings_at_stations() -> Mapping[int, list[tuple[Stay, int]]]:
    """The stays of each flight, with the station of each."""
    stays: defaultdict[int, list[tuple[Stay, int]]] = defaultdict(list)
    events = models.DockingEvent.objects.exclude(flight_vehicle_chaser=None).exclude(space_station_target=None)
    rows = events.order_by("docking", "pk").values_list(
        "flight_vehicle_chaser_id", "docking", "departure", "space_station_target_id"
    )
    for chaser, docking, departure, station in rows:
        stays[chaser].append((Stay(docking, departure), station))
    return stays
