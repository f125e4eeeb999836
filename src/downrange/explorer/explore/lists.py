"""The lists of people, spacecraft, stations, rockets, boosters, places, pads and agencies: those of the API."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.http import QueryDict

from downrange.api.query import ListQuery
from downrange.api.select import select_page
from downrange.api.v230 import CONTRACT
from downrange.catalog import clock

from . import places, stations
from .figures import grouped, growing
from .launches import api_parameters
from .visit import Answer, Sources, Visit, with_parameter
from .words import short_day, span

PAGE = 60
Cell = Callable[[Any, datetime], Any]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list: the resource of the API that selects its records, and a column for each entry of `columns`: its heading,
    what it says of a record, and the ordering that a click on the heading asks for, if there is one.
    """

    title: str
    noun: str
    route: str
    section: str
    columns: tuple[tuple[str, Cell, str], ...]
    ordering: str
    filters: tuple[tuple[str, str, str], ...] = ()
    """Labels, names and values of parameters that are offered."""
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


def listing(listed: Listing, visit: Visit) -> Answer:
    resource = CONTRACT.lists[listed.route]
    parameters = visit.parameters.copy()
    parameters.setdefault("limit", str(PAGE))
    parameters.setdefault("ordering", listed.ordering)
    query = ListQuery.read(resource, parameters)
    count, keys = select_page(resource, query, visit.snapshot, visit.selections)
    at = visit.snapshot.figures_now
    clock.mark_time_dependent(visit.snapshot.next_figures)
    records = resource.model._default_manager.select_related(*listed.related).prefetch_related(*listed.many)
    found = records.in_bulk(keys)
    given = api_parameters(parameters)
    ordering = ",".join(query.ordering)
    context = {
        "title": listed.title,
        "noun": listed.noun,
        "head": [_heading(visit.parameters, label, order, ordering) for label, _, order in listed.columns],
        "rows": [(found[key], [cell(found[key], at) for _, cell, _ in listed.columns]) for key in keys if key in found],
        "count": count,
        "first": query.offset + 1 if keys else 0,
        "last": query.offset + len(keys),
        "previous": _page(visit.parameters, query.offset - query.limit) if query.offset else "",
        "next": _page(visit.parameters, query.offset + query.limit) if query.offset + query.limit < count else "",
        "filters": [
            (label, _toggled(visit.parameters, name, value), visit.parameters.get(name) == value)
            for label, name, value in listed.filters
        ],
        "search": visit.parameters.get("search", ""),
        "kept": [(name, visit.parameters[name]) for name in visit.parameters if name not in ("search", "offset")],
        "ignored": query.ignored,
        "map": places.world() if listed.route == "locations" else None,
        "chart": stations.stations_chart(visit) if listed.route == "space_stations" else None,
        "sources": Sources(listed.route, given, origin=visit.origin),
    }
    return visit.render("list", context, section=listed.section)


def _heading(parameters: QueryDict, label: str, order: str, ordering: str) -> tuple[str, str, str]:
    """The label of a column, where a click leads, and `ascending` or `descending` where the list is so ordered."""
    if not order:
        return label, "", ""
    plain = order.removeprefix("-")
    if ordering.removeprefix("-") != plain:
        return label, with_parameter(parameters, ordering=order), ""
    turned = plain if ordering.startswith("-") else f"-{plain}"
    return label, with_parameter(parameters, ordering=turned), "descending" if ordering.startswith("-") else "ascending"


def _toggled(parameters: QueryDict, name: str, value: str) -> str:
    return with_parameter(parameters, **{name: "" if parameters.get(name) == value else value})


def _page(parameters: QueryDict, offset: int) -> str:
    query = parameters.copy()
    query["offset"] = str(max(0, offset))
    return f"?{query.urlencode()}"


def _names(records: Any) -> str:
    return ", ".join(str(record) for record in records.all())


def _time_in_space(record: Any, at: datetime) -> str:
    if not record.flights_count:
        return ""
    return span(growing(record.time_in_space_offset, record.time_in_space_rate, at))


