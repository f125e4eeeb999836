"""The upcoming launches as iCalendar and Atom."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from downrange.catalog import clock, models

from ...catalogue.cast import make_launch
from ...catalogue.vehicles import make_agency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]

ATOM = "{http://www.w3.org/2005/Atom}"


def soon(name: str, days: int = 3, precision: str = "Minute", **facts: Any) -> models.Launch:
    """A launch some days ahead."""
    known, _ = models.NetPrecision.objects.get_or_create(name=precision)
    launch = make_launch("2020-01-01", net_precision=known, **facts)
    launch.net = launch.window_start = launch.window_end = clock.tick() + timedelta(days=days)
    launch.name = name
    launch.last_updated = datetime(2026, 6, 3, 12, tzinfo=UTC)
    launch.save()
    return launch


def calendar(client: Client, query: str = "") -> list[str]:
    """The lines of the calendar, unfolded."""
    answer = client.get(f"/explore/launches.ics{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def value(lines: list[str], name: str) -> str:
    return next(line.partition(":")[2] for line in lines if line.startswith(f"{name}:"))


def test_a_launch_is_an_entry(client: Client) -> None:
    """With an instant, a summary whose commas are escaped, and a link to its page."""
    launch = soon("Ariane 64 | A; B, C")
    lines = calendar(client)
    assert value(lines, "DTSTART") == f"{launch.net:%Y%m%dT%H%M%SZ}"
    assert value(lines, "SUMMARY") == "Ariane 64 | A\\; B\\, C"
    assert value(lines, "URL") == f"http://testserver/explore/launches/{launch.pk}/"
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")


def test_a_change_moves_the_entry(client: Client) -> None:
    """The UID stays, SEQUENCE grows."""
    launch = soon("Ariane 64 | Galileo")
    before = calendar(client)
    launch.net += timedelta(days=1)
    launch.window_end += timedelta(days=1)
    launch.last_updated += timedelta(minutes=90)
    launch.save()
    after = calendar(client)
    assert value(after, "UID") == value(before, "UID") == f"{launch.pk}@launches.downrange"
    assert int(value(after, "SEQUENCE")) - int(value(before, "SEQUENCE")) == 90
    assert value(after, "DTSTART") != value(before, "DTSTART")


def test_a_launch_known_to_the_month_has_no_hour(client: Client) -> None:
    """It is an entry of a day, which takes no time."""
    launch = soon("Ariane 64 | Galileo", precision="Month")
    lines = calendar(client)
    assert f"DTSTART;VALUE=DATE:{launch.net:%Y%m%d}" in lines
    assert "TRANSP:TRANSPARENT" in lines


def test_long_lines_are_folded_between_characters(client: Client) -> None:
    """At 75 octets, and put together again they are the text."""
    name = "Ракета " * 30
    soon(name.strip())
    assert value(calendar(client), "SUMMARY") == name.strip()


@pytest.mark.parametrize("path", ["/explore/launches.ics", "/explore/launches.atom"])
def test_feeds_take_the_filters_of_the_api(client: Client, path: str) -> None:
    """And refuse what the API refuses."""
    agency = make_agency("Arianespace")
    soon("Ariane 64 | Galileo", launch_service_provider=agency)
    soon("Vega | Other", days=4)
    text = client.get(f"{path}?lsp__id={agency.pk}").content.decode()
    assert "Galileo" in text
    assert "Vega" not in text
    assert client.get(f"{path}?net__gte=soon").status_code == 400


def test_the_atom_feed_has_the_launches(client: Client) -> None:
    """Each with an id of its own, the instant of its last change, and a link."""
    launch = soon("Ariane 64 | <Galileo> & more")
    answer = client.get("/explore/launches.atom?limit=1")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{launch.pk}"
    assert entry.findtext(f"{ATOM}title") == "Ariane 64 | <Galileo> & more"
    assert entry.findtext(f"{ATOM}updated") == "2026-06-03T12:00:00Z"
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == [
        "http://testserver/explore/launches.atom?limit=1",
        "http://testserver/explore/launches/upcoming/",
    ]
