"""Files that a list is exported to, by format. Parquet and spreadsheets need libraries that come with an extra."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from downrange.api.whole import WholeList
from downrange.catalog.snapshot import Snapshot

from .database import write_list
from .export import provenance, write_csv, write_json_lines
from .table import columns_of, harmless, rows_of

BATCH = 2000
"""Rows that are written at once."""
MAX_ROWS, MAX_TEXT = 1_048_575, 32_767
"""Rows below the header, and characters of a cell, that a spreadsheet has room for."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that a spreadsheet has no place for."""


class FormatError(Exception):
    """What cannot be written in a format; its text is one line."""


Write = Callable[[WholeList, Snapshot, Path], None]


def to_csv(whole: WholeList, snapshot: Snapshot, path: Path) -> None:
    with path.open("wb") as file:
        write_csv(whole, snapshot, file)


def to_json_lines(whole: WholeList, snapshot: Snapshot, path: Path) -> None:
    with path.open("wb") as file:
        write_json_lines(whole, snapshot, file)


def to_parquet(whole: WholeList, snapshot: Snapshot, path: Path) -> None:
    """Numbers and booleans have types of their own; everything else, instants too, is text as in JSON."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    shown = columns_of(whole)
    metadata = {name: str(value) for name, value in provenance(whole, snapshot).items()}
    schema = pa.schema([(column.name, kinds[column.kind]) for column in shown], metadata=metadata)
    with pq.ParquetWriter(path, schema) as writer:
        for rows in _batches(rows_of(whole, snapshot)):
            arrays = [
                pa.array([_typed(row[place], column.kind) for row in rows], kinds[column.kind])
                for place, column in enumerate(shown)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def to_xlsx(whole: WholeList, snapshot: Snapshot, path: Path) -> None:
    """A sheet of records, whose first row is the header, and one that says where they are from."""
    from openpyxl import Workbook

    shown, book = columns_of(whole), Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in shown])
    for number, row in enumerate(rows_of(whole, snapshot), 1):
        if number > MAX_ROWS:
            raise FormatError(f"a spreadsheet has room for {MAX_ROWS} records; choose csv or parquet")
        sheet.append([_printable(value) for value in row])
    about = book.create_sheet("about")
    for pair in provenance(whole, snapshot).items():
        about.append(pair)
    book.save(path)


FORMATS: Mapping[str, Write] = {
    "csv": to_csv,
    "jsonl": to_json_lines,
    "parquet": to_parquet,
    "xlsx": to_xlsx,
    "sqlite": write_list,
}
LIBRARIES = {"parquet": "pyarrow", "xlsx": "openpyxl"}
"""What a format needs beside the requirements."""


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _typed(value: Any, kind: type) -> Any:
    """A value as its column has it: the seconds of a duration are whole or not."""
    return value if value is None or isinstance(value, kind) else kind(value)


def _printable(value: Any) -> Any:
    """What a cell may hold."""
    return CONTROL.sub("", harmless(value))[:MAX_TEXT] if isinstance(value, str) else value
