"""Figures of spacecraft, their flights, configurations and families."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from .. import models
from . import formulas
from .derivation import Derivation, Figures, Keys, Values, among, existing
from .flight_log import FAILED, LANDING, LAUNCH, SPACECRAFT, SUCCESSFUL, Counts, count_landings, landing_counters
from .formulas import Flight, LinearDuration, Stay


def flight_figures(keys: Keys, now: datetime) -> Figures:
    craft = keys if keys is None else models.SpacecraftFlight.objects.filter(pk__in=keys).values("spacecraft")
    own: defaultdict[int, list[tuple[int, Flight]]] = defaultdict(list)
    rows = among(models.SpacecraftFlight.objects.all(), "spacecraft", craft).order_by("launch__net", "pk")
    for pk, spacecraft, net, end, end_date in rows.values_list(
        "pk", "spacecraft_id", "launch__net", "mission_end", "mission_end_date"
    ):
        own[spacecraft].append((pk, Flight(net, end, end_date)))
    figures: Figures = {}
    for flights in own.values():
        turnarounds = formulas.turn_around_times([flight for _, flight in flights])
        for (pk, flight), (_, turnaround) in zip(flights, turnarounds, strict=True):
            figures[pk] = {
                "mission_end_instant": formulas.mission_end_instant(flight),
                "turn_around_time": turnaround,
            }
    return figures


def spacecraft_figures(keys: Keys, now: datetime) -> Figures:
    figures: Figures = {}
    flights = _flights_by_spacecraft(keys)
    reports = among(models.Spacecraft.objects.all(), "pk", keys).values_list(
        "pk", "reported_time_in_space", "reported_time_docked"
    )
    for pk, reported_in_space, reported_docked in reports:
        own = flights.get(pk, [])
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


def _flights_by_spacecraft(keys: Keys) -> Mapping[int, list[Flight]]:
    """The flights of each spacecraft in order, with their dockings as the chaser."""
    stays: defaultdict[int, list[Stay]] = defaultdict(list)
    events = models.DockingEvent.objects.exclude(flight_vehicle_chaser=None)
    for chaser, docking, departure in among(events, "flight_vehicle_chaser__spacecraft", keys).values_list(
        "flight_vehicle_chaser_id", "docking", "departure"
    ):
        stays[chaser].append(Stay(docking, departure))
    flights: defaultdict[int, list[Flight]] = defaultdict(list)
    rows = among(models.SpacecraftFlight.objects.all(), "spacecraft", keys).order_by("launch__net", "pk")
    for pk, spacecraft, net, end, end_date in rows.values_list(
        "pk", "spacecraft_id", "launch__net", "mission_end", "mission_end_date"
    ):
        flights[spacecraft].append(Flight(net, end, end_date, tuple(stays[pk])))
    return flights


def _reported(duration: timedelta | None) -> LinearDuration | None:
    return None if duration is None else LinearDuration(duration // timedelta(seconds=1))


def configuration_figures(keys: Keys, now: datetime) -> Figures:
    counters = _counters("spacecraft__spacecraft_config", models.SpacecraftConfiguration, keys, now)
    configuration = "spacecraft__spacecraft_config"
    flown = among(models.SpacecraftFlight.objects.filter(launch__net__lte=now).order_by(), configuration, keys)
    fastest = dict(flown.values_list(configuration).annotate(Min("turn_around_time")))
    return {pk: {**values, "fastest_turnaround": fastest.get(pk)} for pk, values in counters.items()}


def family_figures(keys: Keys, now: datetime) -> Figures:
    return _counters("spacecraft__spacecraft_config__family", models.SpacecraftConfigurationFamily, keys, now)


def _counters(group: str, model: Any, keys: Keys, now: datetime) -> Figures:
    """The columns of `SpacecraftCounters`. A launch of two craft of one group is one launch."""
    flown = among(models.SpacecraftFlight.objects.filter(launch__net__lte=now).order_by(), group, keys)
    counted = flown.values_list(group).annotate(
        craft=Count("spacecraft", distinct=True),
        succeeded=Count("launch", filter=Q(launch__status__in=SUCCESSFUL), distinct=True),
        not_succeeded=Count("launch", filter=Q(launch__status__in=FAILED), distinct=True),
    )
    launches: dict[Any, tuple[int, Counts]] = {key: (craft, Counts(*counts)) for key, craft, *counts in counted}
    landings = count_landings(group, keys, now, SPACECRAFT)
    figures: Figures = {}
    for pk in existing(model, keys):
        craft, launched = launches.get(pk, (0, Counts()))
        values: Values = {
            "spacecraft_flown": craft,
            "total_launch_count": launched.attempted,
            "successful_launches": launched.successful,
            "failed_launches": launched.failed,
        }
        figures[pk] = values | landing_counters(landings.get(pk, Counts()))
    return figures


_END = ("mission_end", "mission_end_date")


def _flights(path: str) -> dict[str, tuple[str, ...]]:
    """What configurations and families read of flights."""
    return {path: ("mission_end",), f"{path}__launch": LAUNCH, f"{path}__landing": LANDING}


DERIVATIONS = (
    Derivation(
        models.SpacecraftFlight,
        flight_figures,
        {
            "": ("mission_end_date",),
            "spacecraft__flights": ("mission_end",),
            "spacecraft__flights__launch": ("net",),
        },
        is_timeless=True,
    ),
    Derivation(
        models.Spacecraft,
        spacecraft_figures,
        {
            "": ("reported_time_in_space", "reported_time_docked"),
            "flights": _END,
            "flights__launch": ("net",),
            "flights__docking_events": ("docking", "departure"),
        },
    ),
    Derivation(models.SpacecraftConfiguration, configuration_figures, _flights("spacecraft__flights")),
    Derivation(models.SpacecraftConfigurationFamily, family_figures, _flights("configurations__spacecraft__flights")),
)
