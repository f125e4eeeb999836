"""Whether the server says that it can answer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from django.db import OperationalError, connection

from downrange.catalog.models import Revision
from downrange.config import health
from downrange.config.health import check, ready
from downrange.messages import Request
from downrange.mirror.models import Call, Upstream

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's transaction is in it."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    monkeypatch.setattr(connection, "close", lambda: None)


@pytest.fixture
def facts() -> None:
    """Facts of 24 hours ago."""
    Revision.objects.update_or_create(pk=1, defaults={"number": 1, "as_of": NOW - 24 * HOUR})


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(
    ("hours", "state"), [(0, "working"), (24, "working"), (23, "they are of 2026-11-26T12:00:00Z")]
)
def test_facts_may_be_as_old_as_the_setting_says(settings: Any, hours: int, state: str) -> None:
    """To the hour; without a bound they may be of any age."""
    settings.READY_MAX_AGE = hours * HOUR if hours else None
    assert check(NOW) == {"database": "working", "migrations": "working", "facts": state}


def test_without_facts_it_is_not_ready() -> None:
    """Nothing was loaded yet."""
    assert check(NOW)["facts"] == "there are none"
    response = ready(Request("GET", b"/health/ready"))
    assert (response.status, orjson.loads(bytes(response.body))["facts"]) == (503, "there are none")  # type: ignore[arg-type]


@pytest.mark.usefixtures("facts")
def test_the_mirror_must_have_read_something(settings: Any) -> None:
    """Of late, if the setting says so. A failed call does not count."""
    settings.MIRROR, settings.READY_MAX_AGE = "https://upstream.example", 48 * HOUR
    upstream = Upstream.objects.create(base=settings.MIRROR)
    assert check(NOW)["mirror"] == "it has read nothing yet"
    call = {"boot": "", "uptime": 0.0, "url": "", "purpose": "copy"}
    upstream.calls.create(at=NOW - 49 * HOUR, status="ok", **call)
    upstream.calls.create(at=NOW, status="status 503", **call)
    assert check(NOW)["mirror"] == "its last answer is of 2026-11-25T11:00:00Z"
    upstream.calls.create(at=NOW - HOUR, status="ok", **call)
    assert check(NOW)["mirror"] == "working"
    assert Call.objects.count() == 3


@pytest.mark.usefixtures("facts")
def test_a_migration_that_is_not_applied_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is newer than its database."""
    known = health._migrations_on_disk()
    monkeypatch.setattr(health, "_migrations_on_disk", lambda: known | {("catalog", "0002_next")})
    assert check(NOW)["migrations"] == "1 are not applied"
    response = ready(Request("GET", b"/health_check/"))
    assert response.status == 503
    assert ("Cache-Control", "no-store") in response.fields


def test_what_depends_on_the_database_is_not_known_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is that of the database, in one line."""

    def fail() -> None:
        raise OperationalError("connection refused\n\tIs it running?")

    monkeypatch.setattr(Revision, "current", fail)
    assert check(NOW) == {
        "database": "connection refused Is it running?",
        "migrations": "not known",
        "facts": "not known",
    }


def test_only_reading_is_allowed() -> None:
    response = ready(Request("POST", b"/health/ready"))
    assert response.status == 405
    assert ("Allow", "GET") in response.fields
