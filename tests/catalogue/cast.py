"""A small log made by hand, for tests that need records of their own: one station, one configuration, one craft."""

from datetime import UTC, datetime
from typing import Any

from downrange.catalog import models


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def make_launch(net: str, **facts: Any) -> models.Launch:
    instant = utc(net)
    return models.Launch.objects.create(
        name="A launch",
        slug="a-launch",
        net=instant,
        window_start=instant,
        window_end=instant,
        last_updated=instant,
        **facts,
    )


def make_spacecraft(name: str = "Resurs", **facts: Any) -> models.Spacecraft:
    kind, _ = models.AgencyType.objects.get_or_create(name="Government")
    agency, _ = models.Agency.objects.get_or_create(name="The Agency", type=kind)
    capsule, _ = models.SpacecraftConfigurationType.objects.get_or_create(name="Capsule")
    configuration, _ = models.SpacecraftConfiguration.objects.get_or_create(name="Ship", type=capsule, agency=agency)
    status, _ = models.SpacecraftStatus.objects.get_or_create(name="Active")
    return models.Spacecraft.objects.create(name=name, status=status, spacecraft_config=configuration, **facts)


def make_flight(
    spacecraft: models.Spacecraft, net: str, end: str | None = None, **facts: Any
) -> models.SpacecraftFlight:
    mission_end = utc(end) if end else None
    return models.SpacecraftFlight.objects.create(
        spacecraft=spacecraft, launch=make_launch(net), mission_end=mission_end, **facts
    )


def make_station(name: str = "Outpost") -> models.SpaceStation:
    kind, _ = models.SpaceStationType.objects.get_or_create(name="Government")
    return models.SpaceStation.objects.create(name=name, type=kind, founded="1990-01-01")


def make_docking(
    flight: models.SpacecraftFlight, docking: str, departure: str | None = None, **facts: Any
) -> models.DockingEvent:
    station = make_station()
    port = models.DockingLocation.objects.create(name="Forward", spacestation=station)
    return models.DockingEvent.objects.create(
        docking=utc(docking),
        departure=utc(departure) if departure else None,
        **({"docking_location": port, "space_station_target": station, "flight_vehicle_chaser": flight} | facts),
    )


def make_crew(
    name: str,
    up: list[models.SpacecraftFlight],
    down: list[models.SpacecraftFlight],
    aboard: list[models.SpacecraftFlight] | None = None,
) -> models.Astronaut:
    """Somebody with a seat on each flight, gone up in some, come down in some, and aboard of others besides."""
    astronaut = models.Astronaut.objects.create(name=name)
    for flight in {*up, *down, *(aboard or ())}:
        seat = models.AstronautFlight.objects.create(astronaut=astronaut)
        flight.onboard_crew.add(seat)
        if flight in up:
            flight.launch_crew.add(seat)
        if flight in down:
            flight.landing_crew.add(seat)
    return astronaut
