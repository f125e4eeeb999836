"""Whatever happens, a cached response equals what would be computed now, byte for byte."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import override_settings
from hypothesis import example, given, settings
from hypothesis import strategies as st

from downrange.api.envelope import Caches
from downrange.api.fragments import FragmentCache
from downrange.api.http import Api
from downrange.api.select import SelectionCache
from downrange.api.v230 import CONTRACT
from downrange.catalog import clock
from downrange.catalog.derived import deriver
from downrange.catalog.editing import editing
from downrange.explorer.pages import render_page

from .wire import Client, apart, get, parse, serve
from .world import START, change_world, gather, make_world

CAPACITY = 8 * 1024 * 1024
EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT"
TARGETS = (
    "spacecraft/?limit=3",
    "spacecraft/?limit=3&offset=3",
    "spacecraft/?limit=3&format=json",
    "spacecraft/?ordering=time_in_space&limit=4",
    "spacecraft/?ordering=-time_in_space&limit=4",
    "spacecraft/?ordering=-time_in_space&limit=4&in_space=true",
    "spacecraft/?ordering=-time_docked",
    "spacecraft/?ordering=flights_count",
    "spacecraft/?ordering=-flights_count",
    "spacecraft/?in_space=true&mode=detailed",
    "spacecraft/?in_space=false",
    "spacecraft/?status=1",
    "spacecraft/?status=x",
    "spacecraft/?name=Endeavour",
    "spacecraft/?search=dragon",
    "spacecraft/?search=dragon&ordering=-id",
    "spacecraft/1/",
    "spacecraft/9/",
    "spacecraft/99/",
    "spacecraft_configurations/?mode=detailed",
    "spacecraft_flights/?limit=4&mode=detailed&ordering=-id",
    "launches/?mode=list&limit=5",
    "launches/?mode=list&limit=5&ordering=-net",
    "launches/upcoming/?mode=list",
    "launches/upcoming/?mode=list&hide_recent_previous=true",
    "launches/previous/?mode=list&limit=3",
    "astronauts/?ordering=age",
    "astronauts/?ordering=-age&age__gte=40",
    "astronauts/?in_space=true",
    "astronauts/1/",
    "docking_events/?docked=true",
    "space_stations/1/",
    "expeditions/?is_active=true",
    "events/?mode=detailed&ordering=-date",
    "events/upcoming/",
    "events/upcoming/?hide_recent_previous=true",
    "events/previous/?limit=2",
    "dashboard/starship/",
    "dashboard/starship/?mode=list",
    "agencies/?limit=1",
    "nothing/",
    "",
)
ACCEPTS = ["", "", "application/json", "text/html", "application/json; indent=4", "image/png"]
PLACES = [{}, {}, {"Host": "other.example"}, {"X-Forwarded-Proto": "https"}, {"X-Forwarded-Prefix": "/ll2"}]
REQUESTS = st.lists(
    st.tuples(
        st.sampled_from(TARGETS),
        st.sampled_from(ACCEPTS),
        st.sampled_from(["", "gzip", "gzip, zstd"]),
        st.sampled_from(["GET", "GET", "HEAD"]),
        st.sampled_from(range(len(PLACES))),
    ),
    min_size=2,
    max_size=6,
    unique=True,
)
HORIZONS = st.sampled_from([-600, -1, 0, 2, 4, 24 * 60])
"""Minutes from now after which figures stop: they stand already, will soon, or grow as long as the test."""
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.sampled_from([1, 1, 2, 3, 9, 24 * 60])),  # minutes
        st.tuples(st.just("rename"), st.sampled_from([1, 2, 10])),
        st.tuples(st.just("launch"), st.integers(-3, 3)),
        st.tuples(st.just("land"), st.integers(0, 3)),
        st.tuples(st.just("delete"), st.integers(0, 2)),
        st.tuples(st.just("gather"), HORIZONS),
    ),
    min_size=1,
    max_size=6,
)


def api(capacity: int) -> Api:
    return Api(CONTRACT, Caches(FragmentCache(capacity), SelectionCache(capacity)), render_page)


@dataclass
class World:
    """One catalogue, served twice: with everything cached, and with nothing."""

    now: datetime = START
    bodies: dict[Any, set[tuple[str, bytes]]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        poll = deriver.poll
        services = [serve(api(CAPACITY), poll=poll), serve(api(0), capacity=0, poll=poll)]
        for service in services:
            service.now = lambda: self.now.timestamp()
        self.services, self.clients = services, [Client(service) for service in services]

    async def change(self, kind: str, value: Any) -> None:
        """An edit by another process, or time that passes; then a poll."""
        if kind == "pass":
            self.now += timedelta(minutes=value)
        else:
            apart(self.edit, kind, value)
        for service in self.services:
            await service.poll()

    def edit(self, kind: str, value: Any) -> None:
        with editing(by="somebody", source="local") as edit:
            if kind == "gather":
                gather(edit, self.now + timedelta(minutes=value))
            else:
                change_world(kind, value, self.now)

    async def ask(
        self, target: str, accept: str, encoding: str, method: str, place: int, *, conditional: bool = False
    ) -> None:
        """Both worlds must give the same response."""
        key = (target, accept, encoding, place)
        condition = ", ".join(sorted(tag for tag, _ in self.bodies[key])) if conditional else ""
        fields = {"Accept": accept, "Accept-Encoding": encoding, "If-None-Match": condition, **PLACES[place]}
        request = get(f"/2.3.0/{target}", method, **fields)
        cached, computed = [parse(await client.ask(request)) for client in self.clients]
        # What has held for some ticks was modified before the tick that computing it anew takes for the last change.
        modified = [parsedate_to_datetime(fields.pop("Last-Modified", EPOCH)) for _, fields, _ in (cached, computed)]
        assert modified == sorted(modified)
        assert cached == computed
        status, found, body = cached
        if method == "GET" and status in (200, 400, 404) and target:  # the root listing is not cached
            self.bodies[key].add((found["ETag"], body))


@settings(max_examples=25)
@example([("docking_events/?docked=true", "", "", "GET", 0)], [("pass", 1)] * 4, -600)  # a departure beyond the facts
@given(REQUESTS, CHANGES, st.none() | HORIZONS)
@pytest.mark.django_db
def test_cached_responses_equal_computed_ones(
    monkeypatch: pytest.MonkeyPatch,
    requests: list[tuple[str, str, str, str, int]],
    changes: list[tuple[str, Any]],
    horizon: int | None,
) -> None:
    """Over any sequence of edits, ticks and requests, of a fresh catalogue and of a stale one; and an ETag changes if
    and only if the bytes do.
    """
    world = World()

    async def scene() -> None:
        for service in world.services:
            await service.poll()
        for kind, value in changes:
            for conditional in (False, False, True):
                for request in requests:
                    await world.ask(*request, conditional=conditional)
            await world.change(kind, value)
        for request in requests:
            await world.ask(*request)

    monkeypatch.setattr(clock, "tick", lambda: world.now.replace(second=0, microsecond=0))
    with transaction.atomic(), override_settings(ALLOWED_HOSTS=["testserver", "other.example"]):
        with editing(by="somebody", source="local") as edit:
            make_world()
            if horizon is not None:
                gather(edit, START + timedelta(minutes=horizon))
        asyncio.run(scene())
        transaction.set_rollback(True)
    for pairs in world.bodies.values():
        assert len({tag for tag, _ in pairs}) == len({body for _, body in pairs}) == len(pairs)


@pytest.mark.django_db
def test_all_responses_of_the_world_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a response cached under the key of another request would go unnoticed."""
    world = World()
    monkeypatch.setattr(clock, "tick", lambda: START)
    bodies: dict[bytes, str] = {}

    async def scene() -> None:
        for service in world.services:
            await service.poll()
        for target in TARGETS:
            body = parse(await world.clients[0].ask(get(f"/2.3.0/{target}")))[2]
            if not target.endswith(("99/", "nothing/")):
                assert bodies.setdefault(body, target) == target

    with transaction.atomic(), override_settings(ALLOWED_HOSTS=["testserver"]):
        with editing(by="somebody", source="local"):
            make_world()
        asyncio.run(scene())
        transaction.set_rollback(True)
