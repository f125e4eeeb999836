"""What `make bench` asks, and that the naive peer answers it as Downrange does."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bench import launch_targets, mix
from bench.servers import GRACE
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from downrange.api.query import ListQuery
from downrange.api.v230 import SPACECRAFT
from downrange.api.v230.launches import LAUNCHES, PREVIOUS_LAUNCHES, UPCOMING_LAUNCHES
from downrange.catalog import clock, models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "direct_writes")]

DISCOVERY = 38
RESOURCES = {
    launch_targets.BASE: LAUNCHES,
    launch_targets.UPCOMING: UPCOMING_LAUNCHES,
    launch_targets.PREVIOUS: PREVIOUS_LAUNCHES,
}
NESTED = (
    models.Agency,
    models.CelestialBody,
    models.InfoURL,
    models.LandingLocation,
    models.Launch,
    models.LauncherConfiguration,
    models.Location,
    models.Mission,
    models.MissionPatch,
    models.Pad,
    models.Program,
    models.SocialMedia,
    models.Spacecraft,
    models.SpacecraftConfiguration,
    models.SpacecraftConfigurationFamily,
    models.VidURL,
)
BUDGET = {
    # The count, the spacecraft with their status and image, its variants, the configurations, their variants and
    # families.
    "normal": 6,
    # Beside these: the flights, and for each resource that they and the configurations nest its records, and a query
    # for each list in them.
    "detailed": 50,
}
"""Queries of the peer for a page of spacecraft, where nothing that it nests is lacking."""


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No minute passes between two answers."""
    now = clock.tick()
    monkeypatch.setattr(clock, "tick", lambda: now)


