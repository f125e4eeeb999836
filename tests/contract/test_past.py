"""`at=`: figures, and who is in space, as of an instant of the past."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.catalog import clock, models
from downrange.catalog.derived import past, store
from downrange.catalog.editing import editing
from downrange.config.application import api

from ..catalogue.cast import make_crew, make_docking, make_flight, make_spacecraft
from ..server.world import START, make_world

MINUTE = timedelta(minutes=1)
INSTANTS = [START - minutes * MINUTE for minutes in (2500, 1500, 899, 600, 590, 299, 250, 200, 61, 30, 1, 0)]
QUESTIONS = (
    "spacecraft/?mode=detailed&limit=100",
    "spacecraft/?in_space=true",
    "spacecraft/?in_space=false&ordering=-mission_ends_count",
    "spacecraft/?ordering=-time_in_space&limit=3&offset=2",
    "spacecraft/?ordering=time_docked,-id",
    "spacecraft/?ordering=-flights_count,mission_ends_count",
    "spacecraft/1/",
    "astronauts/?mode=detailed",
    "astronauts/?in_space=true&search=ada",
    "astronauts/?has_flown=true",
    "astronauts/?has_flown=false",
    "astronauts/?ordering=last_flight",
    "astronauts/?ordering=-last_flight,name",
    "astronauts/?ordering=age,-time_in_space",
    "astronauts/?flights_count__gte=1&landings_count__lt=1",
    "astronauts/?first_flight__lte=2030-01-01T20:00:00Z",
    "space_stations/?mode=detailed",
    "space_stations/?onboard_crew__gte=1",
    "space_stations/1/",
    "expeditions/?mode=detailed",
    "expeditions/?is_active=true",
)


@pytest.fixture
def tick(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    now = [START]
    monkeypatch.setattr(clock, "tick", lambda: now[0])
    return now


@pytest.mark.django_db
def test_the_past_is_what_would_have_been_answered_then(
    client: Client, tick: list[datetime], direct_writes: None
) -> None:
    """Twelve instants, 21 questions: the answer is that of a server whose clock stands at the instant."""
    make_world()
    store.derive(START)
    asked = {
        (instant, question): answer(client, question, at=instant) for instant in INSTANTS for question in QUESTIONS
    }
    for instant in INSTANTS:
        tick[0] = instant
        store.derive(instant)
        api().caches.clear()  # no revision says that figures were derived
        for question in QUESTIONS:
            assert asked[instant, question] == answer(client, question), (instant, question)
    assert len({repr(each) for each in asked.values()}) > 100


def answer(client: Client, question: str, at: datetime | None = None) -> Any:
    """JSON without the links to other pages, which repeat the parameter."""
    path, _, query = question.partition("?")
    instant = f"at={at:%Y-%m-%dT%H:%M:%SZ}" if at else ""
    response = client.get(f"/2.3.0/{path}?{'&'.join(filter(None, (query, instant)))}")
    assert (response.status_code, "Warning" in response.headers) == (200, False)
    return {name: value for name, value in response.json().items() if name not in ("next", "previous")}


KNOWN = {
    # Soyuz 19 and Apollo are docked since 16:19; two people are aboard Salyut 4.
    "1975-07-17T17:00Z": (
        {
            "Alexey Leonov", "Valeri Kubasov", "Thomas P. Stafford", "Vance D. Brand", "Deke Slayton",
            "Pyotr Klimuk", "Vitaly Sevastyanov",
        },
        {"Salyut 4": 2},
    ),
    # Columbia is on its way home.
    "2003-02-01T13:00Z": (
        {
            "Rick Husband", "William C. McCool", "Michael P. Anderson", "Kalpana Chawla", "David M. Brown",
            "Laurel Clark", "Ilan Ramon", "Ken Bowersox", "Nikolai Budarin", "Donald Pettit",
        },
        {"International Space Station": 3},
    ),
    "1971-06-20": ({"Georgy Dobrovolsky", "Vladislav Volkov", "Viktor Patsayev"}, {"Salyut 1": 3}),
    "1961-04-12T06:30Z": ({"Yuri Gagarin"}, {}),
    "1957-10-04": (set(), {}),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("instant", KNOWN)
def test_known_days(client: Client, instant: str) -> None:
    """Who is in space, and how many aboard which station."""
    people, stations = KNOWN[instant]
    page = client.get("/2.3.0/astronauts/", {"in_space": "true", "at": instant, "limit": 20}).json()
    assert {person["name"] for person in page["results"]} == people
    query = {"onboard_crew__gte": 1, "mode": "detailed", "at": instant}
    page = client.get("/2.3.0/space_stations/", query).json()
    assert {station["name"]: station["onboard_crew"] for station in page["results"]} == stations


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_apollo_and_soyuz_19_are_docked(client: Client) -> None:
    """Since 16:19:09; Apollo has the docking module since two days."""

    def docked(instant: str) -> dict[str, str]:
        page = client.get("/2.3.0/spacecraft/", {"in_space": "true", "at": instant}).json()
        return {craft["name"]: craft["time_docked"] for craft in page["results"]}

    assert docked("1975-07-17T16:00Z").items() >= {"Apollo CSM-111": "P1DT18H32M", "Soyuz 19": "P0D"}.items()
    assert docked("1975-07-17T17:00Z").items() >= {"Apollo CSM-111": "P1DT19H32M", "Soyuz 19": "PT40M51S"}.items()


@pytest.mark.django_db
def test_people_are_aboard_between_the_ship_they_came_in_and_that_of_their_landing(
    client: Client, direct_writes: None
) -> None:
    """A crew that swaps ships is counted once; a visiting crew that has landed in another ship no longer."""
    first = make_flight(make_spacecraft("First"), "2020-01-01T00:00:00", "2020-03-01T00:00:00")
    second = make_flight(make_spacecraft("Second"), "2020-02-20T00:00:00", "2020-08-01T00:00:00")
    make_crew("Resident", [first], [second])
    make_crew("Visitor", [second], [first])
    station = make_docking(first, "2020-01-02T00:00:00", "2020-02-29T00:00:00").space_station_target
    make_docking(second, "2020-02-21T00:00:00", "2020-07-31T00:00:00", space_station_target=station)
    assert station is not None
    for instant, crew in (
        ("2020-01-01", 0),
        ("2020-02-01", 1),
        ("2020-02-25", 2),
        ("2020-04-01", 1),
        ("2020-08-02", 0),
    ):
        record = client.get(f"/2.3.0/space_stations/{station.pk}/", {"at": instant}).json()
        assert record["onboard_crew"] == crew, instant


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("yesterday", "Enter a valid date/time."),
        ("1975-13-01", "Enter a valid date/time."),
        ("9999-12-31T23:59:59-12:00", "Enter a valid date/time."),
        ("2500-01-01", "Ensure this instant is not in the future."),
    ],
)
@pytest.mark.parametrize("path", ["spacecraft/", "spacecraft/1/", "astronauts/", "space_stations/", "expeditions/"])
def test_what_is_no_instant_of_the_past_is_refused(client: Client, path: str, value: str, message: str) -> None:
    """In the shape of the API's errors."""
    response = client.get(f"/2.3.0/{path}", {"at": value})
    assert (response.status_code, response.json()) == (400, {"at": [message]})


