"""Events: their modes and what they nest, what is upcoming and previous of them, and their filters."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from downrange.catalog import clock, models

from ..catalogue.cast import make_launch, make_station, utc

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make_event(name: str, date: Any, kind: str = "Docking", **facts: Any) -> models.Event:
    type_, _ = models.EventType.objects.get_or_create(name=kind)
    slug = name.lower().replace(" ", "-")
    return models.Event.objects.create(
        name=name, slug=slug, type=type_, date=date, last_updated=utc("2026-01-01T00:00:00"), **facts
    )


@pytest.fixture(name="docking")
def docking_() -> models.Event:
    """The docking of Progress MS-08, with everything that an event may have."""
    event = make_event("Progress MS-08 docking", utc("2018-02-15T10:38:00"), duration=timedelta(minutes=30))
    status = models.AstronautStatus.objects.create(name="Active")
    cosmonaut = models.Astronaut.objects.create(name="Anton Shkaplerov", status=status)
    kind = models.ProgramType.objects.create(name="Human Spaceflight")
    station = make_station("ISS")
    expedition = models.Expedition.objects.create(
        name="Expedition 54", start=utc("2017-12-14T00:00:00"), spacestation=station
    )
    event.agencies.add(
        models.Agency.objects.create(name="Roscosmos", type=models.AgencyType.objects.create(name="Government"))
    )
    event.launches.add(make_launch("2018-02-13T08:13:00"))
    event.expeditions.add(expedition)
    event.spacestations.add(station)
    event.program.add(models.Program.objects.create(name="International Space Station", type=kind))
    event.astronauts.add(cosmonaut)
    event.info_urls.add(models.InfoURL.objects.create(url="https://example.org/article"))
    event.vid_urls.add(models.VidURL.objects.create(url="https://example.org/video"))
    models.Update.objects.create(event=event, comment="Docked.", created_on=utc("2018-02-15T10:40:00"))
    models.Update.objects.create(event=event, comment="Contact.", created_on=utc("2018-02-15T10:38:00"))
    return event


def names(client: Client, query: str) -> list[str]:
    answer = client.get(f"/2.3.0/{query}")
    assert answer.status_code == 200, answer.content
    return [record["name"] for record in answer.json()["results"]]


def test_a_detailed_event_has_all_that_belongs_to_it(client: Client, docking: models.Event) -> None:
    """The record of an event is detailed; its updates come latest first."""
    answer = client.get(f"/2.3.0/events/{docking.pk}/").json()
    assert (answer["response_mode"], answer["duration"], answer["url"]) == (
        "detailed",
        "PT30M",
        f"http://testserver/2.3.0/events/{docking.pk}/",
    )
    assert [update["comment"] for update in answer["updates"]] == ["Docked.", "Contact."]
    assert [link["url"] for link in (*answer["info_urls"], *answer["vid_urls"])] == [
        "https://example.org/article",
        "https://example.org/video",
    ]
    nested = ("agencies", "launches", "expeditions", "spacestations", "program", "astronauts")
    assert {name: [record["name"] for record in answer[name]] for name in nested} == {
        "agencies": ["Roscosmos"],
        "launches": ["A launch"],
        "expeditions": ["Expedition 54"],
        "spacestations": ["ISS"],
        "program": ["International Space Station"],
        "astronauts": ["Anton Shkaplerov"],
    }
    assert list(answer["astronauts"][0]) == ["id", "url", "name", "status", "agency", "image"]


@pytest.mark.parametrize(
    ("mode", "last"), [("list", "duration"), ("normal", "last_updated"), ("detailed", "astronauts")]
)
def test_a_mode_says_more_than_the_one_before(client: Client, docking: models.Event, mode: str, last: str) -> None:
    """Each ends with a field of its own."""
    (event,) = client.get(f"/2.3.0/events/?mode={mode}").json()["results"]
    assert (event["response_mode"], event["id"], list(event)[-1]) == (mode, docking.pk, last)


def test_an_event_may_have_no_date(client: Client) -> None:
    """Then it is neither upcoming nor previous."""
    make_event("Some day", None)
    assert names(client, "events/") == ["Some day"]
    assert names(client, "events/upcoming/") == names(client, "events/previous/") == []


@pytest.fixture(name="three")
def three_() -> None:
    """One long past, one of this morning, one ahead."""
    now = clock.tick()
    make_event("Past", now - 400 * DAY)
    make_event("Recent", now - timedelta(hours=3))
    make_event("Ahead", now + 7 * DAY)


@pytest.mark.usefixtures("three")
def test_upcoming_events_include_those_of_the_last_day(client: Client) -> None:
    """In order of date, unless the recent ones are hidden; previous ones come latest first."""
    assert names(client, "events/upcoming/") == ["Recent", "Ahead"]
    assert names(client, "events/upcoming/?hide_recent_previous=true") == ["Ahead"]
    assert names(client, "events/upcoming/?hide_recent_previous=false") == ["Recent", "Ahead"]
    assert names(client, "events/previous/") == ["Recent", "Past"]
    assert names(client, "events/previous/?ordering=date") == ["Past", "Recent"]


@pytest.mark.usefixtures("three")
def test_an_event_has_an_address_in_each_list_that_it_is_in(client: Client) -> None:
    """And its own address is the same everywhere."""
    past = models.Event.objects.get(name="Past")
    assert client.get(f"/2.3.0/events/previous/{past.pk}/").json()["url"].endswith(f"/2.3.0/events/{past.pk}/")
    assert client.get(f"/2.3.0/events/upcoming/{past.pk}/").status_code == 404


def test_a_recent_event_leaves_the_upcoming_ones_when_its_day_is_over(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though no instant of the log passes then."""
    instant = utc("2030-01-01T12:00:00")
    make_event("Landing", instant)
    for now, shown in ((instant + DAY - clock.TICK, ["Landing"]), (instant + DAY, [])):
        monkeypatch.setattr(clock, "tick", lambda now=now: now)
        assert names(client, "events/upcoming/") == shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date__gt=2018-02-15T10:38:00Z", ["Static fire"]),
        ("date__gt__lt=2019-01-01T00:00:00Z", ["Progress MS-08 docking"]),
        ("date__gt__lt=2018-02-15T10:38:00Z", []),
        ("date__gte=2018-02-15T10:38:00Z&date__lte=2018-02-15T10:38:00Z", ["Progress MS-08 docking"]),
        ("year=2018&month=2&day=14,15", ["Progress MS-08 docking"]),
        ("last_updated__gte=2026-01-02T00:00:00Z", []),
        ("last_updated__lte=2026-01-02T00:00:00Z&slug=static-fire", ["Static fire"]),
        ("video_url=https://example.org/video,https://example.org/other", ["Progress MS-08 docking"]),
        ("search=DOCK", ["Progress MS-08 docking"]),
        ("ordering=-date", ["Static fire", "Progress MS-08 docking"]),
    ],
)
@pytest.mark.usefixtures("docking")
def test_events_are_found(client: Client, query: str, found: list[str]) -> None:
    """By date, its parts, last update, slug, video and name."""
    make_event("Static fire", utc("2020-05-28T18:00:00"), "Static Fire")
    assert names(client, f"events/?{query}") == found


