"""The catalogue's revision: the id of its last change, raised in the transaction that makes the change.

Caches keep what is computed from the catalogue under a revision. When it rises, all of that is invalid, so there is no
tracking of dependencies to get wrong.
"""

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.dispatch import Signal

MAX_CLOCK_SKEW = timedelta(hours=1)
"""Figures derived for an instant this far ahead were derived by a clock that was wrong."""
raised = Signal()
"""Sent in the process that made a change, when the change is committed."""


class Revision(models.Model):
    """The one row that says which state the catalogue is in."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True, help_text="the instant up to which the flight log was gathered")
    as_of_by_table = models.JSONField(default=dict, help_text="the same for each table, by the name of its model")
    figures_at = models.DateTimeField(null=True, help_text="the instant for which the figures were derived")
    figures_until = models.DateTimeField(null=True, help_text="when the log's next event makes derived figures stale")
    figures_horizon = models.DateTimeField(null=True, help_text="the horizon with which the figures were derived")

    class Meta:
        constraints = [models.CheckConstraint(name="revision_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def horizon(self) -> datetime | None:
        """The instant beyond which figures stop: the age of the log, and a grace. None: they never stop."""
        return horizon(self.as_of)

    def is_due(self, now: datetime) -> bool:
        """Whether the figures must be derived again: the log's next event has passed, they are of a wrong clock, or
        they were derived with another grace.
        """
        if self.figures_at is not None and self.figures_horizon != self.horizon:
            return True
        return self.is_of_clock_ahead(now) or (self.figures_until is not None and self.figures_until <= now)

    def is_of_clock_ahead(self, now: datetime) -> bool:
        """Whether a clock that was ahead derived the figures. False if `now` itself is wrong, which is so if it has
        not reached the instant up to which facts were gathered.
        """
        if self.figures_at is None or self.figures_at <= now + MAX_CLOCK_SKEW:
            return False
        return self.as_of is None or self.as_of <= now

    @classmethod
    def current(cls) -> "Revision":
        """The catalogue's state now; a catalogue that was never written to is at number 0."""
        # Read for every snapshot and poll, so not through the ORM, which takes longer than the query.
        with connection.cursor() as cursor:
            cursor.execute(CURRENT)
            row = cursor.fetchone()
        return _read(row) if row else cls()

    @classmethod
    def lock(cls) -> Self:
        """The catalogue's state, for this transaction alone to change: writers follow each other."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)


def horizon(as_of: datetime | None) -> datetime | None:
    """Where figures stop, of a log that was gathered up to an instant."""
    try:
        return None if as_of is None else as_of + settings.FIGURES_GRACE
    except OverflowError:
        return None


def capped(now: datetime, horizon: datetime | None) -> datetime:
    """The instant that figures are of at `now`."""
    return now if horizon is None else min(now, horizon)


COLUMNS = [field.attname for field in Revision._meta.concrete_fields]
CURRENT = f"SELECT {', '.join(COLUMNS)} FROM {Revision._meta.db_table} WHERE id = 1"  # noqa: S608 - our own names


@lru_cache(maxsize=4)
def _read(row: tuple[Any, ...]) -> Revision:
    """A row of the table, its instants in UTC: SQLite has them without a zone. Both databases have JSON as text."""
    values = (
        value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value for value in row
    )
    revision = Revision.from_db(None, COLUMNS, tuple(values))
    revision.as_of_by_table = json.loads(str(revision.as_of_by_table))
    return revision
