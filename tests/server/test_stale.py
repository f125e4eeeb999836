"""The age of the facts through the server: in whatever form an answer is sent, and how long it stays cached."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from downrange.api.envelope import Caches
from downrange.api.fragments import FragmentCache
from downrange.api.http import Api
from downrange.api.select import SelectionCache
from downrange.api.v230 import CONTRACT
from downrange.catalog import clock, models
from downrange.catalog.derived import deriver
from downrange.catalog.editing import editing
from downrange.explorer.pages import render_page
from downrange.messages import Request, Response

from .wire import Client, apart, get, parse, serve
from .world import START, gather, make_world

pytestmark = pytest.mark.django_db
CAPACITY = 8 * 1024 * 1024
FIGURES = "/2.3.0/spacecraft/?ordering=-time_in_space&in_space=true"


Advance = Callable[[int], Awaitable[None]]


@dataclass
class Counted:
    """The API, and how many queries each call made."""

    api: Api = field(
        default_factory=lambda: Api(CONTRACT, Caches(FragmentCache(CAPACITY), SelectionCache(CAPACITY)), render_page)
    )
    queries: list[int] = field(default_factory=list)

    def __call__(self, request: Request) -> Response:
        with CaptureQueriesContext(connection) as captured:
            response = self.api(request)
        self.queries.append(len(captured))
        return response


Scene = Callable[[Counted, Advance, Client], Awaitable[None]]


def play(monkeypatch: pytest.MonkeyPatch, horizon: int, scene: Scene) -> None:
    """Serve a world whose figures stop so many minutes after its start."""
    now = [START]
    monkeypatch.setattr(clock, "tick", lambda: now[0])
    counted = Counted()
    service = serve(counted, poll=deriver.poll)
    service.now = lambda: now[0].timestamp()

    async def advance(minutes: int) -> None:
        now[0] = START + timedelta(minutes=minutes)
        await service.poll()

    async def played() -> None:
        await service.poll()
        await scene(counted, advance, Client(service))

    with transaction.atomic():
        with editing(by="somebody", source="local") as edit:
            make_world()
            gather(edit, START + timedelta(minutes=horizon))
        asyncio.run(played())
        transaction.set_rollback(True)


def test_every_form_of_an_answer_says_how_old_its_facts_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """HEAD, 304, compressed, from the cache and not."""
    as_of = f"{START - timedelta(days=7):%Y-%m-%dT%H:%M:%SZ}"

    async def scene(counted: Counted, advance: Advance, client: Client) -> None:
        tag = parse(await client.ask(get(FIGURES)))[1]["ETag"]
        forms = [
            get(FIGURES),
            get(FIGURES, "HEAD"),
            get(FIGURES, **{"If-None-Match": tag}),
            get(FIGURES, **{"Accept-Encoding": "gzip"}),
            get(FIGURES, **{"Accept-Encoding": "zstd"}),
            get(FIGURES, Accept="text/html"),
            get("/2.3.0/nothing/"),
            get("/2.3.0/nothing/", "HEAD"),
            get("/2.3.0/spacecraft/", "POST"),
        ]
        answers = [parse(await client.ask(form)) for form in forms]
        assert [status for status, _, _ in answers] == [200, 200, 304, 200, 200, 200, 404, 404, 405]
        assert [fields["X-Catalog-As-Of"] for _, fields, _ in answers] == [as_of] * len(forms)
        revision = str(apart(models.Revision.current).number)
        assert [fields["X-Catalog-Revision"] for _, fields, _ in answers] == [revision] * len(forms)

    play(monkeypatch, 0, scene)


@pytest.mark.parametrize("target", [FIGURES, "/2.3.0/astronauts/?ordering=-time_in_space", "/2.3.0/spacecraft/1/"])
def test_an_answer_of_a_stale_catalogue_stays_cached(monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    """While its figures grew it was computed each minute; when they have stopped it is sent as it is."""

    async def scene(counted: Counted, advance: Advance, client: Client) -> None:
        bodies = []
        for minutes in (0, 1, 11, 12):  # no launch or event passes between the last two
            await advance(minutes)
            bodies.append((parse(await client.ask(get(target)))[2], len(counted.queries)))
        assert bodies[0][0] != bodies[1][0]
        assert bodies[2] == bodies[3]
        assert [calls for _, calls in bodies] == [1, 2, 3, 3]

    play(monkeypatch, 2, scene)


def test_an_answer_of_a_fresh_catalogue_is_computed_each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """As before there was an end to figures."""

    async def scene(counted: Counted, advance: Advance, client: Client) -> None:
        bodies = []
        for minutes in (6, 7, 8):
            await advance(minutes)
            bodies.append(parse(await client.ask(get(FIGURES)))[2])
        assert len(set(bodies)) == len(counted.queries) == 3

    play(monkeypatch, 24 * 60, scene)


def test_a_net_that_passes_beyond_the_grace_clears_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of launches go by the clock, and the warning names the launch."""

    async def scene(counted: Counted, advance: Advance, client: Client) -> None:
        launch = apart(models.Launch.objects.get, name="Comsat 5")
        previous, one = "/2.3.0/launches/previous/?mode=list", f"/2.3.0/launches/{launch.pk}/"
        counts, warned = [], []
        for minutes in (4, 5):
            await advance(minutes)
            for _ in range(2):
                counts.append(parse(await client.ask(get(previous)))[2].partition(b",")[0])
                warned.append(str(launch.pk) in parse(await client.ask(get(one)))[1].get("Warning", ""))
        assert counts[0] == counts[1] != counts[2] == counts[3]
        assert warned == [False, False, True, True]
        assert len(counted.queries) == 4

    play(monkeypatch, 0, scene)


def test_which_launches_are_past_their_net_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One query a revision, whatever pages are asked for."""

    async def scene(counted: Counted, advance: Advance, client: Client) -> None:
        for offset in (0, 5):
            await client.ask(get(f"/2.3.0/launches/?mode=list&limit=5&offset={offset}"))
        first, second = counted.queries
        # The revision and the records; their keys and the pending launches were read with the first page.
        assert (first, second) == (4, 2)

    play(monkeypatch, 0, scene)
