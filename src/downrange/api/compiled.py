"""Queries for the records with given keys, compiled once.

Compiling a query takes the ORM longer than running it. Each `pk IN (…)` query is compiled once for a few numbers of
keys, and its parameters are replaced before each run. Rows become records or tuples as the ORM makes them.
"""

from collections.abc import Callable, Sequence
from copy import copy
from threading import local
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models import Model, QuerySet

SIZES = (1, 8, 128, 1024)
"""Numbers of keys that a query is compiled for; fewer are repeated, and for more it is compiled each time."""


class CompiledKeyQuery:
    """`query` makes the query set for some keys of `model`. Each key is a parameter of it, exactly once."""

    def __init__(self, model: type[Model], query: Callable[[Sequence[Any]], QuerySet[Any, Any]]) -> None:
        self.key, self.query = model._meta.pk, query
        self.templates: dict[int, _Template] = {}
        self.thread = local()

    def run(self, keys: Sequence[Any]) -> list[Any]:
        """The rows for these keys."""
        size = next((size for size in SIZES if 0 < len(keys) <= size), 0)
        if not size:
            return list(self.query(keys))
        runner: _Runner | None = getattr(self.thread, str(size), None)
        if runner is None:
            runner = _Runner(self.compile(size))
            setattr(self.thread, str(size), runner)
        return runner.run(keys)

    def compile(self, size: int) -> "_Template":
        """Compile for a number of keys, if that has not been done. All threads share the result."""
        template = self.templates.get(size)
        if template is None:
            template = self.templates[size] = _Template(self.query, self.key, size)
        return template


class _Template:
    """The SQL for a number of keys, and where among its parameters they stand."""

    def __init__(
        self, query: Callable[[Sequence[Any]], QuerySet[Any, Any]], key: "models.Field[Any, Any]", size: int
    ) -> None:
        placeholders = [_placeholder(key, number) for number in range(size)]
        self.key, self.queryset = key, query(placeholders)
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = list(parameters)
        prepared = {key.get_db_prep_value(value, self.compiler.connection, prepared=False) for value in placeholders}
        self.places = [place for place, value in enumerate(self.parameters) if value in prepared]
        assert len(self.places) == size, self.sql  # noqa: S101 - else the wrong records would be read


class _Runner:
    """Runs the SQL of a template on the connection of one thread."""

    def __init__(self, template: _Template) -> None:
        self.template, self.parameters = template, list(template.parameters)
        self.queryset = template.queryset._chain()  # type: ignore[attr-defined] # QuerySet's own way to copy itself
        self.connection = connections[self.queryset.db]
        self.compiler = copy(template.compiler)
        self.compiler.query, self.compiler.connection = self.queryset.query, self.connection
        # The ORM asks for SQL here, and gets what was compiled before; it still makes the rows.
        self.compiler.as_sql = lambda: (template.sql, tuple(self.parameters))
        self.queryset.query.get_compiler = lambda *_, **__: self.compiler

    def run(self, keys: Sequence[Any]) -> list[Any]:
        prepare = self.template.key.get_db_prep_value
        values = [prepare(key, self.connection, prepared=False) for key in keys]
        last = len(values) - 1
        for number, place in enumerate(self.template.places):
            self.parameters[place] = values[min(number, last)]
        rows: Any = self.queryset._iterable_class(self.queryset)
        return list(rows)


def _placeholder(key: "models.Field[Any, Any]", number: int) -> Any:
    """A key that equals no other parameter of the query."""
    unlikely = 2**31 - 1 - number
    return UUID(int=unlikely) if isinstance(key, models.UUIDField) else unlikely
