"""Answers, over HTTP, against the pages they must equal."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from downrange.catalog import clock, models
from downrange.catalog.derived import deriver
from downrange.catalog.durations import parse_duration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
DECADE = timedelta(days=3653)
SEED: dict[str, Any] = json.loads((Path(__file__).parent / "seed_page.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("wanted", SEED["results"], ids=lambda record: record["name"])
def test_a_craft_of_the_seed_page_is_as_the_page_has_it(client: Client, wanted: dict[str, Any]) -> None:
    """Field for field, in order, but for the description, which is our own."""
    page = client.get("/2.3.0/spacecraft/", {"name": wanted["name"]}).json()
    record = next(record for record in page["results"] if record["id"] == wanted["id"])
    description = record.pop("description")
    assert description
    assert json.dumps(record) == json.dumps(wanted)


def test_the_catalogue_has_633_spacecraft(client: Client) -> None:
    """The shipped catalogue is a real one."""
    assert client.get("/2.3.0/spacecraft/").json()["count"] == 633


def test_every_craft_has_a_description(client: Client) -> None:
    """Composed from its facts."""
    for offset in range(0, 633, 100):
        records = client.get(f"/2.3.0/spacecraft/?limit=100&offset={offset}").json()["results"]
        assert [record["name"] for record in records if not record["description"]] == []


def test_json_is_compact_utf8(client: Client) -> None:
    """No spaces, no escapes, no newline at the end, as Django REST framework writes it."""
    answer = client.get("/2.3.0/spacecraft/224/?format=json")
    assert answer.content == json.dumps(answer.json(), ensure_ascii=False, separators=(",", ":")).encode()


def test_a_record_is_detailed_whatever_the_mode(client: Client) -> None:
    """A single record is always answered in full, and `mode` is named as passed over."""
    answer = client.get("/2.3.0/spacecraft/224/?mode=normal")
    assert answer.json()["response_mode"] == "detailed"
    assert answer.headers["Warning"] == '299 downrange "Ignored: mode=normal"'


def test_flights_of_a_detailed_craft_are_in_order_of_launch(client: Client) -> None:
    """Endeavour's flights, the first launched first."""
    endeavour = client.get("/2.3.0/spacecraft/?search=Endeavour&mode=detailed").json()["results"]
    nets = [[flight["launch"]["net"] for flight in craft["flights"]] for craft in endeavour]
    assert nets == [sorted(flights) for flights in nets]
    assert max(len(flights) for flights in nets) == 25


def test_a_detailed_list_gives_the_records_as_they_are_alone(client: Client) -> None:
    """`mode=detailed` and the record's own address agree."""
    listed = client.get("/2.3.0/spacecraft/?mode=detailed&limit=3&ordering=-flights_count").json()["results"]
    assert listed == [client.get(record["url"]).json() for record in listed]


@pytest.mark.parametrize("name", ["time_in_space", "time_docked"])
def test_ordering_by_a_running_figure_agrees_with_the_figures_shown(client: Client, name: str) -> None:
    """Craft in space among them: what is shown is in order, in SQL, at one instant."""
    for ordering, reverse in ((name, False), (f"-{name}", True)):
        shown: list[Any] = []
        address = f"/2.3.0/spacecraft/?limit=100&ordering={ordering}"
        while address:
            page = client.get(address).json()
            shown += [parse_duration(record[name]) for record in page["results"]]
            address = page["next"]
        assert shown == sorted(shown, reverse=reverse)


