"""The page of an agency: its launches a year, its rockets, craft and people."""

from django.db.models import Count

from downrange.catalog import models

from .figures import Figure, grouped, shown, success_rate
from .outcomes import launches_per_year, outcome
from .visit import Answer, Visit

LAST = 10
MAX_ROWS = 24


def agency(visit: Visit, key: str) -> Answer:
    found = visit.find(models.Agency.objects.select_related("type", "parent", "image__license", "logo__license"), key)
    launches = models.Launch.objects.filter(launch_service_provider=found).select_related("status", "net_precision")
    own = visit.sources("agencies", found.pk).page
    context = {
        "title": found.name,
        "agency": found,
        "image": found.image or found.logo,
        "countries": ", ".join(country.name for country in found.country.all()),
        "chart": launches_per_year(visit, "Its launches a year", lsp__id=("launch_service_provider", found.pk)),
        "rockets": models.LauncherConfiguration.objects.filter(rockets__launch__launch_service_provider=found)
        .annotate(flown=Count("rockets__launch"))
        .order_by("-flown", "full_name")[:MAX_ROWS],
        "crafts": models.Spacecraft.objects.filter(spacecraft_config__agency=found).order_by("-flights_count", "name")[
            :MAX_ROWS
        ],
        "people": found.astronauts.order_by("-time_in_space_offset", "name")[:MAX_ROWS],
        "next": launches.filter(net__gt=visit.snapshot.now).order_by("net")[:LAST],
        "last": [
            (launch, *outcome(launch.status_id))
            for launch in launches.filter(net__lte=visit.snapshot.now).order_by("-net")[:LAST]
        ],
        "all": visit.sources("launches", lsp__id=found.pk),
        "figures": shown(
            [
                Figure(
                    "launches",
                    grouped(found.total_launch_count),
                    visit.sources("launches/previous", lsp__id=found.pk).page,
                )
                if found.total_launch_count
                else None,
                Figure(
                    "succeeded",
                    success_rate(found.successful_launches, found.failed_launches),
                    visit.sources("launches", lsp__id=found.pk, status__ids="3,9").page,
                    f"{found.successful_launches} of {found.successful_launches + found.failed_launches}",
                ),
                Figure(
                    "planned",
                    grouped(found.pending_launches),
                    visit.sources("launches/upcoming", lsp__id=found.pk).page,
                )
                if found.pending_launches
                else None,
                Figure("booster landings", f"{found.successful_landings} of {found.attempted_landings}", own)
                if found.attempted_landings
                else None,
            ]
        ),
        "sources": visit.sources("agencies", found.pk),
    }
    return visit.render("agency", context, section="agencies")
