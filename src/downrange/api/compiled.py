"""Prepared queries: for the records with given keys, compiled once and asked again and again.

To compile a query takes the ORM longer than the database needs to answer it, and nothing of it changes but the keys. So
it is compiled for a round number of keys, and those given take the places of the keys that it was compiled with. Rows
become records or tuples as the ORM makes them.
"""

from collections.abc import Callable, Sequence
from threading import local
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Model, QuerySet

MOST = 1024
"""Keys; for more the query is compiled each time."""


class Prepared:
    """`query` says what is asked for some keys of `model`. Those keys are parameters of it, each once, in any order."""

    def __init__(self, model: type[Model], query: Callable[[Sequence[Any]], QuerySet[Any, Any]]) -> None:
        self.key, self.query = model._meta.pk, query
        self.compiled = local()  # a compiled query belongs to a connection, and so to a thread

    def run(self, keys: Sequence[Any]) -> list[Any]:
        """The rows for these keys."""
        if not 0 < len(keys) <= MOST:
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
        self.key, self.queryset = key, query([_stand_in(key, number) for number in range(size)])
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = list(parameters)
        stand_ins = {self._prepare(_stand_in(key, number)) for number in range(size)}
        self.places = [place for place, value in enumerate(self.parameters) if value in stand_ins]
        assert len(self.places) == size, self.sql  # noqa: S101 - or the answer would be a wrong one
        # What the ORM calls to have the query compiled gets what was compiled before: so rows are still its own making.
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


def _stand_in(key: "models.Field[Any, Any]", number: int) -> Any:
    """A key that no other parameter of a query is equal to."""
    unlikely = 2**31 - 1 - number
    return UUID(int=unlikely) if isinstance(key, models.UUIDField) else unlikely
