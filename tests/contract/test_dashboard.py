"""The Starship dashboard: one object, about what has been and what lies ahead of one program."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from downrange.api.v230.dashboard import STARSHIP
from downrange.catalog import clock, models
from downrange.catalog.derived import deriver
from downrange.catalog.editing import editing

from ..catalogue.cast import make_flight, make_launch, make_spacecraft
from .test_events import make_event

pytestmark = pytest.mark.django_db
ADDRESS = "/2.3.0/dashboard/starship/"
DAY = timedelta(days=1)
FIELDS = [
    "response_mode",
    "updates",
    "live_streams",
    "road_closures",
    "notices",
    "vehicles",
    "orbiters",
    "upcoming",
    "previous",
]


def make_launch_at(name: str, net: datetime, program: models.Program) -> models.Launch:
    launch = make_launch("2020-01-01T00:00:00")
    launch.name, launch.net = name, net
    launch.save()
    launch.program.add(program)
    return launch


@pytest.fixture(name="program")
def program_() -> models.Program:
    """Starship with two flights and a static fire behind, one of each ahead; and another program, with a launch."""
    kind = models.ProgramType.objects.create(name="Test")
    program = models.Program.objects.create(pk=STARSHIP, name="SpaceX Starship", type=kind)
    now = clock.tick()
    for name, ago in (("Flight 1", 400 * DAY), ("Flight 2", 200 * DAY), ("Flight 3", -9 * DAY)):
        make_launch_at(name, now - ago, program)
    for name, ago in (("Static fire", 9 * DAY), ("Presentation", -2 * DAY)):
        make_event(name, now - ago).program.add(program)
    other = models.Program.objects.create(pk=STARSHIP + 1, name="Artemis", type=kind)
    make_launch_at("Artemis I", now - DAY, other)
    return program


def names(part: dict[str, Any]) -> dict[str, list[str]]:
    return {relation: [record["name"] for record in records] for relation, records in part.items()}


@pytest.mark.usefixtures("program")
def test_the_dashboard_parts_what_lies_ahead_from_what_has_been(client: Client) -> None:
    """What is next stands first ahead, and what was last first behind; nothing of other programs."""
    dashboard = client.get(ADDRESS).json()
    assert list(dashboard) == FIELDS
    assert names(dashboard["upcoming"]) == {"launches": ["Flight 3"], "events": ["Presentation"]}
    assert names(dashboard["previous"]) == {"launches": ["Flight 2", "Flight 1"], "events": ["Static fire"]}


@pytest.mark.usefixtures("program")
def test_what_has_taken_place_moves_from_one_part_to_the_other(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the instant of an event passes, as when a launch's does."""
    deriver.derive(clock.tick())
    client.get(ADDRESS)
    later = clock.tick() + 3 * DAY
    monkeypatch.setattr(clock, "tick", lambda: later)
    deriver.poll(later)
    dashboard = client.get(ADDRESS).json()
    assert names(dashboard["upcoming"]) == {"launches": ["Flight 3"], "events": []}
    assert names(dashboard["previous"])["events"] == ["Presentation", "Static fire"]


