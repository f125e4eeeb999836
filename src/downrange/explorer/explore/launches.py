"""The list of launches with its facets, and the page of a launch."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.http import urlencode

from downrange.api.query import ListQuery
from downrange.api.resource import Resource
from downrange.api.select import select, select_page
from downrange.api.v230 import CONTRACT
from downrange.catalog import clock, models

from .charts import Chart
from .links import explore_path
from .now import is_timed
from .outcomes import outcome
from .timelines import Bar, Row, timeline
from .visit import Answer, Sources, Visit, with_parameter
from .words import countdown, short_day

PAGE = 40
"""Launches on a page, unless a limit is given."""
MAX_PAGE = 100
SHOWN = 12
"""Values of a facet, by their number of launches."""
RELATED = (
    "status",
    "net_precision",
    "launch_service_provider",
    "rocket__configuration",
    "pad__location",
    "mission__orbit",
)
OWN = {"view", "limit", "offset", "format", "mode"}
"""Parameters that no link to another view of the list needs."""


@dataclass(frozen=True)
class Value:
    label: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    title: str
    values: tuple[Value, ...]
    more: int = 0


def api_parameters(parameters: QueryDict) -> dict[str, list[str]]:
    """What the API gets of the parameters of a page, those left empty not among them."""
    given = {name: [value for value in values if value] for name, values in parameters.lists() if name not in OWN}
    return {name: values for name, values in given.items() if values}


def launches(visit: Visit, route: str = "launches") -> Answer:
    """The launches that the API's parameters select, of a list of the API."""
    parameters = visit.parameters.copy()
    is_calendar = visit.parameters.get("view") == "calendar"
    parameters.setdefault("limit", str(MAX_PAGE if is_calendar else PAGE))
    listed = CONTRACT.lists[route]
    if route == "launches" and "ordering" not in parameters:
        parameters["ordering"] = "-net"
    query = ListQuery.read(listed, parameters)
    count, keys = select_page(listed, query, visit.snapshot, visit.selections)
    found = models.Launch.objects.select_related(*RELATED).in_bulk(keys[:MAX_PAGE])
    rows = [(found[key], *outcome(found[key].status_id)) for key in keys if key in found]
    given = api_parameters(parameters)
    context = {
        "title": TITLES[route],
        "rows": rows,
        "months": _months(rows) if is_calendar else None,
        "calendar": is_calendar,
        "count": count,
        "first": query.offset + 1 if rows else 0,
        "last": query.offset + len(rows),
        "previous": _at(visit.parameters, query.offset - query.limit) if query.offset else "",
        "next": _at(visit.parameters, query.offset + query.limit) if query.offset + query.limit < count else "",
        "facets": list(_facets(visit, listed, parameters)),
        "whens": [
            (label, f"{explore_path(name)}/{with_parameter(visit.parameters)}".removesuffix("."), name == route)
            for name, label in (("launches", "All"), ("launches/upcoming", "Upcoming"), ("launches/previous", "Past"))
        ],
        "views": [
            (label, with_parameter(visit.parameters, view=name), (name or None) == visit.parameters.get("view"))
            for name, label in (("", "List"), ("calendar", "Calendar"))
        ],
        "fields": visit.parameters,
        "kept": [(name, visit.parameters[name]) for name in visit.parameters if name not in FIELDS],
        "sources": Sources(listed.route, given, origin=visit.origin),
        "ignored": [text for text in query.ignored if not text.startswith(("view=",))],
        "feed": _feed(given),
    }
    return visit.render("launches", context, section="launches")


def upcoming(visit: Visit) -> Answer:
    """The launches ahead, the next first."""
    return launches(visit, "launches/upcoming")


def previous(visit: Visit) -> Answer:
    """The launches of the past, the last first."""
    return launches(visit, "launches/previous")


TITLES = {"launches": "Launches", "launches/upcoming": "Upcoming launches", "launches/previous": "Past launches"}
FIELDS = ("search", "net__gte", "net__lte", "offset", "limit")


def _feed(given: dict[str, list[str]]) -> str:
    query = urlencode({name: values for name, values in given.items() if name != "ordering"}, doseq=True)
    return f"?{query}" if query else ""


def _at(parameters: QueryDict, offset: int) -> str:
    query = parameters.copy()
    if offset > 0:
        query["offset"] = str(offset)
    else:
        query.pop("offset", None)
    return f"?{query.urlencode()}"


def _months(rows: list[Any]) -> list[tuple[date, list[list[tuple[date, bool, list[Any]]]]]]:
    """The launches of the page by month, week and day; weeks begin on Monday."""
    by_day: dict[date, list[Any]] = {}
    for row in sorted(rows, key=lambda row: row[0].net):
        by_day.setdefault(row[0].net.date(), []).append(row)
    months = []
    for first in sorted({day.replace(day=1) for day in by_day}):
        start = first - timedelta(days=first.weekday())
        weeks = []
        while start.year < first.year or (start.year == first.year and start.month <= first.month):
            days = [start + timedelta(days=number) for number in range(7)]
            weeks.append(
                [
                    (day, day.month == first.month, by_day.get(day, []) if day.month == first.month else [])
                    for day in days
                ]
            )
            start += timedelta(days=7)
        months.append((first, weeks))
    return months


