"""Each kind of write, of each table of the shipped catalogue, is noted in an edit."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Model, ProtectedError
from django.test.utils import CaptureQueriesContext

from downrange.catalog import clock, models
from downrange.catalog.editing import Edit, editing
from downrange.catalog.guard import catalogue_tables
from downrange.catalog.noting import owner_attname
from downrange.seed.load import Loaded

pytestmark = pytest.mark.django_db


def column(model: type[Model]) -> str:
    return next(field.attname for field in model._meta.concrete_fields if not field.primary_key)


def upsert(record: Model) -> None:
    name = column(type(record))
    field = next(field.name for field in type(record)._meta.concrete_fields if field.attname == name)
    type(record)._base_manager.bulk_create([record], update_conflicts=True, unique_fields=["pk"], update_fields=[field])


def delete(record: Model) -> None:
    record._meta.model._base_manager.filter(pk=record.pk)._raw_delete("default")


def update(record: Model) -> None:
    name = column(type(record))
    type(record)._base_manager.filter(pk=record.pk).update(**{name: F(name)})


def create(record: Model) -> None:
    delete(record)
    type(record)._base_manager.bulk_create([record])


WRITES: dict[str, Callable[[Any], object]] = {
    "save": lambda record: record.save(),
    "save_base": lambda record: record.save_base(raw=True),
    "update": update,
    "bulk_update": lambda record: type(record)._base_manager.bulk_update(
        [record], [next(f.name for f in record._meta.concrete_fields if not f.primary_key)]
    ),
    "bulk_create": create,
    "upsert": upsert,
    "delete": delete,
}


class _RollbackError(Exception):
    """Ends an edit without a trace."""


def is_noted(edit: Edit, record: Any) -> bool:
    model = type(record)
    if model._meta.auto_created:
        return getattr(record, owner_attname(model)) in edit._members[model]
    return record.pk in edit._before[model]


@pytest.mark.parametrize("kind", WRITES)
def test_each_write_of_each_table_is_noted(catalogue: Loaded, kind: str) -> None:
    """Inside of an edit each kind of write goes through and is noted, whatever the table."""
    seen = 0
    for model in catalogue_tables().values():
        record = model._base_manager.first()
        if record is None or (kind == "upsert" and model._meta.auto_created):
            continue
        with pytest.raises(_RollbackError), editing(by="Ada", source="local") as edit:
            WRITES[kind](record)
            assert is_noted(edit, record), model
            raise _RollbackError
        seen += 1
    assert seen >= 57


def test_a_deletion_that_is_protected_takes_back_nothing_else(catalogue: Loaded) -> None:
    """A refusal of the ORM within an edit is the caller's to handle."""
    with pytest.raises(ProtectedError), editing(by="Ada", source="local"):
        models.DockingLocation.objects.filter(docking_events__isnull=False)[0].delete()


def test_noting_reads_only_the_records_that_are_written(catalogue: Loaded) -> None:
    """The edit of one docking reads no whole table to note it."""
    docking = models.DockingEvent.objects.filter(departure=None).first()
    assert docking is not None
    with editing(by="Ada", source="local", now=clock.tick()) as edit:
        docking.berthed_by_arm = not docking.berthed_by_arm
        with CaptureQueriesContext(
            connection,
        ) as asked:
            docking.save()
        assert len(edit._before[models.DockingEvent]) == 1
    reads = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert len(reads) == 2
    assert all("WHERE" in read for read in reads)
