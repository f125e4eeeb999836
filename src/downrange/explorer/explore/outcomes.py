"""Outcomes of launches: what they are called, how they are drawn, and launches a year by outcome."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.http import urlencode

from downrange.catalog import models
from downrange.catalog.derived.flight_log import SUBORBITAL

from .charts import Chart, Series, columns
from .links import explore_path
from .visit import Visit

PARTIAL = 7
OUTCOMES: dict[int, tuple[str, str]] = {
    3: ("success", "Success"),
    9: ("success", "Success"),
    4: ("failure", "Failure"),
    PARTIAL: ("partial", "Partial failure"),
}
LABELS = (("success", "Success"), ("partial", "Partial failure"), ("failure", "Failure"))
UNKNOWN = ("open", "Not known")


def outcome(status: int | None) -> tuple[str, str]:
    """The class and the name of the outcome of a launch with that status."""
    return OUTCOMES.get(status or 0, UNKNOWN)


def launches_per_year(visit: Visit, title: str, **parameters: Any) -> Chart | None:
    """Launches of the past a year, by outcome. `parameters` are a filter of the API with the column that it compares:
    `lsp__id=("launch_service_provider", 121)`.
    """
    conditions = dict(parameters.values())
    query = {"include_suborbital": "false"} | {name: value for name, (_, value) in parameters.items()}
    found = (
        models.Launch.objects.filter(net__lte=visit.snapshot.now, **conditions)
        .exclude(mission__orbit__name=SUBORBITAL)
        .order_by()
        .values_list(ExtractYear("net"), "status")
        .annotate(launches=Count("pk"))
    )
    numbers: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for year, status, launches in found:
        numbers[outcome(status)[0]][year] += launches
    years = sorted({year for values in numbers.values() for year in values})
    if not years:
        return None
    series = [Series(label, css, numbers[css]) for css, label in (*LABELS, UNKNOWN) if css in numbers]

    def link(year: int) -> str:
        return f"{explore_path('launches/previous/')}?{urlencode({**query, 'year': year})}"

    return columns(
        title,
        series,
        range(years[0], max(years[-1], years[0] + 9) + 1),
        link,
        caption="Orbital attempts of the past by UTC year of launch; a column leads to its launches.",
        source=visit.sources("launches/previous", **query),
    )