@pytest.mark.django_db
def test_other_lists_ignore_it(client: Client) -> None:
    """And say so. Without a value it means nothing."""
    response = client.get("/2.3.0/agencies/", {"at": "2000-01-01"})
    assert response.headers["Warning"] == '299 downrange "Ignored: at=2000-01-01"'
    assert client.get("/2.3.0/spacecraft/?at=").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
def test_the_past_takes_as_many_queries_for_a_hundred_records_as_for_ten(client: Client) -> None:
    """But for what only some of them nest; figures are computed where a component shows them."""

    def queries(limit: int, mode: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/2.3.0/spacecraft/", {"at": "2000-01-01", "limit": limit, "mode": mode})
        return len(captured)

    assert queries(100, "normal") == queries(10, "normal") == 16
    assert queries(100, "detailed") <= queries(10, "detailed") + 6


def test_nothing_is_stored(client: Client, db: None, direct_writes: None) -> None:
    """The columns stay those of now."""
    ship = make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-03-01T00:00:00")
    with editing(by="somebody", source="local") as edit:
        edit.derives_everything = True
    before = models.Spacecraft.objects.values().get()
    record = client.get(f"/2.3.0/spacecraft/{ship.spacecraft_id}/", {"at": "2020-02-01"}).json()
    assert (record["in_space"], record["time_in_space"]) == (True, "P31D")
    assert models.Spacecraft.objects.values().get() == before


@pytest.mark.parametrize(
    ("condition", "is_met"),
    [
        (Q(flights_count=2, in_space=True), True),
        (Q(flights_count=2, in_space=False), False),
        (Q(flights_count=3) | Q(in_space=True), True),
        (Q(flights_count=3) | Q(in_space=False), False),
        (~Q(flights_count=2), False),
        (~Q(flights_count__gt=2) & (Q(in_space=False) | Q(flights_count__lte=2)), True),
        (Q(first_flight__lt=9), False),
        (~Q(first_flight__lt=9), True),
    ],
)
def test_a_condition_on_figures_is_met_as_in_sql(condition: Q, is_met: bool) -> None:
    """`and`, `or` and `not`; what has no value meets no comparison."""
    assert past.meets(condition, {"flights_count": 2, "in_space": True, "first_flight": None}) is is_met