def test_figures_of_a_craft_in_space_move_with_the_clock(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """An hour later, a craft in space has been there an hour longer; one on the ground has not."""
    settings.FIGURES_GRACE = DECADE
    times = []
    for hour in (10, 11):
        monkeypatch.setattr(clock, "tick", lambda hour=hour: datetime(2030, 1, 1, hour, tzinfo=UTC))
        deriver.poll(clock.tick())
        record = client.get("/2.3.0/spacecraft/?in_space=true&limit=1").json()["results"][0]
        times.append(parse_duration(record["time_in_space"]).total_seconds())
    assert times[1] - times[0] == 3600


def test_filters_narrow_the_list(client: Client) -> None:
    """Each filter and all of them together (AND)."""

    def count(query: str) -> int:
        number: int = client.get(f"/2.3.0/spacecraft/?{query}").json()["count"]
        return number

    assert count("in_space=true") == 14
    assert count("is_placeholder=True") == 2
    assert count("name=Soyuz+T-2") == 1
    assert count("name=soyuz+t-2") == 0
    assert count("spacecraft_config=42") == 18
    assert count("spacecraft_config=42&status=4&name=Soyuz+T-2&in_space=0") == 1
    assert count("in_space=maybe") == 633


def test_search_matches_every_term_in_some_field(client: Client) -> None:
    """Terms are joined by AND, fields by OR, case does not matter."""

    def names(search: str) -> set[str]:
        page = client.get("/2.3.0/spacecraft/", {"search": search, "limit": 100}).json()
        return {record["name"] for record in page["results"]}

    assert "Soyuz T-2" in names("soyuz t-2")
    assert names('"crew dragon" endeavour') == {"Crew Dragon Endeavour"}
    assert names("soyuz dragon") == set()


def test_agencies_filter_across_countries_without_repeating(client: Client) -> None:
    """A filter over a to-many relation gives each record once, and `contains` minds the case."""
    pages = [client.get(f"/2.3.0/agencies/?country_code=CAN,RUS&limit=100&offset={start}").json() for start in (0, 100)]
    keys = [record["id"] for page in pages for record in page["results"]]
    assert len(keys) == len(set(keys)) == pages[0]["count"]
    assert {16, 63} <= set(keys)
    found = client.get("/2.3.0/agencies/?name__contains=patiale").json()["results"]
    assert {record["id"] for record in found} == {1003}
    assert client.get("/2.3.0/agencies/?name__contains=PATIALE").json()["count"] == 0
    assert client.get("/2.3.0/agencies/?abbrev__contains=nas").json()["count"] == 0


def test_the_agency_of_a_configuration_lists_it(client: Client) -> None:
    """SpaceX's own page has its launchers and its spacecraft, by name."""
    spacex = client.get("/2.3.0/agencies/121/").json()
    names = [configuration["name"] for configuration in spacex["spacecraft_list"]]
    assert names == sorted(names)
    assert {"Dragon 1", "Crew Dragon 2", "Starship"} <= set(names)
    assert any(launcher["name"].startswith("Falcon 9") for launcher in spacex["launcher_list"])


def test_configurations_are_in_order_of_name(client: Client) -> None:
    """The one default ordering that upstream shows."""
    names = [r["name"] for r in client.get("/2.3.0/spacecraft_configurations/?limit=100").json()["results"]]
    assert len(names) == 48
    assert names == sorted(names, key=lambda name: "".join(filter(str.isalnum, name.casefold())))


def test_a_configurations_counters_come_from_its_flights(client: Client) -> None:
    """The Space Shuttle: five ships, 135 launches, one of them lost on the way up."""
    page = client.get("/2.3.0/spacecraft_configurations/?name=Space+Shuttle&mode=detailed").json()
    shuttle = page["results"][0]
    assert shuttle["spacecraft_flown"] == 5
    assert shuttle["total_launch_count"] == 135
    assert shuttle["successful_launches"] + shuttle["failed_launches"] == 135
    assert shuttle["fastest_turnaround"].startswith("P50DT7H")


def test_a_station_shows_who_is_docked_where(client: Client) -> None:
    """Every port of the International Space Station, and at each the ship that has not left."""
    station = client.get("/2.3.0/space_stations/4/").json()
    docked = {
        port["name"]: port["currently_docked"]["flight_vehicle_chaser"]["spacecraft"]["name"]
        for port in station["docking_location"]
        if port["currently_docked"]
    }
    assert docked == {
        "Harmony forward": "Cargo Dragon C209",
        "Harmony zenith": "Crew Dragon Freedom",
        "Poisk zenith": "Progress MS-33",
        "Prichal nadir": "Soyuz MS-29",
        "Rassvet nadir": "Soyuz MS-28",
        "Unity nadir": "Cygnus CRS NG-24 (S.S. Steven R. Nagel)",
        "Zvezda aft": "Progress MS-34",
    }
    assert station["onboard_crew"] == 10


def test_expeditions_are_active_at_the_answers_instant(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """One that has begun and not ended; the same moment decides as for all figures of the answer."""
    settings.FIGURES_GRACE = DECADE
    models.Expedition.objects.all().delete()
    models.Expedition.objects.create(
        name="Expedition 900",
        start=datetime(2030, 1, 1, tzinfo=UTC),
        end=datetime(2030, 6, 1, tzinfo=UTC),
        spacestation_id=4,
    )
    active = {}
    for month in (1, 6):
        monkeypatch.setattr(clock, "tick", lambda month=month: datetime(2030, month, 1, tzinfo=UTC))
        deriver.poll(clock.tick())
        active[month] = [each["name"] for each in client.get("/2.3.0/space_stations/4/").json()["active_expeditions"]]
    assert active == {1: ["Expedition 900"], 6: []}
