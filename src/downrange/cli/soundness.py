"""What `downrange check` looks at beyond the settings: the database's integrity, facts that contradict each other, and
the figures against the log.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Model

from ..catalog import figures, models
from ..catalog.contradictions import contradictions
from ..catalog.revision import Revision
from ..catalog.shipped.tables import TABLES
from . import database

# Upstream keeps its small tables under config/ (contract, 03); of those with figures there is one.
ROUTES = {model: table for table, model in TABLES.items()} | {models.LandingLocation: "config/landing_locations"}


def faults(now: datetime) -> Iterator[str]:
    """Everything that is wrong, a line each."""
    if connection.vendor == "sqlite":
        yield from _damage()
    for wrong in contradictions():
        yield f"{address(wrong.model, wrong.pk)}: {wrong.why}"
    for difference in figures.differences(_when_derived(now)):
        yield (
            f"{address(difference.model, difference.pk)}: {difference.field} is {difference.stored}, "
            f"the log says {difference.derived}"
        )


def summary(now: datetime) -> str:
    """How much there is, and how old it is."""
    records, tables = database.records_and_tables()
    revision = Revision.current()
    return (
        f"{records} records in {tables} tables, revision {revision}, facts {database.age(revision.as_of, now.date())}"
    )


def address(model: type[Model], pk: object) -> str:
    """The path under which a record is answered."""
    return f"/2.3.0/{ROUTES[model]}/{pk}/"


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
            yield f"{table}, row {row}: refers to a record of {parent} that is not there"
