"""Queries for the records with given keys, compiled once.

Compiling a query takes the ORM longer than running it. Each `pk IN (…)` query is compiled once per power-of-two number
of keys, and its parameters are replaced before each run. Rows become records or tuples as the ORM makes them.
"""

from collections.abc import Callable, Sequence
from threading import local
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Model, QuerySet

MAX_KEYS = 1024
"""For more keys the query is compiled each time."""


class CompiledKeyQuery:
    """`query` makes the query set for some keys of `model`. Each key is a parameter of it, exactly once."""

    def __init__(self, model: type[Model], query: Callable[[Sequence[Any]], QuerySet[Any, Any]]) -> None:
        self.key, self.query = model._meta.pk, query
        self.compiled = local()  # a compiled query belongs to a connection, and so to a thread

    def run(self, keys: Sequence[Any]) -> list[Any]:
        """The rows for these keys."""
        if not 0 < len(keys) <= MAX_KEYS:
            return list(self.query(keys))
        size = 1 << (len(keys) - 1).bit_length()
        compiled: _Compiled | None = getattr(self.compiled, str(size), None)
        if compiled is None:
            compiled = _Compiled(self.query, self.key, size)
            setattr(self.compiled, str(size), compiled)
        return compiled.run(keys)


class _Compiled:
    def __init__(
        self, query: Callable[[Sequence[Any]], QuerySet[Any, Any]], key: "models.Field[Any, Any]", size: int
    ) -> None:
        self.key, self.queryset = key, query([_placeholder(key, number) for number in range(size)])
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = list(parameters)
        placeholders = {self._prepare(_placeholder(key, number)) for number in range(size)}
        self.places = [place for place, value in enumerate(self.parameters) if value in placeholders]
        assert len(self.places) == size, self.sql  # noqa: S101 - or the answer would be a wrong one
        # The ORM asks for SQL here, and gets what was compiled before; it still makes the rows.
        self.compiler.as_sql = lambda: (self.sql, tuple(self.parameters))
        self.queryset.query.get_compiler = lambda *_, **__: self.compiler  # type: ignore[method-assign] # of this one query

    def run(self, keys: Sequence[Any]) -> list[Any]:
        values = [self._prepare(key) for key in keys]
        for number, place in enumerate(self.places):
            self.parameters[place] = values[min(number, len(values) - 1)]
        rows: Any = self.queryset._iterable_class(self.queryset)
        return list(rows)

    def _prepare(self, key: Any) -> Any:
        return self.key.get_db_prep_value(key, self.compiler.connection, prepared=False)


def _placeholder(key: "models.Field[Any, Any]", number: int) -> Any:
    """A key that equals no other parameter of the query."""
    unlikely = 2**31 - 1 - number
    return UUID(int=unlikely) if isinstance(key, models.UUIDField) else unlikely
