"""Figures of first stages and their launchers, of launcher configurations and families."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Model, QuerySet

from .. import models
from .derivation import Derivation, Figures, Keys, among, existing
from .flight_log import (
    LANDING,
    LAUNCH,
    STAGE,
    Counts,
    count_landings,
    launch_counters,
    pending_launches,
    tally_landings,
    tally_launches,
)
from .formulas import Tally


def stage_figures(keys: Keys, now: datetime) -> Figures:
    """The flight before of the same launcher, where the catalogue has it, and the time since."""
    launchers = keys if keys is None else models.FirstStage.objects.filter(pk__in=keys).values("launcher")
    stages = among(models.FirstStage.objects.exclude(rocket__launch=None), "launcher", launchers)
    flights = stages.order_by("rocket__launch__net", "pk").values_list(
        "launcher_id", "launcher_flight_number", "pk", "rocket__launch__pk", "rocket__launch__net"
    )
    figures: Figures = {
        pk: {"previous_flight_id": None, "turn_around_time": None} for pk in existing(models.FirstStage, keys)
    }
    by_number = {(launcher, number): (launch, net) for launcher, number, _, launch, net in flights}
    for launcher, number, pk, _, net in flights:
        previous = None if number is None else by_number.get((launcher, number - 1))
        if previous is not None and pk in figures:
            figures[pk] = {"previous_flight_id": previous[0], "turn_around_time": net - previous[1]}
    return figures


def launcher_figures(keys: Keys, now: datetime) -> Figures:
    """`flights` is the launcher's own count, which may be of more than the catalogue has."""
    landings = count_landings("launcher", keys, now, STAGE)
    flown = (
        _flown(now, "launcher", keys)
        .values("launcher")
        .annotate(
            number=Max("launcher_flight_number"),
            count=Count("pk"),
            first=Min("rocket__launch__net"),
            last=Max("rocket__launch__net"),
            fastest=Min("turn_around_time"),
        )
    )
    careers = {career["launcher"]: career for career in flown}
    figures: Figures = {}
    for pk in existing(models.Launcher, keys):
        career, landed = careers.get(pk, {}), landings.get(pk, Counts())
        figures[pk] = {
            "flights": max(career.get("number") or 0, career.get("count", 0)),
            "flight_proven": bool(career),
            "attempted_landings": landed.attempted,
            "successful_landings": landed.successful,
            "first_launch_date": career.get("first"),
            "last_launch_date": career.get("last"),
            "fastest_turnaround": career.get("fastest"),
        }
    return figures


def _flown(now: datetime, group: str, keys: Keys) -> "QuerySet[Any, Any]":
    """The flights of the past of launchers."""
    return among(models.FirstStage.objects.filter(rocket__launch__net__lte=now), group, keys).order_by()


def configuration_figures(keys: Keys, now: datetime) -> Figures:
    counters = _counters(models.LauncherConfiguration, "rocket__configuration", "launcher__launcher_config", keys, now)
    flown = _flown(now, "launcher__launcher_config", keys)
    fastest = dict(flown.values_list("launcher__launcher_config").annotate(Min("turn_around_time")))
    return {pk: {**values, "fastest_turnaround": fastest.get(pk)} for pk, values in counters.items()}


def family_figures(keys: Keys, now: datetime) -> Figures:
    configuration = "launcher__launcher_config"
    return _counters(
        models.LauncherConfigurationFamily, "rocket__configuration__families", f"{configuration}__families", keys, now
    )


def _counters(model: type[Model], of_launch: str, of_stage: str, keys: Keys, now: datetime) -> Figures:
    """The columns of `LaunchCounters`; the lookups lead to the model from a launch and from a first stage."""
    launches, pending = tally_launches(of_launch, keys, now), pending_launches(of_launch, keys, now)
    landings = tally_landings(STAGE, of_stage, keys, now)
    return {
        pk: launch_counters(launches.get(pk, Tally()), landings.get(pk, Tally()), pending.get(pk, 0))
        for pk in existing(model, keys)
    }


_FLIGHT_NUMBER = ("launcher_flight_number",)

DERIVATIONS = (
    Derivation(
        models.FirstStage,
        stage_figures,
        {"launcher__firststage": _FLIGHT_NUMBER, "launcher__firststage__rocket__launch": ("net",)},
        is_timeless=True,
    ),
    Derivation(
        models.Launcher,
        launcher_figures,
        {
            "firststage": _FLIGHT_NUMBER,
            "firststage__rocket__launch": ("net",),
            "firststage__landing": LANDING,
        },
    ),
    Derivation(
        models.LauncherConfiguration,
        configuration_figures,
        {
            "rockets__launch": LAUNCH,
            "launchers__firststage": _FLIGHT_NUMBER,
            "launchers__firststage__rocket__launch": ("net",),
            "launchers__firststage__landing": LANDING,
        },
    ),
    Derivation(
        models.LauncherConfigurationFamily,
        family_figures,
        {
            "configurations__rockets__launch": LAUNCH,
            "configurations__launchers__firststage__rocket__launch": ("net",),
            "configurations__launchers__firststage__landing": LANDING,
        },
    ),
)
