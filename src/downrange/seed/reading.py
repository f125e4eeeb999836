"""Reads the files of a catalogue, and refuses what is not exactly as agreed.

A file is JSON Lines. Its first line is a header: `table` (the file's name), `records` (how many lines follow), `as_of`
(the day up to which facts were gathered), `source`, `license`. Each other line is a record: `id`, then the stored
fields and many-to-many fields of the model by name. References are ids; instants are `YYYY-MM-DDTHH:MM:SSZ`; durations
are ISO 8601. A field at its default may be left out. Records stand in the order of their ids. A record may have a
`source`, where it can be checked: a note for readers of the file, which no column keeps.
"""

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from reprlib import repr as short
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model

from downrange.catalog.durations import parse_duration
from downrange.catalog.models.fields import stored_fields

from .tables import TABLES

MOVES = "moves.jsonl"
"""The one file that holds no records: see `moves`."""
NOTES = {"source"}
HEADER = {"table", "records", "as_of", "source", "license"}

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and how many there are."""


class CatalogueError(Exception):
    """A catalogue that cannot be loaded; its text is one line, `file:line: reason`."""

    def __init__(self, where: str, reason: object) -> None:
        super().__init__(f"{where}: {' '.join(str(reason).split())}")


class Record(NamedTuple):
    """One line: the values of `Table.columns`, and the ids in each of `Table.relations`."""

    line: int
    values: tuple[Any, ...]
    members: tuple[list[Any], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A stored field, how its JSON is read, and the model that it refers to."""

    field: "models.Field[Any, Any]"
    read: Callable[[Any], Any]
    target: type[Model] | None

    @property
    def required(self) -> bool:
        return not (self.field.has_default() or self.field.null)


@dataclass(frozen=True, slots=True)
class Relation:
    """A many-to-many field, how the ids of its members are read, and the model that they are of."""

    field: "models.ManyToManyField[Any, Any]"
    read: Callable[[Any], Any]
    target: type[Model]


class Table:
    """The records of one file, by id."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.file = f"{name}.jsonl"
        self.model = TABLES[name]
        fields = [field for field in stored_fields(self.model) if not field.primary_key]
        self.columns = [Column(field, _reader(field), field.related_model) for field in fields]  # type: ignore[arg-type] # "self" is resolved by now
        self.relations = [_relation(field) for field in self.model._meta.many_to_many]
        self.records: dict[Any, Record] = {}
        self.as_of: datetime
        """When the facts were gathered: midnight of the day that the file's header names."""

    def error(self, line: int, reason: object) -> CatalogueError:
        return CatalogueError(f"{self.file}:{line}", reason)


def _relation(field: "models.ManyToManyField[Any, Any]") -> Relation:
    target = cast("type[Model]", field.related_model)
    return Relation(field, _reader(target._meta.pk), target)


def silent(what: str, done: int, total: int) -> None:
    """Shows no progress."""


def read(folder: Path, progress: Progress = silent) -> list[Table]:
    """Every table of a folder, valid as far as it can be without a database. Raises `CatalogueError`."""
    try:
        files = {path.stem: path for path in folder.iterdir() if path.suffix == ".jsonl" and path.name != MOVES}
    except OSError as error:
        raise CatalogueError(str(folder), f"cannot be read ({error.strerror})") from None
    for unknown in sorted(files.keys() - TABLES.keys()):
        raise CatalogueError(f"{unknown}.jsonl:1", "the catalogue has no such table")
    if not files:
        raise CatalogueError(str(folder), "holds no catalogue, not one .jsonl file")
    tables = []
    for done, name in enumerate(name for name in TABLES if name in files):
        progress(f"reading {name}", done, len(files))
        table = Table(name)
        _read_table(table, files[name])
        tables.append(table)
    return tables


