"""Text within text: the lookups `contains` of folded texts and `icontains` of texts, and the trigram indexes by which
the database finds such records without reading every one.

The indexes are of folded columns, and change no result. On SQLite they are full-text tables with the tokenizer
`trigram`, which finds a phrase of three characters or more wherever it stands; triggers keep them up to date.
PostgreSQL has them as indexes of its extension `pg_trgm`, which its planner uses by itself. Where a database has
neither, the same is found more slowly.
"""

import logging
from functools import cache
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import BigIntegerField, F, Func, Lookup, Model
from django.db.models.expressions import Col
from django.db.models.lookups import Contains, IContains

from .models import Astronaut, Launch, Mission, Spacecraft
from .models.text import FoldedText, column_for
from .text import fold

INDEXED: tuple[tuple[type[Model], str], ...] = (
    (Astronaut, "name_folded"),
    (Launch, "launch_designator_folded"),
    (Launch, "name_folded"),
    (Mission, "name_folded"),
    (Spacecraft, "name_folded"),
)
"""The folded columns that are searched in tables that may be large."""
MIN_TRIGRAM = 3
"""Characters. A shorter text has no trigram."""
MAX_PHRASE = 64
"""Characters. A longer text is looked for without the index, which would combine as many lists of trigrams."""
EXTENSION = "pg_trgm"
UPPER = "downrange_upper"
"""What SQLite calls our function that turns all letters into capitals."""
logger = logging.getLogger(__name__)


def create_missing_indexes(*, using: str = "default", **_: object) -> None:
    """Make the indexes that are missing or no longer refer to their rows. To be called after migrations, which on
    SQLite drop the triggers of a table that they change, and at each start.
    """
    connection = connections[using]
    make = {"sqlite": _ensure_on_sqlite, "postgresql": _ensure_on_postgresql}.get(connection.vendor)
    if make is None:
        return
    for model, column in INDEXED:
        if model._meta.db_table in connection.introspection.table_names():
            make(connection, model, column)
    _is_made.cache_clear()


class Containing(Contains):
    """`contains` of a folded text, by a trigram index where there is one. What is looked for must be folded too."""

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column: Any = self.lhs
        if (rows := matching_rows(column.target, self.rhs, connection)) is None:
            return self.as_sql(compiler, connection)
        sql, phrases = rows
        return f'"{column.alias}".rowid IN ({sql})', phrases


class ContainingAnyCase(IContains):
    """`icontains`, for non-ASCII letters too on SQLite, whose LIKE folds ASCII only. If the column has an index of
    folded texts, only the rows that it finds are compared.
    """

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        if not isinstance(self.rhs, str) or self.rhs.isascii():
            return self.as_sql(compiler, connection)
        within, parameters = self.process_lhs(compiler, connection)
        return self._narrowed(compiler, f"INSTR({UPPER}({within}), %s) > 0", [*parameters, self.rhs.upper()])

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        sql, parameters = super().as_sql(compiler, connection)
        return self._narrowed(compiler, sql, parameters)

    def _narrowed(self, compiler: Any, sql: str, parameters: Any) -> tuple[str, Any]:
        field: Any = getattr(self.lhs, "target", None)
        column = column_for(field.model, field.name, FoldedText) if isinstance(self.rhs, str) and field else None
        if column is None or not is_indexed(column):
            return sql, parameters
        column_of_table: Any = Col(self.lhs.alias, column)
        narrow, more = compiler.compile(Containing(column_of_table, fold(str(self.rhs))))
        return f"({narrow} AND {sql})", [*more, *parameters]


class RowId(Func):
    """SQLite's own number of a row, by which its indexes refer to it; on other databases the primary key."""

    output_field = BigIntegerField()

    def __init__(self) -> None:
        super().__init__(F("pk"))

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper, *_: Any, **__: Any) -> tuple[str, Any]:
        key: Any = self.source_expressions[0]
        if connection.vendor == "sqlite":
            return f'"{key.alias}".rowid', ()
        sql, parameters = compiler.compile(key)
        return sql, parameters


