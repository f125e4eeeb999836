"""Checks of launches: those that lack what upstream's always have, and those that cannot have happened."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from .. import models
from .flights import Contradiction

EXPECTED = ("launch_service_provider", "mission", "pad", "rocket", "status")
"""Relations that are null in no launch of upstream: it has an "Unknown Pad" at each location. Clients read them without
asking whether they are there. They may be null here, because an editor may not know them yet.
"""

MIN_TURNAROUND = timedelta(hours=12)
"""No booster is on two launches within less. The fastest turnaround so far took nine days."""


class IncompleteLaunch(NamedTuple):
    """The primary key of a launch, and the relations that it lacks."""

    pk: UUID
    lacks: tuple[str, ...]


def incomplete_launches() -> Iterator[IncompleteLaunch]:
    """Launches that lack some of `EXPECTED`."""
    lacking = Q.create([(name, None) for name in EXPECTED], connector=Q.OR)
    for pk, *keys in models.Launch.objects.filter(lacking).order_by("net", "pk").values_list("pk", *EXPECTED):
        yield IncompleteLaunch(pk, tuple(name for name, key in zip(EXPECTED, keys, strict=True) if key is None))


def contradictions_of_launches(now: datetime) -> Iterator[Contradiction]:
    """Pads without a location, designators that stand twice, launches before a maiden flight, and flights of boosters
    that were elsewhere or lost.
    """
    for pk in models.Pad.objects.filter(location=None).order_by("pk").values_list("pk", flat=True):
        yield Contradiction(models.Pad, pk, "it has no location", is_doubtful=True)
    yield from _designators()
    yield from _maiden_flights()
    yield from _boosters(now)


def _designators() -> Iterator[Contradiction]:
    named = models.Launch.objects.exclude(launch_designator=None).order_by()
    twice = named.values("launch_designator").annotate(count=Count("pk")).filter(count__gt=1)
    launches = named.filter(launch_designator__in=twice.values("launch_designator"))
    for pk, designator in launches.order_by("net", "pk").values_list("pk", "launch_designator"):
        yield Contradiction(models.Launch, pk, f"another launch has its designator {designator}", is_doubtful=True)


def _maiden_flights() -> Iterator[Contradiction]:
    """A maiden flight is a day, and so is compared with the day of the launch."""
    launches = models.Launch.objects.exclude(rocket__configuration__maiden_flight=None).order_by("net", "pk")
    for pk, net, day in launches.values_list("pk", "net", "rocket__configuration__maiden_flight").iterator():
        if day is not None and net.date() < day:
            why = f"its launcher configuration first flew on {day}"
            yield Contradiction(models.Launch, pk, why, is_doubtful=True)


def _boosters(now: datetime) -> Iterator[Contradiction]:
    """Two flights of one booster one after the other: it must have come home from the first before the second."""
    flights = models.FirstStage.objects.filter(rocket__launch__net__lte=now).order_by("launcher", "rocket__launch__net")
    rows = flights.values_list(
        "launcher_id", "pk", "rocket__launch__net", "landing__attempt", "landing__success"
    ).iterator()
    for (launcher, _, before, attempt, success), (other, pk, net, *_) in pairwise(rows):
        if launcher != other:
            continue
        if net - before < MIN_TURNAROUND:
            why = f"its launcher was on another launch at {before}"
            yield Contradiction(models.FirstStage, pk, why, is_doubtful=True)
        elif attempt is False or success is False:
            yield Contradiction(models.FirstStage, pk, f"its launcher was lost after the launch at {before}")
