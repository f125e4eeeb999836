"""Figures of the places where launches leave from and craft come down."""

from datetime import datetime, timedelta
from itertools import pairwise

from .. import models
from .derivation import Derivation, Figures, Keys, existing
from .flight_log import (
    LANDING,
    LAUNCH,
    SUBORBITAL,
    VEHICLES,
    Attempts,
    Counts,
    count_landings,
    count_launches,
    landing_counters,
    launches_by,
)
from .formulas import tally


def pad_figures(keys: Keys, now: datetime) -> Figures:
    launches = launches_by("pad", keys)
    suborbital = count_launches("pad", keys, now, mission__orbit__name=SUBORBITAL)
    figures: Figures = {}
    for pk in existing(models.Pad, keys):
        own = launches.get(pk, {})
        attempted = tally(own.values(), now).attempted
        figures[pk] = {
            "total_launch_count": attempted,
            "orbital_launch_attempt_count": attempted - suborbital.get(pk, Counts()).attempted,
            "fastest_turnaround": _turnaround(own, now),
        }
    return figures


def _turnaround(launches: Attempts, now: datetime) -> timedelta | None:
    """The least time between two launches one after the other (contract, 02 §2: pads)."""
    nets = sorted(net for net, _ in launches.values() if net <= now)
    return min((later - earlier for earlier, later in pairwise(nets)), default=None)


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
