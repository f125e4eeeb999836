"""The loader writes the records of the files into the database."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import UniqueConstraint

from downrange.catalog import models
from downrange.catalog.derived import store
from downrange.catalog.guard import BOOKKEEPING
from downrange.catalog.revision import Revision
from downrange.catalog.tables import TABLES
from downrange.catalog.upsert import PARKED
from downrange.seed import DATA
from downrange.seed.load import Loaded, load

from .cast import utc
from .small_catalogue import NOW, T2, header, launch, lines, state, tables, write

pytestmark = pytest.mark.django_db


def test_every_model_of_the_catalogue_has_a_table() -> None:
    """A model that is left out could never ship."""
    every = {
        model for model in apps.get_app_config("catalog").get_models() if model._meta.model_name not in BOOKKEEPING
    }
    assert set(TABLES.values()) == every
    assert len(TABLES) == len(every)


def test_tables_are_in_the_order_of_their_references() -> None:
    """A record's references are written before it, but for those to its own table."""
    order = list(TABLES.values())
    for place, model in enumerate(order):
        targets = {field.related_model for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
        assert targets - {None} <= {*order[: place + 1]}, model


def test_unique_columns_are_freed_before_other_records_take_their_values() -> None:
    """Each unique column is among those that changed records give up first."""
    for model in TABLES.values():
        alone = {field.attname for field in model._meta.concrete_fields if field.unique and not field.primary_key}
        given_up = {model._meta.get_field(name).attname for name in PARKED.get(model, {})}  # type: ignore[union-attr]
        assert alone <= given_up, model
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert given_up & {model._meta.get_field(name).attname for name in constraint.fields}  # type: ignore[union-attr]


def test_load_writes_every_record(loaded: Loaded) -> None:
    """Counts are those of the files."""
    assert (loaded.added, loaded.changed, loaded.unchanged) == (23, 0, 0)
    assert models.Spacecraft.objects.count() == 2
    assert loaded.tables["agencies"].added == 3


@pytest.mark.usefixtures("loaded")
def test_every_kind_of_field_is_loaded() -> None:
    """Text, truth, numbers, days, instants, durations, references and their lists, and defaults."""
    station = models.SpaceStation.objects.get(pk=8)
    assert (station.name, station.founded, station.deorbited) == ("Salyut 6", date(1977, 9, 29), None)
    progress = models.Spacecraft.objects.get(pk=53)
    assert progress.reported_time_docked is not None
    assert progress.reported_time_docked.total_seconds() == 194 * 86400 + 9 * 3600
    landing = models.Landing.objects.get(pk=5)
    assert (landing.attempt, landing.success, landing.downrange_distance) == (True, True, 12.0)
    soyuz = models.Launch.objects.get(pk=UUID(T2))
    assert soyuz.net == utc("1980-06-05T14:19:30")
    assert list(models.SpacecraftFlight.objects.get(pk=1).launch_crew.values_list("pk", flat=True)) == [1]
    assert sorted(models.Agency.objects.get(pk=163).country.values_list("pk", flat=True)) == [1, 2]


@pytest.mark.usefixtures("loaded")
def test_a_record_may_refer_to_a_later_one_of_its_table() -> None:
    """An agency's parent may have the higher id."""
    assert models.Agency.objects.get(pk=96).parent_id == 163


@pytest.mark.usefixtures("loaded")
def test_figures_are_derived_with_the_load() -> None:
    """Derived columns are written with the load."""
    soyuz = models.Spacecraft.objects.get(pk=29)
    assert (soyuz.flights_count, soyuz.mission_ends_count, soyuz.in_space) == (1, 1, False)
    assert list(store.differences(NOW)) == []


def test_a_load_raises_the_revision(loaded: Loaded) -> None:
    """Caches are cleared, and the date of the facts is stored."""
    current = Revision.current()
    assert current.number == loaded.revision > 0
    assert (current.as_of, current.changed_at) == (datetime(2026, 6, 3, tzinfo=UTC), NOW)


def test_a_second_load_changes_nothing(folder: Path, loaded: Loaded) -> None:
    """Neither a row nor the revision."""
    before = state()
    again = load(folder, NOW)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 23)
    assert again.revision == loaded.revision
    assert state() == before


@pytest.mark.usefixtures("loaded")
def test_a_second_load_writes_to_no_table(folder: Path) -> None:
    """Equal records are not written."""
    with connection.execute_wrapper(_refuse_writes):
        load(folder, NOW)


