"""Astronauts with what they did, and expeditions."""

import pytest
from django.test import Client

from downrange.catalog import models
from downrange.catalog.derived import store

from ..catalogue.cast import make_flight, make_spacecraft, make_station, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def seat(name: str, **facts: object) -> models.AstronautFlight:
    astronaut, _ = models.Astronaut.objects.get_or_create(name=name, defaults=facts)
    return models.AstronautFlight.objects.create(astronaut=astronaut)


def test_a_record_of_an_astronaut_has_flights_landings_and_spacewalks(client: Client) -> None:
    """Up in one craft and down in another: a launch of the first, a landing of the second; nothing twice."""
    up = make_flight(make_spacecraft("Up"), "2020-01-01T00:00:00", "2020-03-01T00:00:00")
    down = make_flight(make_spacecraft("Down"), "2020-02-01T00:00:00", "2020-04-01T00:00:00")
    ahead = make_flight(make_spacecraft("Ahead"), "2200-01-01T00:00:00")
    seats = [seat("Alice"), seat("Alice"), seat("Alice")]
    up.launch_crew.add(seats[0])
    down.landing_crew.add(seats[1])
    ahead.launch_crew.add(seats[2])
    ahead.landing_crew.add(seats[2])
    walk = models.Spacewalk.objects.create(name="EVA", start=utc("2020-02-02T00:00:00"), end=utc("2020-02-02T05:30:00"))
    walk.crew.add(seats[0])
    store.derive(NOW)
    record = client.get(f"/2.3.0/astronauts/{seats[0].astronaut_id}/").json()
    assert [launch["id"] for launch in record["flights"]] == [str(up.launch_id)]
    assert [flight["id"] for flight in record["landings"]] == [down.pk]
    assert [walk["duration"] for walk in record["spacewalks"]] == ["PT5H30M"]
    assert (record["time_in_space"], record["eva_time"]) == ("P91D", "PT5H30M")
    assert (record["flights_count"], record["landings_count"], record["spacewalks_count"]) == (1, 1, 1)
    assert (record["first_flight"], record["in_space"]) == ("2020-01-01T00:00:00Z", False)


def test_a_crew_begins_with_its_commander(client: Client) -> None:
    """Seats are in order of their roles, those without one last, however they were entered."""
    flight = make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-03-01T00:00:00")
    roles = [models.AstronautRole.objects.create(role=role, priority=p) for role, p in (("Pilot", 1), ("Commander", 0))]
    seats = [seat("Charlie"), seat("Bob"), seat("Alice")]
    for taken, role in zip(seats[1:], roles, strict=True):
        taken.role = role
        taken.save()
    flight.launch_crew.set(seats)
    crew = client.get(f"/2.3.0/spacecraft_flights/{flight.pk}/").json()["launch_crew"]
    assert [member["astronaut"]["name"] for member in crew] == ["Alice", "Bob", "Charlie"]


def test_astronauts_are_filtered_by_what_they_did_and_are(client: Client) -> None:
    """`has_flown` by the log, `is_human` by the type; dates and comma-separated ids."""
    dummy = models.AstronautType.objects.create(pk=6, name="Non-Human")
    flown = seat("Alice", date_of_birth="1980-01-01")
    seat("Bob", date_of_birth="1990-01-01")
    seat("Starman", type=dummy)
    make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-03-01T00:00:00").launch_crew.add(flown)
    store.derive(NOW)

    def names(query: str) -> list[str]:
        return [r["name"] for r in client.get(f"/2.3.0/astronauts/?{query}&ordering=name&mode=list").json()["results"]]

    assert names("has_flown=true") == ["Alice"]
    assert names("has_flown=false") == ["Bob", "Starman"]
    assert names("is_human=false") == ["Starman"]
    assert names("is_human=true") == ["Alice", "Bob"]
    assert names("date_of_birth__gt=1985-06-01") == ["Bob"]
    assert names("age__gte=40") == ["Alice"]
    assert names("first_flight__lte=2020-01-01T00:00:00Z") == ["Alice"]
    assert client.get("/2.3.0/astronauts/?date_of_birth=soon").json() == {"date_of_birth": ["Enter a valid date."]}
    assert client.get("/2.3.0/astronauts/?agency_ids=1,x").json() == {"agency_ids": ["Enter a number."]}


def test_an_active_expedition_is_one_that_has_begun_and_not_ended(client: Client) -> None:
    """`is_active` is answered by the clock, both ways."""
    station = make_station()
    for name, start, end in (("Past", "2000", "2001"), ("Now", "2020", None), ("Long", "2020", "2200")):
        models.Expedition.objects.create(
            name=name, start=utc(f"{start}-01-01T00:00:00"), end=end and utc(f"{end}-01-01"), spacestation=station
        )

    def names(query: str) -> list[str]:
        return [r["name"] for r in client.get(f"/2.3.0/expeditions/?{query}").json()["results"]]

    assert names("is_active=true&mode=detailed") == ["Now", "Long"]
    assert names("is_active=false") == ["Past"]
    assert names(f"space_station={station.pk}&end__lt=2100-01-01") == ["Past"]


def test_a_payload_that_flew_twice_is_listed_once(client: Client) -> None:
    """Ordered by its first launch, those that never flew last upwards and first downwards."""
    for name, *nets in (("Twice", "2001-01-01", "2003-01-01"), ("Once", "2002-01-01"), ("Never",)):
        payload = models.Payload.objects.create(name=name)
        for net in nets:
            launch = make_flight(make_spacecraft(), f"{net}T00:00:00").launch
            models.PayloadFlight.objects.create(payload=payload, launch=launch)

    def names(ordering: str) -> list[str]:
        answer = client.get(f"/2.3.0/payloads/?ordering={ordering}payloadflight__rocket__launch__net").json()
        return [record["name"] for record in answer["results"]]

    assert names("") == ["Twice", "Once", "Never"]
    assert names("-") == ["Never", "Once", "Twice"]
