"""Brings records of a table to given values: compares them with what is stored, and writes what differs.

What comes from elsewhere in bulk is written so: the shipped catalogue, another catalogue's changes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Model

from . import bulk, models
from .editing import Edit, unguarded
from .models.fields import derived_fields
from .models.text import text_columns
from .triggers import checked_at_once
from .values import Reader, Relation, columns_of, relations_of

BATCH = 500  # records per statement, at most

# Unique columns, and those that the mission-end trigger checks. Records that swap values would collide
# half-way, so all get placeholders before the first is written. (References are checked when the transaction ends.)
PARKED: Mapping[type[Model], Mapping[str, object]] = {
    models.Launch: {"rocket": None},
    models.FirstStage: {"landing": None, "rocket_id": -F("id")},
    models.PayloadFlight: {"landing": None},
    models.SpacecraftFlight: {"landing": None, "mission_end": None, "spacecraft_id": -F("id")},
}
REFUSALS = (IntegrityError, DataError, OverflowError)
"""How databases refuse a value or a record: SQLite's driver refuses numbers that its integers do not hold."""


class Record(NamedTuple):
    """What a record is to be: the values of `RecordSet.columns`, and the ids in each of `RecordSet.relations`."""

    origin: int
    """Where it comes from: a line, or a revision."""
    values: tuple[Any, ...]
    members: tuple[list[Any], ...]


class Stored(NamedTuple):
    """What a record is: its values, and of each relation the key of the row by member."""

    values: tuple[Any, ...]
    members: tuple[dict[Any, Any], ...]


class RecordSet:
    """Records of one model as they are to be, by primary key."""

    def __init__(self, model: type[Model], reader: Reader) -> None:
        self.model = model
        self.columns = columns_of(model, reader)
        self.relations = relations_of(model)
        self.records: dict[Any, Record] = {}


class Links(NamedTuple):
    """Rows of one many-to-many table to add, as owner and member, and to remove, by their keys."""

    relation: Relation
    missing: list[tuple[Any, Any]]
    surplus: list[Any]


class Difference(NamedTuple):
    """What one table needs: records to add, records whose row differs, and links."""

    target: RecordSet
    added: list[Any]
    changed: list[Any]
    links: list[Links]
    relinked: set[Any]
    """The records whose members differ."""

    def one_by_one(self) -> "Iterator[Difference]":
        """The same, a record at a time, without the links."""
        for pk in self.added:
            yield Difference(self.target, [pk], [], [], set())
        for pk in self.changed:
            yield Difference(self.target, [], [pk], [], set())


class Refused(NamedTuple):
    """A record that the database does not take."""

    target: RecordSet
    pk: Any
    reason: str


def read_stored(target: RecordSet, keys: Collection[Any] | None = None) -> dict[Any, Stored]:
    """The records that are stored with these keys; None stands for all of them."""
    model = target.model
    names = [column.field.attname for column in target.columns]
    found: dict[Any, Stored] = {}
    for condition in _conditions("pk", keys):
        for pk, *values in model._base_manager.filter(**condition).values_list("pk", *names):
            found[pk] = Stored(tuple(values), tuple({} for _ in target.relations))
    for index, relation in enumerate(target.relations):
        owner, member = columns_of_links(relation)
        for condition in _conditions(owner, keys):
            rows = through(relation)._base_manager.filter(**condition).values_list("pk", owner, member)
            for pk, owned_by, to in rows:
                found[owned_by].members[index][to] = pk
    return found


def compare(target: RecordSet, stored: Mapping[Any, Stored]) -> Difference:
    """What is to be written. `stored` has at least the records of the set that are stored."""
    added, changed, relinked = [], [], set()
    links = [Links(relation, [], []) for relation in target.relations]
    for pk, record in target.records.items():
        old = stored.get(pk)
        if old is None:
            added.append(pk)
        elif old.values != record.values:
            changed.append(pk)
        for index, members in enumerate(record.members):
            linked = old.members[index] if old else {}
            missing = [(pk, member) for member in members if member not in linked]
            surplus = [row for member, row in linked.items() if member not in members]
            if missing or surplus:
                relinked.add(pk)
                links[index].missing.extend(missing)
                links[index].surplus.extend(surplus)
    return Difference(target, added, changed, links, relinked)


def park(model: type[Model], keys: Collection[Any]) -> None:
    """Take from records that are about to be written or deleted what only one record may hold."""
    if values := PARKED.get(model):
        for batch in batches(keys):
            model._base_manager.filter(pk__in=batch).update(**values)


def write_records(edit: Edit, difference: Difference) -> None:
    """Write the rows of the records that are new or differ, once all that differ are parked."""
    edit.note(difference.target.model, difference.added, are_new=True)
    _write_rows(difference)


def write_links(difference: Difference) -> None:
    """Write memberships, once all records are written."""
    for links in difference.links:
        owner, member = columns_of_links(links.relation)
        rows = through(links.relation)
        for batch in batches(links.surplus):
            rows._base_manager.filter(pk__in=batch).delete()
        for pairs in batches(sorted(links.missing)):
            rows._base_manager.bulk_create([rows(**{owner: pair[0], member: pair[1]}) for pair in pairs])


def find_refused(differences: Sequence[Difference], parked: Mapping[type[Model], Collection[Any]]) -> Refused | None:
    """Which record the database refuses: writes one after the other, until it does, and takes all of it back. `parked`
    are records besides those that differ.
    """
    with unguarded(), transaction.atomic():
        try:
            with checked_at_once():
                for model, keys in parked.items():
                    park(model, keys)
                for difference in differences:
                    park(difference.target.model, difference.changed)
                for difference in differences:
                    for one in difference.one_by_one():
                        try:
                            with transaction.atomic():
                                _write_rows(one)
                        except REFUSALS as refusal:
                            (pk,) = (*one.added, *one.changed)
                            return Refused(one.target, pk, refused(refusal))
        finally:
            transaction.set_rollback(True)
    return None


def refused(error: Exception) -> str:
    """What the database says, in a line."""
    return f"the database refuses it: {str(error).splitlines()[0]}"


def through(relation: Relation) -> type[Model]:
    """The model of a relation's table."""
    return cast("type[Model]", relation.field.remote_field.through)


def columns_of_links(relation: Relation) -> tuple[str, str]:
    """The columns of a relation's table that refer to the owner and to the member."""
    return relation.field.m2m_column_name(), relation.field.m2m_reverse_name()


def batches(items: Collection[Any]) -> Iterator[Sequence[Any]]:
    """At most as many at a time as one statement takes."""
    listed = list(items)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))


def _conditions(lookup: str, keys: Collection[Any] | None) -> Iterator[dict[str, Any]]:
    if keys is None:
        yield {}
    else:
        yield from ({f"{lookup}__in": batch} for batch in batches(keys))


def _write_rows(difference: Difference) -> None:
    target, model = difference.target, difference.target.model
    fields = [column.field for column in target.columns]
    derived, computed = derived_fields(model), text_columns(model)
    defaults = tuple(field.get_default() for field in derived)
    names = [field.attname for field in fields]
    texts = [(column, names.index(column.of)) for column in computed]
    with unguarded():
        rows = (
            (pk, *values, *defaults, *(column.compute(values[place]) for column, place in texts))
            for pk, values in ((pk, target.records[pk].values) for pk in difference.added)
        )
        bulk.insert(model, (model._meta.pk, *fields, *derived, *computed), rows)
    for batch in batches(difference.changed):
        model._base_manager.bulk_create(
            [model(pk=pk, **dict(zip(names, target.records[pk].values, strict=True))) for pk in batch],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=[field.name for field in fields],
        )