TIME_IN_SPACE = ("In space", _time_in_space, "-time_in_space")
LISTS: dict[str, Callable[[Visit], Answer]] = {
    name: partial(listing, listed)
    for name, listed in {
        "people": Listing(
            title="People",
            noun="people",
            route="astronauts",
            section="people",
            ordering="-time_in_space",
            related=("agency", "status"),
            many=("nationality",),
            filters=(("In space", "in_space", "true"), ("Has flown", "has_flown", "true")),
            columns=(
                ("Nationality", lambda r, at: ", ".join(c.nationality_name or c.name for c in r.nationality.all()), ""),
                ("Agency", lambda r, at: r.agency.abbrev or r.agency.name if r.agency else "", ""),
                ("Flights", lambda r, at: r.flights_count, "-flights_count"),
                TIME_IN_SPACE,
                ("Spacewalks", lambda r, at: r.spacewalks_count or "", "-spacewalks_count"),
                ("Last flight", lambda r, at: short_day(r.last_flight) if r.last_flight else "", "-last_flight"),
            ),
        ),
        "spacecraft": Listing(
            title="Spacecraft",
            noun="spacecraft",
            route="spacecraft",
            section="spacecraft",
            ordering="-id",
            related=("spacecraft_config", "status"),
            filters=(("In space", "in_space", "true"),),
            columns=(
                ("Kind", lambda r, at: r.spacecraft_config.name, ""),
                ("Status", lambda r, at: r.status.name, ""),
                ("Flights", lambda r, at: r.flights_count, "-flights_count"),
                TIME_IN_SPACE,
                (
                    "Docked",
                    lambda r, at: (
                        span(growing(r.time_docked_offset, r.time_docked_rate, at))
                        if r.time_docked_offset or r.time_docked_rate
                        else ""
                    ),
                    "-time_docked",
                ),
            ),
        ),
        "stations": Listing(
            title="Stations",
            noun="stations",
            route="space_stations",
            section="stations",
            ordering="-founded",
            related=("status", "orbit"),
            many=("owners",),
            columns=(
                ("Of", lambda r, at: _names(r.owners), ""),
                ("Status", lambda r, at: r.status.name if r.status else "", ""),
                ("Since", lambda r, at: short_day(r.founded), "-founded"),
                ("Until", lambda r, at: short_day(r.deorbited) if r.deorbited else "", ""),
                ("Aboard", lambda r, at: r.onboard_crew or "", "-onboard_crew"),
            ),
        ),
        "rockets": Listing(
            title="Rockets",
            noun="rockets",
            route="launcher_configurations",
            section="rockets",
            ordering="-total_launch_count",
            related=("manufacturer",),
            filters=(("In use", "active", "true"),),
            columns=(
                ("Maker", lambda r, at: r.manufacturer.name if r.manufacturer else "", ""),
                ("First flight", lambda r, at: short_day(r.maiden_flight) if r.maiden_flight else "", "maiden_flight"),
                ("Launches", lambda r, at: grouped(r.total_launch_count), "-total_launch_count"),
                ("Failures", lambda r, at: r.failed_launches or "", "-failed_launches"),
                ("Planned", lambda r, at: r.pending_launches or "", "-pending_launches"),
            ),
        ),
        "boosters": Listing(
            title="Boosters",
            noun="boosters",
            route="launchers",
            section="boosters",
            ordering="-flights",
            related=("launcher_config", "status"),
            columns=(
                ("Rocket", lambda r, at: str(r.launcher_config), ""),
                ("Status", lambda r, at: r.status.name if r.status else "", ""),
                ("Flights", lambda r, at: r.flights, "-flights"),
                (
                    "Landings",
                    lambda r, at: f"{r.successful_landings} of {r.attempted_landings}",
                    "-successful_landings",
                ),
                ("Last flight", lambda r, at: short_day(r.last_launch_date) if r.last_launch_date else "", ""),
            ),
        ),
        "places": Listing(
            title="Places",
            noun="launch places",
            route="locations",
            section="places",
            ordering="-total_launch_count",
            related=("country",),
            columns=(
                ("Country", lambda r, at: r.country.name if r.country else "", ""),
                ("Launches", lambda r, at: grouped(r.total_launch_count), "-total_launch_count"),
                (
                    "Landings",
                    lambda r, at: grouped(r.total_landing_count) if r.total_landing_count else "",
                    "-total_landing_count",
                ),
            ),
        ),
        "pads": Listing(
            title="Pads",
            noun="pads",
            route="pads",
            section="places",
            ordering="-total_launch_count",
            related=("location",),
            columns=(
                ("Place", lambda r, at: str(r.location or ""), "location__name"),
                ("Launches", lambda r, at: grouped(r.total_launch_count), "-total_launch_count"),
            ),
        ),
        "agencies": Listing(
            title="Agencies",
            noun="agencies",
            route="agencies",
            section="agencies",
            ordering="-total_launch_count",
            related=("type",),
            many=("country",),
            columns=(
                ("Country", lambda r, at: _names(r.country), ""),
                ("Kind", lambda r, at: r.type.name, ""),
                ("Launches", lambda r, at: grouped(r.total_launch_count), "-total_launch_count"),
                ("Failures", lambda r, at: r.failed_launches or "", "-failed_launches"),
                ("Planned", lambda r, at: r.pending_launches or "", "-pending_launches"),
            ),
        ),
    }.items()
}
