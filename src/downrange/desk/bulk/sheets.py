"""Reads a CSV file or a spreadsheet as rows of texts."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

MAX_BYTES = 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
"""Bytes of a spreadsheet, which is a compressed file."""
MAX_ROWS = 500
MAX_COLUMNS = 60


class SheetError(Exception):
    """A file that cannot be read as a table; its text is a sentence."""


class Sheet(NamedTuple):
    """A table: the names of its columns, and its rows, each with the number of its line."""

    columns: Sequence[str]
    rows: Sequence[tuple[int, dict[str, str]]]


def read_file(name: str, data: bytes) -> str:
    """The table of a file as CSV text."""
    if len(data) > MAX_BYTES:
        raise SheetError(f"The file has {len(data)} bytes; {MAX_BYTES} at most are taken.")
    if data.startswith(b"PK"):
        return _spreadsheet(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(f"{name} is not UTF-8. Save it as “CSV UTF-8”.") from None


def read_text(text: str) -> Sheet:
    """The rows of CSV text. Commas, semicolons and tabs may stand between the cells."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SheetError(f"The table cannot be read: {error}.") from None
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(cell.strip() for cell in cells)]
    if len(numbered) < 2:
        raise SheetError("The table has no rows: the first line names the columns, and each further line is a record.")
    columns = [cell.strip() for cell in numbered[0][1]]
    if len(numbered) > MAX_ROWS + 1:
        raise SheetError(f"The table has {len(numbered) - 1} rows; {MAX_ROWS} at most are taken at once.")
    if len(columns) > MAX_COLUMNS or len(set(columns)) < len(columns) or "" in columns:
        raise SheetError(f"Each column needs a name of its own, and there are {MAX_COLUMNS} at most.")
    rows = []
    for number, cells in numbered[1:]:
        if len(cells) > len(columns):
            raise SheetError(f"Line {number} has {len(cells)} cells, and the first line names {len(columns)} columns.")
        padded = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
        rows.append((number, dict(zip(columns, padded, strict=True))))
    return Sheet(columns, rows)


def _spreadsheet(data: bytes) -> str:
    if find_spec("openpyxl") is None:
        raise SheetError("Spreadsheets need openpyxl where the server runs. Save the table as “CSV UTF-8” instead.")
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _refuse_bomb(data)
        book: Any = load_workbook(BytesIO(data), read_only=True, data_only=True)
        rows = [[_text(cell) for cell in row[:MAX_COLUMNS]] for row in _first(book.active.iter_rows(values_only=True))]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError, AttributeError):
        raise SheetError("The file is not a spreadsheet that can be read.") from None
    target = StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def _refuse_bomb(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > MAX_UNPACKED:
            raise SheetError(f"The spreadsheet has more than {MAX_UNPACKED} bytes unpacked.")


def _first(rows: Any) -> Any:
    for count, row in enumerate(rows):
        if count > MAX_ROWS + 1:
            return
        yield row


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case datetime():
            # A day is an instant at midnight there.
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
