"""Figures of spacecraft, their flights, configurations and families."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from .. import models
from . import formulas
from .counting import Figures, Values, keys, landing_counters, members, merged
from .flight_log import Attempts, FlightLog
from .formulas import LinearDuration, tally


def flight_figures(log: FlightLog) -> Figures:
    figures: Figures = {}
    for own in log.flights_by_spacecraft().values():
        in_order = sorted(own, key=lambda pk: log.flights[pk].flight.net)
        turnarounds = formulas.turn_around_times([log.flights[pk].flight for pk in in_order])
        for pk, (_, turnaround) in zip(in_order, turnarounds, strict=True):
            figures[pk] = {"turn_around_time": turnaround}
    return figures


def spacecraft_figures(log: FlightLog, now: datetime) -> Figures:
    figures: Figures = {}
    flights = log.flights_by_spacecraft()
    reports = models.Spacecraft.objects.values_list("pk", "reported_time_in_space", "reported_time_docked")
    for pk, reported_in_space, reported_docked in reports:
        own = [log.flights[key].flight for key in flights.get(pk, ())]
        in_space = _reported(reported_in_space) or formulas.time_in_space(own, now)
        docked = _reported(reported_docked) or formulas.time_docked(own, now)
        figures[pk] = {
            "in_space": formulas.in_space(own, now),
            "time_in_space_offset": in_space.offset,
            "time_in_space_rate": in_space.rate,
            "time_docked_offset": docked.offset,
            "time_docked_rate": docked.rate,
            "flights_count": formulas.flights_count(own, now),
            "mission_ends_count": formulas.mission_ends_count(own, now),
            "fastest_turnaround": formulas.fastest_turnaround(own, now),
        }
    return figures


def _reported(duration: timedelta | None) -> LinearDuration | None:
    return None if duration is None else LinearDuration(duration // timedelta(seconds=1))


def configuration_figures(log: FlightLog, spacecraft: Mapping[object, Values], now: datetime) -> Figures:
    flown = _flown_by_configuration(log, now)
    launches = log.spacecraft_launches_by_configuration()
    landings = log.landings_by("configuration", log.flights.values())
    turnarounds: defaultdict[int, list[timedelta]] = defaultdict(list)
    for pk, configuration in models.Spacecraft.objects.values_list("pk", "spacecraft_config_id"):
        fastest = spacecraft[pk]["fastest_turnaround"]
        if isinstance(fastest, timedelta):
            turnarounds[configuration].append(fastest)
    return {
        pk: {
            **_counters(len(flown.get(pk, ())), launches.get(pk, {}), landings.get(pk, {}), now),
            "fastest_turnaround": min(turnarounds[pk], default=None),
        }
        for pk in keys(models.SpacecraftConfiguration)
    }


def family_figures(log: FlightLog, now: datetime) -> Figures:
    through = models.SpacecraftConfiguration.family.through
    configurations = members(through, "spacecraftconfigurationfamily_id", "spacecraftconfiguration_id")
    flown = _flown_by_configuration(log, now)
    launches = log.spacecraft_launches_by_configuration()
    landings = log.landings_by("configuration", log.flights.values())
    figures: Figures = {}
    for pk in keys(models.SpacecraftConfigurationFamily):
        own = configurations.get(pk, [])
        ships = set().union(*(flown.get(key, set()) for key in own))
        figures[pk] = _counters(len(ships), merged(launches, own), merged(landings, own), now)
    return figures


def _counters(flown: int, launches: Attempts, landings: Attempts, now: datetime) -> Values:
    launched, landed = tally(launches.values(), now), tally(landings.values(), now)
    return {
        "spacecraft_flown": flown,
        "total_launch_count": launched.attempted,
        "successful_launches": launched.successful,
        "failed_launches": launched.failed,
        **landing_counters(landed),
    }


def _flown_by_configuration(log: FlightLog, now: datetime) -> Mapping[int, set[int]]:
    flown: defaultdict[int, set[int]] = defaultdict(set)
    for row in log.flights.values():
        if row.flight.launched(now):
            flown[row.configuration].add(row.spacecraft)
    return flown
