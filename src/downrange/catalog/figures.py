"""The stored figures: derived from the log by `statistics`, written into the columns that are `editable=False`.

`computed(now)` is the one place that says what each derived column must hold; `derive` writes it, `differences`
compares it. Both read the whole log in a fixed number of queries.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from threading import Lock

from django.db import DatabaseError, transaction
from django.db.models import Model

from . import models, statistics
from .log import Attempts, Log
from .models.fields import derived_fields
from .revision import Revision
from .statistics import Running, Tally, tally

Values = dict[str, object]
logger = logging.getLogger(__name__)

Figures = dict[type[Model], Mapping[object, Values]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored figure that is not what the log says."""

    model: type[Model]
    pk: object
    field: str
    stored: object
    derived: object


def derive(now: datetime) -> int:
    """Bring every derived column up to `now`, raise the revision if any changed, and return how many records did."""
    with transaction.atomic():
        revision = Revision.lock()
        changed = 0
        for model, records in _stale(now):
            names = [field.name for field in derived_fields(model)]
            model._default_manager.bulk_update(records, names, batch_size=500)
            changed += len(records)
        until = statistics.next_change(_instants(), now)
        if changed or revision.figures_until != until:
            Revision.advance(now, figures_at=now, figures_until=until)
        elif revision.figures_at is None or revision.figures_at > now:
            Revision.objects.update(figures_at=now)
    return changed


def derive_if_due(now: datetime) -> datetime:
    """Derive when the log's next event has passed: a launch, a docking, a departure or a mission's end that lay in the
    future. Returns the instant to answer for: `now`, or that of the figures, if another machine's clock is ahead.

    Where the figures cannot be written (a read-only replica, another writer), the answer is given with those there are.
    """
    revision = Revision.current()
    if revision.is_due(now) and _deriving.acquire(blocking=False):
        try:
            derive(now)
            revision = Revision.current()
        except DatabaseError as error:
            logger.warning("figures are not up to date: %s", error)
        finally:
            _deriving.release()
    return max(now, revision.figures_at or now)


_deriving = Lock()  # one request of a process derives, the others go on


def differences(now: datetime) -> Iterator[Difference]:
    """Every stored figure that differs from what the log gives at `now`."""
    for model, figures in computed(now).items():
        for record in model._default_manager.order_by("pk"):
            for name, value in figures.get(record.pk, {}).items():
                if getattr(record, name) != value:
                    yield Difference(model, record.pk, name, getattr(record, name), value)


