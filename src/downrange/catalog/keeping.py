"""Keeps what was edited here: puts the stored values of pinned fields in the place of those from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import withheld
from .editing import Edit
from .pins import WHOLE, Pins
from .upsert import Record, RecordSet, Stored


@dataclass(slots=True)
class Kept:
    """Counts of pinned fields and records that were not overwritten, though the source differs."""

    fields: int = 0
    records: int = 0
    """The records that the fields are of."""
    whole: int = 0
    """Records that were created or deleted here."""

    def __str__(self) -> str:
        parts = []
        if self.fields:
            parts.append(f"{_count(self.fields, 'field')} of {_count(self.records, 'record')}")
        if self.whole:
            parts.append(f"{_count(self.whole, 'whole record')}")
        return " and ".join(parts)


def keep_pinned(target: RecordSet, stored: Mapping[Any, Stored], pins: Pins, kept: Kept, edit: Edit) -> None:
    """Change records to what may be written. What that holds back is counted in `kept`, and noted as withheld."""
    for pk, record in list(target.records.items()):
        pinned = pins.of(target.model, pk)
        if WHOLE in pinned:
            del target.records[pk]
            kept.whole += 1
        elif pinned and pk in stored:
            fields = _note(target, pk, record, stored[pk], pinned, edit)
            target.records[pk] = _with_stored(target, record, stored[pk], pinned)
            kept.fields += fields
            kept.records += fields > 0


def _note(target: RecordSet, pk: Any, record: Record, stored: Stored, pinned: frozenset[str], edit: Edit) -> int:
    """Note what the source says of the pinned fields; how many of them differ from what is stored."""
    said: dict[str, Any] = {}
    known: dict[str, Any] = {}
    for column, value, old in zip(target.columns, record.values, stored.values, strict=True):
        if column.field.name in pinned:
            said[column.field.name], known[column.field.name] = value, old
    for relation, ids, members in zip(target.relations, record.members, stored.members, strict=True):
        if relation.field.name in pinned:
            said[relation.field.name], known[relation.field.name] = sorted(ids), sorted(members)
    return withheld.note(target.model, pk, said, known, edit.source, edit.now)


def _with_stored(target: RecordSet, record: Record, stored: Stored, pinned: frozenset[str]) -> Record:
    """The record with its pinned fields as they are stored."""
    values = tuple(
        old if column.field.name in pinned else value
        for column, value, old in zip(target.columns, record.values, stored.values, strict=True)
    )
    members = tuple(
        sorted(old) if relation.field.name in pinned else ids
        for relation, ids, old in zip(target.relations, record.members, stored.members, strict=True)
    )
    return Record(record.origin, values, members)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