def test_events_are_found_by_what_they_belong_to(client: Client, docking: models.Event) -> None:
    """Ids of agencies, types, programs and events; a program that does not exist is refused."""
    other = make_event("Static fire", utc("2020-05-28T18:00:00"), "Static Fire")
    agency, program = docking.agencies.get().pk, docking.program.get().pk
    for query in (
        f"agency__ids={agency},9",
        f"type={docking.type_id}",
        f"type__ids={docking.type_id}",
        f"program={program}",
        f"id={docking.pk}",
    ):
        assert names(client, f"events/?{query}") == [docking.name]
    assert names(client, f"events/?type__ids={docking.type_id},{other.type_id}&id={other.pk}") == [other.name]
    refused = client.get(f"/2.3.0/events/?program={program}&program=99")
    assert (refused.status_code, list(refused.json())) == (400, ["program"])


def test_a_spacewalk_nests_its_event(client: Client, docking: models.Event) -> None:
    """Null without one; in more detail where the spacewalk is."""
    models.Spacewalk.objects.create(pk=docking.pk, name="Other")
    walk = models.Spacewalk.objects.create(pk=docking.pk + 1, name="EVA", event=docking)
    other, own = client.get("/2.3.0/spacewalks/?ordering=id").json()["results"]
    assert (own["event"]["name"], list(own["event"])[-1], other["event"]) == (docking.name, "date", None)
    assert client.get(f"/2.3.0/spacewalks/{walk.pk}/").json()["event"]["type"]["name"] == "Docking"
    assert names(client, f"spacewalks/?event__ids={docking.pk}") == ["EVA"]
    assert names(client, "spacewalks/?event__ids=99") == []
