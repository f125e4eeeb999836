"""Figures of launches, first stages and their launchers, of launcher configurations and families, and of agencies."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from .. import models
from .counting import Figures, counters, keys, members, merged
from .flight_log import FlightLog
from .formulas import tally


def launch_figures(log: FlightLog) -> Figures:
    """`pad_turnaround`: since the launch before from the same pad that the catalogue has (contract, 02 §2)."""
    figures: Figures = {pk: {"pad_turnaround": timedelta()} for pk in log.launches}
    for pad, launches in log.launches_by("pad").items():
        if pad is not None:
            in_order = sorted(launches, key=lambda pk: log.launches[pk].net)
            for earlier, later in pairwise(in_order):
                figures[later] = {"pad_turnaround": log.launches[later].net - log.launches[earlier].net}
    return figures


def stage_figures(log: FlightLog) -> Figures:
    """The flight before of the same launcher, where the catalogue has it, and the time since."""
    figures: Figures = {}
    for pks in log.stages_by_launcher().values():
        by_number = {log.stages[pk].number: log.stages[pk] for pk in pks}
        for pk in pks:
            number = log.stages[pk].number
            previous = None if number is None else by_number.get(number - 1)
            figures[pk] = {
                "previous_flight_id": previous and previous.launch,
                "turn_around_time": previous and log.stages[pk].net - previous.net,
            }
    return figures


def launcher_figures(log: FlightLog, stages: Figures, now: datetime) -> Figures:
    """`flights` is the launcher's own count, which may be of more than the catalogue has."""
    landings = log.landings_by("launcher", log.stages.values())
    flown = log.stages_by_launcher()
    figures: Figures = {}
    for pk in keys(models.Launcher):
        own = [key for key in flown.get(pk, ()) if log.stages[key].net <= now]
        nets = [log.stages[key].net for key in own]
        landed = tally(landings.get(pk, {}).values(), now)
        flights = max((log.stages[key].number or 0 for key in own), default=0)
        figures[pk] = {
            "flights": max(flights, len(own)),
            "flight_proven": bool(own),
            "attempted_landings": landed.attempted,
            "successful_landings": landed.successful,
            "first_launch_date": min(nets, default=None),
            "last_launch_date": max(nets, default=None),
            "fastest_turnaround": _fastest(stages, own),
        }
    return figures


def _fastest(stages: Figures, own: Iterable[int]) -> timedelta | None:
    times = (stages[key]["turn_around_time"] for key in own)
    return min((time for time in times if isinstance(time, timedelta)), default=None)


def configuration_figures(log: FlightLog, stages: Figures, now: datetime) -> Figures:
    launches, landings = log.launches_by("launcher"), log.landings_by("configuration", log.stages.values())
    flown: defaultdict[int, list[int]] = defaultdict(list)
    for key, stage in log.stages.items():
        if stage.net <= now:
            flown[stage.configuration].append(key)
    return {
        pk: {
            **counters(launches.get(pk, {}), landings.get(pk, {}), now),
            "fastest_turnaround": _fastest(stages, flown[pk]),
        }
        for pk in keys(models.LauncherConfiguration)
    }


def family_figures(log: FlightLog, now: datetime) -> Figures:
    through = models.LauncherConfiguration.families.through
    own = members(through, "launcherconfigurationfamily_id", "launcherconfiguration_id")
    launches, landings = log.launches_by("launcher"), log.landings_by("configuration", log.stages.values())
    return {
        pk: counters(merged(launches, own.get(pk, [])), merged(landings, own.get(pk, [])), now)
        for pk in keys(models.LauncherConfigurationFamily)
    }
