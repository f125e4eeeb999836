"""The guard: what a connection may write to the tables of the catalogue, and when.

Every statement of a connection passes `_refuse_unguarded_write`. A write of a table of the catalogue is refused unless
the ORM's compilers (see `noting`) have announced it to an edit, or the block is `unguarded`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

HELP = 'changes of the catalogue are made within "with downrange.catalog.editing.editing(by=…, source=…):"'
WRITE = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM"
    r"|TRUNCATE(?:\s+TABLE)?"
    r"|WITH\b.*?\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM))\s+(?:ONLY\s+)?[\"`\[]?(\w+)",
    re.IGNORECASE | re.DOTALL,
)
BOOKKEEPING = frozenset({"revision", "change", "pin", "move", "reportedfigures", "completetable", "withheld"})
"""Models of the app `catalog` that are about the catalogue, and not part of it."""

_may_write: ContextVar[bool] = ContextVar("may_write", default=False)
_is_migrating: ContextVar[bool] = ContextVar("is_migrating", default=False)


class EditingError(Exception):
    """A write of the catalogue that no edit can note."""


@cache
def catalogue_tables() -> dict[str, type[Model]]:
    """The models of the catalogue by table, those of many-to-many tables included."""
    models = apps.get_app_config("catalog").get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in models if model._meta.model_name not in BOOKKEEPING}


@contextmanager
def unguarded() -> Iterator[None]:
    """Within the block anything may be written, and nothing is noted: for migrations, for derived columns, and for
    tests that damage a database on purpose.
    """
    token = _may_write.set(True)
    try:
        yield
    finally:
        _may_write.reset(token)


def install(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Guard a connection; a receiver of `connection_created`."""
    if _refuse_unguarded_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(_refuse_unguarded_write)


def open_for_migration(**_: object) -> None:
    """A receiver of `pre_migrate`."""
    _is_migrating.set(True)


def close_after_migration(**_: object) -> None:
    """A receiver of `post_migrate`."""
    _is_migrating.set(False)


def _refuse_unguarded_write(
    execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]
) -> Any:
    if not sql.startswith("SELECT") and not (_may_write.get() or _is_migrating.get()):
        written = WRITE.match(sql)
        if written and written[1] in catalogue_tables():
            raise EditingError(f"{catalogue_tables()[written[1]].__name__} is not written here: {HELP}")
    return execute(sql, params, many, context)