def _refuse_writes(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    assert not sql.startswith(("INSERT", "UPDATE", "DELETE")), sql
    return execute(sql, *rest)


def test_only_what_differs_is_changed(folder: Path, loaded: Loaded) -> None:
    """A name, a reference and a list of references of three records."""
    content = tables()
    content["spacecraft"][0]["name"] = "Soyuz T-2 (7K-ST)"
    content["agencies"][1]["parent"] = 63
    content["agencies"][2]["country"] = [2]
    write(folder, content)
    again = load(folder, NOW)
    assert (again.added, again.changed, again.unchanged) == (0, 3, 20)
    assert again.revision > loaded.revision
    assert models.Spacecraft.objects.get(pk=29).name == "Soyuz T-2 (7K-ST)"
    assert models.Agency.objects.get(pk=96).parent_id == 63
    assert list(models.Agency.objects.get(pk=163).country.values_list("pk", flat=True)) == [2]


@pytest.mark.usefixtures("loaded")
def test_an_omitted_field_is_set_to_its_default(folder: Path) -> None:
    """The files are complete."""
    content = tables()
    del content["spacecraft_configurations"][0]["human_rated"]
    write(folder, content)
    load(folder, NOW)
    assert models.SpacecraftConfiguration.objects.get(pk=1).human_rated is False


def test_a_source_is_not_loaded(folder: Path, loaded: Loaded) -> None:
    """It says where a record can be checked, and has no column."""
    content = tables()
    content["spacecraft"][0]["source"] = 'Wikipedia, "Soyuz T-2"'
    write(folder, content)
    assert load(folder, NOW).unchanged == loaded.added


@pytest.mark.usefixtures("loaded")
@pytest.mark.usefixtures("direct_writes")
def test_records_that_are_not_in_the_files_are_kept(folder: Path) -> None:
    """Records made by hand stay, with their relations."""
    own = models.Agency.objects.create(name="Club", type_id=1)
    own.country.add(2)
    write(folder, tables())
    load(folder, NOW)
    assert models.Agency.objects.get(name="Club").country.get().pk == 2


@pytest.mark.usefixtures("loaded")
@pytest.mark.usefixtures("direct_writes")
def test_a_record_made_by_hand_gets_an_id_of_its_own() -> None:
    """Sequences go on after the ids of the files."""
    assert models.Agency.objects.create(name="Club", type_id=1).pk == 164


@pytest.mark.usefixtures("loaded")
def test_a_new_day_alone_raises_the_revision(folder: Path) -> None:
    """The date of the facts is part of the catalogue."""
    before = Revision.current().number
    (folder / "landings.jsonl").write_text(
        lines(header("landings", 2, as_of="2026-07-01"), *tables()["landings"]),
    )
    assert load(folder, NOW).revision == before + 1
    current = Revision.current()
    assert current.as_of_by_table["landing"] == "2026-07-01T00:00:00Z"
    assert current.as_of == datetime(2026, 6, 3, tzinfo=UTC), "the flight log is no newer"


@pytest.mark.usefixtures("loaded")
def test_a_launch_and_its_missions_end_may_move_together(folder: Path) -> None:
    """Later than the old end, which the database forbids half-way."""
    content = tables()
    content["launches"][0] = launch(T2, "1981-06-05T14:19:30Z")
    content["spacecraft_flights"][0]["mission_end"] = "1981-06-09T12:39:00Z"
    content["docking_events"] = []
    (folder / "docking_events.jsonl").unlink()
    write(folder, {name: records for name, records in content.items() if records})
    assert load(folder, NOW).changed == 2
    assert models.SpacecraftFlight.objects.get(pk=1).mission_end == utc("1981-06-09T12:39:00")


@pytest.mark.usefixtures("loaded")
@pytest.mark.usefixtures("direct_writes")
def test_two_flights_may_swap_unique_values(folder: Path) -> None:
    """Spacecraft, launch and landing, each of which only one of them can have."""
    content = tables()
    first, second = content["spacecraft_flights"]
    for name in ("spacecraft", "launch", "mission_end"):
        first[name], second[name] = second[name], first[name]
    second["landing"] = first.pop("landing")
    content.pop("docking_events")
    (folder / "docking_events.jsonl").unlink()
    models.DockingEvent.objects.all().delete()
    write(folder, content)
    assert load(folder, NOW).changed == 2
    flight = models.SpacecraftFlight.objects.get(pk=2)
    assert (flight.spacecraft_id, flight.launch_id, flight.landing_id) == (29, UUID(T2), 5)


def test_progress_is_reported(folder: Path) -> None:
    """First what is read, then what is written."""
    told: list[str] = []
    load(folder, NOW, lambda what, done, total: told.append(f"{what} {done}/{total}"))
    assert (told[0], told[-1]) == ("reading agency_types 0/16", "writing docking_events 15/16")


def test_the_shipped_catalogue_is_sound(catalogue: Loaded) -> None:
    """It loads, and its figures follow from its log."""
    assert catalogue.added == sum(len(path.read_bytes().splitlines()) - 1 for path in DATA.glob("*.jsonl"))
    assert catalogue.tables["spacecraft"].added == 633
    assert catalogue.tables["spacecraft_flights"].added == 814


@pytest.mark.usefixtures("catalogue")
def test_the_shipped_catalogue_loads_in_a_bounded_number_of_queries(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    """A second load reads each table and each of its relations once: 67 tables, 35 relations, and the figures."""
    with django_assert_max_num_queries(199):
        load(DATA, NOW)
