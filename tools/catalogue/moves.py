"""Which records of the last release have another id in this one, because Launch Library's has become known."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .layout import dumps
from .records import Former

FILE = "moves.jsonl"


def moves(former: Iterable[Former], release: Path) -> list[Former]:
    """The moves since any release, given the folder of the last one: those that it lists, and those of its records
    that have another id now.
    """
    listed = [Former(line["table"], line["old"], line["new"]) for line in _lines(release / FILE)]
    newest = {(each.table, each.old): each.new for each in former}
    tables = {table for table, _ in newest}
    shipped = {table: {line["id"] for line in _lines(release / f"{table}.jsonl")} for table in tables}
    now = [Former(table, old, new) for (table, old), new in newest.items() if old in shipped[table]]
    kept = [each._replace(new=newest.get((each.table, each.new), each.new)) for each in listed]
    return sorted({*kept, *now}, key=lambda each: (each.table, str(each.old)))


def write(found: Iterable[Former], folder: Path) -> None:
    """Write the file of moves; none where nothing moved."""
    lines = [dumps(each._asdict()) for each in found]
    if lines:
        content = "\n".join([dumps({"table": "moves", "records": len(lines)}), *lines, ""])
        (folder / FILE).write_text(content, encoding="utf-8", newline="\n")


def _lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a file after its header; none where there is no such file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
