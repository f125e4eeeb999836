"""Keeps what was edited here: puts the stored values of pinned fields in the place of those of the files."""

from dataclasses import dataclass
from typing import Any

from downrange.catalog.pins import WHOLE, Pins

from .reading import Record, Table


@dataclass(slots=True)
class Kept:
    """What a load did not overwrite, though the files have it otherwise."""

    fields: int = 0
    records: int = 0
    """The records that the fields are of."""
    whole: int = 0
    """Records of the files that were created or deleted here."""

    def __str__(self) -> str:
        parts = []
        if self.fields:
            parts.append(f"{_count(self.fields, 'field')} of {_count(self.records, 'record')}")
        if self.whole:
            parts.append(f"{_count(self.whole, 'whole record')}")
        return " and ".join(parts)


def keep_pinned(table: Table, pins: Pins, kept: Kept) -> None:
    """Change the records of a table to what may be written, and count in `kept` what that holds back."""
    for pk, record in list(table.records.items()):
        pinned = pins.of(table.model, pk)
        if WHOLE in pinned:
            del table.records[pk]
            kept.whole += 1
        elif pinned:
            table.records[pk], fields = _with_stored(table, pk, record, pinned)
            kept.fields += fields
            kept.records += fields > 0


def _with_stored(table: Table, pk: Any, record: Record, pinned: frozenset[str]) -> tuple[Record, int]:
    """The record with its pinned fields as they are stored, and how many of them differ from the file's."""
    stored = table.model._base_manager.get(pk=pk)
    values = tuple(
        getattr(stored, column.field.attname) if column.field.name in pinned else value
        for column, value in zip(table.columns, record.values, strict=True)
    )
    members = tuple(
        list(getattr(stored, relation.field.name).order_by("pk").values_list("pk", flat=True))
        if relation.field.name in pinned
        else ids
        for relation, ids in zip(table.relations, record.members, strict=True)
    )
    differing = sum(old != new for old, new in zip(record.values, values, strict=True))
    differing += sum(sorted(old) != sorted(new) for old, new in zip(record.members, members, strict=True))
    return Record(record.line, values, members), differing


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
