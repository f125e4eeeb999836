"""Spacecraft that never were, in the proportions of those that a catalogue has: written into it until there are enough.

Each is modelled after one of the catalogue. It has that one's configuration and status, and its flights are like that
one's, with launches, missions, rockets and landings of their own at other times. Craft for a single use fly once; of
the others half fly once and a tenth ten times or more. Nobody is aboard. A flight docks where its model did, if the
port is free then.

All that is written lies before the day up to which the catalogue's facts were gathered, so that no figure becomes due
while something is measured; only craft that are in space stay there.
"""

from bisect import bisect, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from downrange.catalog import models
from downrange.catalog.derived.formulas import END_OF_TIME

from .bulk import bulk_writing, copy_of, last_day
from .naming import Names

BATCH = 500  # spacecraft that are written together
SINGLE_USE = "Single Use"
MAX_FLIGHTS = 60
MAX_CAREER = timedelta(days=40 * 365)
DAY = timedelta(days=1)


def grow(wanted: int, now: datetime, seed: int = 0) -> int:
    """Add spacecraft until there are `wanted`, and return how many were added. The same catalogue with the same seed
    grows into the same one. Raises `ValueError` if the catalogue has no day up to which its facts were gathered.
    """
    with transaction.atomic():
        there = models.Spacecraft.objects.count()
        missing = max(0, wanted - there)
        if missing:
            with bulk_writing(now):
                fleet = _Fleet(Random(f"{seed} {there}"))  # noqa: S311 - nothing is secret here
                for start in range(0, missing, BATCH):
                    fleet.write(min(BATCH, missing - start))
    return missing


