"""What is upcoming and previous of the launches, and the filters that only launches have."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api.query import ListQuery
from downrange.api.select import SelectionCache, select_page
from downrange.api.v230.events import UPCOMING_EVENTS
from downrange.api.v230.launches import UPCOMING_LAUNCHES
from downrange.catalog import clock, models
from downrange.catalog.snapshot import Snapshot

from ..catalogue.cast import make_flight, make_launch, make_spacecraft

pytestmark = pytest.mark.django_db


def launch(ago: timedelta, name: str, **facts: Any) -> models.Launch:
    """A launch so long ago, or ahead."""
    made = make_launch("2020-01-01T00:00:00", **facts)
    made.net, made.name = clock.tick() - ago, name
    made.save()
    return made


@pytest.fixture(autouse=True)
def _launches() -> None:
    """One long past, one of this morning, one ahead."""
    launch(timedelta(days=400), "Past")
    launch(timedelta(hours=3), "Recent")
    launch(timedelta(days=-7), "Ahead")


def names(client: Client, query: str) -> list[str]:
    answer = client.get(f"/2.3.0/{query}").json()
    return [record["name"] for record in answer["results"]]


def test_upcoming_launches_include_those_of_the_last_day(client: Client) -> None:
    """In order of launch; a launch stays for 24 hours."""
    assert names(client, "launches/upcoming/") == ["Recent", "Ahead"]


def test_recent_launches_can_be_hidden(client: Client) -> None:
    """`hide_recent_previous` leaves what lies ahead; false changes nothing."""
    assert names(client, "launches/upcoming/?hide_recent_previous=true") == ["Ahead"]
    assert names(client, "launches/upcoming/?hide_recent_previous=false") == ["Recent", "Ahead"]


def test_when_the_next_launch_leaves_is_read_once(client: Client) -> None:
    """It is the same for all lists and records of a revision, until it comes."""
    recent = models.Launch.objects.get(name="Recent")
    with CaptureQueriesContext(connection) as queries:
        for query in ("", "?limit=1", "?ordering=-net", "?search=ahead", "?hide_recent_previous=true", f"{recent.pk}/"):
            assert client.get(f"/2.3.0/launches/upcoming/{query}").status_code == 200
    assert len([query for query in queries if "MIN(" in query["sql"]]) == 1


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(hours=1)])
def test_a_clock_that_goes_back_keeps_nothing_of_later(back: timedelta) -> None:
    """Nor does a thread whose snapshot is one tick older than another's: a launch that has left is there again, until
    it leaves.
    """
    models.Launch.objects.exclude(name="Recent").delete()
    leaves = models.Launch.objects.get().net + timedelta(days=1)
    cache = SelectionCache(1 << 20)

    def upcoming(now: datetime) -> tuple[int, datetime | None]:
        query = ListQuery.read(UPCOMING_LAUNCHES, QueryDict())
        with clock.track() as tracker:
            return select_page(UPCOMING_LAUNCHES, query, Snapshot(1, now), cache)[0], tracker.valid_until

    assert upcoming(leaves) == (0, leaves + timedelta(days=1))
    assert upcoming(leaves - back) == (1, leaves)
    assert upcoming(leaves + timedelta(minutes=5))[0] == 0


def test_the_deadlines_of_launches_and_events_are_apart() -> None:
    """Though one cache has both: an event of an hour ago leaves later than the launch of this morning."""
    now, landing = clock.tick(), models.EventType.objects.create(name="Landing")
    date = now - timedelta(hours=1)
    models.Event.objects.create(name="Landing", type=landing, date=date, last_updated=now)
    cache, deadlines = SelectionCache(1 << 20), []
    for resource in (UPCOMING_LAUNCHES, UPCOMING_EVENTS):
        with clock.track() as tracker:
            select_page(resource, ListQuery.read(resource, QueryDict()), Snapshot(1, now), cache)
        deadlines.append(tracker.valid_until)
    net = models.Launch.objects.get(name="Recent").net
    assert deadlines == [net + timedelta(days=1), date + timedelta(days=1)]


def test_previous_launches_come_latest_first(client: Client) -> None:
    """What has been launched, the last first, unless another ordering is asked for."""
    assert names(client, "launches/previous/") == ["Recent", "Past"]
    assert names(client, "launches/previous/?ordering=net") == ["Past", "Recent"]


def test_a_launch_has_an_address_in_each_list_that_it_is_in(client: Client) -> None:
    """And its own address is the same everywhere."""
    past = models.Launch.objects.get(name="Past")
    assert client.get(f"/2.3.0/launches/previous/{past.pk}/").json()["url"].endswith(f"/2.3.0/launches/{past.pk}/")
    assert client.get(f"/2.3.0/launches/upcoming/{past.pk}/").status_code == 404
    assert client.get("/2.3.0/launches/not-a-uuid/").status_code == 404


def test_suborbital_launches_can_be_left_out(client: Client) -> None:
    """They are in every list unless `include_suborbital` is false."""
    planet = models.CelestialBodyType.objects.create(name="Planet")
    earth = models.CelestialBody.objects.create(name="Earth", type=planet)
    orbit = models.Orbit.objects.create(name="Suborbital", abbrev="Sub", celestial_body=earth)
    launch(timedelta(days=1), "Hop", mission=models.Mission.objects.create(name="Hop", orbit=orbit))
    assert "Hop" in names(client, "launches/")
    assert "Hop" in names(client, "launches/?include_suborbital=true")
    assert names(client, "launches/?include_suborbital=false") == ["Past", "Recent", "Ahead"]


def test_a_crewed_launch_is_one_with_people_aboard(client: Client) -> None:
    """`is_crewed` looks for a launch crew."""
    astronaut = models.Astronaut.objects.create(name="Alice")
    flight = make_flight(make_spacecraft(), "2021-01-01T00:00:00")
    flight.launch_crew.add(models.AstronautFlight.objects.create(astronaut=astronaut))
    assert names(client, "launches/?is_crewed=true") == ["A launch"]
    assert "A launch" not in names(client, "launches/?is_crewed=false")


def test_launches_are_found_by_the_parts_of_their_instant(client: Client) -> None:
    """`year`, `month` and `day` take several values each."""
    make_launch("1975-07-15T12:20:00")
    make_launch("1975-07-16T12:20:00")
    for query in ("year=1975&day=15", "year=1975,1976&month=7&day=15,17", "day=15.0&year=1975"):
        assert client.get(f"/2.3.0/launches/?{query}").json()["count"] == 1, query
    assert client.get("/2.3.0/launches/?year=MCMLXXV").json() == {"year": ["Enter a number."]}


def test_launches_are_found_by_several_ids(client: Client) -> None:
    """A member that is no UUID is refused in Django's words."""
    keys = models.Launch.objects.order_by("name").values_list("pk", flat=True)[:2]
    assert names(client, f"launches/?id={keys[0]},{keys[1]}&ordering=name") == ["Ahead", "Past"]
    assert client.get(f"/2.3.0/launches/?id={keys[0]},x").json() == {"id": ["Enter a valid UUID."]}


def test_a_related_provider_is_the_provider_its_parent_or_its_child(client: Client) -> None:
    """`related_lsp__id` and `related_lsp__name` reach one step up and one down; `lsp__id` does not."""
    kind = models.AgencyType.objects.create(name="Government")
    parent = models.Agency.objects.create(name="Parent", type=kind)
    child = models.Agency.objects.create(name="Child", type=kind, parent=parent)
    launch(timedelta(days=2), "By the child", launch_service_provider=child)
    launch(timedelta(days=1), "By the parent", launch_service_provider=parent)
    both = ["By the child", "By the parent"]
    assert names(client, f"launches/?lsp__id={parent.pk}") == ["By the parent"]
    assert names(client, f"launches/?related_lsp__id={parent.pk}") == both
    assert names(client, f"launches/?related_lsp__id={child.pk}") == both
    assert names(client, "launches/?related_lsp__name=Child") == both