class RowAmong(Lookup):  # type: ignore[type-arg] # it is generic in the stubs alone
    """That a `RowId` is one of the rows of a text, one parameter however many there are (see `gathered`)."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        row, parameters = self.process_lhs(compiler, connection)
        (key,) = self.lhs.get_source_expressions()
        return f"{row} = ANY(%s::{key.target.rel_db_type(connection)}[])", [*parameters, self.rhs]

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        row, parameters = self.process_lhs(compiler, connection)
        return f"{row} IN (SELECT value FROM json_each(%s))", [*parameters, self.rhs]


def gathered(rows: str, connection: BaseDatabaseWrapper) -> str:
    """SQL for one text of the `RowId`s that a query gives: an array of JSON on SQLite, else one of PostgreSQL. To make
    Python objects of them would take many times the memory and the time.
    """
    if connection.vendor == "sqlite":
        return f"(WITH found(each) AS ({rows}) SELECT json_group_array(each) FROM found)"
    return f"(WITH found(each) AS ({rows}) SELECT coalesce(array_agg(each)::text, '{{}}') FROM found)"


def matching_rows(field: Any, text: object, connection: BaseDatabaseWrapper) -> tuple[str, list[str]] | None:
    """SQL for the row numbers that SQLite's index of a column gives for a folded text, with its parameters; None where
    it has no index that helps.
    """
    if not (
        connection.vendor == "sqlite"
        and is_indexed(field)
        and isinstance(text, str)
        and MIN_TRIGRAM <= len(text) <= MAX_PHRASE
        and _is_made(connection.alias)
    ):
        return None
    index = _name(field.model, field.name)
    return f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s', [phrase(text)]


def phrase(text: str) -> str:
    """What SQLite's full-text index is searched for to find a text within others."""
    return '"{}"'.format(text.replace('"', '""'))


def register_sqlite_functions(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give a new connection what the lookup needs."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(UPPER, 1, lambda text: text and text.upper(), deterministic=True)


def is_indexed(field: Any) -> bool:
    """Whether there is an index of a column."""
    return (getattr(field, "model", None), getattr(field, "name", "")) in INDEXED


@cache
def _is_made(using: str) -> bool:
    """Whether a database of SQLite has the indexes."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", ["%_trigrams"])
        return {name for (name,) in cursor.fetchall()} >= {_name(model, column) for model, column in INDEXED}


def _name(model: type[Model], column: str) -> str:
    return f"{model._meta.db_table}_{column}_trigrams"


def _ensure_on_sqlite(connection: BaseDatabaseWrapper, model: type[Model], column: str) -> None:
    index, table = _name(model, column), model._meta.db_table
    add = f'INSERT INTO "{index}"(rowid, "{column}") VALUES (new.rowid, new."{column}");'
    remove = f'INSERT INTO "{index}"("{index}", rowid, "{column}") VALUES (\'delete\', old.rowid, old."{column}");'
    parts = {
        index: f'CREATE VIRTUAL TABLE "{index}" USING fts5("{column}", content=\'{table}\', '
        "tokenize='trigram case_sensitive 1')",
        f"{index}_insert": f'CREATE TRIGGER "{index}_insert" AFTER INSERT ON "{table}" BEGIN {add} END',
        f"{index}_delete": f'CREATE TRIGGER "{index}_delete" AFTER DELETE ON "{table}" BEGIN {remove} END',
        f"{index}_update": f'CREATE TRIGGER "{index}_update" AFTER UPDATE OF "{column}" ON "{table}" '
        f"BEGIN {remove} {add} END",
    }
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{index}%"])
        present = {name for (name,) in cursor.fetchall()}
        for name, statement in parts.items():
            if name not in present:
                cursor.execute(statement)
        if not present.issuperset(parts) or not _has_same_rowids(cursor, table, index):
            cursor.execute(f'INSERT INTO "{index}"("{index}") VALUES (\'rebuild\')')


def _has_same_rowids(cursor: CursorWrapper, table: str, index: str) -> bool:
    """Whether an index still refers to the rows of its table: VACUUM renumbers those of a table whose primary key is no
    integer, where rows have been deleted.
    """
    cursor.execute(f'SELECT COUNT(*), MAX(rowid) FROM "{table}"')
    rows = cursor.fetchone()
    cursor.execute(f'SELECT COUNT(*), MAX(id) FROM "{index}_docsize"')
    return bool(rows == cursor.fetchone())


def _ensure_on_postgresql(connection: BaseDatabaseWrapper, model: type[Model], column: str) -> None:
    index, table = _name(model, column), model._meta.db_table
    with connection.cursor() as cursor:
        if index in connection.introspection.get_constraints(cursor, table):
            return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}")
            cursor.execute(f'CREATE INDEX IF NOT EXISTS "{index}" ON "{table}" USING gin ("{column}" gin_trgm_ops)')
    except DatabaseError as error:  # a database whose owner may not create extensions
        logger.warning("searches of %s read every record, because the database has no pg_trgm: %s", table, error)
