"""Writes the catalogue: one file per table, one record per line. The same records give the same bytes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Model

from downrange.catalog.tables import TABLES
from downrange.seed.reading import NOTES

from .records import Catalogue, Values
from .sources import AS_OF, source_of


def editable_fields(model: type[Model]) -> "list[models.Field[Any, Any]]":
    """The fields of a model that a file may have: stored columns, then many-to-many fields; never derived columns."""
    columns = [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]
    return [*columns, *model._meta.many_to_many]


def is_default(field: "models.Field[Any, Any]", value: Any) -> bool:
    return not value if field.many_to_many else bool(value == field.get_default())


def record_line(model: type[Model], pk: Any, values: Values) -> str:
    """One record as a line of JSON: id first, fields as declared, without defaults, notes last."""
    line = {"id": pk}
    for field in editable_fields(model):
        value = values.get(field.name, [] if field.many_to_many else field.get_default())
        if not is_default(field, value):
            line[field.name] = sorted(value) if field.many_to_many else value
    return dumps(line | {note: values[note] for note in sorted(NOTES & values.keys())})


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Name and content of each file. A table without records has no file."""
    for table, model in TABLES.items():
        records = catalogue.tables.get(table)
        if not records:
            continue
        source, license_name = source_of(table)
        header = {"table": table, "records": len(records), "as_of": AS_OF, "source": source, "license": license_name}
        lines = [record_line(model, pk, records[pk].values) for pk in sorted(records)]
        yield f"{table}.jsonl", "\n".join([dumps(header), *lines]) + "\n"


def write(catalogue: Catalogue, folder: Path) -> None:
    """Write every file, and remove those of tables that have no records any more."""
    contents = dict(files(catalogue))
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.jsonl"):
        if path.name not in contents:
            path.unlink()
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
