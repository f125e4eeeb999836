"""Figures of astronauts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from .. import models
from . import formulas
from .derivation import Derivation, Figures, Keys, among, existing
from .logged import Seats


def astronaut_figures(keys: Keys, now: datetime) -> Figures:
    seats = Seats.of(keys)
    walks = _spacewalks(keys, now)
    figures: Figures = {}
    for pk in existing(models.Astronaut, keys):
        up, down = seats.up.get(pk, []), seats.down.get(pk, [])
        stays = [ride.flight for ride in seats.rides(pk)]
        in_space = formulas.time_in_space(stays, now)
        launches = sorted({flight.net for flight in up if flight.launched(now)})
        figures[pk] = {
            "in_space": formulas.in_space(stays, now),
            "time_in_space_offset": in_space.offset,
            "time_in_space_rate": in_space.rate,
            "eva_time": sum(walks[pk], timedelta()),
            "first_flight": launches[0] if launches else None,
            "last_flight": launches[-1] if launches else None,
            "flights_count": formulas.flights_count(up, now),
            "landings_count": formulas.mission_ends_count(down, now),
            "spacewalks_count": len(walks[pk]),
        }
    return figures


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