@pytest.mark.usefixtures("program")
def test_the_dashboard_goes_by_the_clock_beyond_the_facts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the lists of launches and events do, though figures have stopped."""
    with editing(by="mirror", source="mirror", now=clock.tick()) as edit:
        tables = (models.Launch, models.SpacecraftFlight, models.DockingEvent)
        edit.as_of = dict.fromkeys(tables, clock.tick() - 30 * DAY)
    later = clock.tick() + 10 * DAY
    monkeypatch.setattr(clock, "tick", lambda: later)
    deriver.poll(later)
    dashboard = client.get(ADDRESS).json()
    assert names(dashboard["upcoming"]) == {"launches": [], "events": []}
    assert names(dashboard["previous"])["launches"][0] == "Flight 3"


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("mode", "launch", "event"),
    [("list", "list", "list"), ("normal", "normal", None), ("detailed", "detailed", None)],
)
def test_a_mode_is_that_of_the_launches_inside(client: Client, mode: str, launch: str, event: str | None) -> None:
    """Events have no `response_mode` in the two that show them alike."""
    dashboard = client.get(f"{ADDRESS}?mode={mode}").json()
    assert dashboard["response_mode"] == mode
    for part in (dashboard["upcoming"], dashboard["previous"]):
        assert {record["response_mode"] for record in part["launches"]} == {launch}
        assert {record.get("response_mode") for record in part["events"]} == {event}


def test_the_dashboard_has_all_of_the_program(client: Client, program: models.Program) -> None:
    """Updates, streams, closures, notices, boosters of its configurations and ships of its launches, each once."""
    now = clock.tick()
    models.Update.objects.create(program=program, comment="Stacked.", created_on=now)
    program.vid_urls.add(
        models.VidURL.objects.create(url="https://example.org/live", title="Live", feature_image="https://x.example/i")
    )
    closed = models.RoadClosureStatus.objects.create(name="Closed")
    models.RoadClosure.objects.create(
        program=program, title="Highway 4", status=closed, window_start=now, window_end=now + DAY
    )
    mariners = models.NoticeType.objects.create(name="Notice to Mariners")
    models.Notice.objects.create(program=program, type=mariners, date=now, url="https://example.org/notice")
    configuration = models.LauncherConfiguration.objects.create(name="Starship", full_name="Starship")
    configuration.program.add(program)
    models.Launcher.objects.create(serial_number="B12", launcher_config=configuration)
    ship = make_spacecraft("Ship 30")
    for net in ("2024-06-06T12:50:00", "2024-10-13T12:25:00"):
        make_flight(ship, net, f"{net[:10]}T23:00:00").launch.program.add(program)
    dashboard = client.get(ADDRESS).json()
    assert [update["comment"] for update in dashboard["updates"]] == ["Stacked."]
    assert dashboard["live_streams"] == [
        {"title": "Live", "description": None, "image": "https://x.example/i", "url": "https://example.org/live"}
    ]
    assert [(each["title"], each["status"]["name"]) for each in dashboard["road_closures"]] == [("Highway 4", "Closed")]
    assert [(each["type"]["name"], each["url"]) for each in dashboard["notices"]] == [
        ("Notice to Mariners", "https://example.org/notice")
    ]
    assert [(each["serial_number"], each["response_mode"]) for each in dashboard["vehicles"]] == [("B12", "detailed")]
    assert [(each["name"], each["response_mode"]) for each in dashboard["orbiters"]] == [("Ship 30", "normal")]


def test_a_catalogue_without_the_program_has_an_empty_dashboard(client: Client) -> None:
    """Not a 404: clients take the object for granted."""
    nothing: dict[str, list[object]] = {"launches": [], "events": []}
    assert client.get(f"{ADDRESS}?mode=list").json() == {
        **{name: [] for name in FIELDS},
        "response_mode": "list",
        "upcoming": nothing,
        "previous": nothing,
    }


@pytest.mark.usefixtures("program")
def test_the_dashboard_is_no_list(client: Client) -> None:
    """What it does not understand is named; it has no records; a path without its slash leads to it."""
    answer = client.get(f"{ADDRESS}?limit=2&mode=huge")
    assert answer.status_code == 200
    assert answer.headers["Warning"] == '299 downrange "Ignored: mode=huge, limit=2"'
    assert client.get(f"{ADDRESS}1/").status_code == 404
    assert client.get(ADDRESS.removesuffix("/")).headers["Location"] == ADDRESS
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200


@pytest.mark.usefixtures("program")
def test_its_page_has_a_form_for_the_mode(client: Client) -> None:
    """And its help; links in its JSON keep the format."""
    html = client.get(f"{ADDRESS}?format=api&mode=list").content.decode()
    assert "<h1>Starship Dashboard</h1>" in html
    assert '<select id="field-mode" name="mode"' in html
    assert '<option value="list" selected>' in html
    assert 'name="limit"' not in html
    assert "/2.3.0/launches/" in html
    assert "?format=api</a>" in html


def test_the_shipped_catalogue_has_the_flights_of_starship(client: Client, catalogue: object) -> None:
    """With its ships."""
    dashboard = client.get(f"{ADDRESS}?mode=list").json()
    assert {"Starship V1.0 | Starship FT-5", "Starship V2 (R2) | Starship FT-10"} <= set(
        names(dashboard["previous"])["launches"]
    )
    assert {"Ship 30", "Ship 33"} <= {orbiter["name"] for orbiter in dashboard["orbiters"]}
