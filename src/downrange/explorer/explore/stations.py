"""The page of a station: dockings at each port over time, and a diagram of the vehicles docked now."""

from collections import defaultdict
from datetime import UTC, datetime, time
from math import cos, pi, sin
from textwrap import shorten
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from downrange.catalog import models

from .charts import WIDTH, drawing
from .figures import Figure, grouped, shown
from .links import page_of
from .timelines import Bar, Row, timeline
from .visit import Answer, Visit
from .words import short_day, span

PLAN_HEIGHT = 540
CORE, SPOKE = 78, 168
"""Radii of the station and of its ports on the plan."""
STRETCH = 1.35
ROW_HEIGHT = 15
MAX_NAME = 24
"""Characters of a ship on the plan."""


def station(visit: Visit, key: str) -> Answer:
    found = visit.find(models.SpaceStation.objects.select_related("status", "type", "orbit", "image__license"), key)
    at = visit.snapshot.figures_now
    events = list(
        models.DockingEvent.objects.filter(space_station_target=found, docking__lte=at)
        .select_related(
            "docking_location",
            "flight_vehicle_chaser__spacecraft",
            "payload_flight_chaser__payload",
            "space_station_chaser",
        )
        .order_by("docking")
    )
    ports = list(models.DockingLocation.objects.filter(spacestation=found).order_by("name_sort_key"))
    docked = {event.docking_location_id: event for event in events if _lasts(event, at)}
    own = visit.sources("space_stations", found.pk).page
    visits = visit.sources("docking_events", space_station_target__id=found.pk).page
    context = {
        "title": found.name,
        "station": found,
        "image": found.image,
        "owners": found.owners.all(),
        "expeditions": found.expeditions.order_by("-start")[:12],
        "plan": _plan(found, ports, docked) if ports and not found.deorbited else None,
        "ports": [(port, docked.get(port.pk)) for port in ports],
        "chart": _ports(visit, found, events),
        "figures": shown(
            [
                Figure(
                    "aboard",
                    grouped(found.onboard_crew),
                    own,
                    "people who came, or will land, in a ship docked now",
                )
                if not found.deorbited
                else None,
                Figure("docked now", grouped(len(docked)), f"{visits}&docked=true") if not found.deorbited else None,
                Figure("visits", grouped(len(events)), visits, "dockings on record"),
                Figure(
                    "expeditions",
                    grouped(found.expeditions.count()),
                    visit.sources("expeditions", space_station=found.pk).page,
                )
                if found.expeditions.exists()
                else None,
            ]
        ),
        "sources": visit.sources("space_stations", found.pk),
    }
    return visit.render("station", context, section="stations")


def chaser(event: models.DockingEvent) -> Any:
    """What came: a spacecraft, a module's payload, or another station."""
    if event.flight_vehicle_chaser:
        return event.flight_vehicle_chaser.spacecraft
    if event.payload_flight_chaser:
        return event.payload_flight_chaser.payload
    return event.space_station_chaser


def _lasts(event: models.DockingEvent, at: datetime) -> bool:
    return event.docking <= at and (event.departure is None or event.departure > at)


def _ports(visit: Visit, found: models.SpaceStation, events: list[models.DockingEvent]) -> Any:
    """One row a port, one bar a visit; the ports in the order of their first visits."""
    at = visit.snapshot.figures_now
    gone = datetime.combine(found.deorbited, time(), UTC) if found.deorbited else None
    by_port: defaultdict[str, list[Bar]] = defaultdict(list)
    table = []
    for event in events:
        ship, port = chaser(event), event.docking_location.name
        end = event.departure or gone
        until = short_day(event.departure) if event.departure else "still docked" if gone is None else "to the end"
        by_port[port].append(
            Bar(event.docking, end, f"{ship}: {short_day(event.docking)} to {until}", page_of(ship), css="docked")
        )
        table.append((port, str(ship), short_day(event.docking), until, span((end or at) - event.docking)))
    return timeline(
        "Its ports over time",
        [Row(port, tuple(bars)) for port, bars in by_port.items()],
        at,
        head=("Port", "Visitor", "Docked", "Left", "Stayed"),
        table=reversed(table),
        caption="One row a port, one bar a visit; a bar leads to the visitor.",
        source=visit.sources("docking_events", space_station_target__id=found.pk),
    )


def _plan(
    found: models.SpaceStation, ports: list[models.DockingLocation], docked: dict[int, models.DockingEvent]
) -> SafeString:
    """The ports around the station, each with the ship that is docked there. Where a port is on the hull, its name
    says; the plan is no drawing of the station.
    """
    middle, body = PLAN_HEIGHT / 2, []
    for number, port in enumerate(ports):
        angle = 2 * pi * (number + 0.5) / len(ports) - pi / 2
        x, y = cos(angle) * STRETCH, sin(angle)
        event = docked.get(port.pk)
        css = "docked" if event else "free"
        ex, ey = WIDTH / 2 + x * SPOKE, middle + y * SPOKE
        anchor = "begin" if x > 0.15 else "end" if x < -0.15 else "middle"
        tx, ty = WIDTH / 2 + x * (SPOKE + 20), middle + y * (SPOKE + 30) + 4
        body.append(
            f'<path class="spoke {css}" d="M{WIDTH / 2 + x * CORE:.1f} {middle + y * CORE:.1f}L{ex:.1f} {ey:.1f}"/>'
        )
        body.append(f'<circle class="{css}" cx="{ex:.1f}" cy="{ey:.1f}" r="{9 if event else 5}"/>')
        if event:
            ship = chaser(event)
            text = shorten(str(ship), MAX_NAME, placeholder=" …")
            name = f'<text class="{anchor} strong" x="{tx:.1f}" y="{ty:.1f}">{escape(text)}</text>'
            href = page_of(ship)
            body.append(f'<a href="{escape(href)}">{name}</a>' if href else name)
            ty += ROW_HEIGHT
        body.append(f'<text class="{anchor} small" x="{tx:.1f}" y="{ty:.1f}">{escape(port.name)}</text>')
    body.append(f'<ellipse class="core" cx="{WIDTH / 2}" cy="{middle}" rx="{CORE * STRETCH:.0f}" ry="{CORE}"/>')
    words = found.name.split()
    for line, word in enumerate(words):
        y = middle + 5 + (line - (len(words) - 1) / 2) * 19
        body.append(f'<text class="middle strong onfill" x="{WIDTH / 2}" y="{y:.1f}">{escape(word)}</text>')
    return drawing(f"Who is docked at {found.name}", "".join(body), PLAN_HEIGHT)


def stations_chart(visit: Visit) -> Any:
    """All stations, from their founding to their end."""
    rows = []
    for found in models.SpaceStation.objects.order_by("founded", "pk"):
        end = datetime.combine(found.deorbited, time(), UTC) if found.deorbited else None
        until = short_day(end) if end else "now"
        label = f"{found.name}: {short_day(found.founded)} to {until}"
        start = datetime.combine(found.founded, time(), UTC)
        rows.append(Row(found.name, (Bar(start, end, label, page_of(found)),), page_of(found)))
    return timeline("Half a century of stations", rows, visit.snapshot.figures_now)
