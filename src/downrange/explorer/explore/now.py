"""`/explore/`: what is in space now and what comes next; with `?at=`, the same of any day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import ExtractDay, ExtractMonth

from downrange.api.query import read_instant
from downrange.api.v230 import CONTRACT
from downrange.catalog import clock, models
from downrange.catalog.snapshot import Snapshot

from .links import explore_path
from .outcomes import outcome
from .presence import by_place, craft_at, people_at
from .visit import Answer, Visit
from .words import TO_THE_MINUTE, countdown
from .words import day as day_in_words

NEXT = 7
LANDED = 8
ANNIVERSARIES = 60
LAUNCH = (
    "status",
    "net_precision",
    "launch_service_provider",
    "rocket__configuration__image__license",
    "pad__location",
    "image__license",
    "mission__orbit",
)
DAY = timedelta(days=1)
TIMED = (*TO_THE_MINUTE, "Hour")


def now(visit: Visit) -> Answer:
    """The page of now, or of the instant `at`."""
    instant = read_instant(CONTRACT.lists["astronauts"], visit.parameters, visit.snapshot.now)
    return _now(visit) if instant is None else _day(visit, instant)


def _now(visit: Visit) -> Answer:
    snapshot = visit.snapshot
    clock.mark_time_dependent(snapshot.now + clock.TICK)  # it counts down
    at = snapshot.figures_now
    launches = list(
        models.Launch.objects.filter(net__gt=snapshot.now).select_related(*LAUNCH).order_by("net", "pk")[:NEXT]
    )
    context = _presence(visit, at) | {
        "title": "Now",
        "next": launches[0] if launches else None,
        "next_countdown": countdown(launches[0].net, snapshot.now) if launches and is_timed(launches[0]) else "",
        "next_image": picture_of(launches[0]) if launches else None,
        "launches": [
            (launch, countdown(launch.net, snapshot.now) if is_timed(launch) else "") for launch in launches[1:]
        ],
        "landings": _landings(snapshot),
        "at": at,
        "stopped": at < snapshot.now,
    }
    return visit.render("now", context, section="now")


def _day(visit: Visit, at: datetime) -> Answer:
    start = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + DAY if start.date() < date.max else start
    of_day = models.Launch.objects.filter(net__gte=start, net__lt=end).select_related(*LAUNCH).order_by("net", "pk")
    context = _presence(visit, at, {"at": f"{at:%Y-%m-%dT%H:%MZ}"}) | {
        "title": day_in_words(start.date()),
        "at": at,
        "launches": [(launch, *outcome(launch.status_id)) for launch in of_day],
        "dockings": _dockings(start, end),
        "ends": models.SpacecraftFlight.objects.filter(
            Q(mission_end__gte=start, mission_end__lt=end) | Q(mission_end_date=start.date())
        ).select_related("spacecraft", "launch"),
        "walks": models.Spacewalk.objects.filter(start__gte=start, start__lt=end).order_by("start"),
        "years": _on_this_day(start.date()),
        "steps": _steps(at, visit.snapshot.now),
        "sources": visit.sources("astronauts", in_space="true", at=f"{at:%Y-%m-%dT%H:%MZ}"),
    }
    return visit.render("day", context, section="day")


def _presence(visit: Visit, at: datetime, parameters: dict[str, str] | None = None) -> dict[str, Any]:
    people, craft = people_at(at), craft_at(at)
    given = parameters or {}
    return {
        "people": people,
        "craft": craft,
        "places": by_place(people),
        "people_source": visit.sources("astronauts", in_space="true", **given),
        "craft_source": visit.sources("spacecraft", in_space="true", **given),
    }


def is_timed(launch: models.Launch) -> bool:
    """Whether the hour of a launch is known, so that it can be counted down to."""
    return launch.net_precision is None or launch.net_precision.name in TIMED


def picture_of(launch: models.Launch) -> models.Image | None:
    """The picture of a launch, or else of its rocket."""
    return launch.image or (launch.rocket.configuration.image if launch.rocket else None)


def _landings(snapshot: Snapshot) -> Sequence[tuple[datetime, Any, Any, Any]]:
    """The latest landings of spacecraft and boosters, with time, vehicle and outcome."""
    at = snapshot.figures_now
    landed = models.SpacecraftFlight.objects.filter(mission_end__lte=at).select_related(
        "spacecraft", "landing__landing_location", "landing__type"
    )
    stages = models.FirstStage.objects.filter(rocket__launch__net__lte=at, landing__attempt=True).select_related(
        "launcher", "landing__landing_location", "landing__type", "rocket__launch"
    )
    both: list[tuple[datetime, Any, Any, Any]] = [
        (flight.mission_end, flight.spacecraft, flight.landing, None)
        for flight in landed.order_by("-mission_end")[:LANDED]
        if flight.mission_end
    ]
    both += [
        (stage.rocket.launch.net, stage.launcher, stage.landing, stage.rocket.launch)
        for stage in stages.order_by("-rocket__launch__net")[:LANDED]
    ]
    return sorted(both, key=lambda each: each[0], reverse=True)[:LANDED]


def _dockings(start: datetime, end: datetime) -> list[tuple[datetime, str, models.DockingEvent]]:
    events = models.DockingEvent.objects.filter(
        Q(docking__gte=start, docking__lt=end) | Q(departure__gte=start, departure__lt=end)
    ).select_related(
        "docking_location",
        "space_station_target",
        "flight_vehicle_target__spacecraft",
        "flight_vehicle_chaser__spacecraft",
    )
    said = [(event.docking, "docked at", event) for event in events if start <= event.docking < end]
    said += [(event.departure, "left", event) for event in events if event.departure and start <= event.departure < end]
    return sorted(said, key=lambda each: each[0])


def _on_this_day(day: date) -> list[tuple[models.Launch, str, str]]:
    """Launches of other years on the same day of the year."""
    found = (
        models.Launch.objects.alias(month=ExtractMonth("net"), on=ExtractDay("net"))
        .filter(month=day.month, on=day.day, status__in=(3, 4, 7, 9))
        .exclude(net__year=day.year)
        .select_related("status", "net_precision", "rocket__configuration")
        .order_by("net")[:ANNIVERSARIES]
    )
    return [(launch, *outcome(launch.status_id)) for launch in found]


def _steps(at: datetime, now: datetime) -> list[tuple[str, str, str]]:
    """Links to the days and years around: their names, addresses, and `rel`."""
    steps = []
    for name, days, years, rel in (
        ("Year before", 0, -1, ""),
        ("Day before", -1, 0, "prev"),
        ("Day after", 1, 0, "next"),
        ("Year after", 0, 1, ""),
    ):
        try:
            target = at + timedelta(days=days)
            day = 28 if years and (target.month, target.day) == (2, 29) else target.day
            target = target.replace(year=target.year + years, day=day)
        except (OverflowError, ValueError):
            continue
        if target <= now:
            steps.append((name, f"{explore_path()}?at={target:%Y-%m-%dT%H:%MZ}", rel))
    return steps
