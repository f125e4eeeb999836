"""The page of a spacecraft: its flights as bars with the docked stays inside, and the turnarounds between."""

from typing import Any

from downrange.catalog import clock, models
from downrange.catalog.derived.formulas import duration

from .figures import Figure, grouped, growing, shown, sum_of
from .timelines import Bar, Row, timeline
from .visit import Answer, Visit
from .words import short_day, span

LEGEND = (("flight", "in space"), ("docked", "docked"), ("turn", "turnaround"))


def craft(visit: Visit, key: str) -> Answer:
    found = visit.find(
        models.Spacecraft.objects.select_related(
            "status", "image__license", "spacecraft_config__agency", "spacecraft_config__image__license"
        ),
        key,
    )
    at = visit.snapshot.figures_now
    if found.in_space:
        clock.mark_time_dependent(visit.snapshot.next_figures)
    flights = list(
        found.flights.select_related("launch__net_precision", "mission_end_precision", "landing__landing_location")
        .prefetch_related("onboard_crew__astronaut", "docking_events__docking_location__spacestation")
        .order_by("launch__net")
    )
    logged = [flight for flight in flights if flight.launch.net <= at]
    dockings = [event for flight in logged for event in flight.docking_events.all() if event.docking <= at]
    durations = [duration(flight.as_logged, at) for flight in logged]
    docked = [(event.departure or at) - event.docking for event in dockings]
    own = visit.sources("spacecraft", found.pk).page
    flown = visit.sources("spacecraft_flights", spacecraft=found.pk).page
    context = {
        "title": found.name,
        "craft": found,
        "image": found.image or found.spacecraft_config.image,
        "flights": [(flight, _duration(flight, at), _stays(flight, at)) for flight in flights],
        "chart": timeline(
            "Its flights",
            [Row("", tuple(_items(logged, at)))],
            at,
            legend=LEGEND,
            caption="Bars are flights from launch to mission end.",
            source=visit.sources("spacecraft_flights", spacecraft=found.pk),
        )
        if logged
        else None,
        "figures": shown(
            [
                Figure("flights", grouped(found.flights_count), flown),
                Figure(
                    "in space",
                    span(growing(found.time_in_space_offset, found.time_in_space_rate, at)),
                    own,
                    sum_of(durations),
                ),
                Figure(
                    "docked",
                    span(growing(found.time_docked_offset, found.time_docked_rate, at)),
                    own,
                    sum_of(docked),
                )
                if dockings
                else None,
                Figure(
                    "fastest turnaround",
                    span(found.fastest_turnaround),
                    own,
                    "the least time from a landing to the next launch",
                )
                if found.fastest_turnaround
                else None,
            ]
        ),
        "sources": visit.sources("spacecraft", found.pk),
    }
    return visit.render("craft", context, section="spacecraft")


def _items(flights: list[models.SpacecraftFlight], at: Any) -> list[Bar]:
    items = []
    for flight in flights:
        end = flight.mission_end or flight.mission_end_instant
        turnaround: Any = flight.turn_around_time
        if turnaround:
            items.append(
                Bar(
                    flight.launch.net - turnaround,
                    flight.launch.net,
                    f"turnaround of {span(turnaround)}",
                    css="turn",
                    inner=True,
                )
            )
        label = f"{flight.launch.name}: {short_day(flight.launch.net)} to {short_day(end) if end else 'now'}"
        items.append(Bar(flight.launch.net, end, label, f"#flight-{flight.pk}"))
        items += [
            Bar(
                event.docking,
                event.departure or end,
                f"docked at {event.docking_location} from {short_day(event.docking)}"
                + (f" to {short_day(event.departure)}" if event.departure else ""),
                css="docked",
                inner=True,
            )
            for event in flight.docking_events.all()
            if event.docking <= at
        ]
    return items


def _duration(flight: models.SpacecraftFlight, at: Any) -> str:
    if flight.launch.net > at:
        return "planned"
    length = duration(flight.as_logged, at)
    return "not known" if length is None else span(length)


def _stays(flight: models.SpacecraftFlight, at: Any) -> list[tuple[models.DockingEvent, str]]:
    events = sorted(flight.docking_events.all(), key=lambda event: event.docking)
    return [(event, span((event.departure or at) - event.docking)) for event in events if event.docking <= at]
