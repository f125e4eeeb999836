"""The instants of the log."""

from datetime import date, timedelta
from typing import Any

import pytest

from downrange.catalog import models
from downrange.catalog.derived import instants
from downrange.catalog.derived.instants import next_instant, passed

from ..cast import make_docking, make_flight, make_launch, make_spacecraft, make_station, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")
LATER = utc("2026-06-04T12:00:00")
DAY = timedelta(days=1)


def planned(model: type, column: str) -> None:
    """A log in which one column lies ahead of now, on 4 June, and all else behind."""
    flight = make_flight(make_spacecraft(), "2026-01-01T00:00:00", "2026-01-02T00:00:00")
    make_docking(flight, "2026-01-01T00:00:00", "2026-01-02T00:00:00")
    models.Expedition.objects.create(name="1", start=NOW - 9 * DAY, end=NOW - DAY, spacestation=make_station("Two"))
    models.Spacewalk.objects.create(name="EVA", start=NOW - 9 * DAY, end=NOW - DAY)
    landing = models.EventType.objects.create(name="Landing")
    models.Event.objects.create(name="Landing", type=landing, date=NOW - DAY, last_updated=NOW)
    last = model.objects.order_by("pk").last()  # type: ignore[attr-defined]
    if column == "mission_end_date":
        last.mission_end, last.mission_end_date = None, date(2026, 6, 4)
    else:
        setattr(last, column, LATER)
        for end in ("departure", "end"):
            if column != end and hasattr(last, end):
                setattr(last, end, None)
    last.save()


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (models.Launch, "net"),
        (models.SpacecraftFlight, "mission_end"),
        (models.SpacecraftFlight, "mission_end_date"),
        (models.DockingEvent, "docking"),
        (models.DockingEvent, "departure"),
        (models.Event, "date"),
        (models.Expedition, "start"),
        (models.Expedition, "end"),
        (models.Spacewalk, "start"),
        (models.Spacewalk, "end"),
    ],
)
def test_every_column_of_instants_is_looked_at(model: type, column: str) -> None:
    """What lies ahead is the next instant; when it passes, its record is among those passed, and no other."""
    if column == "net":
        make_launch("2026-06-04T12:00:00")
    else:
        planned(model, column)
    instant = utc("2026-06-04T00:00:00") if column == "mission_end_date" else LATER
    assert next_instant(NOW) == instant
    assert next_instant(instant) is None
    assert passed(NOW, instant - timedelta(microseconds=1)) == {}
    assert {key: len(rows) for key, rows in passed(NOW, instant).items()} == {model: 1}
    assert passed(instant, instant + DAY) == {}


def test_what_happens_at_the_horizon_is_known() -> None:
    """A microsecond later, it is not."""
    make_flight(make_spacecraft(), "2026-01-01T00:00:00", "2026-06-04T12:00:00")
    assert next_instant(NOW, LATER) == LATER
    assert next_instant(NOW, LATER - timedelta(microseconds=1)) is None


def test_nothing_is_read_where_no_time_has_passed(django_assert_num_queries: Any) -> None:
    """Nor if the clock was set back."""
    make_launch("2026-06-03T00:00:00")
    with django_assert_num_queries(0):
        assert passed(NOW, NOW) == {}
        assert passed(LATER, NOW) == {}


def test_of_very_many_records_one_more_is_read_than_a_scope_tells_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """From that one on everything of the model is derived."""
    monkeypatch.setattr(instants, "MAX_KEYS", 2)
    for hour in range(5):
        make_launch(f"2026-06-04T{hour:02}:00:00")
    assert {model: len(rows) for model, rows in passed(NOW, LATER).items()} == {models.Launch: 3}
