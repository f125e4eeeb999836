"""The page of a pad: where it is, and its launches a year."""

from downrange.catalog import models

from .figures import Figure, grouped, shown
from .outcomes import launches_per_year, outcome
from .places import map_of
from .visit import Answer, Visit
from .words import span

LAST = 10


def pad(visit: Visit, key: str) -> Answer:
    found = visit.find(models.Pad.objects.select_related("location", "country", "image__license"), key)
    launches = models.Launch.objects.filter(pad=found).select_related("status", "net_precision")
    now = visit.snapshot.now
    context = {
        "title": found.name,
        "pad": found,
        "image": found.image,
        "chart": launches_per_year(visit, "Its launches a year", pad=("pad", found.pk)),
        "map": map_of([(found, found.longitude, found.latitude, 1)], labels=False),
        "next": launches.filter(net__gt=now).order_by("net")[:LAST],
        "last": [
            (launch, *outcome(launch.status_id)) for launch in launches.filter(net__lte=now).order_by("-net")[:LAST]
        ],
        "all": visit.sources("launches", pad=found.pk),
        "figures": shown(
            [
                Figure(
                    "launches", grouped(found.total_launch_count), visit.sources("launches/previous", pad=found.pk).page
                ),
                Figure(
                    "orbital attempts",
                    grouped(found.orbital_launch_attempt_count),
                    visit.sources("launches/previous", pad=found.pk, include_suborbital="false").page,
                ),
                Figure(
                    "fastest turnaround",
                    span(found.fastest_turnaround),
                    visit.sources("pads", found.pk).page,
                    "the least time from a launch to the next",
                )
                if found.fastest_turnaround
                else None,
            ]
        ),
        "sources": visit.sources("pads", found.pk),
    }
    return visit.render("pad", context, section="places")
