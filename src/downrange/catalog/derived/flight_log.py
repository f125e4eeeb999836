"""The flight log as figures are counted from it: launches, landings and flights, grouped in the database by a lookup.

A record that refers to one that is not there, as a damaged database may have, is left out, so that the rest can still
be counted.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from .. import models
from .derivation import Keys, Values, among
from .formulas import Outcome, Tally, tally

# contract, 02 §16: a partial failure counts as a failure, a deployed payload as a success.
SUCCESSFUL, FAILED = (3, 9), (4, 7)
"""Primary keys of launch statuses."""
OUTCOMES = dict.fromkeys(SUCCESSFUL, Outcome.SUCCESS) | dict.fromkeys(FAILED, Outcome.FAILURE)

LANDING_OUTCOMES = {(True, True): Outcome.SUCCESS, (True, False): Outcome.FAILURE}
"""By whether a landing was attempted, and whether it succeeded."""

SUBORBITAL = "Suborbital"
"""The name of the one orbit that is none (contract, config/orbits)."""

Attempts = dict[Any, tuple[datetime, Outcome]]
"""Launches or landings by primary key, so that one counted twice counts once."""

LAUNCH = ("net", "status_id")
LANDING = ("attempt", "success")
"""The columns that say when a launch is or was, and what became of it or of a landing."""


class Vehicle(NamedTuple):
    """A kind of record that may land; `landed` is the instant at which its landing counts."""

    model: Any
    net: str
    landed: F | Coalesce


STAGE = Vehicle(models.FirstStage, "rocket__launch__net", F("rocket__launch__net"))
SPACECRAFT = Vehicle(models.SpacecraftFlight, "launch__net", Coalesce("mission_end", "launch__net"))
PAYLOAD = Vehicle(models.PayloadFlight, "launch__net", F("launch__net"))
VEHICLES = (STAGE, SPACECRAFT, PAYLOAD)


class Counts(NamedTuple):
    """Attempts of the past, by outcome."""

    successful: int = 0
    failed: int = 0

    @property
    def attempted(self) -> int:
        return self.successful + self.failed


def launches_by(group: str, keys: Keys) -> Mapping[Any, Attempts]:
    """Every launch, grouped by a lookup from `Launch`."""
    groups: defaultdict[Any, Attempts] = defaultdict(dict)
    rows = among(models.Launch.objects.all(), group, keys).values_list(group, "pk", "net", "status_id")
    for key, pk, net, status in rows.iterator():
        groups[key][pk] = (net, OUTCOMES.get(status, Outcome.UNKNOWN))
    return groups


def landings_by(vehicle: Vehicle, group: str, keys: Keys) -> Mapping[Any, Attempts]:
    """Every landing of a kind of vehicle, grouped by a lookup from its model."""
    groups: defaultdict[Any, Attempts] = defaultdict(dict)
    landed = vehicle.model.objects.exclude(landing=None).exclude(**{vehicle.net: None})
    rows = among(landed, group, keys).values_list(
        group, "landing_id", vehicle.landed, "landing__attempt", "landing__success"
    )
    for key, pk, instant, attempt, success in rows.iterator():
        groups[key][pk] = (instant, LANDING_OUTCOMES.get((attempt, success), Outcome.UNKNOWN))
    return groups


def count_launches(group: str, keys: Keys, now: datetime, **facts: object) -> Mapping[Any, Counts]:
    """Launches of the past by outcome, of those with some facts, grouped by a lookup from `Launch` and counted in the
    database.
    """
    launches = among(models.Launch.objects.filter(net__lte=now, **facts), group, keys)
    return _count(launches, group, "pk", Q(status__in=SUCCESSFUL), Q(status__in=FAILED))


def count_landings(group: str, keys: Keys, now: datetime, *vehicles: Vehicle) -> Mapping[Any, Counts]:
    """Landings of the past by outcome, of some kinds of vehicles, grouped by a lookup from their models and counted in
    the database. A landing is of one vehicle (`checks.landings` reports others), so those of several kinds are added.
    """
    total: defaultdict[Any, Counts] = defaultdict(Counts)
    for vehicle in vehicles:
        landed = vehicle.model.objects.alias(landed=vehicle.landed).filter(landed__lte=now, landing__attempt=True)
        counted = _count(
            among(landed, group, keys), group, "landing", Q(landing__success=True), Q(landing__success=False)
        )
        for key, counts in counted.items():
            total[key] = Counts(total[key].successful + counts.successful, total[key].failed + counts.failed)
    return total


def _count(rows: "QuerySet[Any, Any]", group: str, what: str, successful: Q, failed: Q) -> Mapping[Any, Counts]:
    counted = (
        rows.order_by()
        .values_list(group)
        .annotate(
            succeeded=Count(what, filter=successful, distinct=True),
            not_succeeded=Count(what, filter=failed, distinct=True),
        )
    )
    return {key: Counts(succeeded, not_succeeded) for key, succeeded, not_succeeded in counted}


def landing_counters(landed: Tally | Counts, suffix: str = "") -> Values:
    return {
        f"attempted_landings{suffix}": landed.attempted,
        f"successful_landings{suffix}": landed.successful,
        f"failed_landings{suffix}": landed.failed,
    }


def launch_counters(launches: Attempts, landings: Attempts, now: datetime) -> Values:
    """The columns of `LaunchCounters`, of launches and of the landings of their first stages."""
    launched, landed = tally(launches.values(), now), tally(landings.values(), now)
    return {
        "total_launch_count": launched.attempted,
        "consecutive_successful_launches": launched.consecutive,
        "successful_launches": launched.successful,
        "failed_launches": launched.failed,
        "pending_launches": launched.pending,
        **landing_counters(landed),
        "consecutive_successful_landings": landed.consecutive,
    }