@dataclass(frozen=True, slots=True)
class _Docking:
    """A stay at a port of a station, from the launch on."""

    event: models.DockingEvent
    after: timedelta
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A flight as others are modelled after it. How long it lasts is unknown while it goes on."""

    flight: models.SpacecraftFlight
    lasts: timedelta | None
    programs: Sequence[int]
    dockings: Sequence[_Docking]


@dataclass(slots=True)
class _Model:
    """A craft as others are modelled after it."""

    craft: models.Spacecraft
    ended: list[_Pattern] = field(default_factory=list)
    ongoing: list[_Pattern] = field(default_factory=list)


class _Fleet:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._until = last_day()
        self._models = _models(self._until)
        self._names = Names(random, models.Spacecraft.objects.values_list("name", flat=True))
        self._nets = set(models.Launch.objects.values_list("net", flat=True))
        self._designators: Counter[int] = Counter()
        self._ports = _Ports()

    def write(self, number: int) -> None:
        """So many spacecraft, with all that belongs to them."""
        drawn = [self._random.choice(self._models) for _ in range(number)]
        plans = [self._plan(model) for model in drawn]
        craft = [self._craft(model, plan) for model, plan in zip(drawn, plans, strict=True)]
        models.Spacecraft.objects.bulk_create(craft)
        flown = [
            (one, number, *leg) for one, plan in zip(craft, plans, strict=True) for number, leg in enumerate(plan, 1)
        ]
        self._write_flights(flown)

    def _craft(self, model: _Model, plan: Sequence[tuple[_Pattern, datetime]]) -> models.Spacecraft:
        configuration = model.craft.spacecraft_config
        name, serial = self._names.draw(configuration.name)
        (first, net), (_, last) = plan[0], plan[-1]
        description = (
            f"{name} is a {configuration.name} spacecraft of {configuration.agency.name} ({serial}). It was launched"
            f" on {net:%d %B %Y} on a {_rocket(first)} to {first.flight.destination}"
        )
        description += "." if len(plan) == 1 else f", and on its last of {len(plan)} flights on {last:%d %B %Y}."
        own = None if model.craft.serial_number is None else serial
        return copy_of(model.craft, name=name, serial_number=own, description=description)

    def _plan(self, model: _Model) -> list[tuple[_Pattern, datetime]]:
        """What a craft's flights are like, and when each is launched."""
        single_use = model.craft.status.name == SINGLE_USE
        number = 1 if single_use else min(MAX_FLIGHTS, int(self._random.paretovariate(1)))
        flights = [*self._random.choices(model.ended, k=number - len(model.ongoing))] if model.ended else []
        flights += model.ongoing
        spans = [(pattern.lasts or DAY) + self._days(10, 120) for pattern in flights]
        while sum(spans, timedelta()) > MAX_CAREER:
            del spans[0], flights[0]
        career = sum(spans, timedelta())
        latest = self._until - career
        if model.ongoing:
            first = latest
        else:
            first = min(latest, model.ended[0].flight.launch.net + self._days(-700, 700))
        first = max(first, *map(_maiden_flight, flights))
        plan = []
        for pattern, span in zip(flights, spans, strict=True):
            plan.append((pattern, self._net(first)))
            first += span
        return plan

    def _days(self, least: int, most: int) -> timedelta:
        return timedelta(seconds=self._random.randint(least * 86_400, most * 86_400))

    def _net(self, about: datetime) -> datetime:
        """An instant at which nothing else is launched: which of two launches of one pad came first must be known."""
        while about in self._nets:
            about += timedelta(seconds=1)
        self._nets.add(about)
        return about

    def _write_flights(self, flown: Sequence[tuple[models.Spacecraft, int, _Pattern, datetime]]) -> None:
        missions, rockets, landings, launches, flights = [], [], [], [], []
        for craft, number, pattern, _ in flown:
            model = pattern.flight
            assert model.launch.mission is not None
            name = f"{craft.name}, flight {number}" if number > 1 else craft.name
            described = model.launch.mission.description.replace(model.spacecraft.name, craft.name)
            missions.append(copy_of(model.launch.mission, name=name, description=described))
            rockets.append(copy_of(model.launch.rocket) if model.launch.rocket else None)
            landings.append(copy_of(model.landing) if model.landing else None)
        models.Mission.objects.bulk_create(missions)
        models.Rocket.objects.bulk_create([rocket for rocket in rockets if rocket])
        models.Landing.objects.bulk_create([landing for landing in landings if landing])
        for (craft, _, pattern, net), mission, rocket, landing in zip(flown, missions, rockets, landings, strict=True):
            launch = self._launch(pattern, net, mission, rocket)
            launches.append(launch)
            flights.append(_flight(pattern, craft, launch, landing))
        models.Launch.objects.bulk_create(launches)
        models.SpacecraftFlight.objects.bulk_create(flights)
        through = models.Launch.program.through
        through._default_manager.bulk_create(
            through(launch_id=launch.pk, program_id=program)
            for (_, _, pattern, _), launch in zip(flown, launches, strict=True)
            for program in pattern.programs
        )
        models.DockingEvent.objects.bulk_create(
            docking
            for (_, _, pattern, net), flight in zip(flown, flights, strict=True)
            for docking in self._dockings(pattern, net, flight)
        )

    def _launch(
        self, pattern: _Pattern, net: datetime, mission: models.Mission, rocket: models.Rocket | None
    ) -> models.Launch:
        name = f"{_rocket(pattern)} | {mission.name}"
        self._designators[net.year] += 1
        return copy_of(
            pattern.flight.launch,
            id=UUID(int=self._random.getrandbits(128), version=4),
            name=name,
            slug=slugify(name),
            launch_designator=f"{net.year}-G{self._designators[net.year]:03}",
            net=net,
            window_start=net,
            window_end=net,
            mission_id=mission.pk,
            rocket_id=rocket and rocket.pk,
            gcat_launch_tag=None,
        )

    def _dockings(
        self, pattern: _Pattern, net: datetime, flight: models.SpacecraftFlight
    ) -> Iterator[models.DockingEvent]:
        for docking in pattern.dockings:
            begin = net + docking.after
            if self._ports.take(docking.event, begin, begin + docking.lasts):
                yield copy_of(
                    docking.event,
                    docking=begin,
                    departure=begin + docking.lasts,
                    flight_vehicle_chaser_id=flight.pk,
                    gcat_parent=None,
                )


