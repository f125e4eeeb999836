"""Figures of astronauts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Model

from .. import models
from . import formulas
from .derivation import Derivation, Figures, Keys, among, existing
from .formulas import Flight, stays_of_person


def astronaut_figures(keys: Keys, now: datetime) -> Figures:
    up = _flights(models.SpacecraftFlight.launch_crew.through, keys)
    down = _flights(models.SpacecraftFlight.landing_crew.through, keys)
    walks = _spacewalks(keys, now)
    figures: Figures = {}
    for pk in existing(models.Astronaut, keys):
        stays = stays_of_person(up[pk], down[pk])
        in_space = formulas.time_in_space(stays, now)
        launches = sorted({flight.net for flight in up[pk] if flight.launched(now)})
        figures[pk] = {
            "in_space": formulas.in_space(stays, now),
            "time_in_space_offset": in_space.offset,
            "time_in_space_rate": in_space.rate,
            "eva_time": sum(walks[pk], timedelta()),
            "first_flight": launches[0] if launches else None,
            "last_flight": launches[-1] if launches else None,
            "flights_count": formulas.flights_count(up[pk], now),
            "landings_count": formulas.mission_ends_count(down[pk], now),
            "spacewalks_count": len(walks[pk]),
        }
    return figures


def _flights(crew: type[Model], keys: Keys) -> Mapping[int, list[Flight]]:
    """The flights whose crew each astronaut was in, each once."""
    seats = among(crew._default_manager.all(), "astronautflight__astronaut", keys)
    rows = seats.order_by("spacecraftflight__launch__net", "spacecraftflight_id").values_list(
        "astronautflight__astronaut_id",
        "spacecraftflight_id",
        "spacecraftflight__launch__net",
        "spacecraftflight__mission_end",
        "spacecraftflight__mission_end_date",
    )
    flights: defaultdict[int, list[Flight]] = defaultdict(list)
    for astronaut, _, *times in dict.fromkeys(rows):
        flights[astronaut].append(Flight(*times))
    return flights


def _spacewalks(keys: Keys, now: datetime) -> Mapping[int, list[timedelta]]:
    """How long each spacewalk of an astronaut lasted; zero until it has ended."""
    begun = among(models.Spacewalk.objects.filter(start__lte=now, crew__isnull=False), "crew__astronaut", keys)
    walks = {
        (pk, astronaut): timedelta() if start is None or end is None or end > now else end - start
        for pk, astronaut, start, end in begun.values_list("pk", "crew__astronaut_id", "start", "end")
    }
    durations: defaultdict[int, list[timedelta]] = defaultdict(list)
    for (_, astronaut), duration in walks.items():
        durations[astronaut].append(duration)
    return durations


_END = ("mission_end", "mission_end_date")

DERIVATIONS = (
    Derivation(
        models.Astronaut,
        astronaut_figures,
        {
            "astronaut_flights__launch_flights": _END,
            "astronaut_flights__launch_flights__launch": ("net",),
            "astronaut_flights__landing_flights": _END,
            "astronaut_flights__landing_flights__launch": ("net",),
            "astronaut_flights__spacewalks": ("start", "end"),
        },
    ),
)
