"""Figures of the places where launches leave from and craft come down."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from .. import models
from .derivation import Derivation, Figures, Keys, among, existing
from .flight_log import (
    LANDING,
    LAUNCH,
    SUBORBITAL,
    VEHICLES,
    Counts,
    count_landings,
    count_launches,
    landing_counters,
)


def pad_figures(keys: Keys, now: datetime) -> Figures:
    """`fastest_turnaround` is the least time between two launches one after the other (contract, 02 §2: pads)."""
    launches = count_launches("pad", keys, now)
    suborbital = count_launches("pad", keys, now, mission__orbit__name=SUBORBITAL)
    fastest = _turnarounds(keys, now)
    figures: Figures = {}
    for pk in existing(models.Pad, keys):
        attempted = launches.get(pk, Counts()).attempted
        figures[pk] = {
            "total_launch_count": attempted,
            "orbital_launch_attempt_count": attempted - suborbital.get(pk, Counts()).attempted,
            "fastest_turnaround": fastest.get(pk),
        }
    return figures


def _turnarounds(keys: Keys, now: datetime) -> Mapping[int, timedelta | None]:
    """The minimum turnaround of each pad. The zero of a pad's first launch does not count; any further zero
    does: two launches at the same instant.
    """
    flown = among(models.Launch.objects.filter(net__lte=now).exclude(pad=None), "pad", keys).order_by()
    zero = Q(pad_turnaround=timedelta())
    turnarounds = flown.values_list("pad").annotate(
        zeros=Count("pk", filter=zero), least=Min("pad_turnaround", filter=~zero)
    )
    return {pad: timedelta() if zeros > 1 else least for pad, zeros, least in turnarounds}


def location_figures(keys: Keys, now: datetime) -> Figures:
    launches = count_launches("pad__location", keys, now)
    landings = count_landings("landing__landing_location__location", keys, now, *VEHICLES)
    return {
        pk: {
            "total_launch_count": launches.get(pk, Counts()).attempted,
            "total_landing_count": landings.get(pk, Counts()).attempted,
        }
        for pk in existing(models.Location, keys)
    }


def landing_location_figures(keys: Keys, now: datetime) -> Figures:
    landings = count_landings("landing__landing_location", keys, now, *VEHICLES)
    return {pk: landing_counters(landings.get(pk, Counts())) for pk in existing(models.LandingLocation, keys)}


def celestial_body_figures(keys: Keys, now: datetime) -> Figures:
    launches = count_launches("pad__location__celestial_body", keys, now)
    landings = count_landings("landing__landing_location__celestial_body", keys, now, *VEHICLES)
    figures: Figures = {}
    for pk in existing(models.CelestialBody, keys):
        launched, landed = launches.get(pk, Counts()), landings.get(pk, Counts())
        figures[pk] = {
            "total_attempted_launches": launched.attempted,
            "successful_launches": launched.successful,
            "failed_launches": launched.failed,
            "total_attempted_landings": landed.attempted,
            "successful_landings": landed.successful,
            "failed_landings": landed.failed,
        }
    return figures


def _landings(path: str) -> dict[str, tuple[str, ...]]:
    """What is read of landings, and when the vehicles of each kind came down."""
    return {
        path: LANDING,
        f"{path}__firststage__rocket__launch": ("net",),
        f"{path}__spacecraftflight": ("mission_end",),
        f"{path}__spacecraftflight__launch": ("net",),
        f"{path}__payloadflight__launch": ("net",),
    }


DERIVATIONS = (
    Derivation(models.Pad, pad_figures, {"launches": LAUNCH, "launches__mission__orbit": ("name",)}),
    Derivation(
        models.Location, location_figures, {"pads__launches": LAUNCH, **_landings("landing_locations__landings")}
    ),
    Derivation(models.LandingLocation, landing_location_figures, _landings("landings")),
    Derivation(
        models.CelestialBody,
        celestial_body_figures,
        {"locations__pads__launches": LAUNCH, **_landings("landing_locations__landings")},
    ),
)