@pytest.fixture
def keys() -> list[int]:
    return list(models.Spacecraft.objects.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def ask_peer(client: Client, settings: Any) -> Callable[[str], HttpResponse]:
    settings.FIGURES_GRACE = timedelta(days=int(GRACE))

    def ask(target: str) -> HttpResponse:
        with override_settings(ROOT_URLCONF="bench.peer.urls"):
            return client.get(target)

    return ask


@pytest.fixture
def full() -> None:
    """A catalogue in which no picture, no list and no other relation that a spacecraft nests is lacking."""
    models.Image.objects.create(name="A picture", license=models.ImageLicense.objects.earliest("pk"))
    for cut in (models.ImageVariantType.objects.create(name=name) for name in ("Wide", "Square")):
        models.ImageVariant.objects.bulk_create(
            models.ImageVariant(image=image, type=cut) for image in models.Image.objects.all()
        )
    for model, facts in (
        (models.InfoURL, {"type": models.InfoURLType.objects.create(name="Article")}),
        (models.VidURL, {"type": models.VidURLType.objects.create(name="Webcast"), "start_time": clock.tick()}),
    ):
        for priority in (9, 7):
            model.objects.create(url="https://example.org", priority=priority, **facts)
    site = models.SocialMedia.objects.create(name="A site")
    for _ in range(2):
        models.SocialMediaLink.objects.create(social_media=site)
    for model in NESTED:
        fill(model)


def fill(model: type[Model]) -> None:
    """Give each record what it lacks."""
    for field in model._meta.fields:
        if field.many_to_one and field.null:
            last: Any = field.related_model._default_manager.latest("pk")
            model._default_manager.filter(**{field.name: None}).update(**{field.name: last})
    for field in model._meta.many_to_many:
        through, here, there = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        last_two = field.related_model._default_manager.order_by("-pk")[:2]
        through._default_manager.bulk_create(
            (
                through(**{here: record, there: related})
                for record in model._default_manager.all()
                for related in last_two
            ),
            ignore_conflicts=True,
        )


def sample(keys: list[int]) -> list[str]:
    """Of the mix, the first query of each kind in each mode, and the first in each ordering."""
    first: dict[object, str] = {}
    for target in islice(mix.spacecraft_targets(keys), mix.HOW_MANY):
        for trait in traits(target):
            first.setdefault(trait, target)
    assert len(first) == 1 + 3 * 2 + len(mix.ORDERINGS)
    return list(dict.fromkeys(first.values()))


def traits(target: str) -> Iterator[object]:
    asked = {name: value for name, (value,) in parse_qs(urlsplit(target).query).items()}
    if not asked:
        yield "record"
        return
    yield asked["ordering"]
    mode = asked.pop("mode", "normal")
    further = set(asked) - {"ordering", "limit", "offset"}
    yield "page" if not further else "search" if further == {"search"} else "filter", mode


def test_the_mix_is_the_same_each_time(keys: list[int]) -> None:
    """Runs can be compared."""
    assert mix.mix(keys) == mix.mix(keys)
    assert len(set(mix.mix(keys))) == mix.HOW_MANY


def test_every_request_is_understood(keys: list[int]) -> None:
    """Nothing that is asked is refused or passed over."""
    for target in mix.mix(keys):
        path, _, query = target.partition("?")
        resource = RESOURCES.get(path, SPACECRAFT)
        assert (target, ListQuery.read(resource, QueryDict(query)).ignored) == (target, ())


def test_the_peer_answers_with_the_same_bytes(
    client: Client, ask_peer: Callable[[str], HttpResponse], keys: list[int]
) -> None:
    """What is measured against each other does the same work."""
    for target in sample(keys):
        ours, theirs = client.get(target), ask_peer(target)
        assert (target, 200, ours.content) == (target, theirs.status_code, theirs.content)


def test_the_mix_has_as_many_launches_as_spacecraft(keys: list[int]) -> None:
    """All three lists of launches, in both modes."""
    launches = [target for target in mix.mix(keys) if target.startswith(launch_targets.BASE)]
    assert len(launches) == 250
    assert {target.partition("?")[0] for target in launches} == set(launch_targets.ROUTES)
    assert sum("mode=list" in target for target in launches) > 50


def test_lists_in_normal_mode_have_all_limits() -> None:
    """The limits are spread evenly over 1 to 100, and no request is sent twice."""
    targets = list(islice(launch_targets.normal_lists(), 5000))
    limits = Counter(int(parse_qs(urlsplit(target).query)["limit"][0]) for target in targets)
    assert set(limits) == set(range(1, 101))
    assert max(limits.values()) < 3 * min(limits.values())
    assert len(set(targets)) == 5000


@pytest.mark.parametrize("seed", [0, 1])
def test_the_peer_answers_lists_of_launches_with_the_same_bytes(
    client: Client, ask_peer: Callable[[str], HttpResponse], seed: int
) -> None:
    """The first forty of the mix: pages, filters and searches of all three lists."""
    for target in islice(launch_targets.targets(seed), 40):
        ours, theirs = client.get(target), ask_peer(target)
        assert (target, 200, ours.content) == (target, theirs.status_code, theirs.content)


@pytest.mark.usefixtures("full")
def test_the_peer_nests_what_the_shipped_catalogue_lacks(
    client: Client, ask_peer: Callable[[str], HttpResponse]
) -> None:
    """It is not spared work that our own server is ready for: every picture and list is there, and the bytes are the
    same. A page of fifty costs it the queries of a page of one.
    """
    for target in (
        f"{launch_targets.BASE}?limit=20&mode=list",
        f"{launch_targets.BASE}?limit=20&mode=normal",
        f"{mix.BASE}?limit=50",
        f"{mix.BASE}?limit=5&mode=detailed",
        f"{mix.BASE}{DISCOVERY}/",
    ):
        ours = client.get(target).content
        assert (target, b'"image":null' in ours, b":[]" in ours) == (target, False, False)
        assert (target, ours) == (target, ask_peer(target).content)
    for mode, budget in BUDGET.items():
        for limit in (1, 10, 50):
            with CaptureQueriesContext(connection) as captured:
                assert ask_peer(f"{mix.BASE}?ordering=id&mode={mode}&limit={limit}").status_code == 200
            assert (mode, limit, len(captured)) == (mode, limit, budget)
