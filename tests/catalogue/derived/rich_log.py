"""A log in which everything is related, with ties, nulls, planned and past events, and random edits of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db import models as fields
from django.db.models import Model, ProtectedError

from downrange.catalog import models
from downrange.catalog.models.fields import stored_fields

from ..cast import utc

NOW = utc("2026-06-03T00:00:00")
DAY = timedelta(days=1)

MODELS: tuple[type[Model], ...] = (
    models.Agency,
    models.Astronaut,
    models.AstronautFlight,
    models.CelestialBody,
    models.DockingEvent,
    models.Expedition,
    models.FirstStage,
    models.Landing,
    models.LandingLocation,
    models.Launch,
    models.Launcher,
    models.LauncherConfiguration,
    models.LauncherConfigurationFamily,
    models.Location,
    models.Mission,
    models.Orbit,
    models.Pad,
    models.Payload,
    models.PayloadFlight,
    models.Rocket,
    models.SpaceStation,
    models.Spacecraft,
    models.SpacecraftConfiguration,
    models.SpacecraftConfigurationFamily,
    models.SpacecraftFlight,
    models.Spacewalk,
)
CREWS = (
    models.SpacecraftFlight._meta.get_field("launch_crew"),
    models.SpacecraftFlight._meta.get_field("onboard_crew"),
    models.SpacecraftFlight._meta.get_field("landing_crew"),
    models.Spacewalk._meta.get_field("crew"),
)
RELATIONS: tuple[Any, ...] = (
    *CREWS,
    models.SpacecraftConfiguration._meta.get_field("family"),
    models.LauncherConfiguration._meta.get_field("families"),
)

Pick = Callable[[int], int]
"""Chooses a number below another."""


def make_log() -> None:
    """Eight launches, four behind and one at exactly now among them, each with a stage, a craft and a crew."""
    kind = models.CelestialBodyType.objects.create(name="Planet")
    earth, mars = (models.CelestialBody.objects.create(name=name, type=kind) for name in ("Earth", "Mars"))
    places = [models.Location.objects.create(name=body.name, celestial_body=body) for body in (earth, mars)]
    pads = [models.Pad.objects.create(name=str(number), location=places[number % 2]) for number in range(3)]
    for place in places:
        models.LandingLocation.objects.create(name=place.name, location=place, celestial_body=place.celestial_body)
    grounds = list(models.LandingLocation.objects.order_by("pk"))
    orbits = [
        models.Orbit.objects.create(name=name, abbrev=name[:3], celestial_body=earth) for name in ("Low", "Suborbital")
    ]
    missions = [models.Mission.objects.create(name=orbit.name, orbit=orbit) for orbit in orbits]
    agency_type = models.AgencyType.objects.create(name="Government")
    agencies = [models.Agency.objects.create(name=name, type=agency_type) for name in ("One", "Other")]
    launchers = _launchers()
    craft = _craft(agencies)
    statuses = [models.LaunchStatus.objects.create(pk=pk, name=str(pk)) for pk in (3, 4, 1)]
    core = models.FirstStageType.objects.create(name="Core")
    seats = _seats()
    payloads = [models.Payload.objects.create(name=agency.name, operator=agency) for agency in agencies]
    for number, days in enumerate((-30, -25, -25, -20, -10, 0, 5, 10)):
        net = NOW + days * DAY
        launch = models.Launch.objects.create(
            id=UUID(int=number + 1),
            name="A launch",
            slug="a-launch",
            net=net,
            window_start=net,
            window_end=net,
            last_updated=net,
            status=statuses[(number + number // 3) % 3 if days > 0 else number % 2],
            pad=pads[number % 3],
            launch_service_provider=agencies[number % 2],
            mission=missions[number % 2],
            rocket=models.Rocket.objects.create(configuration=launchers[number % 3].launcher_config),
        )
        landings = [
            models.Landing.objects.create(
                success=(number + each) % 3 != 0, landing_location=grounds[(number + each) % 2]
            )
            for each in range(3)
        ]
        models.FirstStage.objects.create(
            type=core,
            rocket=launch.rocket,
            launcher=launchers[number % 3],
            launcher_flight_number=number // 3 + 1,
            landing=landings[0],
        )
        flight = models.SpacecraftFlight.objects.create(
            spacecraft=craft[number % 3],
            launch=launch,
            mission_end=None if number % 4 == 3 else net + 12 * DAY,
            landing=landings[1],
        )
        flight.launch_crew.add(seats[number % 3])
        flight.onboard_crew.add(seats[number % 3])
        crew = models.SpacecraftFlight.objects.order_by("pk").first() if number == 3 else flight
        assert crew is not None
        crew.landing_crew.add(seats[number % 3])
        models.PayloadFlight.objects.create(payload=payloads[number % 2], launch=launch, landing=landings[2])
    for launcher in launchers:
        models.Rocket.objects.create(configuration=launcher.launcher_config)  # that a launch may change to
    _stations()


def _launchers() -> list[models.Launcher]:
    families = [models.LauncherConfigurationFamily.objects.create(name=name) for name in ("One", "Other")]
    configurations = [models.LauncherConfiguration.objects.create(name=family.name) for family in families]
    for configuration, family in zip(configurations, families, strict=True):
        configuration.families.add(family)
    return [
        models.Launcher.objects.create(serial_number=f"B{number}", launcher_config=configurations[number % 2])
        for number in range(3)
    ]


def _craft(agencies: Sequence[models.Agency]) -> list[models.Spacecraft]:
    capsule = models.SpacecraftConfigurationType.objects.create(name="Capsule")
    status = models.SpacecraftStatus.objects.create(name="Active")
    configurations = []
    for agency in agencies:
        configuration = models.SpacecraftConfiguration.objects.create(
            name=agency.name, type=capsule, agency=agency, human_rated=True
        )
        configuration.family.add(models.SpacecraftConfigurationFamily.objects.create(name=agency.name))
        configurations.append(configuration)
    return [
        models.Spacecraft.objects.create(name=str(number), status=status, spacecraft_config=configurations[number % 2])
        for number in range(3)
    ]


def _seats() -> list[models.AstronautFlight]:
    people = [models.Astronaut.objects.create(name=name) for name in ("Alice", "Bob", "Charlie")]
    return [models.AstronautFlight.objects.create(astronaut=person) for person in people]


def _stations() -> None:
    """Two stations, each with ships that are docked, were and will be; one is itself docked to the other."""
    kind = models.SpaceStationType.objects.create(name="Government")
    stations = [
        models.SpaceStation.objects.create(name=name, type=kind, founded=date(1990, 1, 1)) for name in ("One", "Other")
    ]
    ports = [models.DockingLocation.objects.create(name="Port", spacestation=station) for station in stations]
    for number, flight in enumerate(models.SpacecraftFlight.objects.select_related("launch").order_by("launch__net")):
        docking = flight.launch.net + 2 * DAY
        models.DockingEvent.objects.create(
            docking=docking,
            departure=docking + 8 * DAY if number % 2 else None,
            docking_location=ports[number % 2],
            space_station_target=stations[number % 2],
            flight_vehicle_chaser=flight,
        )
    models.DockingEvent.objects.create(
        docking=NOW - 9 * DAY,
        docking_location=ports[0],
        space_station_target=stations[0],
        space_station_chaser=stations[1],
    )
    uncrewed = models.SpacecraftFlight.objects.create(
        spacecraft=models.Spacecraft.objects.order_by("pk")[2], launch=models.Launch.objects.order_by("net")[0]
    )
    models.DockingEvent.objects.create(
        docking=NOW - 9 * DAY,
        docking_location=ports[1],
        space_station_target=stations[1],
        flight_vehicle_chaser=uncrewed,
    )
    expedition = models.Expedition.objects.create(name="1", start=NOW - 20 * DAY, spacestation=stations[0])
    seats = list(models.AstronautFlight.objects.order_by("pk"))
    for number, seat in enumerate(seats):
        lonely = models.AstronautFlight.objects.create(astronaut=seat.astronaut)
        flight = models.SpacecraftFlight.objects.order_by("pk")[number]
        flight.onboard_crew.add(lonely)
        start = flight.launch.net + 6 * DAY
        walk = models.Spacewalk.objects.create(name="EVA", start=start, end=start + DAY / 4)
        walk.crew.add(lonely)
        within = models.Spacewalk.objects.create(
            name="EVA", start=NOW + (number - 1) * DAY, end=NOW + number * DAY, expedition=expedition
        )
        within.crew.add(seat)


def edit(pick: Pick) -> None:
    """One random edit. One that the database refuses changes nothing."""
    with suppress(IntegrityError, ProtectedError), transaction.atomic():
        (_change, _change, _change, _change, _relink, _relink, _create, _delete)[pick(8)](pick)


def _any(model: type[Model], pick: Pick) -> Any:
    records = list(model._default_manager.order_by("pk"))
    return records[pick(len(records))] if records else None


def edit_column(model: type[Model], attname: str, pick: Pick) -> None:
    """One random edit of a column. One that the database refuses changes nothing."""
    with suppress(IntegrityError, ProtectedError), transaction.atomic():
        _change_one(model, model._meta.get_field(attname), pick)


def _change(pick: Pick) -> None:
    """Another value of one column of one record."""
    _change_one(*COLUMNS[pick(len(COLUMNS))], pick)


def _change_one(model: type[Model], field: Any, pick: Pick) -> None:
    record = _any(model, pick)
    if record is not None:
        setattr(record, field.attname, _value(field, pick))
        if isinstance(record, models.DockingEvent) and field.is_relation:
            _keep_one(record, field.name)
        record.save(force_update=True)


def _has_values(field: Any) -> bool:
    if field.is_relation:
        unread = field.name in ("parent", "manufacturer") or field.model is models.Astronaut
        return field.related_model in (*MODELS, models.LaunchStatus) and not unread
    typed = (fields.DateTimeField, fields.DateField, fields.BooleanField, fields.DurationField)
    unread = field.name.startswith(
        ("window", "last", "date", "maiden", "founded", "deorbited", "is_", "active", "webcast")
    )
    named = (models.Orbit, "name"), (models.FirstStage, "launcher_flight_number")
    return (isinstance(field, typed) and not unread) or (field.model, field.name) in named


COLUMNS: tuple[tuple[type[Model], Any], ...] = tuple(
    (model, field) for model in MODELS for field in stored_fields(model) if not field.primary_key and _has_values(field)
)
"""Every column that might be read: relations, instants, days, durations, outcomes."""


def _value(field: Any, pick: Pick) -> object:
    if field.null and pick(4) == 0:
        return None
    if field.is_relation:
        keys = list(field.related_model._default_manager.order_by("pk").values_list("pk", flat=True))
        return keys[pick(len(keys))] if keys else None
    if isinstance(field, fields.BooleanField):
        return bool(pick(2))
    if isinstance(field, fields.DurationField):
        return pick(3) * DAY
    if field.name == "launcher_flight_number":
        return pick(4)
    if field.name == "name":
        return ("Low", "Suborbital")[pick(2)]
    instant = NOW + (pick(15) - 10) * 4 * DAY
    return instant if isinstance(field, fields.DateTimeField) else instant.date()


def _keep_one(event: models.DockingEvent, name: str) -> None:
    """A docking has one chaser and one target."""
    role = name.rpartition("_")[2]
    for other in ("space_station", "flight_vehicle", "payload_flight"):
        if role in ("chaser", "target") and f"{other}_{role}" != name:
            setattr(event, f"{other}_{role}_id", None)


def _relink(pick: Pick) -> None:
    """A member more or less of one many-to-many relation."""
    relation = RELATIONS[pick(len(RELATIONS))]
    owner, member = _any(relation.model, pick), _any(relation.related_model, pick)
    if owner is not None and member is not None:
        members = getattr(owner, relation.name)
        if members.filter(pk=member.pk).exists():
            members.remove(member)
        else:
            members.add(member)


def _create(pick: Pick) -> None:
    """A record like another, but for what only one may have."""
    record = _any(MODELS[pick(len(MODELS))], pick)
    if record is not None:
        record.pk = UUID(int=1000 + pick(1_000_000)) if isinstance(record, models.Launch) else None
        for field in record._meta.concrete_fields:
            if field.one_to_one:
                setattr(record, field.attname, None)
            elif field in stored_fields(type(record)) and not field.primary_key and _has_values(field) and pick(2):
                setattr(record, field.attname, _value(field, pick))
            elif not field.editable:
                setattr(record, field.attname, field.get_default())
        record.save(force_insert=True)


def _delete(pick: Pick) -> None:
    record = _any(MODELS[pick(len(MODELS))], pick)
    if record is not None:
        record.delete()
