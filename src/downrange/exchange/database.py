"""Files of SQLite for others to read: a list as one table; or the whole catalogue, with a table of facts for each of
its tables, with foreign keys, and for each that has figures a table of these and a view of both.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Field, Model

from downrange.api.whole import WholeList
from downrange.catalog.derived.formulas import seconds
from downrange.catalog.models.fields import derived_fields, stored_fields
from downrange.catalog.snapshot import Snapshot
from downrange.catalog.tables import TABLES

from .export import ATTRIBUTION, provenance
from .table import columns_of, rows_of

BATCH = 2000
"""Rows that are read at once."""
OFFSET, RATE = "_offset", "_rate"
"""The ends of the names of two columns that make a duration that grows."""
TYPES = {"BooleanField": "INTEGER", "FloatField": "REAL", "DurationField": "INTEGER"}
"""How SQLite stores columns that are neither whole numbers nor texts; durations in seconds."""
KINDS = {bool: "INTEGER", int: "INTEGER", float: "REAL", str: "TEXT"}
"""How SQLite stores the columns of a list."""
NAMES = {model: name for name, model in TABLES.items()}
Columns = list["Field[Any, Any]"]


def write_list(whole: WholeList, snapshot: Snapshot, path: Path) -> None:
    """Write a list as a table of its name into a new file, with a table `about` of where it is from."""
    shown, table = columns_of(whole), _quoted(whole.resource.route.replace("/", "_"))
    declared = [
        f"{_quoted(column.name)} {KINDS[column.kind]}{' PRIMARY KEY' if column.name == 'id' else ''}"
        for column in shown
    ]
    with closing(sqlite3.connect(path)) as target, target:
        target.execute(f"CREATE TABLE {table} ({', '.join(declared)})")
        statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(shown))})"  # noqa: S608 - our own names
        target.executemany(statement, rows_of(whole, snapshot))
        _write_about(target, provenance(whole, snapshot))


def write_catalogue(snapshot: Snapshot, path: Path) -> int:
    """Write every table into a new file, and a table `about` of where they are from. Returns the number of records."""
    written = 0
    with closing(sqlite3.connect(path)) as target, target:
        for name, model in TABLES.items():
            key, figures = model._meta.pk, list(derived_fields(model))
            written += _write_table(target, name, model, [key, *(f for f in stored_fields(model) if f is not key)])
            if figures:
                _write_table(target, f"{name}_derived", model, [key, *figures], of=name)
                target.execute(_view(name, model, figures, snapshot))
            for relation in model._meta.many_to_many:
                through: Any = relation.remote_field.through
                columns = [field for field in through._meta.concrete_fields if field.remote_field is not None]
                _write_table(target, f"{name}_{relation.name}", through, columns)
        said = {"revision": snapshot.revision, "as_of": snapshot.as_of, "figures_at": snapshot.figures_now}
        _write_about(target, {"attribution": ATTRIBUTION, **said})
    return written


def _write_about(target: sqlite3.Connection, said: Mapping[str, Any]) -> None:
    target.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    rows = [(name, None if value is None else str(_plain(value))) for name, value in said.items()]
    target.executemany("INSERT INTO about VALUES (?, ?)", rows)


def _write_table(target: sqlite3.Connection, name: str, model: type[Model], columns: Columns, of: str = "") -> int:
    """Some columns of a model as a table, with its foreign keys; `of` is the table of the records that it is about."""
    declared = [_declared(column) for column in columns]
    references = [(column.attname, NAMES.get(_target(column))) for column in columns]
    references += [(model._meta.pk.attname, of)] if of else []
    declared += [
        f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(other)}" for column, other in references if other
    ]
    target.execute(f"CREATE TABLE {_quoted(name)} ({', '.join(declared)})")
    rows = model._base_manager.order_by("pk").values_list(*(column.attname for column in columns)).iterator(BATCH)
    statement = f"INSERT INTO {_quoted(name)} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our own names
    return target.executemany(statement, (tuple(map(_plain, row)) for row in rows)).rowcount


def _view(name: str, model: type[Model], figures: Columns, snapshot: Snapshot) -> str:
    """Facts and figures; durations that grow are of the instant of the snapshot."""
    shown = ["facts.*"]
    for column in figures:
        own = column.attname
        if own.endswith(OFFSET):
            stem = own.removesuffix(OFFSET)
            line = f"derived.{_quoted(own)} + derived.{_quoted(stem + RATE)} * {seconds(snapshot.figures_now)}"
            shown.append(f"{line} AS {_quoted(stem)}")
        elif not own.endswith(RATE):
            shown.append(f"derived.{_quoted(own)}")
    key = _quoted(model._meta.pk.attname)
    return (
        f"CREATE VIEW {_quoted(f'{name}_figures')} AS SELECT {', '.join(shown)} FROM {_quoted(name)} AS facts"  # noqa: S608 - our own names
        f" JOIN {_quoted(f'{name}_derived')} AS derived ON derived.{key} = facts.{key}"
    )


def _declared(column: "Field[Any, Any]") -> str:
    kind = _target(column)
    stored = kind._meta.pk if kind is not None else column
    internal = str(stored.get_internal_type())
    type_ = TYPES.get(internal) or ("INTEGER" if "Integer" in internal or "Auto" in internal else "TEXT")
    return f"{_quoted(column.attname)} {type_}{' PRIMARY KEY' if column.primary_key else ''}"


def _target(column: "Field[Any, Any]") -> Any:
    """The model that a foreign key leads to; None for other columns."""
    return column.related_model if column.remote_field is not None else None


def _plain(value: Any) -> Any:
    """A value as SQLite has it: instants in ISO 8601, durations in seconds."""
    if isinstance(value, timedelta):
        return value // timedelta(seconds=1)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return str(value) if isinstance(value, date | UUID) else value


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
