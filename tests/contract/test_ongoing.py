"""What is going on at the instant of an answer: from its beginning on, and before its end."""

from datetime import timedelta

import pytest
from django.test import Client

from downrange.catalog import clock, models

from ..catalogue.cast import make_station, utc

pytestmark = pytest.mark.django_db
NOW = utc("2030-01-01T12:00:00")
SPANS = {
    "begins now": (0, 5),
    "ends now": (-5, 0),
    "lasts": (-5, 5),
    "has no end": (-5, None),
    "lies ahead": (1, None),
    "is over": (-5, -1),
}


@pytest.mark.parametrize(("value", "names"), [("true", {"begins now", "lasts", "has no end"}), ("false", None)])
def test_an_expedition_is_active_from_its_start_until_before_its_end(
    client: Client, monkeypatch: pytest.MonkeyPatch, value: str, names: set[str] | None
) -> None:
    """Without an end it goes on; all others are not active."""
    monkeypatch.setattr(clock, "tick", lambda: NOW)
    station = make_station()
    for name, (start, end) in SPANS.items():
        models.Expedition.objects.create(
            name=name,
            start=NOW + timedelta(minutes=start),
            end=None if end is None else NOW + timedelta(minutes=end),
            spacestation=station,
        )
    page = client.get("/2.3.0/expeditions/", {"is_active": value}).json()
    expected = names or {"ends now", "lies ahead", "is over"}
    assert {expedition["name"] for expedition in page["results"]} == expected


def test_nothing_ends_beyond_the_facts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A week after the facts were gathered, what was going on then goes on: no filter knows better than the figures."""
    monkeypatch.setattr(clock, "tick", lambda: NOW)
    models.Revision.objects.update_or_create(pk=1, defaults={"as_of": NOW - timedelta(days=8)})
    station = make_station()
    for name, end in {"ends before": -timedelta(days=2), "ends after": -timedelta(hours=1)}.items():
        models.Expedition.objects.create(name=name, start=NOW - timedelta(days=30), end=NOW + end, spacestation=station)
    page = client.get("/2.3.0/expeditions/", {"is_active": "true"}).json()
    assert {expedition["name"] for expedition in page["results"]} == {"ends after"}
