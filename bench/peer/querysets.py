"""The records of each serializer with all that it nests: a fixed number of queries, however many they are."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from downrange.catalog import models


def variants(*images: str) -> "Iterator[Prefetch[Any]]":
    """Those of images that are joined as `<image>__license`."""
    ordered = models.ImageVariant.objects.select_related("type").order_by("pk")
    return (Prefetch(f"{image}__variants", ordered) for image in images)


AGENCIES_MINI = models.Agency.objects.select_related("type").order_by("pk")
AGENCIES = AGENCIES_MINI.select_related(
    "parent", "image__license", "logo__license", "social_logo__license"
).prefetch_related(
    Prefetch("country", models.Country.objects.order_by("pk")), *variants("image", "logo", "social_logo")
)
SOCIAL_MEDIA_LINKS = models.SocialMediaLink.objects.select_related("social_media__logo__license").prefetch_related(
    *variants("social_media__logo")
)
AGENCIES_DETAILED = AGENCIES.prefetch_related(Prefetch("social_media_links", SOCIAL_MEDIA_LINKS.order_by("pk")))

LOCATIONS = models.Location.objects.select_related(
    "country", "image__license", "celestial_body__type", "celestial_body__image__license"
).prefetch_related(*variants("image", "celestial_body__image"))
PADS = models.Pad.objects.select_related("country", "image__license").prefetch_related(
    Prefetch("agencies", AGENCIES), Prefetch("location", LOCATIONS), *variants("image")
)
LANDINGS = models.Landing.objects.select_related(
    "type",
    "landing_location__image__license",
    "landing_location__location__country",
    "landing_location__location__image__license",
    "landing_location__celestial_body__type",
    "landing_location__celestial_body__image__license",
).prefetch_related(
    *variants("landing_location__image", "landing_location__location__image", "landing_location__celestial_body__image")
)

PATCHES = models.MissionPatch.objects.select_related("agency__type").order_by("priority", "pk")
PROGRAMS = (
    models.Program.objects.select_related("type", "image__license")
    .prefetch_related(
        Prefetch("agencies", AGENCIES_MINI.order_by("name_sort_key", "pk")),
        Prefetch("mission_patches", PATCHES),
        *variants("image"),
    )
    .order_by("name_sort_key", "pk")
)
INFO_URLS = models.InfoURL.objects.select_related("type", "language").order_by("priority", "pk")
VID_URLS = models.VidURL.objects.select_related("type", "language").order_by("priority", "pk")
MISSIONS = models.Mission.objects.select_related("type", "image__license", "orbit__celestial_body").prefetch_related(
    Prefetch("agencies", AGENCIES_DETAILED),
    Prefetch("info_urls", INFO_URLS),
    Prefetch("vid_urls", VID_URLS),
    *variants("image"),
)
LAUNCHER_FAMILIES = Prefetch("families", models.LauncherConfigurationFamily.objects.order_by("pk"))
LAUNCHER_CONFIGURATIONS = models.LauncherConfiguration.objects.prefetch_related(LAUNCHER_FAMILIES)
LAUNCHES_IN_LISTS = models.Launch.objects.select_related("status", "net_precision", "image__license").prefetch_related(
    *variants("image")
)
LAUNCHES = LAUNCHES_IN_LISTS.select_related("launch_service_provider__type", "rocket").prefetch_related(
    Prefetch("rocket__configuration", LAUNCHER_CONFIGURATIONS),
    Prefetch("mission", MISSIONS),
    Prefetch("pad", PADS),
    Prefetch("program", PROGRAMS),
)

FAMILIES = models.SpacecraftConfigurationFamily.objects.select_related("manufacturer__type", "parent").order_by("pk")
FAMILIES_DETAILED = models.SpacecraftConfigurationFamily.objects.select_related(
    "parent__manufacturer__type", "parent__parent"
).prefetch_related(Prefetch("manufacturer", AGENCIES))
CONFIGURATIONS = models.SpacecraftConfiguration.objects.select_related(
    "type", "agency__type", "image__license"
).prefetch_related(Prefetch("family", FAMILIES), *variants("image"))
CONFIGURATIONS_DETAILED = models.SpacecraftConfiguration.objects.select_related(
    "type", "image__license"
).prefetch_related(
    Prefetch("agency", AGENCIES), Prefetch("family", FAMILIES_DETAILED.order_by("pk")), *variants("image")
)
# The spacecraft of a flight is the one that the flight was fetched for.
FLIGHTS = models.SpacecraftFlight.objects.prefetch_related(
    Prefetch("launch", LAUNCHES), Prefetch("landing", LANDINGS)
).order_by("launch__net", "pk")


def spacecraft(*nested: "Prefetch[Any]") -> QuerySet[models.Spacecraft]:
    joined = models.Spacecraft.objects.select_related("status", "image__license")
    return joined.prefetch_related(*nested, *variants("image"))


SPACECRAFT = spacecraft(Prefetch("spacecraft_config", CONFIGURATIONS))
SPACECRAFT_DETAILED = spacecraft(Prefetch("spacecraft_config", CONFIGURATIONS_DETAILED), Prefetch("flights", FLIGHTS))
