"""From the changes of an edit and what is stored after it, what was stored before can be rebuilt."""

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.catalog import models
from downrange.catalog.changes import Change, as_json
from downrange.catalog.editing import editing
from downrange.catalog.models.fields import stored_fields
from downrange.catalog.revision import Revision
from downrange.seed.load import Loaded

from .small_catalogue import NOW

pytestmark = pytest.mark.django_db
MODELS = (models.Country, models.Agency, models.Landing, models.SpacecraftFlight, models.DockingEvent)

NEW_KEY = 1_000
"""A key that no sequence of PostgreSQL reaches here: else it would give it to another record."""
State = dict[tuple[str, str], dict[str, Any]]


def save(key: int, value: int) -> None:
    agency = models.Agency.objects.filter(pk=(63, 96, 163)[key % 3]).first()
    if agency is not None:
        agency.founding_year = 1900 + value
        agency.save()


def update(key: int, value: int) -> None:
    models.Landing.objects.filter(pk__gte=5 + key % 3).update(downrange_distance=value)


def bulk_create(key: int, value: int) -> None:
    models.Landing.objects.bulk_create([models.Landing(downrange_distance=value + n) for n in range(key % 3)])


def upsert(key: int, value: int) -> None:
    rows = [models.Landing(pk=pk, downrange_distance=value) for pk in (5, 6, NEW_KEY)[: key % 4]]
    if rows:
        models.Landing.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=["downrange_distance"]
        )


def bulk_update(key: int, value: int) -> None:
    landings = list(models.Landing.objects.order_by("pk")[: key % 4])
    for landing in landings:
        landing.downrange_distance = value
    models.Landing.objects.bulk_update(landings, ["downrange_distance"])


def delete(key: int, value: int) -> None:
    models.Landing.objects.filter(pk=5 + key % 3).delete()


def cascade(key: int, value: int) -> None:
    models.SpacecraftFlight.objects.filter(pk=1 + key % 2).delete()


def delete_member(key: int, value: int) -> None:
    models.Country.objects.filter(pk=1 + key % 2).delete()


def link(key: int, value: int) -> None:
    country = models.Country.objects.filter(pk=1 + key % 2).first()
    agency = models.Agency.objects.filter(pk=(63, 96, 163)[value % 3]).first()
    if country is not None and agency is not None:
        (agency.country.add, agency.country.remove)[key // 2 % 2](country)


def link_backwards(key: int, value: int) -> None:
    country = models.Country.objects.filter(pk=1 + key % 2).first()
    if country is not None:
        country.agencies.set(models.Agency.objects.order_by("pk")[: value % 4])


def through(key: int, value: int) -> None:
    rows = models.Agency.country.through.objects
    if value % 2:
        rows.filter(agency_id=(63, 163)[key % 2]).delete()
    elif models.Country.objects.filter(pk=1).exists() and not rows.filter(agency_id=96, country_id=1).exists():
        rows.create(agency_id=96, country_id=1)


OPERATIONS = [
    save,
    update,
    bulk_create,
    upsert,
    bulk_update,
    delete,
    cascade,
    delete_member,
    link,
    link_backwards,
    through,
]


def state() -> State:
    found: State = {}
    for model in MODELS:
        for record in model._base_manager.all():
            fields = {field.name: getattr(record, field.attname) for field in stored_fields(model)}
            fields |= {
                field.name: sorted(getattr(record, field.name).values_list("pk", flat=True))
                for field in model._meta.many_to_many
            }
            found[_label(model), str(record.pk)] = as_json(fields)
    return found


def _label(model: type[Model]) -> str:
    return str(model._meta.model_name)


def undone(after: State, changes: list[Change]) -> State:
    """The state before the changes."""
    before = {record: dict(fields) for record, fields in after.items()}
    for change in changes:
        record = change.model, change.key
        if change.model not in {_label(model) for model in MODELS}:
            continue
        if change.action == "created":
            assert before.pop(record) == change.after
        else:
            before[record] = before.get(record, {}) | (change.before or {})
    return before


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 11), st.integers(0, 99)), min_size=1, max_size=8))
def test_changes_undo_any_sequence_of_operations(loaded: Loaded, operations: list[Any]) -> None:
    """Whatever the ORM did in an edit, its changes lead back, and their ids have no gap."""
    with transaction.atomic():
        before = state()
        with editing(by="Ada", source="local", now=NOW):
            for operation, key, value in operations:
                operation(key, value)
        changes = list(Change.objects.filter(id__gt=loaded.revision).order_by("id"))
        assert undone(state(), changes) == before
        assert [change.id for change in changes] == list(range(loaded.revision + 1, Revision.current().number + 1))
        transaction.set_rollback(True)
