"""The page of a person: stays in space as bars, with spacewalks on them."""

from datetime import datetime

from downrange.catalog import clock, models
from downrange.catalog.derived.formulas import age, duration
from downrange.catalog.derived.logged import Ride, Seats

from .figures import Figure, grouped, growing, shown, sum_of
from .timelines import Bar, Mark, Row, timeline
from .visit import Answer, Visit
from .words import short_day, span

LEGEND = (("flight", "in space"), ("good", "spacewalk"))


def person(visit: Visit, key: str) -> Answer:
    found = visit.find(models.Astronaut.objects.select_related("status", "type", "agency", "image__license"), key)
    at = visit.snapshot.figures_now
    if found.in_space:
        clock.mark_time_dependent(visit.snapshot.next_figures)
    ridden = Seats.of([found.pk]).rides(found.pk)
    flights = models.SpacecraftFlight.objects.select_related("spacecraft", "launch__net_precision").in_bulk(
        {flight.pk for ride in ridden for flight in ride}
    )
    walks = list(models.Spacewalk.objects.filter(crew__astronaut=found, start__lte=at).distinct().order_by("start"))
    begun = [stay for stay in ridden if stay.up.net <= at]
    items = [
        Bar(
            stay.up.net,
            stay.down.mission_end,
            f"{flights[stay.up.pk].spacecraft}, {short_day(stay.up.net)}",
            f"#stay-{stay.up.pk}",
        )
        for stay in begun
        if stay.down.mission_end_date is None
    ]
    own = visit.sources("astronauts", found.pk).page
    context = {
        "title": found.name,
        "person": found,
        "image": found.image,
        "years": age(found.date_of_birth, found.date_of_death, visit.snapshot.now),
        "nationality": ", ".join(country.nationality_name or country.name for country in found.nationality.all()),
        "stays": [(stay, flights[stay.up.pk], flights[stay.down.pk], _duration(stay, at)) for stay in ridden],
        "expeditions": models.Expedition.objects.filter(crew__astronaut=found)
        .select_related("spacestation")
        .distinct()
        .order_by("start"),
        "walks": walks,
        "chart": timeline(
            "In space",
            [
                Row(
                    "",
                    (
                        *items,
                        *(Mark(walk.start, f"{walk.name}, {short_day(walk.start)}") for walk in walks if walk.start),
                    ),
                )
            ],
            at,
            legend=LEGEND if walks else LEGEND[:1],
            caption="Bars are stays, from launch to landing.",
            source=visit.sources("astronauts", found.pk),
        )
        if items
        else None,
        "figures": shown(
            [
                Figure("flights", grouped(found.flights_count), own),
                Figure(
                    "in space",
                    span(growing(found.time_in_space_offset, found.time_in_space_rate, at)),
                    own,
                    sum_of(duration(stay.flight, at) for stay in begun),
                )
                if begun
                else None,
                Figure(
                    "spacewalks",
                    grouped(found.spacewalks_count),
                    visit.sources("spacewalks", astronaut__ids=found.pk).page,
                )
                if walks
                else None,
                Figure("outside", span(found.eva_time), own, sum_of(walk.duration for walk in walks))
                if found.eva_time
                else None,
            ]
        ),
        "sources": visit.sources("astronauts", found.pk),
    }
    return visit.render("person", context, section="people")


def _duration(ride: Ride, at: datetime) -> str:
    if not ride.up.launched(at):
        return "planned"
    length = duration(ride.flight, at)
    return "not known" if length is None else span(length)
