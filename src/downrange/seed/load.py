"""Brings a database up to a catalogue's files: writes what differs, leaves alone what the files do not have.

All or nothing, in one transaction with the derived figures and the revision. A second load of the same files changes
no row.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F, Model

from downrange.catalog import bulk, models
from downrange.catalog.editing import Edit, editing, unguarded
from downrange.catalog.identity import move
from downrange.catalog.models.fields import derived_fields
from downrange.catalog.models.text import text_columns
from downrange.catalog.pins import Pin, Pins
from downrange.catalog.revision import Revision
from downrange.catalog.triggers import checked_at_once

from .keeping import Kept, keep_pinned
from .moves import read_moves
from .reading import CatalogueError, Progress, Relation, Table, read, silent

BATCH = 500  # records a statement, at most

# What only one record may hold, and what the mission-end trigger watches. Records that change places would meet
# half-way, so each gives up its own before the first is written. (References are checked when the transaction ends.)
PARKED: Mapping[type[Model], Mapping[str, object]] = {
    models.Launch: {"rocket": None},
    models.FirstStage: {"landing": None, "rocket_id": -F("id")},
    models.PayloadFlight: {"landing": None},
    models.SpacecraftFlight: {"landing": None, "mission_end": None, "spacecraft_id": -F("id")},
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a load did to one table."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, a table at a time, and the revision that it left."""

    tables: Mapping[str, Counts]
    revision: int
    kept: Kept

    @property
    def added(self) -> int:
        return sum(counts.added for counts in self.tables.values())

    @property
    def changed(self) -> int:
        return sum(counts.changed for counts in self.tables.values())

    @property
    def unchanged(self) -> int:
        return sum(counts.unchanged for counts in self.tables.values())


class Memberships(NamedTuple):
    """The rows of one many-to-many table to add, as owner and member, and to remove, by id."""

    relation: Relation
    missing: list[tuple[Any, Any]]
    surplus: list[Any]
    owners: set[Any]


class Change(NamedTuple):
    """What one table needs: records to add, records whose row differs, and links."""

    table: Table
    added: list[Any]
    changed: list[Any]
    links: list[Memberships]

    def one_by_one(self) -> "Iterator[Change]":
        """The same, a record at a time, without the links."""
        for pk in self.added:
            yield Change(self.table, [pk], [], [])
        for pk in self.changed:
            yield Change(self.table, [], [pk], [])

    def counts(self) -> Counts:
        changed = set(self.changed).union(*(links.owners for links in self.links)).difference(self.added)
        return Counts(len(self.added), len(changed), len(self.table.records) - len(self.added) - len(changed))


def load(folder: Path, now: datetime, progress: Progress = silent, *, release: bool = False) -> Loaded:
    """Load the files of a folder. What was edited here is kept, unless `release` removes its pins. Raises
    `CatalogueError`, and then the database is as it was before.
    """
    tables, moves = read(folder, progress), read_moves(folder)
    changes: list[Change] = []
    kept = Kept()
    try:
        with editing(by="downrange load", source="seed", now=now) as edit:  # two loads follow each other
            edit.as_of = {table.model: table.as_of for table in tables}
            if release:
                Pin.objects.all().delete()
            for each in moves:
                move(edit, *each)
            pins = Pins.against(edit.source)
            for table in tables:
                keep_pinned(table, pins, kept)
            changes += [_compare(table) for table in tables]
            _check_references(tables)
            with checked_at_once():
                _write(edit, changes, progress)
    except (IntegrityError, DataError) as error:
        raise _culprit(folder, changes, error) from error
    return Loaded({change.table.name: change.counts() for change in changes}, Revision.current().number, kept)


def _compare(table: Table) -> Change:
    names = [column.field.attname for column in table.columns]
    stored = {pk: values for pk, *values in table.model._base_manager.values_list("pk", *names)}
    added, changed = [], []
    for pk, record in table.records.items():
        if pk not in stored:
            added.append(pk)
        elif tuple(stored[pk]) != record.values:
            changed.append(pk)
    return Change(table, added, changed, list(_compare_links(table)))


