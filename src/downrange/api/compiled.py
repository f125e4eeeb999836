"""Queries for the rows with given keys, compiled once.

Compiling a query takes the ORM longer than running it. Each `pk IN (…)` query is compiled once for a few numbers of
keys, and its parameters are replaced before each run. Values are converted as the ORM converts them.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models import Model, QuerySet

SIZES = (1, 8, 32, 128, 1024)
"""Numbers of keys that a query is compiled for; fewer are repeated, and for more it is compiled each time."""
WARM_SIZES = SIZES[:-1]
"""Those that a query is compiled for before the first request."""
Row = Sequence[Any]


class CompiledKeyQuery:
    """`query` makes a query set of tuples (`values_list`) for some keys of `model`. The keys are parameters of it, each
    once, one after the other in their order; else compiling raises `ValueError`.
    """

    def __init__(self, model: type[Model], query: Callable[[Sequence[Any]], QuerySet[Any, Any]]) -> None:
        self.key, self.query = model._meta.pk, query
        self.templates: dict[int, _Template] = {}

    def run(self, keys: Sequence[Any]) -> Sequence[Row]:
        """The rows for these keys."""
        size = next((size for size in SIZES if 0 < len(keys) <= size), 0)
        return self.compile(size).run(keys) if size else list(self.query(keys))

    def compile(self, size: int) -> "_Template":
        """Compile for a number of keys, if that has not been done. All threads share the result."""
        template = self.templates.get(size)
        if template is None:
            template = self.templates[size] = _Template(self.query, self.key, size)
        return template


class _Template:
    """The SQL for a number of keys, the parameters before and after them, and how its columns are converted."""

    def __init__(
        self, query: Callable[[Sequence[Any]], QuerySet[Any, Any]], key: "models.Field[Any, Any]", size: int
    ) -> None:
        placeholders = [_placeholder(key, number) for number in range(size)]
        queryset = query(placeholders)
        compiler = queryset.query.get_compiler(using=queryset.db)
        self.key, self.alias = key, queryset.db
        self.sql, parameters = compiler.as_sql()
        prepared = [key.get_db_prep_value(value, compiler.connection, prepared=False) for value in placeholders]
        first = next((place for place, value in enumerate(parameters) if value in prepared), 0)
        keys, others = parameters[first : first + size], (*parameters[:first], *parameters[first + size :])
        if list(keys) != prepared or not set(prepared).isdisjoint(others):  # else the wrong records would be read
            raise ValueError(f"the keys are not parameters of this query, each once and in order: {self.sql}")
        self.size, self.before, self.after = size, tuple(parameters[:first]), tuple(parameters[first + size :])
        selected = [expression for expression, *_ in compiler.select[: compiler.col_count]]
        self.converters = tuple(
            (place, convert, expression)
            for place, (converters, expression) in compiler.get_converters(selected).items()
            for convert in converters
        )

    def run(self, keys: Sequence[Any]) -> Sequence[Row]:
        connection = connections[self.alias]
        values = [self.key.get_db_prep_value(key, connection, prepared=False) for key in keys]
        repeated = values[-1:] * (self.size - len(values))
        with connection.cursor() as cursor:
            cursor.execute(self.sql, (*self.before, *values, *repeated, *self.after))
            rows: Sequence[Row] = cursor.fetchall()
        if not self.converters:
            return rows
        converted = [list(row) for row in rows]
        for row in converted:
            for place, convert, expression in self.converters:
                row[place] = convert(row[place], expression, connection)
        return converted


def _placeholder(key: "models.Field[Any, Any]", number: int) -> Any:
    """A key that equals no other parameter of the query."""
    unlikely = 2**31 - 1 - number
    return UUID(int=unlikely) if isinstance(key, models.UUIDField) else unlikely
