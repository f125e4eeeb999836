"""A part of the shipped catalogue: some records of every table, and all that they refer to."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from downrange.catalog.identity import FIRST_OWN_ID
from downrange.catalog.tables import TABLES
from downrange.seed import DATA

PER_TABLE = 3
"""Records of each table to begin with."""
RICH = {"spacecraft_flights": 12, "docking_events": 12, "spacewalks": 6, "first_stages": 8, "launches": 12, "events": 8}
"""More of those that much refers to, taken from the end of the file too."""


def cut(folder: Path, *, is_renumbered: bool = False) -> int:
    """Write the files of the part into a folder, as if their facts were of today: figures that grow go on growing.
    Renumbered, records have ids as upstream would give them in the place of ours. Returns how many records it has.
    """
    tables = {name: _read(name) for name in TABLES if (DATA / f"{name}.jsonl").exists()}
    names = {model: name for name, model in TABLES.items()}
    wanted: defaultdict[str, set[Any]] = defaultdict(set)
    launches = {
        (f"{part}s", facts[part]): key
        for key, facts in tables["launches"].items()
        for part in ("rocket", "mission")
        if part in facts
    }
    waiting = [(name, key) for name, records in tables.items() for key in _roots(name, list(records))]
    while waiting:
        name, key = waiting.pop()
        if key not in wanted[name]:
            wanted[name].add(key)
            for target, other in _references(name, tables[name][key]):
                waiting.append((names[target], other))
            if (name, key) in launches:  # no answer shows a rocket or a mission without its launch
                waiting.append(("launches", launches[name, key]))
    for name, records in tables.items():
        header = json.loads((DATA / f"{name}.jsonl").read_text().splitlines()[0])
        kept = [record for key, record in records.items() if key in wanted[name]]
        if is_renumbered:
            kept = sorted((_renumbered(name, record) for record in kept), key=lambda record: record["id"])
        lines = [header | {"records": len(kept), "as_of": f"{datetime.now(UTC):%Y-%m-%d}"}, *kept]
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return sum(map(len, wanted.values()))


def _read(name: str) -> dict[Any, dict[str, Any]]:
    """The records of a file by id. What stands for a log that is known to be incomplete is left out: upstream reports
    it, and cannot say that it does.
    """
    lines = (DATA / f"{name}.jsonl").read_text().splitlines()[1:]
    records = {}
    for line in lines:
        record = json.loads(line)
        records[record["id"]] = {field: value for field, value in record.items() if not field.startswith("reported_")}
    return records


def _roots(name: str, keys: list[Any]) -> list[Any]:
    number = RICH.get(name, PER_TABLE)
    return [*keys[:number], *keys[-number:]]


def _references(name: str, record: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    meta = TABLES[name]._meta
    for field in (*meta.concrete_fields, *meta.many_to_many):
        value = record.get(field.name)
        if field.remote_field is not None and value is not None:
            for key in value if isinstance(value, list) else [value]:
                yield field.related_model, key


def _renumbered(name: str, record: dict[str, Any]) -> dict[str, Any]:
    meta, renumbered = TABLES[name]._meta, record | {"id": _upstreams(record["id"])}
    for field in (*meta.concrete_fields, *meta.many_to_many):
        if field.remote_field is not None and (value := record.get(field.name)) is not None:
            renumbered[field.name] = (
                [_upstreams(each) for each in value] if isinstance(value, list) else _upstreams(value)
            )
    return renumbered


def _upstreams(key: Any) -> Any:
    """An id as upstream might have it, for one of ours."""
    if isinstance(key, str):
        return f"{key[:14]}4{key[15:]}"
    return key - FIRST_OWN_ID + 500_000 if key >= FIRST_OWN_ID else key