def _read_table(table: Table, path: Path) -> None:
    """Fill a table from its file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise table.error(1, f"cannot be read ({error.strerror})") from None
    lines = content.splitlines(keepends=True)
    if not lines:
        raise table.error(1, "is empty: no header")
    if not lines[-1].endswith(b"\n"):
        raise table.error(len(lines), "the line does not end: the file is cut off")
    records, table.as_of = _read_header(table, _parse(table, 1, lines[0]))
    if records != len(lines) - 1:
        raise table.error(1, f"the header counts {records} records, the file holds {len(lines) - 1}")
    names = {column.field.name for column in table.columns} | {relation.field.name for relation in table.relations}
    key = _reader(table.model._meta.pk)
    last = None
    for line, text in enumerate(lines[1:], 2):
        facts = _parse(table, line, text)
        pk = _read_value(table, line, "id", key, facts.pop("id", None))
        if last is not None and pk <= last:
            raise table.error(line, f"id {pk} stands twice" if pk == last else f"id {pk} comes after {last}")
        last = pk
        for note in facts.keys() & NOTES:
            if not isinstance(facts[note], str) or not facts[note]:
                raise table.error(line, f"{note}: must say something")
        for unknown in facts.keys() - names - NOTES:
            raise table.error(line, f"{unknown}: no such field")
        table.records[pk] = Record(line, tuple(_values(table, line, facts)), tuple(_members(table, line, facts)))


def _parse(table: Table, line: int, text: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(text.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise table.error(line, f"not JSON: {error}") from None
    if not isinstance(facts, dict):
        raise table.error(line, f"not a JSON object: {short(facts)}")
    return facts


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts = dict(pairs)
    if len(facts) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return facts


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number of JSON")


def _read_header(table: Table, header: dict[str, Any]) -> tuple[int, datetime]:
    if header.keys() != HEADER:
        raise table.error(1, f"the header must have {', '.join(sorted(HEADER))}, not {', '.join(sorted(header))}")
    if header["table"] != table.name:
        raise table.error(1, f"the header names another table: {short(header['table'])}")
    for name in ("source", "license"):
        if not isinstance(header[name], str) or not header[name]:
            raise table.error(1, f"{name}: must say something")
    records = _read_value(table, 1, "records", _whole_number, header["records"])
    return records, _read_value(table, 1, "as_of", _midnight, header["as_of"])


def _values(table: Table, line: int, facts: dict[str, Any]) -> Iterator[Any]:
    for column in table.columns:
        field = column.field
        if field.name not in facts:
            if column.required:
                raise table.error(line, f"{field.name}: is missing")
            yield field.get_default()
        elif (value := facts[field.name]) is None:
            if not field.null:
                raise table.error(line, f"{field.name}: must not be null")
            yield None
        else:
            yield _read_value(table, line, field.name, column.read, value)


def _members(table: Table, line: int, facts: dict[str, Any]) -> Iterator[list[Any]]:
    for relation in table.relations:
        name = relation.field.name
        ids = facts.get(name, [])
        if not isinstance(ids, list):
            raise table.error(line, f"{name}: must be a list of ids, not {short(ids)}")
        members = [_read_value(table, line, name, relation.read, value) for value in ids]
        if len(set(members)) != len(members):
            raise table.error(line, f"{name}: an id stands twice in {short(ids)}")
        yield members


def _read_value(table: Table, line: int, name: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except ValidationError as error:
        raise table.error(line, f"{name}: {' '.join(error.messages)} ({short(value)})") from None
    except (ValueError, OverflowError) as error:
        raise table.error(line, f"{name}: {error}") from None


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """How a field is read from JSON: its type exactly, then Django's validators. References are read as the key they
    hold.
    """
    if isinstance(field, models.ForeignKey):
        return _reader(field.target_field)
    kind = next(read for known, read in _KINDS.items() if isinstance(field, known))
    if isinstance(field, models.AutoField | models.BigAutoField):
        return _key
    validate, blank = field.run_validators, field.blank or not field.empty_strings_allowed

    def read(value: Any) -> Any:
        value = kind(value)
        if value == "" and not blank:
            raise ValueError("must not be empty")
        validate(value)
        return value

    return read


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {short(value)}")
    return value


def _whole_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"must be a whole number, not {short(value)}")
    return value


def _key(value: Any) -> int:
    if not 0 <= _whole_number(value) < 2**63:  # the contract has an id of 0: net precision "Second"
        raise ValueError(f"must be an id, 0 or more, not {short(value)}")
    return int(value)


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"must be a number, not {short(value)}")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {short(value)}")
    if "\0" in value or not (value.isascii() or value.encode("utf-8")):
        raise ValueError("holds a character that no database keeps")
    return value


def _formed(value: Any, form: re.Pattern[str], what: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"must be {what}, not {short(value)}")
    return value


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _instant(value: Any) -> datetime:
    text = _formed(value, _INSTANT, "an instant YYYY-MM-DDTHH:MM:SSZ")
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def _day(value: Any) -> date:
    return date.fromisoformat(_formed(value, _DAY, "a day YYYY-MM-DD"))


def _midnight(value: Any) -> datetime:
    """The instant at which a day begins."""
    return datetime.combine(_day(value), time(), UTC)


def _uuid(value: Any) -> UUID:
    uuid = UUID(_text(value))
    if str(uuid) != value:
        raise ValueError(f"must be a UUID in lower case with hyphens, not {short(value)}")
    return uuid


_KINDS: dict[type["models.Field[Any, Any]"], Callable[[Any], Any]] = {
    models.BooleanField: _truth,
    models.IntegerField: _whole_number,
    models.FloatField: _number,
    models.CharField: _text,
    models.TextField: _text,
    models.DateTimeField: _instant,
    models.DateField: _day,
    models.DurationField: lambda value: parse_duration(_text(value)),
    models.UUIDField: _uuid,
}