def _compare_links(table: Table) -> Iterator[Memberships]:
    for index, relation in enumerate(table.relations):
        wanted = {(pk, member) for pk, record in table.records.items() for member in record.members[index]}
        field = relation.field
        rows = _through(relation)._base_manager.values_list("pk", field.m2m_column_name(), field.m2m_reverse_name())
        stored = {(owner, member): pk for pk, owner, member in rows if owner in table.records}
        missing, surplus = sorted(wanted - stored.keys()), sorted(stored.keys() - wanted)
        owners = {owner for owner, _ in (*missing, *surplus)}
        yield Memberships(relation, missing, [stored[pair] for pair in surplus], owners)


def _check_references(tables: Sequence[Table]) -> None:
    """Every reference is to a record of the files or of the database."""
    ids: dict[type[Model], Collection[Any]] = {}
    filed: dict[type[Model], Collection[Any]] = {table.model: table.records.keys() for table in tables}

    def exists(target: type[Model], pk: Any) -> bool:
        if pk in filed.get(target, ()):
            return True
        if target not in ids:
            ids[target] = set(target._base_manager.values_list("pk", flat=True))
        return pk in ids[target]

    for table in tables:
        for record in table.records.values():
            for column, value in zip(table.columns, record.values, strict=True):
                if column.target is not None and value is not None and not exists(column.target, value):
                    raise table.error(record.line, f"{column.field.name}: there is no {_kind(column.target)} {value}")
            for relation, members in zip(table.relations, record.members, strict=True):
                for member in members:
                    if not exists(relation.target, member):
                        raise table.error(
                            record.line, f"{relation.field.name}: there is no {_kind(relation.target)} {member}"
                        )


def _kind(model: type[Model]) -> str:
    return str(model._meta.verbose_name)


def _write(edit: Edit, changes: Sequence[Change], progress: Progress) -> None:
    _park(changes)
    for done, change in enumerate(changes):
        progress(f"writing {change.table.name}", done, len(changes))
        edit.note(change.table.model, change.added, are_new=True)
        _write_records(change)
    for change in changes:
        for links in change.links:
            _write_links(links)
    grown = [change.table.model for change in changes if change.added]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), grown):
            cursor.execute(statement)


def _park(changes: Sequence[Change]) -> None:
    for change in changes:
        if values := PARKED.get(change.table.model):
            for batch in _batches(change.changed):
                change.table.model._base_manager.filter(pk__in=batch).update(**values)


def _write_records(change: Change) -> None:
    table, model = change.table, change.table.model
    fields = [column.field for column in table.columns]
    derived, computed = derived_fields(model), text_columns(model)
    defaults = tuple(field.get_default() for field in derived)
    names = [field.attname for field in fields]
    texts = [(column, names.index(column.of)) for column in computed]
    with unguarded():
        rows = (
            (pk, *values, *defaults, *(column.compute(values[place]) for column, place in texts))
            for pk, values in ((pk, table.records[pk].values) for pk in change.added)
        )
        bulk.insert(model, (model._meta.pk, *fields, *derived, *computed), rows)
    for batch in _batches(change.changed):
        model._base_manager.bulk_create(
            [model(pk=pk, **dict(zip(names, table.records[pk].values, strict=True))) for pk in batch],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=[field.name for field in fields],
        )


def _write_links(links: Memberships) -> None:
    through = _through(links.relation)
    owner, member = links.relation.field.m2m_column_name(), links.relation.field.m2m_reverse_name()
    for batch in _batches(links.surplus):
        through._base_manager.filter(pk__in=batch).delete()
    for pairs in _batches(links.missing):
        through._base_manager.bulk_create([through(**{owner: pair[0], member: pair[1]}) for pair in pairs])


def _through(relation: Relation) -> type[Model]:
    return cast("type[Model]", relation.field.remote_field.through)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _culprit(folder: Path, changes: Sequence[Change], error: Exception) -> CatalogueError:
    """Which line the database refuses: writes one record after the other, until it does, and takes all of it back."""
    with unguarded(), transaction.atomic():
        try:
            with checked_at_once():
                _park(changes)
                for change in changes:
                    for one in change.one_by_one():
                        try:
                            with transaction.atomic():
                                _write_records(one)
                        except (IntegrityError, DataError) as refusal:
                            (pk,) = (*one.added, *one.changed)
                            return change.table.error(change.table.records[pk].line, _refusal(refusal))
        finally:
            transaction.set_rollback(True)
    return CatalogueError(str(folder), _refusal(error))


def _refusal(error: Exception) -> str:
    return f"the database refuses it: {str(error).splitlines()[0]}"
