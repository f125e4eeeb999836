"""Sort keys and folded texts follow their texts, however a record is written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.derived import deriver, store, texts
from downrange.catalog.editing import editing, unguarded
from downrange.catalog.models.text import SortKey, text_columns
from downrange.catalog.text import fold, sort_key
from downrange.seed.load import Loaded

from ..cast import make_launch, make_spacecraft, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")
Write = Callable[[], object]


@pytest.fixture
def jose() -> models.Astronaut:
    with editing(by="Alice", source="local", now=NOW):
        return models.Astronaut.objects.create(name="José")


def edit(write: Write) -> None:
    with editing(by="Alice", source="local", now=NOW):
        write()


def stored(record: Any) -> tuple[str, bytes, str]:
    record.refresh_from_db()
    return record.name, bytes(record.name_sort_key), record.name_folded


def test_a_record_is_created_with_them() -> None:
    """By the statement that inserts it: there is no edit to do it afterwards."""
    with unguarded():
        one = models.Astronaut.objects.create(name="Łódź")
        (other,) = models.Astronaut.objects.bulk_create([models.Astronaut(name="Ærø")])
    assert stored(one) == ("Łódź", sort_key("Łódź"), "lodz")
    assert stored(other) == ("Ærø", sort_key("Ærø"), "aero")


def test_a_save_sets_them_in_the_record_too() -> None:
    """Whatever they were."""
    with unguarded():
        record = models.Astronaut.objects.create(name="One", name_folded="wrong")
        record.name = "Ötto"
        record.save()
    assert (record.name_sort_key, record.name_folded) == (sort_key("Ötto"), "otto")


def test_a_text_that_is_null_has_neither() -> None:
    """The sort key is null too, so that nulls are last. The folded text is empty."""
    with unguarded():
        craft = make_spacecraft(serial_number=None)
        flight = models.PayloadFlight.objects.create(payload=models.Payload.objects.create(name="Capsule"))
    flight.refresh_from_db()
    assert (flight.destination_sort_key, flight.destination_folded, craft.serial_number_folded) == (None, "", "")


WRITES: dict[str, Callable[[models.Astronaut], object]] = {
    "save": lambda record: models.Astronaut(pk=record.pk, name="José Núñez").save(),
    "save of one field": lambda record: models.Astronaut(pk=record.pk, name="José Núñez").save(update_fields=["name"]),
    "update": lambda record: models.Astronaut.objects.update(name="José Núñez"),
    "update by an expression": lambda record: models.Astronaut.objects.update(name=Concat(F("name"), Value(" Núñez"))),
    "bulk_update": lambda record: models.Astronaut.objects.bulk_update(
        [models.Astronaut(pk=record.pk, name="José Núñez")], ["name"]
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
def test_an_edit_brings_them_up_to_date(jose: models.Astronaut, write: Callable[[models.Astronaut], object]) -> None:
    """Whichever way the name is written. The change has the name alone."""
    edit(lambda: write(jose))
    assert stored(jose) == ("José Núñez", sort_key("José Núñez"), "jose nunez")
    change = Change.objects.latest("id")
    assert (change.action, change.before, change.after) == ("changed", {"name": "José"}, {"name": "José Núñez"})


def test_an_edit_of_more_records_than_are_told_apart_brings_all_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of their model."""
    monkeypatch.setattr(texts, "MAX_KEYS", 1)
    edit(lambda: models.Astronaut.objects.bulk_create(models.Astronaut(name=name) for name in "ABC"))
    edit(lambda: models.Astronaut.objects.update(name=Concat(F("name"), Value("é"))))
    assert sorted(models.Astronaut.objects.values_list("name_folded", flat=True)) == ["ae", "be", "ce"]


def test_an_edit_of_anything_else_reads_no_texts() -> None:
    """Nor does the clock, when an instant of the log passes."""
    with unguarded():
        launch = make_launch("2026-06-02T00:00:00", launch_designator="2026-001")
    deriver.derive(NOW)
    with CaptureQueriesContext(connection) as queries:
        edit(lambda: models.Launch.objects.filter(pk=launch.pk).update(probability=7))
    assert not [query for query in queries if "name_folded" in query["sql"]]
    with CaptureQueriesContext(connection) as queries:
        edit(lambda: models.Launch.objects.filter(pk=launch.pk).update(launch_designator="2026-002"))
    assert len([query for query in queries if "name_folded" in query["sql"]]) == 2  # read and written


def test_what_was_written_past_an_edit_is_found_and_mended(jose: models.Astronaut) -> None:
    """`downrange check` names the record and the column; deriving everything mends them, and counts the record once."""
    deriver.derive(NOW)
    with unguarded():
        models.Astronaut.objects.update(name="Jørgen")
    found = [(each.model, each.pk, each.column.name, each.column.of) for each in texts.stale()]
    assert found == [(models.Astronaut, jose.pk, name, "name") for name in ("name_sort_key", "name_folded")]
    with unguarded():
        assert store.derive(NOW).changed == 1
    assert list(texts.stale()) == []
    assert stored(jose) == ("Jørgen", sort_key("Jørgen"), "jorgen")


def test_the_shipped_catalogue_is_loaded_with_them(catalogue: Loaded) -> None:
    """Each column of each table."""
    assert list(texts.stale()) == []
    for model in texts.models():
        for column in text_columns(model):
            for text, value in model._base_manager.values_list(column.of, column.name)[:20]:
                key = None if text is None else sort_key(text)
                assert value == (key if isinstance(column, SortKey) else fold(text or ""))
