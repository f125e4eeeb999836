"""How old the facts are: every answer says so, and figures stop when they are too old."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from downrange.api.v230 import RESOURCES
from downrange.catalog import clock, models
from downrange.catalog.derived import deriver, store
from downrange.catalog.editing import editing
from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import take_snapshot

from ..catalogue.cast import make_docking, make_flight, make_launch, make_spacecraft, utc

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]

AS_OF = utc("2026-06-03T00:00:00")
HORIZON = utc("2026-06-10T00:00:00")
"""A week later: the grace by default."""
LATER = utc("2026-11-26T12:00:00")
LOG = (models.Launch, models.SpacecraftFlight, models.DockingEvent)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock, and has what is due derived."""

    def set_clock(instant: datetime) -> None:
        monkeypatch.setattr(clock, "tick", lambda: instant)
        deriver.poll(instant)

    set_clock(AS_OF)
    return set_clock


def gathered(as_of: datetime, *tables: Any) -> None:
    with editing(by="mirror", source="mirror", now=clock.tick()) as edit:
        edit.as_of = dict.fromkeys(tables or LOG, as_of)


@pytest.fixture
def craft(at: Any) -> models.Spacecraft:
    """In space since 1 June, without an end; facts of 3 June."""
    craft = make_spacecraft("Endeavour")
    flight = make_flight(craft, "2026-06-01T00:00:00")
    make_docking(flight, "2026-06-02T00:00:00")
    gathered(AS_OF)
    deriver.derive(AS_OF)
    return craft


def record(client: Client, craft: models.Spacecraft) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/2.3.0/spacecraft/{craft.pk}/").json()
    return answer


# Headers


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("", {}, 200),
        ("spacecraft/", {}, 200),
        ("spacecraft/?format=api", {}, 200),
        ("spacecraft/?format=api&limit=x&nonsense=1", {}, 200),
        ("spacecraft", {}, 301),
        ("spacecraft/?status=x", {}, 400),
        ("spacecraft/99/", {}, 404),
        ("nothing/", {}, 404),
        ("spacecraft/?format=xml", {}, 404),
        ("spacecraft/", {"accept": "image/png"}, 406),
    ],
)
@pytest.mark.usefixtures("craft")
def test_every_kind_of_answer_says_how_old_its_facts_are(
    client: Client, path: str, headers: dict[str, str], status: int
) -> None:
    """Lists, pages for people, redirects and errors."""
    answer = client.get(f"/2.3.0/{path}", headers=headers)
    assert answer.status_code == status
    assert answer.headers["X-Catalog-As-Of"] == "2026-06-03T00:00:00Z"
    assert answer.headers["X-Catalog-Revision"] == str(Revision.current().number)


@pytest.mark.usefixtures("craft")
def test_a_refused_method_says_it_too(client: Client) -> None:
    """405 is an answer like any other."""
    answer = client.post("/2.3.0/spacecraft/")
    assert (answer.status_code, answer.headers["X-Catalog-As-Of"]) == (405, "2026-06-03T00:00:00Z")


@pytest.mark.usefixtures("craft")
def test_scripts_of_other_origins_may_read_the_headers(client: Client) -> None:
    """CORS exposes what says how an answer is to be read."""
    exposed = client.get("/2.3.0/").headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Link", "Retry-After", "Warning", "X-Catalog-As-Of", "X-Catalog-Revision"} <= set(exposed)


def test_each_resource_is_as_old_as_its_own_table(client: Client, craft: models.Spacecraft) -> None:
    """One table may be synchronised later than others; figures are as old as the log that they are derived from."""
    gathered(utc("2026-06-04T08:30:00"), models.Spacecraft, models.Program)
    shown = {path: client.get(f"/2.3.0/{path}/").headers["X-Catalog-As-Of"] for path in ("spacecraft", "programs")}
    assert shown == {"programs": "2026-06-04T08:30:00Z", "spacecraft": "2026-06-03T00:00:00Z"}


def test_the_log_is_as_old_as_its_oldest_table() -> None:
    """Flights of today are no use to a figure that lacks today's dockings."""
    for table, day in ((models.Launch, 5), (models.SpacecraftFlight, 4), (models.DockingEvent, 6)):
        gathered(utc(f"2026-06-0{day}T00:00:00"), table)
    assert Revision.current().as_of == utc("2026-06-04T00:00:00")


