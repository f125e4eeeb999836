"""Has the ORM's compilers announce to the open edit which records a statement is about to write.

All that the ORM writes passes three compilers: save, bulk_create, update, bulk_update, delete with its cascades, and
many-to-many relations. So they are the one place at which nothing is missed. The compilers are those of the database,
with a step before.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import Query

from .guard import EditingError, catalogue_tables, unguarded


class Notes(Protocol):
    """Where writes are announced: an edit."""

    def note(self, model: type[Model], keys: Iterable[Any], *, are_new: bool = False) -> None: ...

    def note_owners(self, through: type[Model], owners: Iterable[Any]) -> None: ...

    def refuse_moved_memberships(self, through: type[Model], keys: Iterable[Any]) -> None: ...


notes: ContextVar[Notes | None] = ContextVar("notes", default=None)


def install(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give a connection compilers that announce writes; a receiver of `connection_created`."""
    ops: Any = connection.ops
    if getattr(ops, "announces_writes", False):
        return
    module = import_module(ops.compiler_module)
    steps = {"SQLInsertCompiler": _insert, "SQLUpdateCompiler": _update, "SQLDeleteCompiler": _delete}
    classes = {name: _announcing(getattr(module, name), step) for name, step in steps.items()}
    ops._cache = SimpleNamespace(**(vars(module) | classes))
    ops.announces_writes = True


def _announcing(compiler: type[Any], step: Callable[..., Any]) -> type[Any]:
    def execute_sql(self: Any, *arguments: Any, **named: Any) -> Any:
        def execute() -> Any:
            return compiler.execute_sql(self, *arguments, **named)

        model, edit = self.query.get_meta().concrete_model, notes.get()
        if edit is None or model._meta.db_table not in catalogue_tables():
            return execute()
        return step(self, edit, model, execute)

    return type(compiler.__name__, (compiler,), {"execute_sql": execute_sql})


def _insert(compiler: Any, edit: Notes, model: type[Model], execute: Callable[[], Any]) -> Any:
    query, key = compiler.query, model._meta.pk
    if model._meta.auto_created:
        if query.on_conflict == OnConflict.UPDATE:
            raise EditingError(f"{model.__name__}: memberships are added and removed, not updated")
        edit.note_owners(model, [getattr(record, owner_attname(model)) for record in query.objs])
        with unguarded():
            return execute()
    given = [record.pk for record in query.objs]
    if query.on_conflict is not None:
        by_key = [field.attname for field in query.unique_fields] in ([], [key.attname])
        if None in given or not by_key:
            raise EditingError(
                f"{model.__name__}: an upsert must conflict on the primary key, and every record must have one"
            )
        edit.note(model, map(key.to_python, given))
    with unguarded():
        rows = execute()
    if query.on_conflict is None:
        if None in given:
            place = [field.attname for field in compiler.returning_fields or ()].index(key.attname)
            given = [row[place] for row in rows]
        edit.note(model, map(key.to_python, given), are_new=True)
    return rows


def _update(compiler: Any, edit: Notes, model: type[Model], execute: Callable[[], Any]) -> Any:
    if any(field.primary_key for field, *_ in compiler.query.values):
        raise EditingError(f"{model.__name__}: a primary key does not change; create a record and delete the other")
    keys = _chosen(compiler)
    edit.note(model, keys)
    with unguarded():
        result = execute()
    if model._meta.auto_created:
        edit.refuse_moved_memberships(model, keys)
    return result


def _delete(compiler: Any, edit: Notes, model: type[Model], execute: Callable[[], Any]) -> Any:
    edit.note(model, _chosen(compiler))
    with unguarded():
        return execute()


def owner_attname(through: type[Model]) -> str:
    """The column of a many-to-many table that refers to the record whose field it holds."""
    return str(membership_field(through).m2m_column_name())


def membership_field(through: type[Model]) -> Any:
    """The many-to-many field that a table of Django's making holds."""
    owner: Any = through._meta.auto_created
    return next(field for field in owner._meta.local_many_to_many if field.remote_field.through is through)


def _chosen(compiler: Any) -> list[Any]:
    """The keys of the records that an update or a delete is about to meet."""
    query = compiler.query.chain(klass=Query)
    query.clear_ordering(force=True)
    query.clear_select_clause()
    query.add_fields(["pk"])
    return [row[0] for row in query.get_compiler(connection=compiler.connection).results_iter()]
