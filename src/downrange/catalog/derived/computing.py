"""What the figures must be: every derived column of every record, and the instants at which one may change."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time

from django.db.models import Model

from .. import models
from . import agencies, launchers, people, places, spacecraft, spacewalks
from .counting import Figures
from .flight_log import FlightLog
from .formulas import next_birthday


def computed(now: datetime) -> Mapping[type[Model], Figures]:
    """What the derived columns of every record must hold at `now`: model → primary key → column → value."""
    log = FlightLog()
    craft = spacecraft.spacecraft_figures(log, now)
    stages = launchers.stage_figures(log)
    return {
        models.SpacecraftFlight: spacecraft.flight_figures(log),
        models.Spacecraft: craft,
        models.SpacecraftConfiguration: spacecraft.configuration_figures(log, craft, now),
        models.SpacecraftConfigurationFamily: spacecraft.family_figures(log, now),
        models.Launch: launchers.launch_figures(log),
        models.FirstStage: stages,
        models.Launcher: launchers.launcher_figures(log, stages, now),
        models.LauncherConfiguration: launchers.configuration_figures(log, stages, now),
        models.LauncherConfigurationFamily: launchers.family_figures(log, now),
        models.Agency: agencies.agency_figures(log, now),
        models.Pad: places.pad_figures(log, now),
        models.Location: places.location_figures(log, now),
        models.LandingLocation: places.landing_location_figures(log, now),
        models.CelestialBody: places.celestial_body_figures(log, now),
        models.SpaceStation: places.station_figures(log, now),
        models.Astronaut: people.astronaut_figures(log, now),
        models.Spacewalk: spacewalks.spacewalk_figures(),
    }


def instants(now: datetime) -> Iterator[datetime]:
    """Every instant of the log at which something begins or ends, and the next birthdays."""
    yield from models.Launch.objects.values_list("net", flat=True)
    for model, field in (
        (models.SpacecraftFlight, "mission_end"),
        (models.DockingEvent, "docking"),
        (models.DockingEvent, "departure"),
        (models.Expedition, "start"),
        (models.Expedition, "end"),
        (models.Spacewalk, "start"),
        (models.Spacewalk, "end"),
    ):
        yield from model._default_manager.exclude(**{field: None}).values_list(field, flat=True)
    days = models.SpacecraftFlight.objects.exclude(mission_end_date=None).values_list("mission_end_date", flat=True)
    yield from (datetime.combine(day, time(), UTC) for day in days if day is not None)
    living = models.Astronaut.objects.exclude(date_of_birth=None).filter(date_of_death=None)
    births = living.values_list("date_of_birth", flat=True)
    yield from (next_birthday(birth, now) for birth in births if birth is not None)