class _Ports:
    """When each port of a station is taken."""

    def __init__(self) -> None:
        self._stays: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
        events = models.DockingEvent.objects.exclude(space_station_target=None)
        for port, docking, departure in events.values_list("docking_location_id", "docking", "departure"):
            insort(self._stays[port], (docking, departure or END_OF_TIME))

    def take(self, like: models.DockingEvent, docking: datetime, departure: datetime) -> bool:
        """Whether a port was free and its station there, from docking to departure; then it is taken."""
        station, stays = like.space_station_target, self._stays[like.docking_location_id]
        if station is None or docking.date() < station.founded:
            return False
        if station.deorbited is not None and departure.date() > station.deorbited:
            return False
        at = bisect(stays, (docking, departure))
        before, after = stays[at - 1 : at] if at else [], stays[at : at + 1]
        if any(stay[1] >= docking for stay in before) or any(stay[0] <= departure for stay in after):
            return False
        stays.insert(at, (docking, departure))
        return True


def _maiden_flight(pattern: _Pattern) -> datetime:
    """The day after the first flight of the rocket; the beginning of time where that is not known."""
    rocket = pattern.flight.launch.rocket
    day = rocket.configuration.maiden_flight if rocket else None
    return datetime.min.replace(tzinfo=UTC) if day is None else datetime.combine(day, time(), UTC) + DAY


def _models(until: datetime) -> list[_Model]:
    """Every craft that has flown."""
    near = (
        "spacecraft__status",
        "spacecraft__spacecraft_config__agency",
        "launch__mission",
        "launch__rocket__configuration",
        "landing",
    )
    flights = models.SpacecraftFlight.objects.filter(launch__net__lt=until).exclude(launch__mission=None)
    flights = flights.select_related(*near).prefetch_related("launch__program")
    dockings = _dockings_by_flight()
    found: dict[int, _Model] = {}
    for flight in flights.order_by("spacecraft_id", "launch__net"):
        model = found.setdefault(flight.spacecraft_id, _Model(flight.spacecraft))
        lasts = _lasts(flight)
        programs = [program.pk for program in flight.launch.program.all()]
        pattern = _Pattern(flight, lasts, programs, dockings.get(flight.pk, ()))
        (model.ongoing if lasts is None else model.ended).append(pattern)
    return list(found.values())


def _dockings_by_flight() -> Mapping[int, list[_Docking]]:
    """The ended stays of each flight at stations."""
    dockings: defaultdict[int, list[_Docking]] = defaultdict(list)
    events = models.DockingEvent.objects.exclude(space_station_target=None).order_by("docking", "pk")
    for event in events.select_related("space_station_target", "flight_vehicle_chaser__launch"):
        chaser = event.flight_vehicle_chaser
        if chaser is not None and event.departure is not None:
            stay = _Docking(event, event.docking - chaser.launch.net, event.departure - event.docking)
            dockings[chaser.pk].append(stay)
    return dockings


def _lasts(flight: models.SpacecraftFlight) -> timedelta | None:
    if flight.mission_end_date is not None:
        return (flight.mission_end_date - flight.launch.net.date()) + DAY
    return None if flight.mission_end is None else flight.mission_end - flight.launch.net


def _flight(
    pattern: _Pattern, craft: models.Spacecraft, launch: models.Launch, landing: models.Landing | None
) -> models.SpacecraftFlight:
    end = None if pattern.lasts is None else launch.net + pattern.lasts
    by_day = pattern.flight.mission_end_date is not None
    return copy_of(
        pattern.flight,
        spacecraft_id=craft.pk,
        launch_id=launch.pk,
        mission_end=None if by_day else end,
        mission_end_date=end.date() if end and by_day else None,
        landing_id=landing and landing.pk,
        gcat_jcat=None,
    )


def _rocket(pattern: _Pattern) -> str:
    """What the launch is named after: it is called by rocket and mission."""
    return pattern.flight.launch.name.partition(" | ")[0]
