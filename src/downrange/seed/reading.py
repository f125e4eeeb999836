"""Reads the files of a catalogue, and refuses what is not exactly as agreed.

A file is JSON Lines. Its first line is a header: `table` (the file's name), `records` (how many lines follow), `as_of`
(the day up to which facts were gathered), `source`, `license`. Each other line is a record: `id`, then the stored
fields and many-to-many fields of the model by name. References are ids; instants are `YYYY-MM-DDTHH:MM:SSZ`; durations
are ISO 8601. A field at its default may be left out. Records stand in the order of their ids. A record may have a
`source`, where it can be checked: a note for readers of the file, which no column keeps.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from reprlib import repr as short
from typing import Any

from django.core.exceptions import ValidationError

from downrange.catalog.tables import TABLES
from downrange.catalog.upsert import Record, RecordSet
from downrange.catalog.values import Read, midnight, validated, whole_number

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


class Table(RecordSet):
    """The records of one file, by id. The `origin` of each is its line."""

    def __init__(self, name: str) -> None:
        super().__init__(TABLES[name], validated)
        self.name = name
        self.file = f"{name}.jsonl"
        self.as_of: datetime
        """When the facts were gathered: midnight of the day that the file's header names."""

    def error(self, line: int, reason: object) -> CatalogueError:
        return CatalogueError(f"{self.file}:{line}", reason)


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
    key = validated(table.model._meta.pk)
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
    records = _read_value(table, 1, "records", whole_number, header["records"])
    return records, _read_value(table, 1, "as_of", midnight, header["as_of"])


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


def _read_value(table: Table, line: int, name: str, read: Read, value: Any) -> Any:
    try:
        return read(value)
    except ValidationError as error:
        raise table.error(line, f"{name}: {' '.join(error.messages)} ({short(value)})") from None
    except (ValueError, OverflowError) as error:
        raise table.error(line, f"{name}: {error}") from None
