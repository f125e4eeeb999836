"""The page of a rocket: a launcher configuration, its launches a year and their outcomes."""

from downrange.catalog import models

from .figures import Figure, grouped, shown, success_rate
from .outcomes import launches_per_year, outcome
from .visit import Answer, Visit
from .words import span

LAST = 10
UNITS = {
    "leo_capacity": ("low orbit", "kg"),
    "gto_capacity": ("geostationary transfer", "kg"),
    "length": ("length", "m"),
    "diameter": ("diameter", "m"),
    "launch_mass": ("mass at launch", "t"),
    "to_thrust": ("thrust at launch", "kN"),
}


def rocket(visit: Visit, key: str) -> Answer:
    found = visit.find(models.LauncherConfiguration.objects.select_related("manufacturer", "image__license"), key)
    query = {"rocket__configuration__id": found.pk}
    launches = models.Launch.objects.filter(rocket__configuration=found).select_related("status", "net_precision")
    own = visit.sources("launcher_configurations", found.pk).page
    context = {
        "title": found.full_name or found.name,
        "rocket": found,
        "image": found.image,
        "facts": [
            (label, f"{getattr(found, name):,g}".replace(",", "\u202f"), unit)
            for name, (label, unit) in UNITS.items()
            if getattr(found, name)
        ],
        "chart": launches_per_year(
            visit, "Its launches a year", rocket__configuration__id=("rocket__configuration", found.pk)
        ),
        "boosters": found.launchers.order_by("-flights", "serial_number")[:40],
        "next": launches.filter(net__gt=visit.snapshot.now).order_by("net")[:LAST],
        "last": [
            (launch, *outcome(launch.status_id))
            for launch in launches.filter(net__lte=visit.snapshot.now).order_by("-net")[:LAST]
        ],
        "all": visit.sources("launches", **query),
        "figures": shown(
            [
                Figure("launches", grouped(found.total_launch_count), visit.sources("launches/previous", **query).page),
                Figure(
                    "succeeded",
                    success_rate(found.successful_launches, found.failed_launches),
                    visit.sources("launches", **query, status__ids="3,9").page,
                    f"{found.successful_launches} of {found.successful_launches + found.failed_launches}",
                ),
                Figure(
                    "in a row", grouped(found.consecutive_successful_launches), own, "successes since the last failure"
                ),
                Figure("planned", grouped(found.pending_launches), visit.sources("launches/upcoming", **query).page)
                if found.pending_launches
                else None,
                Figure("fastest turnaround", span(found.fastest_turnaround), own) if found.fastest_turnaround else None,
            ]
        ),
        "sources": visit.sources("launcher_configurations", found.pk),
    }
    return visit.render("rocket", context, section="rockets")
