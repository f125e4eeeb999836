"""Figures of agencies."""

from datetime import datetime

from .. import models
from .counting import Figures, counters, keys, landing_counters
from .flight_log import FlightLog
from .formulas import tally


def agency_figures(log: FlightLog, now: datetime) -> Figures:
    """Launches that the agency provided, with landings of their first stages; landings of the spacecraft that are its
    own; landings of the payloads that it operates.
    """
    launches = log.launches_by("agency")
    stages = log.landings_by("agency", log.stages.values())
    spacecraft = log.landings_by("agency", log.flights.values())
    payloads = log.landings_by("agency", log.payloads.values())
    return {
        pk: {
            **counters(launches.get(pk, {}), stages.get(pk, {}), now),
            **landing_counters(tally(spacecraft.get(pk, {}).values(), now), "_spacecraft"),
            **landing_counters(tally(payloads.get(pk, {}).values(), now), "_payload"),
        }
        for pk in keys(models.Agency)
    }
