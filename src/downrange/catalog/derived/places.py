"""Figures of the places where launches leave from and craft come down, and of stations."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from .. import models
from .counting import Figures, keys, landing_counters, members
from .flight_log import Attempts, FlightLog
from .formulas import tally


def pad_figures(log: FlightLog, now: datetime) -> Figures:
    launches = log.launches_by("pad")
    figures: Figures = {}
    for pk in keys(models.Pad):
        own = launches.get(pk, {})
        orbital = [attempt for key, attempt in own.items() if not log.launches[key].suborbital]
        figures[pk] = {
            "total_launch_count": tally(own.values(), now).attempted,
            "orbital_launch_attempt_count": tally(orbital, now).attempted,
            "fastest_turnaround": _turnaround(own, now),
        }
    return figures


def _turnaround(launches: Attempts, now: datetime) -> timedelta | None:
    """The least time between two launches one after the other (contract, 02 §2: pads)."""
    nets = sorted(net for net, _ in launches.values() if net <= now)
    return min((later - earlier for earlier, later in pairwise(nets)), default=None)


def location_figures(log: FlightLog, now: datetime) -> Figures:
    launches, landings = log.launches_by("location"), log.landings_by("location")
    return {
        pk: {
            "total_launch_count": tally(launches.get(pk, {}).values(), now).attempted,
            "total_landing_count": tally(landings.get(pk, {}).values(), now).attempted,
        }
        for pk in keys(models.Location)
    }


def landing_location_figures(log: FlightLog, now: datetime) -> Figures:
    landings = log.landings_by("landing_location")
    return {pk: landing_counters(tally(landings.get(pk, {}).values(), now)) for pk in keys(models.LandingLocation)}


def celestial_body_figures(log: FlightLog, now: datetime) -> Figures:
    launches, landings = log.launches_by("celestial_body"), log.landings_by("celestial_body")
    figures: Figures = {}
    for pk in keys(models.CelestialBody):
        launched = tally(launches.get(pk, {}).values(), now)
        landed = tally(landings.get(pk, {}).values(), now)
        figures[pk] = {
            "total_attempted_launches": launched.attempted,
            "successful_launches": launched.successful,
            "failed_launches": launched.failed,
            "total_attempted_landings": landed.attempted,
            "successful_landings": landed.successful,
            "failed_landings": landed.failed,
        }
    return figures


def station_figures(log: FlightLog, now: datetime) -> Figures:
    """`onboard_crew` counts the crews of the ships docked now; `docked_vehicles`, as upstream's does, the dockings that
    the station itself made as the chaser (contract, 02 §9).
    """
    events = models.DockingEvent.objects.filter(docking__lte=now).exclude(departure__lte=now)
    chasers = Counter(events.values_list("space_station_chaser_id", flat=True))
    seats = models.SpacecraftFlight.onboard_crew.through
    crews = members(seats, "spacecraftflight_id", "astronautflight__astronaut_id")
    crewed = "flight_vehicle_chaser__spacecraft__spacecraft_config__human_rated"
    aboard: defaultdict[int | None, set[int]] = defaultdict(set)
    unknown: set[int | None] = set()
    for station, flight, human_rated in events.values_list(
        "space_station_target_id", "flight_vehicle_chaser_id", crewed
    ):
        if flight in log.flights and not log.flights[flight].flight.ended(now):
            aboard[station].update(crews.get(flight, ()))
            if human_rated and not crews.get(flight):
                unknown.add(station)
    return {
        pk: {"onboard_crew": None if pk in unknown else len(aboard[pk]), "docked_vehicles": chasers[pk]}
        for pk in keys(models.SpaceStation)
    }
