"""The heart of it: whatever happens, what is cached is what would be computed now, byte for byte."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.api import fragments
from downrange.api import select as selection
from downrange.catalog import clock, models
from downrange.catalog.derived import store
from downrange.catalog.revision import Revision
from downrange.config.application import load
from downrange.messages import Application, Request, Response

from ..catalogue.cast import make_docking, make_flight, make_spacecraft
from .wire import Client, apart, get, parse, serve

application = load().application

START = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
TARGETS = (
    "/2.3.0/spacecraft/?limit=2",
    "/2.3.0/spacecraft/?ordering=-time_in_space",
    "/2.3.0/spacecraft/?in_space=true&mode=detailed",
    "/2.3.0/spacecraft/?in_space=false",
    "/2.3.0/spacecraft/?status=x",
    "/2.3.0/spacecraft/?search=dragon&ordering=-time_in_space",
    "/2.3.0/spacecraft_flights/?limit=1&offset=1",
    "/2.3.0/launches/upcoming/?mode=list",
    "/2.3.0/spacecraft/1/",
    "/2.3.0/spacecraft/99/",
    "/2.3.0/spacecraft_configurations/?format=json",
    "/2.3.0/docking_events/",
    "/2.3.0/space_stations/",
    "/2.3.0/agencies/?format=api",
    "/2.3.0/nothing/",
    "/2.3.0/",
)

QUESTIONS = st.lists(
    st.tuples(
        st.sampled_from(TARGETS),
        st.sampled_from(["", "", "application/json", "text/html", "application/json; indent=4", "image/png"]),
        st.sampled_from(["", "gzip", "gzip, zstd"]),
        st.sampled_from(["GET", "GET", "HEAD"]),
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("tick"), st.integers(1, 3)),
        st.tuples(st.just("rename"), st.sampled_from(["Dragon C101", "Endeavour"])),
        st.tuples(st.just("launch"), st.integers(-3, 3)),
        st.tuples(st.just("land"), st.integers(0, 3)),
        st.tuples(st.just("touch"), st.none()),
    ),
    min_size=1,
    max_size=8,
)


def caching(mebibytes: int) -> Application:
    """The application with caches of this size."""

    def answer(request: Request) -> Response:
        capacity = mebibytes * 1024 * 1024
        with override_settings(CACHE_FRAGMENTS=capacity, CACHE_SELECTIONS=capacity):
            return application(request)

    return answer


@dataclass
class World:
    """One catalogue, served twice: with everything cached, and with nothing."""

    now: datetime = START
    bodies: dict[Any, set[tuple[str, bytes]]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.services = [serve(caching(8)), serve(caching(0), capacity=0)]
        for service in self.services:
            service.now = lambda: self.now.timestamp()
        self.clients = [Client(service) for service in self.services]

    def forget(self) -> None:
        """What an earlier catalogue left under the same revisions."""
        fragments.KEPT.forget()
        selection.KEPT.forget()

    async def edit(self, kind: str, value: Any = None) -> None:
        """An edit by another process, and a poll."""
        apart(self.write, kind, value)
        for service in self.services:
            await service.poll()

    def write(self, kind: str, value: Any) -> None:
        """As every writer does: the change, its figures and the revision in one transaction."""
        with transaction.atomic():
            craft = models.Spacecraft.objects.order_by("pk").first()
            assert craft is not None
            if kind == "rename":
                models.Spacecraft.objects.filter(pk=craft.pk).update(name=value)
            elif kind == "launch":
                flight = make_flight(craft, (self.now + timedelta(minutes=value)).strftime("%Y-%m-%dT%H:%M:%S"))
                make_docking(flight, (self.now + timedelta(minutes=value + 1)).strftime("%Y-%m-%dT%H:%M:%S"))
            elif kind == "land":
                flights = models.SpacecraftFlight.objects.filter(mission_end=None, launch__net__lte=self.now)
                for open_flight in flights.order_by("pk")[:1]:
                    open_flight.mission_end = self.now + timedelta(minutes=value)
                    open_flight.save()
            store.derive(self.now)
            Revision.advance(self.now)

    async def ask(self, target: str, accept: str, encoding: str, method: str, *, conditional: bool) -> None:
        """Both must say the same."""
        question = (target, accept, encoding)
        condition = ", ".join(sorted(tag for tag, _ in self.bodies[question])) if conditional else ""
        fields = {"Accept": accept, "Accept-Encoding": encoding, "If-None-Match": condition}
        request = get(target, method, **fields)
        caching, computing = [await client.ask(request) for client in self.clients]
        assert caching == computing
        status, said, body = parse(caching)
        if method == "GET" and status in (200, 400, 404):
            self.bodies[question].add((said["ETag"], body))


@settings(max_examples=25)
@given(QUESTIONS, CHANGES)
@pytest.mark.django_db
def test_what_is_cached_is_what_would_be_computed(
    monkeypatch: pytest.MonkeyPatch, questions: list[tuple[str, str, str, str]], changes: list[tuple[str, Any]]
) -> None:
    """Over any sequence of edits, ticks and questions; and an ETag changes if and only if the bytes do."""
    world = World()

    async def scene() -> None:
        await world.edit("launch", -5)
        for kind, value in changes:
            for conditional in (False, False, True):
                for question in questions:
                    await world.ask(*question, conditional=conditional)
            if kind == "tick":
                world.now += timedelta(minutes=value)
            else:
                await world.edit(kind, value)
        for question in questions:
            await world.ask(*question, conditional=False)

    monkeypatch.setattr(clock, "tick", lambda: world.now.replace(second=0, microsecond=0))
    with transaction.atomic(), override_settings(ALLOWED_HOSTS=["testserver"]):
        world.forget()
        make_spacecraft("Soyuz T-2", pk=1)
        make_spacecraft("Progress MS-08", pk=2)
        asyncio.run(scene())
        transaction.set_rollback(True)
    for pairs in world.bodies.values():
        assert len({tag for tag, _ in pairs}) == len({body for _, body in pairs}) == len(pairs)
