"""What the end of a sweep means."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog import models
from downrange.catalog.editing import editing
from downrange.catalog.reported import CompleteTable, ReportedFigures
from downrange.config.environment import DEFAULT_SHARES
from downrange.mirror.ingest import Ingested, begin, ingest
from downrange.mirror.models import Sighting, Sweep
from downrange.mirror.plan import Due, Plan, Task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def task(name: str) -> Task:
    return next(each for each in Plan(CONTRACT, DEFAULT_SHARES).tasks if each.name == name)


def read(name: str, *records: dict[str, Any], count: int | None = None, now: datetime = NOW) -> Ingested:
    """Take in one page of a task, from the beginning of its sweep."""
    due = Due(task(name), Sweep.objects.filter(task=name).first() or Sweep(task=name), "copy")
    if due.sweep.started_at is None:
        begin(due, {}, now)
    value = {"count": len(records) if count is None else count, "results": list(records)}
    return ingest(CONTRACT, due, value, "https://upstream.example/page", now, "test")


def country(key: int) -> dict[str, Any]:
    codes = {"alpha_2_code": f"{key:02}", "alpha_3_code": f"{key:03}", "nationality_name": "", "name": f"Country {key}"}
    return {"id": key, "nationality_name_composed": "", **codes}


def person(key: int, *, in_space: bool) -> dict[str, Any]:
    figures = {
        "in_space": in_space,
        "time_in_space": "P1D",
        "eva_time": "P0D",
        "first_flight": None,
        "last_flight": None,
    }
    facts = {"status": None, "agency": None, "image": None, "type": None, "date_of_birth": None, "date_of_death": None}
    return {"id": key, "name": f"Astronaut {key}", "bio": "", "wiki": None, **facts, **figures, "nationality": []}


def test_a_page_that_is_not_the_last_says_where_the_next_begins() -> None:
    """In the same transaction as its records; nothing is complete yet."""
    first = read("config/countries", country(1), country(2), count=3)
    sweep = Sweep.objects.get()
    assert (first.is_last, sweep.offset, sweep.count, sweep.read_at) == (False, 2, 3, None)
    assert not CompleteTable.objects.exists()
    last = read("config/countries", country(3), count=3)
    sweep = Sweep.objects.get()
    assert (last.is_last, sweep.started_at, sweep.read_at, sweep.complete_at) == (True, None, NOW, NOW)
    assert CompleteTable.objects.get().model == "country"


def test_a_sweep_that_succeeds_forgets_earlier_failures() -> None:
    """The next one would wait for a day as if it had failed again."""
    Sweep.objects.create(task="config/countries", failures=5, not_before=NOW + DAY)
    read("config/countries", country(1))
    assert [(each.failures, each.not_before) for each in Sweep.objects.all()] == [(0, None)]


def test_a_sweep_that_missed_a_record_is_read_but_not_complete() -> None:
    """Upstream says that there are three, and one of two pages repeats a record."""
    read("config/countries", country(1), country(2), count=3)
    read("config/countries", country(2), count=3)
    sweep = Sweep.objects.get()
    assert (sweep.read_at, sweep.complete_at) == (NOW, None)
    assert not CompleteTable.objects.exists()


def test_what_was_edited_here_is_not_removed_with_the_rest() -> None:
    """Of three records of upstream two vanish, of which one was corrected; ours stays too."""
    with editing(by="test", source="seed", now=NOW):
        models.Country.objects.create(pk=1_000_000_001, name="Ours", alpha_2_code="XX", alpha_3_code="XXX")
    read("config/countries", country(1), country(2), country(3))
    with editing(by="Ada", source="local", now=NOW):
        models.Country.objects.filter(pk=2).update(name="Corrected")
    read("config/countries", country(1), now=NOW + DAY)
    assert {each.pk for each in models.Country.objects.all()} == {1, 2, 1_000_000_001}
    assert {each.key for each in Sighting.objects.all()} == {"1", "2"}


def test_what_upstream_reported_of_a_vanished_record_is_forgotten() -> None:
    """If it came back, its figures would be those of long ago."""
    read("astronauts", person(1, in_space=True), person(2, in_space=True))
    assert ReportedFigures.objects.filter(model="astronaut").count() == 2
    read("astronauts", person(1, in_space=True), now=NOW + DAY)
    assert [each.key for each in ReportedFigures.objects.filter(model="astronaut")] == ["1"]


def test_a_record_that_others_refer_to_stays_until_they_are_gone() -> None:
    read("config/spacecraft_statuses", {"id": 1, "name": "Active"}, {"id": 2, "name": "Retired"})
    with editing(by="test", source="seed", now=NOW):
        kind = models.SpacecraftConfigurationType.objects.create(name="Capsule")
        agency = models.Agency.objects.create(name="NASA", type=models.AgencyType.objects.create(name="Government"))
        configuration = models.SpacecraftConfiguration.objects.create(name="Apollo", type=kind, agency=agency)
        models.Spacecraft.objects.create(name="Apollo 11", status_id=2, spacecraft_config=configuration)
    read("config/spacecraft_statuses", {"id": 1, "name": "Active"}, now=NOW + DAY)
    assert models.SpacecraftStatus.objects.filter(pk=2).exists()


def test_who_is_in_space_no_longer_is_read_by_himself() -> None:
    """Upstream lists who is in space. One who landed is not listed, and would stay in space here."""
    read("people in space", person(1, in_space=True), person(2, in_space=True))
    assert models.Astronaut.objects.filter(in_space=True).count() == 2
    read("people in space", person(1, in_space=True), now=NOW + DAY)
    assert [each.task for each in Sweep.objects.filter(task__startswith="astronauts/")] == ["astronauts/2"]
    due = Plan(CONTRACT, DEFAULT_SHARES, ["astronauts"])
    sweep = Sweep.objects.get(task="astronauts/2")
    record = next(each for each, _ in due._with_sweeps({"astronauts/2": sweep}) if each.is_record)
    begin(Due(record, sweep, "changed"), {}, NOW + DAY)
    ingest(CONTRACT, Due(record, sweep, "changed"), person(2, in_space=False), "https://upstream.example/", NOW, "test")
    assert [each.pk for each in models.Astronaut.objects.filter(in_space=True)] == [1]
    assert not Sweep.objects.filter(task="astronauts/2").exists()


def test_the_dashboard_dates_the_log_of_a_catalogue_that_had_one() -> None:
    """The launches since its facts end are all of them. Of an empty one they are not."""
    read("newest docking_events")
    assert "dockingevent" not in models.Revision.current().as_of_by_table
    with editing(by="test", source="seed", now=NOW) as edit:
        edit.as_of = {models.DockingEvent: NOW - 60 * DAY}
    read("newest docking_events", now=NOW + DAY)
    assert models.Revision.current().as_of_by_table["dockingevent"] == "2026-06-04T12:00:00Z"


def test_figures_are_derived_once_the_tables_behind_them_are_complete() -> None:
    """Without another change: the page that completes the last of them has everything derived."""
    read("people in space", person(1, in_space=True))
    behind = ("launch", "spacecraftflight", "astronautflight", "spacewalk")
    CompleteTable.objects.bulk_create(CompleteTable(model=name, at=NOW) for name in behind)
    assert models.Astronaut.objects.get().in_space is True
    read("astronauts", person(1, in_space=True))
    assert models.Astronaut.objects.get().in_space is False
