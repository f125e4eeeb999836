"""What `downrange check` looks at beyond the settings: the database's integrity, facts that contradict each other,
launches that lack what clients expect, the figures against the log, and sort keys and folded texts against the texts.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from downrange.api.v230 import CONTRACT
from downrange.catalog.checks import contradictions, incomplete_launches
from downrange.catalog.derived import store, texts
from downrange.catalog.editing import editing
from downrange.catalog.models import Launch
from downrange.catalog.revision import Revision, capped
from downrange.catalog.tables import TABLES

ROUTES = {resource.model: resource.route for resource in reversed(CONTRACT.resources)}
"""Where the records of a model are answered; of several lists of one model, in the first."""


def problems(now: datetime) -> Iterator[str]:
    """Everything that is wrong, one line each."""
    if connection.vendor == "sqlite":
        yield from _damage()
    known = capped(now, Revision.current().horizon)
    for wrong in contradictions(known):
        yield f"{address(wrong.model, wrong.pk)}: {wrong.why}"
    for launch in incomplete_launches():
        yield f"{address(Launch, launch.pk)}: it has no {', '.join(launch.lacks)}"
    for difference in store.differences(_when_derived(known)):
        yield (
            f"{address(difference.model, difference.pk)}: {difference.field} is {difference.stored}, "
            f"the log says {difference.derived}"
        )
    for stale in texts.stale():
        yield f"{address(stale.model, stale.pk)}: {stale.column.name} is not that of its {stale.column.of}"


def notes(now: datetime) -> Iterator[str]:
    """What is worth knowing and no problem, one line each: figures that upstream reports otherwise."""
    for difference in store.reported_otherwise(_when_derived(capped(now, Revision.current().horizon))):
        yield (
            f"{address(difference.model, difference.pk)}: upstream reports {difference.field} {difference.stored}, "
            f"the log says {difference.derived}"
        )


def repair(now: datetime) -> Iterator[str]:
    """Derive everything anew; every derived column that was wrong, one line each."""
    with editing(by="downrange check", source="local", now=now) as edit:
        wrong = list(store.differences(capped(now, Revision.current().horizon)))
        unlike = list(texts.stale())
        edit.derives_everything = True
    for difference in wrong:
        yield (
            f"{address(difference.model, difference.pk)}: {difference.field} was {difference.stored}, "
            f"is now {difference.derived}"
        )
    for stale in unlike:
        yield f"{address(stale.model, stale.pk)}: {stale.column.name} was not that of its {stale.column.of}, is now"


def summary(now: datetime) -> str:
    """How much there is, and how old it is."""
    records, tables = _records_and_tables()
    revision = Revision.current()
    return f"{records} records in {tables} tables, revision {revision}, facts {_age(revision.as_of, now)}"


def address(model: type[Model], pk: object) -> str:
    """The path under which a record is answered; its name and key, where it is only nested in others."""
    return f"{CONTRACT.base_path}{ROUTES[model]}/{pk}/" if model in ROUTES else f"{model._meta.verbose_name} {pk}"


def _records_and_tables() -> tuple[int, int]:
    counts = [model._base_manager.count() for model in TABLES.values()]
    return sum(counts), sum(count > 0 for count in counts)


def _age(as_of: datetime | None, now: datetime) -> str:
    if as_of is None:
        return "of no known day"
    return f"as of {as_of.date()}, {(now.date() - as_of.date()).days} days ago"


def _when_derived(now: datetime) -> datetime:
    """The last instant for which the stored figures can hold: where the log's next event has passed, nobody has asked
    since.
    """
    until = Revision.current().figures_until
    return now if until is None else min(now, until - timedelta(seconds=1))


def _damage() -> Iterator[str]:
    with connection.cursor() as cursor:
        for (line,) in cursor.execute("PRAGMA integrity_check").fetchall():
            if line != "ok":
                yield f"the database file is damaged: {line}"
        for table, row, parent, _ in cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield f"{_owner(cursor, table, row)}: refers to a record of {parent} that is not there"


def _owner(cursor: CursorWrapper, table: str, row: int) -> str:
    """The address of the record that a row belongs to: its own, or in a many-to-many table that of the owner."""
    for model in TABLES.values():
        keys = {model._meta.db_table: model._meta.pk.column}
        keys |= {field.m2m_db_table(): field.m2m_column_name() for field in model._meta.many_to_many}
        if table in keys:
            statement = f'SELECT "{keys[table]}" FROM "{table}" WHERE rowid = %s'  # noqa: S608 - our own names
            (key,) = cursor.execute(statement, [row]).fetchone()
            return address(model, model._meta.pk.to_python(key))
    return f"{table}, row {row}"
