"""How the feed of a Downrange is followed: what is asked for, and when."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from downrange.mirror.budget import Budget
from downrange.mirror.client import UnreachableError, UnusableError
from downrange.mirror.feed import SHORTEST, Feed
from downrange.mirror.models import Call, Upstream

from . import faulty
from .faulty import Faulty, Reply, answer, asking
from .throttling import FastClock

pytestmark = pytest.mark.django_db
AT = "2026-06-03T12:00:00Z"
CHANGES = "/changes/"


def change(revision: int, at: str = AT) -> dict[str, object]:
    """One that changes nothing: only ages of facts, of no table."""
    after = {"as_of_by_table": {}}
    edit = {"revision": revision, "edit": revision, "at": at, "by": "Ada", "source": "local"}
    return edit | {"model": "", "key": "", "action": "derived", "before": None, "after": after}


def page(revision: int, *changes: dict[str, object]) -> Reply:
    return answer(200, json.dumps({"revision": revision, "next": None, "results": changes}).encode())


@contextmanager
def following(*script: Reply, calls: int = 15) -> Iterator[tuple[Feed, Faulty]]:
    """A feed with a script, and the server that follows it."""
    with asking(*script) as (client, server):
        yield Feed(client, Budget(client.base, calls, FastClock()), "test"), server


def known(feed: Feed) -> tuple[int | None, str]:
    upstream = Upstream.objects.get(pk=feed.client.base)
    return upstream.revision, upstream.revision_at


def test_a_look_waits_for_news_once_the_feed_is_known() -> None:
    """The first one makes sure that it is; a command that ends does not wait."""
    with following(page(2, change(2)), page(2), page(3, change(3)), page(3, change(3))) as (feed, server):
        assert feed.read(waits=True)[0] == 1
        assert feed.read()[0] == 0
        assert feed.read(waits=True)[0] == 1
        again = Feed(feed.client, feed.budget, "test")
        assert again.read(waits=True)[1].changes == 0
    assert server.targets == [
        f"{CHANGES}?since=0",
        f"{CHANGES}?since=2",
        f"{CHANGES}?since=2&wait=3600",
        f"{CHANGES}?since=2",  # one less than what is known
    ]


def test_a_wait_may_take_longer_than_an_answer() -> None:
    """Its time-outs begin when it ends."""

    def late(exchange: faulty.Exchange) -> None:
        exchange.stopped.wait(1)
        page(2)(exchange)

    with asking(late, read=0.2, whole=0.4) as (client, _):
        assert client.get(CHANGES, {"wait": "5"}, wait=5).value["revision"] == 2
        with pytest.raises(UnreachableError):
            client.get(CHANGES)


def test_where_a_wait_is_cut_off_there_is_none_any_more() -> None:
    """A proxy before the upstream may not let a response take so long."""
    with following(page(2, change(2)), answer(504), page(2)) as (feed, server):
        feed.read(waits=True)
        with pytest.raises(UnreachableError):
            feed.read(waits=True)
        feed.budget.clock.sleep(60)
        feed.read(waits=True)
    assert server.targets[1:] == [f"{CHANGES}?since=2&wait=3600", f"{CHANGES}?since=2"]
    assert feed.next_at is not None
    assert feed.next_at - feed.budget.clock.now() == timedelta(minutes=4)


def test_half_of_the_calls_are_quick() -> None:
    """The others are spread over the hour, so that news never waits for a whole one."""
    with following(page(2, change(2)), page(2), calls=6) as (feed, _):
        pauses = []
        for _ in range(5):
            feed.read(waits=True)
            assert feed.next_at is not None
            pauses.append(feed.next_at - feed.budget.clock.now())
    assert pauses == [SHORTEST] * 2 + [timedelta(minutes=10)] * 3


@pytest.mark.parametrize("replaced", [[], [change(1, "2026-07-01T12:00:00Z")]], ids=["shorter", "as long"])
def test_a_feed_that_went_back_is_read_from_the_beginning(replaced: list[dict[str, object]]) -> None:
    """The upstream's database was replaced while it was followed."""
    older = page(1, *replaced)
    with following(page(2, change(1), change(2)), page(1), older, page(1, change(1))) as (feed, server):
        feed.read(waits=True)
        assert known(feed) == (2, "2026-06-03T12:00:00+00:00")
        feed.read(waits=True)
        feed.read(waits=True)
    assert server.targets[1:] == [f"{CHANGES}?since=2&wait=3600", f"{CHANGES}?since=1", f"{CHANGES}?since=0"]
    assert known(feed)[0] == 1


@pytest.mark.parametrize("body", [b'{"revision": 1}', b'{"results": []}', b'{"revision": "1", "results": []}'])
def test_what_is_no_page_of_changes_is_unusable(body: bytes) -> None:
    """The call counts."""
    with following(answer(200, body)) as (feed, _), pytest.raises(UnusableError):
        feed.read()
    assert Call.objects.get().status == "no page of changes"
