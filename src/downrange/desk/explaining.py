"""What the figures of a record are made of: the flights and the stays, each with what it adds."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.safestring import SafeString

from downrange.catalog import clock, models
from downrange.catalog.derived.formulas import LinearDuration, Stay
from downrange.catalog.derived.logged import Seats
from downrange.catalog.revision import Revision, capped

from .judging import link
from .showing import seconds


class Part(NamedTuple):
    """The rows that a figure is the sum of."""

    figure: str
    headings: Sequence[str]
    rows: Sequence[Sequence[SafeString | str]]
    total: str
    note: str = ""


def figures_now() -> datetime:
    """The instant that figures are of: now, or where the facts end."""
    return capped(clock.tick(), Revision.current().horizon)


def linear(record: Any, name: str) -> timedelta:
    """A figure that grows, as it is stored."""
    stored = LinearDuration(getattr(record, f"{name}_offset"), getattr(record, f"{name}_rate"))
    return stored.at(figures_now())


def explain(model: type[Model], key: Any) -> list[Part]:
    """What the figures of a record are made of; nothing where there is no such record, or nothing to say."""
    explanation = EXPLANATIONS.get(model)
    if explanation is None or key is None:
        return []
    try:
        record = model._base_manager.filter(pk=model._meta.pk.to_python(key)).first()
    except ValidationError:  # no id
        return []
    return [] if record is None else explanation(record, figures_now())


def _spacecraft(craft: models.Spacecraft, now: datetime) -> list[Part]:
    flights = craft.flights.select_related("launch", "landing__landing_location").order_by("launch__net", "pk")
    rows, stays = [], []
    total, docked = LinearDuration(), LinearDuration()
    for flight in flights:
        adds = flight.as_logged.linear_duration(now)
        total += adds
        seats = models.AstronautFlight.objects.filter(launch_flights=flight).select_related("astronaut", "role")
        crew = SafeString(", ").join(link(models.Astronaut, seat.astronaut_id) for seat in seats)
        landing = link(models.Landing, flight.landing_id) if flight.landing_id else "–"
        end = flight.mission_end_date or _instant(flight.mission_end)
        rows.append(
            (
                link(type(flight), flight.pk),
                _instant(flight.launch.net),
                str(end),
                crew or "–",
                landing,
                _sum(adds, now),
            )
        )
        for event in flight.docking_events.select_related("docking_location").order_by("docking"):
            adds = Stay(event.docking, event.departure).linear_duration(now)
            docked += adds
            stays.append(
                (link(type(event), event.pk), _instant(event.docking), _instant(event.departure), _sum(adds, now))
            )
    reported = "A source reports this figure; it stands in the place of the sum."
    return [
        Part(
            "time in space",
            ("flight", "launch", "mission end", "launch crew", "landing", "adds"),
            rows,
            _sum(total, now),
            reported if craft.reported_time_in_space is not None else "",
        ),
        Part(
            "time docked",
            ("docking", "docked", "departed", "adds"),
            stays,
            _sum(docked, now),
            reported if craft.reported_time_docked is not None else "",
        ),
    ]


def _astronaut(person: models.Astronaut, now: datetime) -> list[Part]:
    rows = []
    total = LinearDuration()
    for ride in Seats.of([person.pk]).rides(person.pk):
        adds = ride.flight.linear_duration(now)
        total += adds
        there, back = (link(models.SpacecraftFlight, flight.pk) for flight in ride)
        end = ride.down.mission_end_date or _instant(ride.down.mission_end)
        rows.append((there, _instant(ride.up.net), back, str(end), _sum(adds, now)))
    headings = ("launched on", "launch", "landed with", "mission end", "adds")
    walks = models.Spacewalk.objects.filter(crew__astronaut=person, start__lte=now).order_by("start").distinct()
    spent = [(walk, walk.duration or timedelta()) for walk in walks]
    outside = [
        (link(models.Spacewalk, walk.pk), _instant(walk.start), _instant(walk.end), seconds(duration))
        for walk, duration in spent
    ]
    return [
        Part("time in space", headings, rows, _sum(total, now)),
        Part(
            "EVA time",
            ("spacewalk", "start", "end", "adds"),
            outside,
            seconds(sum((duration for _, duration in spent), timedelta())),
        ),
    ]


def _station(station: models.SpaceStation, now: datetime) -> list[Part]:
    docked = station.target_docking_events.filter(docking__lte=now).exclude(departure__lte=now).order_by("docking")
    rows = [
        (
            link(models.DockingEvent, event.pk),
            link(models.DockingLocation, event.docking_location_id),
            _instant(event.docking),
        )
        for event in docked
    ]
    return [Part("docked vehicles", ("docking", "port", "since"), rows, str(len(rows)))]


EXPLANATIONS: dict[type[Model], Callable[[Any, datetime], list[Part]]] = {
    models.Spacecraft: _spacecraft,
    models.Astronaut: _astronaut,
    models.SpaceStation: _station,
}


def _sum(duration: LinearDuration, now: datetime) -> str:
    return seconds(duration.at(now)) + (", and growing" if duration.rate else "")


def _instant(at: datetime | None) -> str:
    return "–" if at is None else f"{at:%Y-%m-%d %H:%M:%S}"
