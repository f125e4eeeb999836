"""Spacewalks with where they were made from, and what they are found by."""

import pytest
from django.test import Client

from downrange.catalog import models
from downrange.catalog.derived import store

from ..catalogue.cast import make_docking, make_flight, make_spacecraft, make_station, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def make_walk(name: str, flight: models.SpacecraftFlight, start: str, **facts: object) -> models.Spacewalk:
    """Made by one member of the flight's crew."""
    astronaut, _ = models.Astronaut.objects.get_or_create(name=f"Walker of {flight.pk}")
    seat, _ = models.AstronautFlight.objects.get_or_create(astronaut=astronaut)
    flight.onboard_crew.add(seat)
    walk = models.Spacewalk.objects.create(name=name, start=utc(start), end=utc(start[:11] + "23:59:00"), **facts)
    walk.crew.add(seat)
    return walk


@pytest.fixture(name="ship")
def ship_() -> models.SpacecraftFlight:
    """A ship on its own, and on its second day at a station, with a walk each day; it flies for a program."""
    ship = make_flight(make_spacecraft("Ship"), "2020-01-01T00:00:00", "2020-01-10T00:00:00")
    kind = models.ProgramType.objects.create(name="Government")
    ship.launch.program.add(models.Program.objects.create(name="Apollo", type=kind))
    make_walk("Alone", ship, "2020-01-01T20:00:00")
    make_docking(ship, "2020-01-02T00:00:00", "2020-01-03T00:00:00")
    make_walk("Docked", ship, "2020-01-02T12:00:00", location="Cupola")
    return ship


@pytest.fixture(name="expedition")
def expedition_() -> models.Expedition:
    """Aboard another station, with one walk, from 2021 on."""
    station = make_station("Other")
    expedition = models.Expedition.objects.create(name="E1", start=utc("2021-01-01T00:00:00"), spacestation=station)
    taxi = make_flight(make_spacecraft("Taxi"), "2021-01-01T00:00:00")
    make_docking(taxi, "2021-01-02T00:00:00")
    make_walk("In expedition", taxi, "2021-02-01T22:00:00", expedition=expedition)
    return expedition


def names(client: Client, query: str) -> list[str]:
    answer = client.get(f"/2.3.0/spacewalks/?{query}")
    assert answer.status_code == 200
    return [walk["name"] for walk in answer.json()["results"]]


@pytest.mark.usefixtures("ship")
def test_a_spacewalk_has_what_it_was_made_from(client: Client, expedition: models.Expedition) -> None:
    """A ship, a ship at a station, or a station in an expedition, whatever ship its crew had come in."""
    store.derive(NOW)
    walks = client.get("/2.3.0/spacewalks/?ordering=start").json()["results"]
    assert [
        [nested and nested["name"] for nested in (walk["spacestation"], walk["expedition"])]
        + [walk["spacecraft_flight"] and walk["spacecraft_flight"]["spacecraft"]["name"]]
        for walk in walks
    ] == [[None, None, "Ship"], ["Outpost", None, "Ship"], ["Other", "E1", None]]
    assert [walk["event"] for walk in walks] == [None, None, None]
    record = client.get(f"/2.3.0/spacewalks/{walks[2]['id']}/").json()
    assert record["expedition"]["spacestation"]["id"] == expedition.spacestation_id
    assert [member["astronaut"]["name"] for member in record["crew"]] == [walks[2]["crew"][0]["astronaut"]["name"]]


@pytest.mark.usefixtures("ship", "expedition")
def test_a_spacewalk_is_of_the_programs_that_its_crew_was_launched_for(client: Client) -> None:
    """In the answer, the filters and the search."""
    store.derive(NOW)
    programs = {walk["name"]: walk["program"] for walk in client.get("/2.3.0/spacewalks/").json()["results"]}
    (apollo,) = programs["Alone"]
    assert (apollo["name"], apollo["response_mode"], programs["In expedition"]) == ("Apollo", "list", [])
    for query in (
        "program__name=Apollo",
        "program__name__contains=poll",
        "search=apollo",
        f"program__ids={apollo['id']}",
    ):
        assert names(client, query) == ["Alone", "Docked"], query


def test_spacewalks_are_found_by_crew_place_and_time(
    client: Client, ship: models.SpacecraftFlight, expedition: models.Expedition
) -> None:
    """Each filter leaves out what it should."""
    store.derive(NOW)
    owner = models.Agency.objects.get()
    expedition.spacestation.owners.add(owner)
    walker = models.Astronaut.objects.get(name=f"Walker of {ship.pk}")
    for query, expected in {
        f"astronaut__ids={walker.pk}": ["Alone", "Docked"],
        f"launch__ids={ship.launch_id}": ["Alone", "Docked"],
        f"spacestation__ids={expedition.spacestation_id}": ["In expedition"],
        f"owner__ids={owner.pk}": ["In expedition"],
        "year=2020&day=2": ["Docked"],
        "month=2": ["In expedition"],
        "start__lt=2020-01-02T00:00:00Z": ["Alone"],
        "end=2020-01-02T23:59:00Z": ["Docked"],
        "name__contains=o": ["Alone", "Docked", "In expedition"],
        "search=cupola": ["Docked"],
        "event__ids=1": [],
        "event__ids=": ["Alone", "Docked", "In expedition"],
    }.items():
        assert names(client, query) == expected, query
    assert client.get("/2.3.0/spacewalks/?event__ids=x").json() == {"event__ids": ["Enter a number."]}


@pytest.mark.usefixtures("ship", "expedition")
def test_spacewalks_are_ordered_by_how_long_they_lasted(client: Client) -> None:
    """Those of which nobody knows come last upwards, first downwards."""
    models.Spacewalk.objects.create(name="Unknown", start=utc("2020-01-01T00:00:00"))
    assert names(client, "ordering=duration") == ["In expedition", "Alone", "Docked", "Unknown"]
    assert names(client, "ordering=-duration") == ["Unknown", "Docked", "Alone", "In expedition"]
