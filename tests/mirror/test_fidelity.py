"""A mirror of a Downrange answers as that does, byte for byte but for the host."""

from collections import Counter
from urllib.request import urlopen

import orjson
import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog.changes import Change
from downrange.config.application import application
from downrange.messages import Request
from downrange.mirror.models import Finding, PendingReference, SetAside

from .conftest import MakeMirror, read_all
from .throttling import FastClock

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]


TWO_DAYS = 2 * 86_400  # seconds


def test_every_list_and_record_of_a_mirror_is_upstreams(upstream: str, mirror: MakeMirror) -> None:
    """Every list in every mode, and every record, over the whole contract; and a second reading changes nothing."""
    running = mirror(upstream, calls=10_000)
    steps = read_all(running)
    assert [step.problem for step in steps if step.ingested is None] == []
    assert [(each.model, each.key, each.reason) for each in SetAside.objects.all()] == []
    assert (PendingReference.objects.count(), list(Finding.objects.all())) == (0, [])
    assert compare(upstream) == Counter()
    facts = Change.objects.exclude(model="").count()
    running.clock.sleep(TWO_DAYS)
    again = read_all(running)
    assert len(again) >= len(CONTRACT.resources) - 4  # what is upcoming and previous is not copied by itself
    assert Change.objects.exclude(model="").count() == facts


def test_the_change_feed_gives_the_same(upstream: str, mirror: MakeMirror, clock: FastClock) -> None:
    """Of a Downrange one page is asked, and then only its changes: every list and record is upstream's."""
    running = mirror(upstream, calls=10_000, follows=True)
    steps = read_all(running)
    assert [step.problem for step in steps if step.problem] == []
    assert {step.task for step in steps[1:]} == {"changes"}
    assert compare(upstream) == Counter()
    clock.sleep(60)
    assert running.step() is not None  # no news
    again = mirror(upstream, calls=10_000, follows=True)
    (step,) = read_all(again)
    assert step.followed is not None
    assert step.followed.made == 0


def compare(upstream: str) -> Counter[str]:
    """How many answers differ, by resource: every list in every mode, and every record."""
    host, differing = upstream.removeprefix("http://"), Counter[str]()
    for resource in CONTRACT.resources:
        for mode in resource.components:
            target = f"/2.3.0/{resource.route}/?limit=100&mode={mode}"
            while target:
                page = orjson.loads(ask(upstream, target))
                differing[resource.route] += not is_same(upstream, host, target)
                target = (page["next"] or "").removeprefix(upstream)
        for record in page["results"]:
            if "id" in record:
                differing[resource.route] += not is_same(upstream, host, f"/2.3.0/{resource.route}/{record['id']}/")
    differing["dashboard"] += not is_same(upstream, host, "/2.3.0/dashboard/starship/?mode=detailed")
    return +differing


def is_same(upstream: str, host: str, target: str) -> bool:
    """Whether both answer the same; asked twice, because the minute may pass between the two."""
    return any(ask(upstream, target) == answer(host, target) for _ in range(2))


def ask(upstream: str, target: str) -> bytes:
    with urlopen(f"{upstream}{target}") as response:
        content: bytes = response.read()
        return content


def answer(host: str, target: str) -> bytes:
    """Ours, as if the host were upstream's."""
    response = application(Request("GET", target.encode(), {b"accept": b"*/*"}, scheme="http", host=host))
    assert isinstance(response.body, bytes)
    return response.body
