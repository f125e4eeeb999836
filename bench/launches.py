"""Generates launches, each with a mission and a rocket of its own, until a catalogue has as many as wanted.

Each is modelled after a launch of the catalogue: it has that one's provider, pad, rocket configuration, orbit and
programs. NETs lie between the first launch of 1957 and the day up to which the catalogue's facts were gathered, more of
them in later years; one in fifty is planned for the three years from `now` on. A mission belongs to a numbered series
("Starlink Group 6-14", "Kosmos 2043"). First stages of Falcon 9 and Falcon Heavy are reused boosters, most of which
land.

No launch is planned for the first `MIN_AHEAD` days, so that no figure becomes due while a server is measured.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from django.utils.text import slugify

from downrange.catalog import models

from .bulk import bulk_writing, copy_of, last_day
from .naming import GROUPED, SERIES_OF_MISSIONS

BATCH = 2_000  # launches that are created together
FIRST_NET = datetime(1957, 10, 4, tzinfo=UTC)
PLANNED_SHARE = 0.02
MIN_AHEAD, MAX_AHEAD = 90, 3 * 365  # days from now on in which planned launches lie
DAY_SECONDS = 86_400
SUCCESS_SHARE, PARTIAL_SHARE = 0.94, 0.01  # the remainder are failures
LANDED_SHARE, MISSED_SHARE = 0.90, 0.04  # of boosters; the remainder are expended
FLIGHTS_PER_BOOSTER = 18
TURNAROUND_DAYS = 30
REUSABLE = "Falcon"
PAST_STATUSES = ("Launch Successful", "Launch was a Partial Failure", "Launch Failure")
PLANNED_STATUSES = {"Go for Launch": 1, "To Be Confirmed": 3, "To Be Determined": 6}
"""Statuses of planned launches by weight."""
PLANNED_PRECISIONS = ("Day", "Month", "Hour")


def grow(wanted: int, now: datetime, seed: int = 0) -> int:
    """Add launches until there are `wanted`, and return how many were added. The same catalogue with the same seed and
    `now` grows into the same one. Raises `ValueError` if the catalogue has no day up to which its facts were gathered.
    """
    there = models.Launch.objects.count()
    missing = max(0, wanted - there)
    if missing:
        with bulk_writing(now):
            generator = _Generator(Random(f"{seed} {there}"), now)  # noqa: S311 - nothing is secret here
            for start in range(0, missing, BATCH):
                generator.write(min(BATCH, missing - start))
    return missing


@dataclass(frozen=True, slots=True)
class _Template:
    """A launch of the catalogue, and what it belongs to."""

    launch: models.Launch
    mission: models.Mission
    rocket: models.Rocket
    programs: Sequence[int]
    agencies: Sequence[int]


@dataclass(slots=True)
class _Batch:
    """Records that are created together. Landings and stages are parallel: each stage has one landing."""

    templates: list[_Template] = field(default_factory=list)
    launches: list[models.Launch] = field(default_factory=list)
    missions: list[models.Mission] = field(default_factory=list)
    rockets: list[models.Rocket] = field(default_factory=list)
    landings: list[models.Landing] = field(default_factory=list)
    stages: list[models.FirstStage] = field(default_factory=list)
    stage_rockets: list[int] = field(default_factory=list)
    """The index in `rockets` of each stage."""


class _Generator:
    def __init__(self, random: Random, now: datetime) -> None:
        self._random = random
        self._now = now
        self._until = last_day()
        self._templates = _templates(self._until)
        self._nets = set(models.Launch.objects.values_list("net", flat=True))
        self._numbers: Counter[str] = Counter()
        self._designators: Counter[int] = Counter()
        self._statuses = dict(models.LaunchStatus.objects.values_list("name", "pk"))
        self._precisions = dict(models.NetPrecision.objects.values_list("name", "pk"))
        self._boosters = _Boosters(random)

    def write(self, number: int) -> None:
        """Create launches with all that belongs to them."""
        batch = _Batch()
        for _ in range(number):
            self._add(batch)
        self._create(batch)

    def _add(self, batch: _Batch) -> None:
        planned = self._random.random() < PLANNED_SHARE
        net = self._planned_net() if planned else self._past_net()
        template = self._template(net)
        series, number = self._mission_number()
        mission = f"{series} {number}"
        described = f"{mission} is a mission of the series {series}, launched on a {_vehicle(template)}."
        index = len(batch.rockets)
        batch.templates.append(template)
        batch.missions.append(copy_of(template.mission, name=mission, description=described))
        batch.rockets.append(copy_of(template.rocket))
        batch.launches.append(self._launch(template, mission, net, planned=planned))
        if _vehicle(template).startswith(REUSABLE):
            self._add_stage(batch, index, template, net, planned=planned)

    def _template(self, net: datetime) -> _Template:
        """A launch of a configuration that had flown by then."""
        while True:
            template = self._random.choice(self._templates)
            maiden_flight = template.rocket.configuration.maiden_flight
            if maiden_flight is None or maiden_flight <= net.date():
                return template

    def _add_stage(self, batch: _Batch, index: int, template: _Template, net: datetime, *, planned: bool) -> None:
        landing = self._boosters.landing(planned=planned)
        is_lost = not planned and not landing.success
        launcher = self._boosters.assign(template.rocket.configuration_id, is_lost=is_lost)
        batch.landings.append(landing)
        batch.stages.append(models.FirstStage(type_id=self._boosters.stage_type, launcher_id=launcher))
        batch.stage_rockets.append(index)

    def _launch(self, template: _Template, mission: str, net: datetime, *, planned: bool) -> models.Launch:
        name = f"{_vehicle(template)} | {mission}"
        self._designators[net.year] += 1
        updated = min(net + timedelta(seconds=self._random.randrange(30 * DAY_SECONDS)), self._until)
        return copy_of(
            template.launch,
            id=UUID(int=self._random.getrandbits(128), version=4),
            name=name,
            slug=slugify(name),
            launch_designator=None if planned else f"{net.year}-L{self._designators[net.year]:04}",
            status_id=self._status(planned=planned),
            net_precision_id=self._precisions[self._random.choice(PLANNED_PRECISIONS) if planned else "Second"],
            last_updated=self._until - timedelta(seconds=self._random.randrange(DAY_SECONDS)) if planned else updated,
            net=net,
            window_start=net,
            window_end=net + timedelta(seconds=self._random.choice((0, 0, 600, 3_600, 4 * 3_600))),
            gcat_launch_tag=None,
        )

    def _status(self, *, planned: bool) -> int:
        if planned:
            name = self._random.choices(list(PLANNED_STATUSES), list(PLANNED_STATUSES.values()))[0]
        else:
            weights = (SUCCESS_SHARE, PARTIAL_SHARE, 1 - SUCCESS_SHARE - PARTIAL_SHARE)
            name = self._random.choices(PAST_STATUSES, weights)[0]
        return self._statuses[name]

    def _mission_number(self) -> tuple[str, str]:
        """A series, drawn as often as 1 / rank, and the next number of it."""
        series = self._random.choices(SERIES_OF_MISSIONS, [1 / rank for rank in range(1, len(SERIES_OF_MISSIONS) + 1)])[
            0
        ]
        self._numbers[series] += 1
        number = self._numbers[series]
        return series, f"{1 + number // 100}-{number % 100}" if series in GROUPED else str(number)

    def _past_net(self) -> datetime:
        """The square root of an even distribution: later years have more launches."""
        span = (self._until - FIRST_NET).total_seconds()
        return self._free_net(FIRST_NET + timedelta(seconds=int(span * self._random.random() ** 0.5) - 1))

    def _planned_net(self) -> datetime:
        today = self._now.replace(hour=0, minute=0, second=0, microsecond=0)
        return self._free_net(today + timedelta(days=self._random.randint(MIN_AHEAD, MAX_AHEAD)))

    def _free_net(self, net: datetime) -> datetime:
        """An instant at which nothing else is launched: which of two launches of one pad came first must be known."""
        while net in self._nets:
            net += timedelta(seconds=1)
        self._nets.add(net)
        return net

    def _create(self, batch: _Batch) -> None:
        models.Mission.objects.bulk_create(batch.missions)
        models.Rocket.objects.bulk_create(batch.rockets)
        models.Landing.objects.bulk_create(batch.landings)
        for launch, mission, rocket in zip(batch.launches, batch.missions, batch.rockets, strict=True):
            launch.mission_id, launch.rocket_id = mission.pk, rocket.pk
        models.Launch.objects.bulk_create(batch.launches)
        for stage, index, landing in zip(batch.stages, batch.stage_rockets, batch.landings, strict=True):
            stage.rocket_id, stage.landing_id = batch.rockets[index].pk, landing.pk
        models.FirstStage.objects.bulk_create(batch.stages)
        programs = models.Launch.program.through
        programs._default_manager.bulk_create(
            programs(launch_id=launch.pk, program_id=program)
            for launch, template in zip(batch.launches, batch.templates, strict=True)
            for program in template.programs
        )
        agencies = models.Mission.agencies.through
        agencies._default_manager.bulk_create(
            agencies(mission_id=mission.pk, agency_id=agency)
            for mission, template in zip(batch.missions, batch.templates, strict=True)
            for agency in template.agencies
        )


class _Boosters:
    """First stages that fly again and again, and their landings."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._flights: dict[int, tuple[int, int]] = {}
        self._number = 0
        self._launcher_status = models.LauncherStatus.objects.order_by("pk").values_list("pk", flat=True)[0]
        self.stage_type: int = models.FirstStageType.objects.order_by("pk").values_list("pk", flat=True)[0]
        types: Mapping[str, int] = dict(models.LandingType.objects.values_list("abbrev", "pk"))
        self._ship, self._expended = types["ASDS"], types["EXP"]
        self._locations = list(
            models.LandingLocation.objects.filter(name__in=("Of Course I Still Love You", "A Shortfall of Gravitas"))
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    def assign(self, configuration: int, *, is_lost: bool) -> int:
        """The key of the booster of the next launch of a configuration; a new one after `FLIGHTS_PER_BOOSTER`. One that
        is lost flies once: launches are not made in the order of their NETs.
        """
        if is_lost:
            return self._new(configuration)
        launcher, flights = self._flights.get(configuration, (0, FLIGHTS_PER_BOOSTER))
        if flights >= FLIGHTS_PER_BOOSTER:
            launcher, flights = self._new(configuration), 0
        self._flights[configuration] = launcher, flights + 1
        return launcher

    def _new(self, configuration: int) -> int:
        self._number += 1
        created = models.Launcher.objects.create(
            serial_number=f"G{self._number:04}", status_id=self._launcher_status, launcher_config_id=configuration
        )
        return created.pk

    def landing(self, *, planned: bool) -> models.Landing:
        """A landing; one that lies ahead has no outcome yet."""
        drawn = self._random.random()
        if drawn >= LANDED_SHARE + MISSED_SHARE:
            return models.Landing(attempt=False, success=None, type_id=self._expended)
        return models.Landing(
            attempt=True,
            success=None if planned else drawn < LANDED_SHARE,
            landing_location_id=self._random.choice(self._locations),
            type_id=self._ship,
        )


def _templates(until: datetime) -> list[_Template]:
    """The catalogue's launches before a day that have a mission, a rocket and a pad."""
    launches = (
        models.Launch.objects.filter(net__lt=until)
        .exclude(mission=None)
        .exclude(rocket=None)
        .exclude(pad=None)
        .select_related("mission", "rocket__configuration")
        .prefetch_related("program", "mission__agencies")
        .order_by("net", "pk")
    )
    found = []
    for launch in launches:
        assert launch.mission is not None
        assert launch.rocket is not None
        programs = sorted(program.pk for program in launch.program.all())
        agencies = sorted(agency.pk for agency in launch.mission.agencies.all())
        found.append(_Template(launch, launch.mission, launch.rocket, programs, agencies))
    return found


def _vehicle(template: _Template) -> str:
    """The part of a launch's name before the mission's: the rocket."""
    return template.launch.name.partition(" | ")[0]
