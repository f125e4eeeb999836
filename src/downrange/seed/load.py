"""Brings a database up to a catalogue's files: writes what differs, leaves alone what the files do not have.

All or nothing, in one transaction with the derived figures and the revision. A second load of the same files changes
no row.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.db.models import Model

from downrange.catalog.editing import Edit, editing
from downrange.catalog.identity import move, reset_sequences
from downrange.catalog.keeping import Kept, keep_pinned
from downrange.catalog.pins import Pin, Pins
from downrange.catalog.revision import Revision
from downrange.catalog.triggers import checked_at_once
from downrange.catalog.upsert import (
    REFUSALS,
    Difference,
    compare,
    find_refused,
    park,
    read_stored,
    refused,
    write_links,
    write_records,
)

from .moves import read_moves
from .reading import CatalogueError, Progress, Table, read, silent


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


def load(folder: Path, now: datetime, progress: Progress = silent, *, release: bool = False) -> Loaded:
    """Load the files of a folder. What was edited here is kept, unless `release` removes its pins. Raises
    `CatalogueError`, and then the database is as it was before.
    """
    tables, moves = read(folder, progress), read_moves(folder)
    differences: list[Difference] = []
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
                stored = read_stored(table)
                keep_pinned(table, stored, pins, kept, edit)
                differences.append(compare(table, stored))
            _check_references(tables)
            with checked_at_once():
                _write(edit, differences, progress)
    except REFUSALS as error:
        raise _culprit(folder, differences, error) from error
    return Loaded({_table(each).name: _counts(each) for each in differences}, Revision.current().number, kept)


def _table(difference: Difference) -> Table:
    return cast("Table", difference.target)


def _counts(difference: Difference) -> Counts:
    changed = difference.relinked.union(difference.changed).difference(difference.added)
    unchanged = len(difference.target.records) - len(difference.added) - len(changed)
    return Counts(len(difference.added), len(changed), unchanged)


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
                    raise table.error(record.origin, f"{column.field.name}: there is no {_kind(column.target)} {value}")
            for relation, members in zip(table.relations, record.members, strict=True):
                for member in members:
                    if not exists(relation.target, member):
                        raise table.error(
                            record.origin, f"{relation.field.name}: there is no {_kind(relation.target)} {member}"
                        )


def _kind(model: type[Model]) -> str:
    return str(model._meta.verbose_name)


def _write(edit: Edit, differences: Sequence[Difference], progress: Progress) -> None:
    for difference in differences:
        park(difference.target.model, difference.changed)
    for done, difference in enumerate(differences):
        progress(f"writing {_table(difference).name}", done, len(differences))
        write_records(edit, difference)
    for difference in differences:
        write_links(difference)
    reset_sequences(difference.target.model for difference in differences if difference.added)


def _culprit(folder: Path, differences: Sequence[Difference], error: Exception) -> CatalogueError:
    """The line that the database refuses."""
    found = find_refused(differences, {})
    if found is None:
        return CatalogueError(str(folder), refused(error))
    return cast("Table", found.target).error(found.target.records[found.pk].origin, found.reason)
