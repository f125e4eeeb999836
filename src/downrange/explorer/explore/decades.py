"""`/explore/decades/`: seven decades of launches, people and craft in space, and the records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import ExtractYear

from downrange.catalog import models
from downrange.catalog.derived.flight_log import SUBORBITAL
from downrange.catalog.derived.formulas import END_OF_TIME
from downrange.catalog.derived.logged import Seats

from .charts import Chart, Series, columns, steps
from .figures import grouped, growing
from .links import explore_path
from .outcomes import launches_per_year
from .places import world
from .visit import Answer, Visit
from .words import span

MAX_SERIES = 6
"""Countries and providers that a chart tells apart; the others are together."""
REST = ("other", "Others")
YEAR = timedelta(days=365.25)
FIRST = 1957
CAPTION = "Orbital attempts by UTC year."


def decades(visit: Visit) -> Answer:
    """All of it; one page, which holds until the catalogue changes or a year begins."""
    now = visit.snapshot.figures_now
    records = list(_records(visit))
    context = {
        "title": "Seven decades",
        "outcomes": launches_per_year(visit, "Launches by outcome"),
        "countries": _grouped(visit, "Launches by country of the provider", _countries()),
        "providers": _grouped(visit, "Launches by provider", _providers(), "lsp__id"),
        "people": _presence("People in space", now, _people(now), "flight", "people"),
        "craft": _presence("Spacecraft in space", now, _craft(now), "docked", "spacecraft"),
        "map": world(),
        "records": records,
        "sources": visit.sources("launches/previous", include_suborbital="false"),
    }
    return visit.render("decades", context, section="decades")


def _providers() -> Mapping[int, tuple[int, str]]:
    return {
        pk: (pk, abbrev if len(name) > 28 and abbrev else name)
        for pk, name, abbrev in models.Agency.objects.values_list("pk", "name", "abbrev")
    }


def _countries() -> Mapping[int, tuple[int, str]]:
    """The first country of each provider, by its id."""
    through = models.Agency.country.through._default_manager.order_by("-pk")
    return {
        agency: (country, name)
        for agency, country, name in through.values_list("agency_id", "country_id", "country__name")
    }


def _grouped(visit: Visit, title: str, groups: Mapping[int, tuple[int, str]], parameter: str = "") -> Chart | None:
    """Launches a year by a group of their providers."""
    rows = (
        models.Launch.objects.filter(net__lte=visit.snapshot.now)
        .exclude(mission__orbit__name=SUBORBITAL)
        .order_by()
        .values_list(ExtractYear("net"), "launch_service_provider")
        .annotate(Count("pk"))
    )
    numbers: defaultdict[Any, Counter[int]] = defaultdict(Counter)
    names: dict[Any, str] = {}
    for year, provider, launches in rows:
        group, name = groups.get(provider or 0, (0, "Not known"))
        numbers[group][year] += launches
        names[group] = name
    if not numbers:
        return None
    ranked = sorted(numbers, key=lambda group: -numbers[group].total())
    series = [Series(names[group], f"hue{rank}", numbers[group]) for rank, group in enumerate(ranked[:MAX_SERIES])]
    rest: Counter[int] = sum((numbers[group] for group in ranked[MAX_SERIES:]), Counter())
    if rest:
        series.append(Series(REST[1], REST[0], rest))
    years = [year for counts in numbers.values() for year in counts]

    def link(year: int) -> str:
        return f"{explore_path('launches/previous/')}?year={year}&include_suborbital=false"

    return columns(
        title,
        series,
        range(min(years), max(years) + 1),
        link,
        caption=CAPTION,
        source=visit.sources("launches/previous", include_suborbital="false"),
    )


def _people(now: datetime) -> Iterable[tuple[datetime, int]]:
    for _, (up, down) in Seats.of().all_rides():
        if up.launched(now):
            yield up.net, 1
            if down.end <= now:
                yield down.end, -1


def _craft(now: datetime) -> Iterable[tuple[datetime, int]]:
    for flight in models.SpacecraftFlight.objects.filter(launch__net__lte=now).select_related("launch"):
        end = flight.as_logged.end
        yield flight.launch.net, 1
        if end != END_OF_TIME and end <= now:
            yield end, -1


def _presence(title: str, now: datetime, changes: Iterable[tuple[datetime, int]], css: str, noun: str) -> Chart:
    """How many there were in space over time, and in the table the most of each year."""
    points, most, number = [], Counter[int](), 0
    last = FIRST
    for at, change in sorted(changes):
        for year in range(last, at.year + 1):  # who stays over the turn of a year counts in the new one
            most[year] = max(most[year], number)
        last = at.year
        number += change
        most[at.year] = max(most[at.year], number)
        points.append((_fraction(at), number))
    points.append((_fraction(now), number))
    rows = tuple((year, most[year]) for year in sorted(most, reverse=True))
    return steps(
        title,
        points,
        FIRST,
        now.year,
        css,
        rows,
        ("Year", f"Most {noun} at once"),
        "From the log of flights: launches and mission ends.",
    )


def _fraction(at: datetime) -> float:
    return at.year + (at - datetime(at.year, 1, 1, tzinfo=UTC)) / YEAR


def _records(visit: Visit) -> Iterable[tuple[str, Any, str, str]]:
    """What is the most of its kind: the name of the record, who or what holds it, the figure, and the question."""
    at = visit.snapshot.figures_now
    people = models.Astronaut.objects
    # The line of a growing figure at this instant: who is in space now may hold the record.
    longest = max(
        people.all(), key=lambda each: growing(each.time_in_space_offset, each.time_in_space_rate, at), default=None
    )
    if longest is not None and longest.flights_count:
        yield (
            "Most time in space",
            longest,
            span(growing(longest.time_in_space_offset, longest.time_in_space_rate, at)),
            visit.sources("astronauts", ordering="-time_in_space").page,
        )
    rides = Seats.of().all_rides()
    lengths = [(min(down.end, at) - up.net, person) for person, (up, down) in rides if up.launched(at)]
    if lengths:
        length, person = max(lengths)
        yield "Longest stay in space", people.get(pk=person), span(length), visit.sources("astronauts", person).page
    for label, model, column, route, noun in (
        ("Most flights of a person", models.Astronaut, "flights_count", "astronauts", "flights"),
        ("Most spacewalks", models.Astronaut, "spacewalks_count", "astronauts", "spacewalks"),
        ("Most flights of a spacecraft", models.Spacecraft, "flights_count", "spacecraft", "flights"),
        ("Most flights of a booster", models.Launcher, "flights", "launchers", "flights"),
        (
            "Rocket launched most",
            models.LauncherConfiguration,
            "total_launch_count",
            "launcher_configurations",
            "launches",
        ),
        (
            "Longest row of successes",
            models.LauncherConfiguration,
            "consecutive_successful_launches",
            "launcher_configurations",
            "launches",
        ),
        ("Busiest pad", models.Pad, "total_launch_count", "pads", "launches"),
        ("Busiest place", models.Location, "total_launch_count", "locations", "launches"),
    ):
        first = model._default_manager.order_by(f"-{column}", "pk").first()
        if first is not None and getattr(first, column):
            value = f"{grouped(getattr(first, column))} {noun}"
            yield label, first, value, visit.sources(route, ordering=f"-{column}").page
    for label, model, route in (
        ("Fastest turnaround of a booster", models.Launcher, "launchers"),
        ("Fastest turnaround of a spacecraft", models.Spacecraft, "spacecraft"),
        ("Fastest turnaround of a pad", models.Pad, "pads"),
    ):
        quick = (
            model._default_manager.filter(fastest_turnaround__gt=timedelta())
            .order_by(F("fastest_turnaround").asc(), "pk")
            .first()
        )
        if quick is not None:
            turnaround: Any = quick.fastest_turnaround
            yield label, quick, span(turnaround), visit.sources(route, quick.pk).page
