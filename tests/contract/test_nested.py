"""What records nest: in upstream's order, and as the clock has it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from downrange.catalog import clock, models

from ..catalogue.cast import make_docking, make_flight, make_launch, make_spacecraft, make_station

pytestmark = pytest.mark.django_db
NAMES = ("Zvezda", "alpha", "Mir")
SORTED = ["alpha", "Mir", "Zvezda"]
"""Whatever the case."""


def record(client: Client, path: str) -> Any:
    return client.get(f"/2.3.0/{path}/").json()


def agencies() -> list[models.Agency]:
    kind = models.AgencyType.objects.create(name="Government")
    return [models.Agency.objects.create(name=name, type=kind) for name in NAMES]


def names(records: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in records]


def test_a_name_of_a_record_that_is_not_there_is_empty_where_null_is_not_allowed(client: Client) -> None:
    """A mission without a type; an agency without a parent has null."""
    mission = models.Mission.objects.create(name="Mission")
    launch = make_launch("2020-01-01T00:00:00", mission=mission)
    assert record(client, f"launches/{launch.pk}")["mission"]["type"] == ""
    assert record(client, f"agencies/{agencies()[0].pk}")["parent"] is None


def test_agencies_and_programs_are_nested_by_name(client: Client) -> None:
    """Agencies of a program, owners of a station, and programs of a launch."""
    kind = models.ProgramType.objects.create(name="Test")
    programs = [models.Program.objects.create(name=name, type=kind) for name in NAMES]
    programs[0].agencies.set(agencies())
    assert names(record(client, f"programs/{programs[0].pk}")["agencies"]) == SORTED
    station = make_station()
    station.owners.set(models.Agency.objects.all())
    assert names(record(client, f"space_stations/{station.pk}")["owners"]) == SORTED
    launch = make_launch("2020-01-01T00:00:00")
    launch.program.set(programs)
    assert names(record(client, f"launches/{launch.pk}")["program"]) == SORTED


def test_docking_locations_are_nested_by_id(client: Client) -> None:
    """Whatever their names."""
    station = make_station()
    for name in ("Zenith", "Aft"):
        models.DockingLocation.objects.create(name=name, spacestation=station)
    assert names(record(client, f"space_stations/{station.pk}")["docking_location"]) == ["Zenith", "Aft"]


@pytest.mark.parametrize(("departs_in", "is_docked"), [(None, True), (3, True), (-3, False)])
def test_what_is_docked_now_goes_by_the_clock(client: Client, departs_in: int | None, *, is_docked: bool) -> None:
    """A departure that is planned has not taken place."""
    now = clock.tick()
    flight = make_flight(make_spacecraft("Soyuz T-2"), f"{now - timedelta(days=9):%Y-%m-%dT%H:%M:%S}")
    event = make_docking(flight, f"{now - timedelta(days=8):%Y-%m-%dT%H:%M:%S}")
    event.departure = departs_in and now + timedelta(days=departs_in)
    event.save()
    station = record(client, f"space_stations/{event.docking_location.spacestation_id}")
    assert [bool(port["currently_docked"]) for port in station["docking_location"]] == [is_docked]


def test_a_pad_is_on_the_map_by_its_coordinates(client: Client) -> None:
    """As upstream writes the address, unless the catalogue has another."""
    pad = models.Pad.objects.create(name="LC-39A", latitude=28.60822681, longitude=-80.60428186)
    assert record(client, f"pads/{pad.pk}")["map_url"] == "https://www.google.com/maps?q=28.60822681,-80.60428186"
    own = "https://maps.example/1"
    for facts, address in (({"map_url": own}, own), ({"latitude": None}, None)):
        other = models.Pad.objects.create(**{"name": "B", "latitude": 1.5, "longitude": 2.5, **facts})
        assert record(client, f"pads/{other.pk}")["map_url"] == address


def test_a_limit_that_is_cut_is_in_the_warning(client: Client) -> None:
    """Beside what was ignored."""
    warning = client.get("/2.3.0/launches/?limit=1000&foo=1").headers["Warning"]
    assert warning == '299 downrange "Ignored: foo=1", 299 downrange "The limit is at most 100"'
