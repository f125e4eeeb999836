"""Files that a list is exported to, by format. Parquet and spreadsheets need libraries that come with an extra."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from downrange.api.export import Export, write_csv, write_json_lines
from downrange.api.table import Column, harmless
from downrange.catalog.snapshot import Snapshot

BATCH = 2000
"""Rows that are written at once."""
MAX_ROWS, MAX_TEXT = 1_048_575, 32_767
"""Rows below the header, and characters of a cell, that a spreadsheet has room for."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that a spreadsheet has no place for."""
TYPES = {bool: "INTEGER", int: "INTEGER", float: "REAL", str: "TEXT"}
"""How SQLite stores what a column has."""


class FormatError(Exception):
    """What cannot be written in a format; its text is one line."""


Write = Callable[[Export, Snapshot, Path], None]


def to_csv(export: Export, snapshot: Snapshot, path: Path) -> None:
    with path.open("wb") as file:
        write_csv(export, snapshot, file)


def to_json_lines(export: Export, snapshot: Snapshot, path: Path) -> None:
    with path.open("wb") as file:
        write_json_lines(export, snapshot, file)


def to_parquet(export: Export, snapshot: Snapshot, path: Path) -> None:
    """Numbers and booleans have types of their own; everything else, instants too, is text as in JSON."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    shown = export.columns
    about = {name: str(value) for name, value in export.about(snapshot).items()}
    schema = pa.schema([(column.name, kinds[column.kind]) for column in shown], metadata=about)
    with pq.ParquetWriter(path, schema) as writer:
        for rows in _batches(_rows(export, snapshot, shown)):
            arrays = [
                pa.array([_typed(row[place], column.kind) for row in rows], kinds[column.kind])
                for place, column in enumerate(shown)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def to_xlsx(export: Export, snapshot: Snapshot, path: Path) -> None:
    """A sheet of records, whose first row is the header, and one that says where they are from."""
    from openpyxl import Workbook

    shown, book = export.columns, Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in shown])
    for number, row in enumerate(_rows(export, snapshot, shown), 1):
        if number > MAX_ROWS:
            raise FormatError(f"a spreadsheet has room for {MAX_ROWS} records; choose csv or parquet")
        sheet.append([_printable(value) for value in row])
    about = book.create_sheet("about")
    for pair in export.about(snapshot).items():
        about.append(pair)
    book.save(path)


def to_sqlite(export: Export, snapshot: Snapshot, path: Path) -> None:
    """One table, named as the list, with the columns of a table."""
    shown = export.columns
    table = _quoted(export.resource.route.replace("/", "_"))
    key = " PRIMARY KEY"
    declared = [f"{_quoted(column.name)} {TYPES[column.kind]}{key if column.name == 'id' else ''}" for column in shown]
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE {table} ({', '.join(declared)})")
        database.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * len(shown))})",  # noqa: S608 - our own names
            _rows(export, snapshot, shown),
        )
        database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
        database.executemany(
            "INSERT INTO about VALUES (?, ?)", [(name, str(value)) for name, value in export.about(snapshot).items()]
        )


FORMATS: Mapping[str, Write] = {
    "csv": to_csv,
    "jsonl": to_json_lines,
    "parquet": to_parquet,
    "xlsx": to_xlsx,
    "sqlite": to_sqlite,
}
LIBRARIES = {"parquet": "pyarrow", "xlsx": "openpyxl"}
"""What a format needs beside the requirements."""


def _rows(export: Export, snapshot: Snapshot, shown: Sequence[Column]) -> Iterator[list[Any]]:
    for record in map(orjson.loads, export.records(snapshot)):
        yield [column.value(record) for column in shown]


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _typed(value: Any, kind: type) -> Any:
    """A value as its column has it: the seconds of a duration are whole or not."""
    return value if value is None or isinstance(value, kind) else kind(value)


def _printable(value: Any) -> Any:
    """What a cell may hold."""
    return CONTROL.sub("", harmless(value))[:MAX_TEXT] if isinstance(value, str) else value


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