def test_a_catalogue_of_unknown_age_has_a_revision_alone(client: Client, at: Any) -> None:
    """Nothing is claimed of facts that nobody has dated, and their figures do not stop."""
    craft = make_spacecraft()
    make_flight(craft, "2026-06-01T00:00:00")
    deriver.derive(AS_OF)
    at(LATER)
    answer = client.get("/2.3.0/spacecraft/")
    assert "X-Catalog-As-Of" not in answer.headers
    assert answer.headers["X-Catalog-Revision"] == str(Revision.current().number)
    assert answer.json()["results"][0]["time_in_space"] == "P178DT12H"


@pytest.mark.usefixtures("craft")
def test_the_page_for_people_says_it_in_a_line(client: Client) -> None:
    """Above the answer, not only among the headers."""
    page = client.get("/2.3.0/spacecraft/?format=api").content.decode()
    assert '<p class="age">Facts as of <time datetime="2026-06-03T00:00:00+00:00">3 June 2026, 00:00 UTC</time>' in page


# Figures


def test_figures_grow_until_the_grace_is_over(client: Client, at: Any, craft: models.Spacecraft) -> None:
    """Then the craft stands as it was known."""
    shown = {}
    for instant in (HORIZON - timedelta(minutes=1), HORIZON, HORIZON + timedelta(minutes=1), LATER):
        at(instant)
        found = record(client, craft)
        flight = found["flights"][0]
        shown[instant] = found["in_space"], found["time_in_space"], found["time_docked"], flight["duration"]
    stopped = (True, "P9D", "P8D", "P9D")
    before = (True, "P8DT23H59M", "P7DT23H59M", "P8DT23H59M")
    assert list(shown.values()) == [before, stopped, stopped, stopped]


@pytest.mark.parametrize("instant", [HORIZON, LATER])
def test_an_ordering_by_a_figure_agrees_with_what_is_shown(
    client: Client, at: Any, craft: models.Spacecraft, instant: datetime
) -> None:
    """A landed craft of ten days is ahead of one that was known to be in space for nine."""
    other = make_spacecraft("Dragon C101")
    make_flight(other, "2026-05-01T00:00:00", "2026-05-11T00:00:00")
    deriver.derive(AS_OF)
    at(instant)
    page = client.get("/2.3.0/spacecraft/?ordering=-time_in_space").json()
    assert [(each["id"], each["time_in_space"]) for each in page["results"]] == [(other.pk, "P10D"), (craft.pk, "P9D")]


def test_what_was_planned_beyond_the_grace_is_not_taken_for_done(client: Client, at: Any) -> None:
    """A launch and a landing may have been put off: neither counts, though the clock has passed both."""
    up, down = make_spacecraft("Freedom"), make_spacecraft("Endurance")
    make_flight(up, "2026-07-01T00:00:00")
    make_flight(down, "2026-06-01T00:00:00", "2026-07-01T00:00:00")
    gathered(AS_OF)
    at(LATER)
    first, second = record(client, up), record(client, down)
    assert (first["in_space"], first["flights_count"], first["time_in_space"]) == (False, 0, "P0D")
    assert (second["in_space"], second["mission_ends_count"], second["time_in_space"]) == (True, 0, "P9D")
    assert list(store.differences(HORIZON)) == []


def test_what_was_planned_within_the_grace_happens(client: Client, at: Any) -> None:
    """As it does in a catalogue that is kept fresh."""
    craft = make_spacecraft()
    make_flight(craft, "2026-06-05T00:00:00", "2026-06-09T00:00:00")
    gathered(AS_OF)
    at(LATER)
    found = record(client, craft)
    assert (found["in_space"], found["flights_count"], found["time_in_space"]) == (False, 1, "P4D")


def test_a_synchronised_log_brings_figures_up_to_now(client: Client, at: Any, craft: models.Spacecraft) -> None:
    """With it, what was planned in between is taken for done, though no fact has changed."""
    landed = make_spacecraft("Endurance")
    make_flight(landed, "2026-06-01T00:00:00", "2026-07-01T00:00:00")
    deriver.derive(AS_OF)
    at(LATER)
    assert record(client, landed)["in_space"] is True
    gathered(LATER)
    found = record(client, landed)
    assert (found["in_space"], found["time_in_space"]) == (False, "P30D")
    assert record(client, craft)["time_in_space"] == "P178DT12H"


