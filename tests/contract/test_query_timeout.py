"""What one request may take of the database: a bound on time."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import orjson
import pytest
from django.db import OperationalError, connection

from downrange.api import result
from downrange.catalog import snapshot
from downrange.catalog.snapshot import QueryTimeoutError, Snapshot, take_snapshot
from downrange.exchange import feed as feed_module
from downrange.exchange.feed import feed
from downrange.messages import Request

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_connection")]
ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000000) SELECT max(i) FROM n"


def run_endless() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ENDLESS[connection.vendor])


@pytest.fixture
def one_second(settings: Any) -> None:
    settings.QUERY_TIMEOUT = 1


@pytest.mark.usefixtures("one_second")
def test_a_query_without_end_is_interrupted() -> None:
    """And the connection can be used again, for whatever takes as long as it likes outside of an answer."""
    with pytest.raises(QueryTimeoutError, match="longer than 1 s"), take_snapshot():
        run_endless()
    with take_snapshot() as taken:
        assert taken.revision >= 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            assert cursor.execute("SHOW statement_timeout").fetchone() == ("0",)
        else:
            cursor.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000000) SELECT max(i) FROM n"
            )
            assert cursor.fetchone() == (3_000_000,)


@pytest.mark.parametrize("limit", [0, 1])
def test_the_bound_can_be_turned_off(settings: Any, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Whatever time passes: here a hundred seconds at each look at the clock."""
    settings.QUERY_TIMEOUT = limit
    monkeypatch.setattr(snapshot, "monotonic", itertools.count(0, 100).__next__)
    with (
        nullcontext() if limit == 0 else pytest.raises(QueryTimeoutError),
        take_snapshot(),
        connection.cursor() as cursor,
    ):
        cursor.execute(LONG if connection.vendor == "sqlite" else "SELECT pg_sleep(1.2)")


@pytest.mark.usefixtures("one_second")
def test_the_response_is_503(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """In the shape of the API's errors; the request is not tried again, and one line tells."""
    monkeypatch.setattr(result, "unanswered", result.Unanswered())
    asked = []

    @contextmanager
    def endless(*_: object) -> Iterator[Snapshot]:
        with take_snapshot() as taken:
            asked.append(time.monotonic())
            run_endless()
            yield taken

    monkeypatch.setattr(feed_module, "take_snapshot", endless)
    for _ in range(2):
        response = feed(Request("GET", b"/changes/?since=0", host="testserver"))
        assert response.status == 503
        assert ("Retry-After", "5") in response.fields
        assert orjson.loads(bytes(response.body)) == {"detail": "The answer takes too long."}  # type: ignore[arg-type]
    assert len(asked) == 2
    assert [record.getMessage() for record in caplog.records] == [
        "the database did not answer 1 request(s), the last of them GET b'/changes/?since=0': it took longer than 1 s"
    ]


def test_unanswered_requests_are_logged_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """With their number."""
    now = [0.0]
    unanswered = result.Unanswered(lambda: now[0])
    for seconds in (0.0, 1.0, 59.0, 60.0, 61.0):
        now[0] = seconds
        unanswered.note("GET /", OperationalError("gone\naway"))
    assert [record.getMessage() for record in caplog.records] == [
        "the database did not answer 1 request(s), the last of them GET /: gone away",
        "the database did not answer 3 request(s), the last of them GET /: gone away",
    ]