def _facets(visit: Visit, listed: Resource, parameters: QueryDict) -> Iterable[Facet]:
    """What the list can be narrowed down by, each value with the number of launches that it would leave."""
    yield _facet(visit, listed, parameters, "Year", "year", ExtractYear("net"), str)
    for title, name, path, model, label in (
        ("Provider", "lsp__id", "launch_service_provider", models.Agency, "name"),
        ("Rocket", "rocket__configuration__id", "rocket__configuration", models.LauncherConfiguration, "full_name"),
        ("Place", "pad__location", "pad__location", models.Location, "name"),
        ("Outcome", "status__ids", "status", models.LaunchStatus, "name"),
    ):
        named = dict(model._default_manager.values_list("pk", label))
        yield _facet(visit, listed, parameters, title, name, path, named.get)
    yield _facet(visit, listed, parameters, "Orbit", "mission__orbit__name", "mission__orbit__name", str)


def _facet(
    visit: Visit,
    listed: Resource,
    parameters: QueryDict,
    title: str,
    name: str,
    group: Any,
    label: Callable[[Any], Any],
) -> Facet:
    others = parameters.copy()
    others.pop(name, None)
    chosen = parameters.get(name, "")
    rows = select(listed, ListQuery.read(listed, others), visit.snapshot, visit.selections).order_by()
    counts = Counter({key: count for key, count in rows.values_list(group).annotate(Count("pk")) if key is not None})
    ranked = sorted(counts.items(), key=lambda pair: (-pair[0] if name == "year" else -pair[1], str(pair[0])))
    values = tuple(
        Value(
            str(label(key)),
            number,
            with_parameter(visit.parameters, **{name: "" if str(key) == chosen else key}),
            str(key) == chosen,
        )
        for key, number in ranked
        if str(key) == chosen or not chosen
    )
    return Facet(title, values, max(0, len(values) - SHOWN))


def launch(visit: Visit, key: str) -> Answer:
    """The page of a launch."""
    found = visit.find(
        models.Launch.objects.select_related(
            *RELATED,
            "image__license",
            "pad__country",
            "mission__type",
            "mission__image__license",
            "rocket__configuration__image__license",
        ),
        key,
    )
    now = visit.snapshot.now
    ahead = found.net > now
    if ahead:
        clock.mark_time_dependent(now + clock.TICK)
    css, name = outcome(found.status_id)
    stages = list(
        models.FirstStage.objects.filter(rocket__launch=found)
        .select_related("launcher", "type", "landing__landing_location", "landing__type", "previous_flight")
        .order_by("pk")
    )
    flights = list(
        models.SpacecraftFlight.objects.filter(launch=found).select_related(
            "spacecraft__image", "landing__landing_location"
        )
    )
    seats = [
        (seat.astronaut, seat.role, flight)
        for flight in flights
        for seat in flight.launch_crew.select_related("astronaut__image", "role").order_by("role__priority", "pk")
    ]
    context = {
        "title": found.name,
        "launch": found,
        "ahead": ahead,
        "timed": is_timed(found),
        "countdown": countdown(found.net, now),
        "outcome": (css, name),
        "image": found.image or (found.rocket and found.rocket.configuration.image),
        "stages": stages,
        "flights": flights,
        "seats": seats,
        "payloads": models.PayloadFlight.objects.filter(launch=found).select_related("payload"),
        "programs": found.program.all(),
        "urls": [*found.info_urls.all(), *found.vid_urls.all()],
        "steps": found.timeline.select_related("type").order_by("relative_time", "pk"),
        "chart": _flights_chart(flights, visit),
        "sources": visit.sources("launches", found.pk),
        "before": _neighbour(found, visit, "lt", "-net"),
        "after": _neighbour(found, visit, "gt", "net"),
    }
    return visit.render("launch", context, section="launches")


def _neighbour(launch: models.Launch, visit: Visit, lookup: str, order: str) -> models.Launch | None:
    """The launch before, or after, from the same pad."""
    if launch.pad_id is None:
        return None
    return (
        models.Launch.objects.filter(pad=launch.pad_id, **{f"net__{lookup}": launch.net}).order_by(order, "pk").first()
    )


def _flights_chart(flights: list[models.SpacecraftFlight], visit: Visit) -> Chart | None:
    """What flew with the launch, to its mission end, with the docked stays inside."""
    now = visit.snapshot.figures_now
    rows = []
    for flight in flights:
        if flight.launch.net > now or flight.mission_end_date:
            continue
        items: list[Any] = [Bar(flight.launch.net, flight.mission_end, f"{flight.spacecraft} in space")]
        items += [
            Bar(
                event.docking,
                event.departure,
                f"docked at {event.docking_location} from {short_day(event.docking)}",
                css="docked",
                inner=True,
            )
            for event in flight.docking_events.filter(docking__lte=now)
            .select_related("docking_location")
            .order_by("docking")
        ]
        rows.append(Row(str(flight.spacecraft), tuple(items)))
    return (
        timeline("From launch to mission end", rows, now, legend=(("flight", "in space"), ("docked", "docked")))
        if rows
        else None
    )