def test_another_grace_derives_figures_anew(client: Client, at: Any, craft: models.Spacecraft, settings: Any) -> None:
    """The setting may be changed at any start: longer or shorter."""
    flight = make_flight(make_spacecraft("Endurance"), "2026-06-01T00:00:00", "2026-06-20T00:00:00")
    deriver.derive(AS_OF)
    shown = []
    for days in (7, 30, 0):
        settings.FIGURES_GRACE = timedelta(days=days)
        at(LATER)
        shown.append((record(client, flight.spacecraft)["in_space"], record(client, craft)["time_in_space"]))
    assert shown == [(True, "P9D"), (False, "P32D"), (True, "P2D")]


def test_a_fresh_catalogue_shows_figures_of_now(at: Any, craft: models.Spacecraft) -> None:
    """Up to the grace nothing differs from a catalogue whose facts are of this minute."""
    at(HORIZON - timedelta(minutes=5))
    with take_snapshot() as snapshot:
        assert snapshot.figures_now == snapshot.now == HORIZON - timedelta(minutes=5)
        assert snapshot.next_figures == HORIZON - timedelta(minutes=4)


# Launches


def test_launches_go_by_the_clock_however_old_the_facts(client: Client, at: Any) -> None:
    """One whose NET has passed is no future launch, and `upcoming/` drops it a day later."""
    launch = make_launch("2026-07-01T00:00:00")
    gathered(AS_OF)
    shown = []
    for instant in ("2026-06-30T00:00:00", "2026-07-01T00:00:00", "2026-07-02T00:01:00"):
        at(utc(instant))
        lists = ("launches/upcoming/?", "launches/upcoming/?hide_recent_previous=true&", "launches/previous/?")
        shown.append([client.get(f"/2.3.0/{path}format=json").json()["count"] for path in lists])
    assert shown == [[1, 1, 0], [1, 0, 1], [0, 0, 1]]
    assert str(launch.pk) in client.get("/2.3.0/launches/previous/").content.decode()


@pytest.mark.parametrize("path", ["launches/", "launches/previous/", "launches/{}/"])
def test_a_launch_past_its_net_without_an_outcome_is_named_in_a_warning(client: Client, at: Any, path: str) -> None:
    """It keeps its status."""
    go = models.LaunchStatus.objects.create(id=1, name="Go for Launch")
    launch = make_launch("2026-07-01T00:00:00")
    models.Launch.objects.filter(pk=launch.pk).update(status=go)
    gathered(AS_OF)
    address = "/2.3.0/" + path.format(launch.pk)
    at(utc("2026-06-30T00:00:00"))
    assert "Warning" not in client.get(address).headers
    at(utc("2026-07-01T00:00:00"))
    answer = client.get(address)
    found = answer.json()
    assert found.get("results", [found])[0]["status"]["name"] == "Go for Launch"
    text = f'299 downrange "NET has passed, outcome not known: {launch.pk}"'
    assert answer.headers["Warning"] == text
    both = client.get(f"{address}?nonsense=1").headers["Warning"]
    assert both == f'299 downrange "Ignored: nonsense=1", {text}'
    page = client.get(f"{address}?format=api").content.decode()
    assert f'<p class="alert" role="alert">NET has passed, outcome not known: {launch.pk}</p>' in page


def test_a_launch_with_an_outcome_or_within_the_facts_gives_no_warning(client: Client, at: Any) -> None:
    """The first needs none, and of the second the facts were known."""
    success = models.LaunchStatus.objects.create(id=3, name="Launch Successful")
    launch = make_launch("2026-06-04T00:00:00")
    models.Launch.objects.filter(pk=launch.pk).update(status=success)
    make_launch("2026-06-02T00:00:00")
    gathered(AS_OF)
    at(LATER)
    answer = client.get("/2.3.0/launches/")
    assert (answer.json()["count"], "Warning" in answer.headers) == (2, False)


def test_launches_alone_wait_for_an_outcome() -> None:
    """All three lists of them."""
    pending = {resource.route for resource in RESOURCES if resource.pending is not None}
    assert pending == {"launches", "launches/previous", "launches/upcoming"}


def test_the_shipped_catalogue_is_of_one_day(catalogue: object) -> None:
    """Each table has the day of its file."""
    current = Revision.current()
    assert current.as_of == datetime(2026, 9, 28, tzinfo=UTC)
    assert set(current.as_of_by_table.values()) == {"2026-09-28T00:00:00Z"}
