"""The log: every launch, flight, docking, landing, crew and spacewalk of the catalogue, read in a fixed number of
queries and grouped for counting.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from django.db.models import Model

from .. import models
from .formulas import Flight, Outcome, Stay

# contract, 02 §16: a partial failure counts as a failure, a deployed payload as a success.
OUTCOMES = {3: Outcome.SUCCESS, 9: Outcome.SUCCESS, 4: Outcome.FAILURE, 7: Outcome.FAILURE}

SUBORBITAL = "Suborbital"
"""The name of the one orbit that is none (contract, config/orbits)."""

Attempts = dict[object, tuple[datetime, Outcome]]
"""Launches or landings by primary key, so that one counted twice counts once."""


class LaunchRow(NamedTuple):
    net: datetime
    outcome: Outcome
    agency: int | None
    pad: int | None
    location: int | None
    celestial_body: int | None
    launcher: int | None
    suborbital: bool


class FlightRow(NamedTuple):
    """A flight of a spacecraft; the agency is that of its configuration."""

    spacecraft: int
    configuration: int
    agency: int
    launch: object
    landing: int | None
    flight: Flight

    @property
    def landed(self) -> datetime:
        return self.flight.mission_end or self.flight.net


class StageRow(NamedTuple):
    """A flight of a launcher; the agency is the one that provided the launch. `number` counts the launcher's flights,
    those too that the catalogue does not have.
    """

    launcher: int
    configuration: int
    agency: int | None
    launch: object
    landing: int | None
    net: datetime
    number: int | None

    @property
    def landed(self) -> datetime:
        return self.net


class PayloadRow(NamedTuple):
    """A flight of a payload that came down again; the agency is its operator."""

    agency: int | None
    landing: int | None
    landed: datetime


class LandingRow(NamedTuple):
    outcome: Outcome
    landing_location: int | None
    location: int | None
    celestial_body: int | None


Lander = FlightRow | StageRow | PayloadRow
"""What may land."""


class FlightLog:
    """What happened, by primary key. A record that refers to one that is not there, as a damaged database may have, is
    left out, so that the rest can still be counted.
    """

    def __init__(self) -> None:
        self.launches = dict(_launches())
        self.landings = dict(_landings())
        self.flights = dict(_flights())
        self.stages = dict(_stages())
        self.payloads = dict(_payloads())

    def crews(self, through: type[Model]) -> Iterator[tuple[int, Flight]]:
        """The members of a crew as pairs of astronaut and flight; `through` is that crew's relation."""
        members = through._default_manager.values_list("astronautflight__astronaut_id", "spacecraftflight_id")
        for astronaut, flight in set(members):
            if flight in self.flights:
                yield astronaut, self.flights[flight].flight

    def flights_by_spacecraft(self) -> Mapping[int, list[int]]:
        """The primary keys of each spacecraft's flights."""
        flights = defaultdict(list)
        for pk, row in self.flights.items():
            flights[row.spacecraft].append(pk)
        return flights

    def stages_by_launcher(self) -> Mapping[int, list[int]]:
        """The primary keys of each launcher's flights."""
        stages = defaultdict(list)
        for pk, row in self.stages.items():
            stages[row.launcher].append(pk)
        return stages

    def launches_by(self, name: str) -> Mapping[int | None, Attempts]:
        """Launches grouped by a column of `LaunchRow`."""
        groups: defaultdict[int | None, Attempts] = defaultdict(dict)
        for pk, row in self.launches.items():
            groups[getattr(row, name)][pk] = (row.net, row.outcome)
        return groups

    def landings_by(self, name: str, *lists: Iterable[Lander]) -> Mapping[int | None, Attempts]:
        """Landings of what is in the lists, or of everything, grouped by a column of its rows or of `LandingRow`."""
        groups: defaultdict[int | None, Attempts] = defaultdict(dict)
        landers = lists or (self.flights.values(), self.stages.values(), self.payloads.values())
        for row in chain(*landers):
            landing = self.landings.get(row.landing or 0)
            if row.landing is not None and landing is not None:
                key = getattr(landing if name in LandingRow._fields else row, name)
                groups[key][row.landing] = (row.landed, landing.outcome)
        return groups

    def spacecraft_launches_by_configuration(self) -> Mapping[int | None, Attempts]:
        """Launches that carried a spacecraft, grouped by its configuration."""
        groups: defaultdict[int | None, Attempts] = defaultdict(dict)
        for row in self.flights.values():
            launch = self.launches[row.launch]
            groups[row.configuration][row.launch] = (launch.net, launch.outcome)
        return groups


def _launches() -> Iterator[tuple[object, LaunchRow]]:
    rows = models.Launch.objects.values_list(
        "pk",
        "net",
        "status_id",
        "launch_service_provider_id",
        "pad_id",
        "pad__location_id",
        "pad__location__celestial_body_id",
        "rocket__configuration_id",
        "mission__orbit__name",
    )
    for pk, net, status, agency, pad, location, body, launcher, orbit in rows:
        outcome = OUTCOMES.get(status or 0, Outcome.UNKNOWN)
        yield pk, LaunchRow(net, outcome, agency, pad, location, body, launcher, orbit == SUBORBITAL)


def _landings() -> Iterator[tuple[int, LandingRow]]:
    rows = models.Landing.objects.values_list(
        "pk",
        "attempt",
        "success",
        "landing_location_id",
        "landing_location__location_id",
        "landing_location__celestial_body_id",
    )
    outcomes = {True: Outcome.SUCCESS, False: Outcome.FAILURE, None: Outcome.UNKNOWN}
    for pk, attempt, success, *groups in rows:
        yield pk, LandingRow(outcomes[success] if attempt else Outcome.UNKNOWN, *groups)


def _flights() -> Iterator[tuple[int, FlightRow]]:
    dockings: defaultdict[int, list[Stay]] = defaultdict(list)
    events = models.DockingEvent.objects.exclude(flight_vehicle_chaser=None)
    for chaser, docking, departure in events.values_list("flight_vehicle_chaser_id", "docking", "departure"):
        dockings[chaser].append(Stay(docking, departure))
    rows = models.SpacecraftFlight.objects.values_list(
        "pk",
        "spacecraft_id",
        "spacecraft__spacecraft_config_id",
        "spacecraft__spacecraft_config__agency_id",
        "launch_id",
        "landing_id",
        "launch__net",
        "mission_end",
        "mission_end_date",
    )
    for pk, spacecraft, configuration, agency, launch, landing, net, end, end_date in rows:
        flight = Flight(net, end, end_date, tuple(dockings[pk]))
        yield pk, FlightRow(spacecraft, configuration, agency, launch, landing, flight)


def _stages() -> Iterator[tuple[int, StageRow]]:
    rows = models.FirstStage.objects.exclude(rocket__launch=None).values_list(
        "pk",
        "launcher_id",
        "launcher__launcher_config_id",
        "rocket__launch__launch_service_provider_id",
        "rocket__launch__pk",
        "landing_id",
        "rocket__launch__net",
        "launcher_flight_number",
    )
    for pk, launcher, configuration, agency, launch, landing, net, number in rows:
        yield pk, StageRow(launcher, configuration, agency, launch, landing, net, number)


def _payloads() -> Iterator[tuple[int, PayloadRow]]:
    rows = models.PayloadFlight.objects.exclude(launch=None).exclude(landing=None)
    for pk, operator, landing, net in rows.values_list("pk", "payload__operator_id", "landing_id", "launch__net"):
        yield pk, PayloadRow(operator, landing, net)