def _stale(now: datetime) -> Iterator[tuple[type[Model], list[Model]]]:
    for model, figures in computed(now).items():
        stale = []
        for record in model._default_manager.all():
            values = figures.get(
                record.pk, {}
            )  # none for a record that has come since: who wrote it derives its figures
            if any(getattr(record, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(record, name, value)
                stale.append(record)
        if stale:
            yield model, stale


def computed(now: datetime) -> Figures:
    """What the derived columns of every record must hold at `now`: model → primary key → column → value."""
    log = Log()
    flights = _flight_figures(log)
    spacecraft = _spacecraft_figures(log, now)
    configurations = _configuration_figures(log, spacecraft, now)
    launchers = _launcher_figures(log, now)
    return {
        models.SpacecraftFlight: flights,
        models.Spacecraft: spacecraft,
        models.SpacecraftConfiguration: configurations,
        models.SpacecraftConfigurationFamily: _family_figures(log, now),
        models.Agency: _agency_figures(log, now),
        models.LauncherConfiguration: launchers,
        models.LauncherConfigurationFamily: _launcher_family_figures(log, now),
        models.Pad: _pad_figures(log, now),
        models.Location: _location_figures(log, now),
        models.LandingLocation: _landing_location_figures(log, now),
        models.CelestialBody: _celestial_body_figures(log, now),
        models.SpaceStation: _station_figures(log, now),
    }


def _instants() -> Iterator[datetime]:
    """Every instant of the log at which something begins or ends."""
    yield from models.Launch.objects.values_list("net", flat=True)
    for model, field in (
        (models.SpacecraftFlight, "mission_end"),
        (models.DockingEvent, "docking"),
        (models.DockingEvent, "departure"),
    ):
        yield from model._default_manager.exclude(**{field: None}).values_list(field, flat=True)
    days = models.SpacecraftFlight.objects.exclude(mission_end_date=None).values_list("mission_end_date", flat=True)
    yield from (datetime.combine(day, time(), UTC) for day in days if day is not None)


def _keys(model: type[Model]) -> list[int]:
    return list(model._default_manager.values_list("pk", flat=True))


def _merged(groups: Mapping[int | None, Attempts], keys: Iterable[int]) -> Attempts:
    """The attempts of several groups as one: a launch that stands in two of them counts once."""
    return {pk: attempt for key in keys for pk, attempt in groups.get(key, {}).items()}


def _turnaround(launches: Attempts, now: datetime) -> timedelta | None:
    """The least time between two launches one after the other (contract, 02 §2: pads)."""
    nets = sorted(net for net, _ in launches.values() if net <= now)
    return min((later - earlier for earlier, later in pairwise(nets)), default=None)


def _flight_figures(log: Log) -> dict[object, Values]:
    figures: dict[object, Values] = {}
    for keys in log.flights_by_spacecraft().values():
        in_order = sorted(keys, key=lambda pk: log.flights[pk].flight.net)
        turnarounds = statistics.turn_around_times([log.flights[pk].flight for pk in in_order])
        for pk, (_, turnaround) in zip(in_order, turnarounds, strict=True):
            figures[pk] = {"turn_around_time": turnaround}
    return figures


def _spacecraft_figures(log: Log, now: datetime) -> dict[object, Values]:
    figures: dict[object, Values] = {}
    flights = log.flights_by_spacecraft()
    reported = models.Spacecraft.objects.values_list("pk", "reported_time_in_space", "reported_time_docked")
    for pk, reported_in_space, reported_docked in reported:
        own = [log.flights[key].flight for key in flights.get(pk, ())]
        in_space = _reported(reported_in_space) or statistics.time_in_space(own, now)
        docked = _reported(reported_docked) or statistics.time_docked(own, now)
        figures[pk] = {
            "in_space": statistics.in_space(own, now),
            "time_in_space_offset": in_space.offset,
            "time_in_space_rate": in_space.rate,
            "time_docked_offset": docked.offset,
            "time_docked_rate": docked.rate,
            "flights_count": statistics.flights_count(own, now),
            "mission_ends_count": statistics.mission_ends_count(own, now),
            "fastest_turnaround": statistics.fastest_turnaround(own, now),
        }
    return figures


def _reported(duration: timedelta | None) -> Running | None:
    return None if duration is None else Running(duration // timedelta(seconds=1))


def _spacecraft_counters(flown: int, launches: Attempts, landings: Attempts, now: datetime) -> Values:
    launched, landed = tally(launches.values(), now), tally(landings.values(), now)
    return {
        "spacecraft_flown": flown,
        "total_launch_count": launched.attempted,
        "successful_launches": launched.successful,
        "failed_launches": launched.failed,
        **_landing_counters(landed),
    }


def _landing_counters(landed: Tally, suffix: str = "") -> Values:
    return {
        f"attempted_landings{suffix}": landed.attempted,
        f"successful_landings{suffix}": landed.successful,
        f"failed_landings{suffix}": landed.failed,
    }


def _flown_by_configuration(log: Log, now: datetime) -> Mapping[int, set[int]]:
    flown: defaultdict[int, set[int]] = defaultdict(set)
    for row in log.flights.values():
        if row.flight.launched(now):
            flown[row.configuration].add(row.spacecraft)
    return flown


def _configuration_figures(log: Log, spacecraft: Mapping[object, Values], now: datetime) -> dict[object, Values]:
    flown = _flown_by_configuration(log, now)
    launches, landings = log.spacecraft_launches_by_configuration(), log.landings_by("configuration")
    turnarounds: defaultdict[int, list[timedelta]] = defaultdict(list)
    for pk, configuration in models.Spacecraft.objects.values_list("pk", "spacecraft_config_id"):
        fastest = spacecraft[pk]["fastest_turnaround"]
        if isinstance(fastest, timedelta):
            turnarounds[configuration].append(fastest)
    return {
        pk: {
            **_spacecraft_counters(len(flown.get(pk, ())), launches.get(pk, {}), landings.get(pk, {}), now),
            "fastest_turnaround": min(turnarounds[pk], default=None),
        }
        for pk in _keys(models.SpacecraftConfiguration)
    }


def _members(through: type[Model], owner: str, member: str) -> Mapping[int, list[int]]:
    """A many-to-many relation as owner → members."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for key, value in through._default_manager.values_list(owner, member):
        members[key].append(value)
    return members


def _family_figures(log: Log, now: datetime) -> dict[object, Values]:
    through = models.SpacecraftConfiguration.family.through
    members = _members(through, "spacecraftconfigurationfamily_id", "spacecraftconfiguration_id")
    flown = _flown_by_configuration(log, now)
    launches, landings = log.spacecraft_launches_by_configuration(), log.landings_by("configuration")
    figures: dict[object, Values] = {}
    for pk in _keys(models.SpacecraftConfigurationFamily):
        own = members.get(pk, [])
        ships = set().union(*(flown.get(key, set()) for key in own))
        figures[pk] = _spacecraft_counters(len(ships), _merged(launches, own), _merged(landings, own), now)
    return figures


def _launch_counters(launched: Tally) -> Values:
    return {
        "total_launch_count": launched.attempted,
        "consecutive_successful_launches": launched.consecutive,
        "successful_launches": launched.successful,
        "failed_launches": launched.failed,
        "pending_launches": launched.pending,
    }


def _agency_figures(log: Log, now: datetime) -> dict[object, Values]:
    """Launches that the agency provided, and landings of the spacecraft that are its own.

    Landings without a suffix are those of first stages, with `_payload` those of payloads; the catalogue has neither
    yet.
    """
    launches, landings = log.launches_by("agency"), log.landings_by("agency")
    none = tally((), now)
    return {
        pk: {
            **_launch_counters(tally(launches.get(pk, {}).values(), now)),
            **_landing_counters(none),
            "consecutive_successful_landings": none.consecutive,
            **_landing_counters(tally(landings.get(pk, {}).values(), now), "_spacecraft"),
            **_landing_counters(none, "_payload"),
        }
        for pk in _keys(models.Agency)
    }


def _launcher_counters(launches: Attempts, now: datetime) -> Values:
    none = tally((), now)
    return {
        **_launch_counters(tally(launches.values(), now)),
        **_landing_counters(none),
        "consecutive_successful_landings": none.consecutive,
    }


def _launcher_figures(log: Log, now: datetime) -> dict[object, Values]:
    launches = log.launches_by("launcher")
    return {
        pk: {**_launcher_counters(launches.get(pk, {}), now), "fastest_turnaround": None}
        for pk in _keys(models.LauncherConfiguration)
    }


def _launcher_family_figures(log: Log, now: datetime) -> dict[object, Values]:
    through = models.LauncherConfiguration.families.through
    members = _members(through, "launcherconfigurationfamily_id", "launcherconfiguration_id")
    launches = log.launches_by("launcher")
    return {
        pk: _launcher_counters(_merged(launches, members.get(pk, [])), now)
        for pk in _keys(models.LauncherConfigurationFamily)
    }


def _pad_figures(log: Log, now: datetime) -> dict[object, Values]:
    launches = log.launches_by("pad")
    figures: dict[object, Values] = {}
    for pk in _keys(models.Pad):
        own = launches.get(pk, {})
        orbital = [attempt for key, attempt in own.items() if not log.launches[key].suborbital]
        figures[pk] = {
            "total_launch_count": tally(own.values(), now).attempted,
            "orbital_launch_attempt_count": tally(orbital, now).attempted,
            "fastest_turnaround": _turnaround(own, now),
        }
    return figures


def _location_figures(log: Log, now: datetime) -> dict[object, Values]:
    launches, landings = log.launches_by("location"), log.landings_by("location")
    return {
        pk: {
            "total_launch_count": tally(launches.get(pk, {}).values(), now).attempted,
            "total_landing_count": tally(landings.get(pk, {}).values(), now).attempted,
        }
        for pk in _keys(models.Location)
    }


def _landing_location_figures(log: Log, now: datetime) -> dict[object, Values]:
    landings = log.landings_by("landing_location")
    return {pk: _landing_counters(tally(landings.get(pk, {}).values(), now)) for pk in _keys(models.LandingLocation)}


def _celestial_body_figures(log: Log, now: datetime) -> dict[object, Values]:
    launches, landings = log.launches_by("celestial_body"), log.landings_by("celestial_body")
    figures: dict[object, Values] = {}
    for pk in _keys(models.CelestialBody):
        launched = tally(launches.get(pk, {}).values(), now)
        landed = tally(landings.get(pk, {}).values(), now)
        figures[pk] = {
            "total_attempted_launches": launched.attempted,
            "successful_launches": launched.successful,
            "failed_launches": launched.failed,
            "total_attempted_landings": landed.attempted,
            "successful_landings": landed.successful,
            "failed_landings": landed.failed,
        }
    return figures


def _station_figures(log: Log, now: datetime) -> dict[object, Values]:
    """`onboard_crew` counts the crews of the ships docked now; `docked_vehicles`, as upstream's does, the dockings that
    the station itself made as the chaser (contract, 02 §9).
    """
    events = models.DockingEvent.objects.filter(docking__lte=now).exclude(departure__lte=now)
    chasers = Counter(events.values_list("space_station_chaser_id", flat=True))
    seats = models.SpacecraftFlight.onboard_crew.through
    crews = _members(seats, "spacecraftflight_id", "astronautflight__astronaut_id")
    crewed = "flight_vehicle_chaser__spacecraft__spacecraft_config__human_rated"
    aboard: defaultdict[int | None, set[int]] = defaultdict(set)
    unknown: set[int | None] = set()
    for station, flight, human_rated in events.values_list(
        "space_station_target_id", "flight_vehicle_chaser_id", crewed
    ):
        if flight is not None and not log.flights[flight].flight.ended(now):
            aboard[station].update(crews.get(flight, ()))
            if human_rated and not crews.get(flight):
                unknown.add(station)
    return {
        pk: {"onboard_crew": None if pk in unknown else len(aboard[pk]), "docked_vehicles": chasers[pk]}
        for pk in _keys(models.SpaceStation)
    }
