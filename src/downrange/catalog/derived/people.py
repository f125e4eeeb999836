"""Figures of astronauts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Model

from .. import models
from . import formulas
from .counting import Figures
from .flight_log import FlightLog
from .formulas import Flight, stays_of_person


def astronaut_figures(log: FlightLog, now: datetime) -> Figures:
    up = _flights(log, models.SpacecraftFlight.launch_crew.through)
    down = _flights(log, models.SpacecraftFlight.landing_crew.through)
    walks = _spacewalks(now)
    figures: Figures = {}
    for pk, birth, death in models.Astronaut.objects.values_list("pk", "date_of_birth", "date_of_death"):
        stays = stays_of_person(up[pk], down[pk])
        line = formulas.time_in_space(stays, now)
        launches = sorted({flight.net for flight in up[pk] if flight.launched(now)})
        figures[pk] = {
            "in_space": formulas.in_space(stays, now),
            "time_in_space_offset": line.offset,
            "time_in_space_rate": line.rate,
            "eva_time": sum(walks[pk], timedelta()),
            "age": None if birth is None else formulas.age(birth, death, now),
            "first_flight": launches[0] if launches else None,
            "last_flight": launches[-1] if launches else None,
            "flights_count": formulas.flights_count(up[pk], now),
            "landings_count": formulas.mission_ends_count(down[pk], now),
            "spacewalks_count": len(walks[pk]),
        }
    return figures


def _flights(log: FlightLog, crew: type[Model]) -> Mapping[int, list[Flight]]:
    """The flights whose crew each astronaut was in."""
    flights: defaultdict[int, list[Flight]] = defaultdict(list)
    for astronaut, flight in log.crews(crew):
        flights[astronaut].append(flight)
    return flights


def _spacewalks(now: datetime) -> Mapping[int, list[timedelta]]:
    """How long each spacewalk of an astronaut lasted: nothing before it has ended, for until then nobody knows."""
    begun = models.Spacewalk.objects.filter(start__lte=now, crew__isnull=False)
    walks = {
        (pk, astronaut): timedelta() if start is None or end is None or end > now else end - start
        for pk, astronaut, start, end in begun.values_list("pk", "crew__astronaut_id", "start", "end")
    }
    durations: defaultdict[int, list[timedelta]] = defaultdict(list)
    for (_, astronaut), duration in walks.items():
        durations[astronaut].append(duration)
    return durations
