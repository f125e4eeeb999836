"""Reads which records of the shipped catalogue got another id since an earlier release.

`moves.jsonl` has a header, as every file of the catalogue has, then one `{"table", "old", "new"}` per line.
"""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from downrange.catalog.identity import Moved
from downrange.catalog.tables import TABLES

from .reading import MOVES, CatalogueError


def read_moves(folder: Path) -> list[Moved]:
    """The moves of a folder, none where it has no such file. Raises `CatalogueError`."""
    path = folder / MOVES
    if not path.exists():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(MOVES, f"cannot be read ({error})") from None
    moves = [_read(f"{MOVES}:{number}", line) for number, line in enumerate(lines[1:], 2)]
    if len({(move.model, move.old) for move in moves}) != len(moves):
        raise CatalogueError(MOVES, "a record moves twice")
    return moves


def _read(where: str, line: str) -> Moved:
    try:
        values = json.loads(line)
        table, old, new = (values.pop(name) for name in ("table", "old", "new"))
    except (ValueError, KeyError, AttributeError, TypeError):
        raise CatalogueError(where, 'is not {"table", "old", "new"}') from None
    if values or table not in TABLES or old == new:
        raise CatalogueError(where, "is not a move of a record of a table of the catalogue")
    key: Any = TABLES[table]._meta.pk
    try:
        return Moved(TABLES[table], key.to_python(old), key.to_python(new))
    except ValidationError as error:
        raise CatalogueError(where, error.messages[0]) from None
