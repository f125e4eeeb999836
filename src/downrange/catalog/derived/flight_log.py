"""The flight log as figures are counted from it: launches and landings, counted in the database by a lookup.

A record that refers to one that is not there, as a damaged database may have, is left out, so that the rest can still
be counted.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from .. import models
from .derivation import Keys, Values, among
from .formulas import Tally, tally

# contract, 02 §16: a partial failure counts as a failure, a deployed payload as a success.
SUCCESSFUL, FAILED = (3, 9), (4, 7)
"""Primary keys of launch statuses."""

SUBORBITAL = "Suborbital"
"""The name of the orbit that marks a suborbital launch (contract, config/orbits)."""

LAUNCH = ("net", "status_id")
LANDING = ("attempt", "success")
"""The columns that say when a launch is or was, and what became of it or of a landing."""

SUCCEEDED, DID_NOT = Q(status__in=SUCCESSFUL), Q(status__in=FAILED)
LANDED, CRASHED = (Q(landing__attempt=True, landing__success=success) for success in (True, False))
"""What became of a launch, and of a vehicle's landing; of others nothing is known."""


class Vehicle(NamedTuple):
    """A kind of record that may land; `landed` is the instant at which its landing counts."""

    model: Any
    landed: F | Coalesce


STAGE = Vehicle(models.FirstStage, F("rocket__launch__net"))
SPACECRAFT = Vehicle(models.SpacecraftFlight, Coalesce("mission_end", "launch__net"))
PAYLOAD = Vehicle(models.PayloadFlight, F("launch__net"))
VEHICLES = (STAGE, SPACECRAFT, PAYLOAD)


class Counts(NamedTuple):
    """Attempts of the past, by outcome."""

    successful: int = 0
    failed: int = 0

    @property
    def attempted(self) -> int:
        return self.successful + self.failed


def count_launches(group: str, keys: Keys, now: datetime, **facts: object) -> Mapping[Any, Counts]:
    """Launches of the past by outcome, of those with some facts, grouped by a lookup from `Launch`."""
    launches = among(models.Launch.objects.filter(net__lte=now, **facts), group, keys)
    return _count(launches, group, SUCCEEDED, DID_NOT)


def count_landings(group: str, keys: Keys, now: datetime, *vehicles: Vehicle) -> Mapping[Any, Counts]:
    """Landings of the past by outcome, of some kinds of vehicles, grouped by a lookup from their models. A landing is
    of one vehicle (`checks.landings` reports others), so those of several kinds are added.
    """
    total: defaultdict[Any, Counts] = defaultdict(Counts)
    for vehicle in vehicles:
        for key, counts in _count(_landed(vehicle, group, keys, now), group, LANDED, CRASHED).items():
            total[key] = Counts(total[key].successful + counts.successful, total[key].failed + counts.failed)
    return total


def tally_launches(group: str, keys: Keys, now: datetime) -> Mapping[Any, Tally]:
    """Launches of the past, counted in order, grouped by a lookup from `Launch`."""
    launches = models.Launch.objects.alias(instant=F("net")).filter(net__lte=now)
    return _tally(among(launches, group, keys), group, SUCCEEDED, DID_NOT)


def tally_landings(vehicle: Vehicle, group: str, keys: Keys, now: datetime) -> Mapping[Any, Tally]:
    """Landings of the past of a kind of vehicle, counted in order, grouped by a lookup from its model."""
    return _tally(_landed(vehicle, group, keys, now), group, LANDED, CRASHED)


def pending_launches(group: str, keys: Keys, now: datetime) -> Mapping[Any, int]:
    """How many launches lie ahead, grouped by a lookup from `Launch`."""
    launches = among(models.Launch.objects.filter(net__gt=now), group, keys).order_by()
    return dict(launches.values_list(group).annotate(pending=Count("*")))


def _landed(vehicle: Vehicle, group: str, keys: Keys, now: datetime) -> "QuerySet[Any, Any]":
    vehicles = vehicle.model.objects.alias(instant=vehicle.landed).filter(instant__lte=now, landing__attempt=True)
    return among(vehicles, group, keys)


def _count(rows: "QuerySet[Any, Any]", group: str, successful: Q, failed: Q) -> Mapping[Any, Counts]:
    counted = rows.order_by().values_list(group)
    row = Value(1)  # not the primary key, which the index of pads does not contain
    counted = counted.annotate(succeeded=Count(row, filter=successful), did_not=Count(row, filter=failed))
    return {key: Counts(succeeded, did_not) for key, succeeded, did_not in counted}


def _tally(rows: "QuerySet[Any, Any]", group: str, successful: Q, failed: Q) -> Mapping[Any, Tally]:
    failures: defaultdict[Any, list[bool]] = defaultdict(list)
    outcomes = rows.filter(successful | failed).annotate(is_failure=Case(When(failed, then=True), default=False))
    for key, is_failure in outcomes.order_by("instant", "is_failure").values_list(group, "is_failure").iterator():
        failures[key].append(is_failure)
    return {key: tally(outcomes) for key, outcomes in failures.items()}


def landing_counters(landed: Tally | Counts, suffix: str = "") -> Values:
    return {
        f"attempted_landings{suffix}": landed.attempted,
        f"successful_landings{suffix}": landed.successful,
        f"failed_landings{suffix}": landed.failed,
    }


def launch_counters(launched: Tally, landed: Tally, pending: int) -> Values:
    """The columns of `LaunchCounters`, of launches and of the landings of their first stages."""
    return {
        "total_launch_count": launched.attempted,
        "consecutive_successful_launches": launched.consecutive,
        "successful_launches": launched.successful,
        "failed_launches": launched.failed,
        "pending_launches": pending,
        **landing_counters(landed),
        "consecutive_successful_landings": landed.consecutive,
    }
