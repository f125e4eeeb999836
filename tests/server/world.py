"""A catalogue in which every term of every cache key can change the answer.

Ten craft: some in space since different times, so that their lines cross within minutes, some landed with equal totals,
one that never flew; nulls in every nullable column that orders a list; instants of the log planned and past on both
sides of now; a birthday at the next midnight; launches and events that leave `upcoming/` a day after they were.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings

from downrange.catalog import models
from downrange.catalog.editing import Edit

START = datetime(2030, 1, 1, 23, 52, tzinfo=UTC)
"""Eight minutes before a midnight."""
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def make_world() -> None:
    """Create the records. To be called within an edit."""
    government = models.AgencyType.objects.create(id=1, name="Government")
    agencies = [models.Agency.objects.create(id=id_, name=name, type=government) for id_, name in AGENCIES]
    capsule = models.SpacecraftConfigurationType.objects.create(id=1, name="Capsule")
    statuses = [models.SpacecraftStatus.objects.create(id=id_, name=name) for id_, name in ((1, "Active"), (2, "Lost"))]
    ships = [
        models.SpacecraftConfiguration.objects.create(
            id=id_, name=name, type=capsule, agency=agencies[id_ - 1], in_use=id_ == 1
        )
        for id_, name in ((1, "Dragon"), (2, "Soyuz"))
    ]
    for key in range(1, 11):
        models.Spacecraft.objects.create(
            id=key,
            name=NAMES[key - 1],
            serial_number=None if key % 3 else f"C{key:03}",
            status=statuses[key % 2],
            spacecraft_config=ships[key % 2],
            is_placeholder=key == 10,
        )
    # Up since 600, 590 and 580 minutes: their order stays. Landed after 603 and 605 minutes: overtaken soon.
    for key, up, down in ((1, -600, None), (2, -590, None), (3, -580, None), (4, -900, -297), (5, -900, -295)):
        make_flight(key, up, down)
    make_flight(6, -300, -200)
    make_flight(7, -300, -200)  # a tie with 6
    make_flight(8, -500, 3)  # lands in three minutes
    make_flight(9, 2, None)  # is launched in two
    make_flight(1, -2000, -1000)
    make_station()
    make_people()
    for minutes in (-24 * 60 + 2, -24 * 60 + 4, -30, 1, 5, 24 * 60):
        make_launch(minutes, f"Comsat {minutes}")
    make_events()


AGENCIES = ((1, "SpaceX"), (2, "Roscosmos"))
NAMES = (
    "Dragon C101", "Endeavour", "Soyuz T-2", "Progress MS-08", "dragon c102",
    "Soyuz T-3", "Soyuz T-4", "Cygnus", "Starliner", "Mock-up",
)  # fmt: skip


def make_launch(minutes: int, name: str) -> models.Launch:
    """A launch, so many minutes after the start."""
    net = START + minutes * MINUTE
    return models.Launch.objects.create(
        name=name, slug=f"launch-{minutes}", net=net, window_start=net, window_end=net, last_updated=START - DAY
    )


def make_flight(spacecraft: int, up: int, down: int | None) -> models.SpacecraftFlight:
    end = None if down is None else START + down * MINUTE
    launch = make_launch(up, f"Flight of {spacecraft}")
    return models.SpacecraftFlight.objects.create(spacecraft_id=spacecraft, launch=launch, mission_end=end)


def make_station() -> None:
    """A station with one ship that leaves in four minutes, one that comes in six, and expeditions around now."""
    kind = models.SpaceStationType.objects.create(id=1, name="Government")
    station = models.SpaceStation.objects.create(id=1, name="Outpost", type=kind, founded=date(1990, 1, 1))
    port = models.DockingLocation.objects.create(id=1, name="Forward", spacestation=station)
    flights = models.SpacecraftFlight.objects.order_by("pk")
    for flight, docking, departure in ((flights[2], -60, 4), (flights[1], 6, None)):
        models.DockingEvent.objects.create(
            docking=START + docking * MINUTE,
            departure=None if departure is None else START + departure * MINUTE,
            docking_location=port,
            space_station_target=station,
            flight_vehicle_chaser=flight,
        )
    for number, (start, end) in enumerate(((-100, 5), (5, None)), 1):
        models.Expedition.objects.create(
            id=number,
            name=f"Expedition {number}",
            start=START + start * MINUTE,
            end=None if end is None else START + end * MINUTE,
            spacestation=station,
        )


def make_events() -> None:
    """Events of a program around now, which has a launch half an hour before and one five minutes after it."""
    kind = models.ProgramType.objects.create(id=1, name="Test")
    starship = models.Program.objects.create(id=1, name="SpaceX Starship", type=kind)
    starship.launches.add(*models.Launch.objects.filter(name__in=("Comsat -30", "Comsat 5")))
    static_fire = models.EventType.objects.create(id=1, name="Static Fire")
    for key, minutes in enumerate((-24 * 60 + 3, -60, 2, 7), 1):
        event = models.Event.objects.create(
            id=key, name=f"Fire {key}", type=static_fire, date=START + minutes * MINUTE, last_updated=START
        )
        event.program.add(starship)
        models.Update.objects.create(id=key, event=event, comment="Done.", created_on=START + minutes * MINUTE)


def make_people() -> None:
    """One in space whose birthday is at midnight, one who died, one of unknown age, one who goes up in two minutes."""
    births: dict[str, tuple[date | None, date | None]] = {
        "Ada": (date(1990, 1, 2), None),
        "Yury": (date(1950, 5, 5), date(2000, 1, 1)),
        "Anonymous": (None, None),
        "Zoë": (date(1990, 1, 1), None),
    }
    flights = {flight.spacecraft_id: flight for flight in models.SpacecraftFlight.objects.order_by("pk")}
    for key, (name, (birth, death)) in enumerate(births.items(), 1):
        astronaut = models.Astronaut.objects.create(id=key, name=name, date_of_birth=birth, date_of_death=death)
        for spacecraft in {"Ada": (2,), "Zoë": (9,), "Yury": (6,)}.get(name, ()):
            seat = models.AstronautFlight.objects.create(astronaut=astronaut)
            for crew in ("launch_crew", "onboard_crew", "landing_crew"):
                getattr(flights[spacecraft], crew).add(seat)


def gather(edit: Edit, horizon: datetime) -> None:
    """Say that the facts were gathered so long ago that figures stop at an instant."""
    edit.as_of[models.Launch] = horizon - settings.FIGURES_GRACE


def change_world(kind: str, value: Any, now: datetime) -> None:
    """One edit. To be called within one."""
    craft = models.Spacecraft.objects.order_by("pk")
    if kind == "rename":
        craft.filter(pk=value).update(name=f"Renamed {now:%H%M}")
    elif kind == "launch":
        minutes = int((now - START) / MINUTE) + value
        make_flight(10, minutes, None) if not craft.get(pk=10).flights.exists() else make_launch(minutes, "Another")
    elif kind == "land":
        flight = models.SpacecraftFlight.objects.filter(mission_end=None, launch__net__lt=now).order_by("pk").first()
        if flight is not None:
            flight.mission_end = now + value * MINUTE
            flight.save()
    elif kind == "delete":
        for launch in models.Launch.objects.filter(spacecraft_flights=None).order_by("pk")[value : value + 1]:
            launch.delete()
