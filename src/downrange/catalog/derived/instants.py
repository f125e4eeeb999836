"""The instants of the log at which something begins or ends, and derived columns with it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Model, QuerySet

from .. import models
from ..clock import earlier
from ..revision import capped
from .derivation import MAX_KEYS, Row
from .scope import Rows


@dataclass(frozen=True, slots=True)
class InstantColumn:
    """An indexed column of instants, or of days, which begin at midnight in UTC."""

    model: type[Model]
    name: str
    is_day: bool = False

    def after(self, instant: datetime) -> "QuerySet[Any, Any]":
        return self.model._default_manager.filter(**{f"{self.name}__gt": self._value(instant)})

    def until(self, instant: datetime) -> dict[str, object]:
        return {f"{self.name}__lte": self._value(instant)}

    def first_after(self, now: datetime) -> datetime | None:
        """The first instant of the column after another."""
        first = self.after(now).order_by(self.name).values_list(self.name, flat=True).first()
        return datetime.combine(first, time(), UTC) if self.is_day and first is not None else first

    def _value(self, instant: datetime) -> object:
        return instant.date() if self.is_day else instant


AHEAD = (InstantColumn(models.Launch, "net"), InstantColumn(models.Event, "date"))
"""Columns that decide whether a record is upcoming or previous. They follow the clock, even beyond the horizon."""
COLUMNS = (
    *AHEAD,
    InstantColumn(models.SpacecraftFlight, "mission_end"),
    InstantColumn(models.SpacecraftFlight, "mission_end_date", is_day=True),
    InstantColumn(models.DockingEvent, "docking"),
    InstantColumn(models.DockingEvent, "departure"),
    InstantColumn(models.Expedition, "start"),
    InstantColumn(models.Expedition, "end"),
    InstantColumn(models.Spacewalk, "start"),
    InstantColumn(models.Spacewalk, "end"),
)


def next_instant(now: datetime, horizon: datetime | None = None) -> datetime | None:
    """The first instant after `now`: until then every derived column holds, and every list of what lies ahead. Beyond
    the horizon only the columns of `AHEAD` count.
    """
    firsts = [column.first_after(capped(now, horizon)) for column in COLUMNS]
    of_log = (first for first in firsts if first is not None and (horizon is None or first <= horizon))
    return earlier(*of_log, *(column.first_after(now) for column in AHEAD))


def passed(since: datetime, now: datetime) -> Rows:
    """The rows of the records of which an instant has passed after `since`, up to `now`: for each model one more than
    a scope tells apart, at most.
    """
    if since >= now:
        return {}
    rows: defaultdict[type[Model], dict[object, Row]] = defaultdict(dict)
    for column in COLUMNS:
        for row in column.after(since).filter(**column.until(now)).values()[: MAX_KEYS + 1]:
            rows[column.model][row[column.model._meta.pk.attname]] = row
    return {model: list(found.values()) for model, found in rows.items()}
