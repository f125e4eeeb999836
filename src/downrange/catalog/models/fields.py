"""Columns that several families declare alike.

Stored facts are editable; **derived** columns, which `store.derive` fills from the log, are `editable=False`, and so
are the columns that are computed from a text of the same record (see `text`). The loader of the shipped catalogue and
`downrange check` tell them apart by that flag and by the class of the column.
"""

from django.db import models
from django.db.models import Model

from .text import TextColumn


def counter(*, index: bool = False) -> "models.PositiveIntegerField[int, int]":
    """A derived count: how often something stands in the log."""
    return models.PositiveIntegerField(default=0, editable=False, db_index=index)


def ordinal() -> "models.PositiveIntegerField[None, None]":
    """A derived ordinal number of a launch among others, from 1; null where it is not one of them."""
    return models.PositiveIntegerField(null=True, editable=False, db_index=True)


def turnaround() -> "models.DurationField[None, None]":
    """A derived time between two uses of a craft, a stage or a pad; null while there is none."""
    return models.DurationField(null=True, editable=False)


def offset() -> "models.BigIntegerField[int, int]":
    """The constant part, in seconds, of a growing figure: see `formulas.LinearDuration`."""
    return models.BigIntegerField(default=0, editable=False)


def rate() -> "models.PositiveSmallIntegerField[int, int]":
    """The slope, in seconds per second, of a growing figure: see `formulas.LinearDuration`."""
    return models.PositiveSmallIntegerField(default=0, editable=False)


class LaunchCounters(models.Model):
    """The derived counters that agencies, launcher configurations and families of them share: launches, and landings of
    their first stages.
    """

    total_launch_count = counter(index=True)
    consecutive_successful_launches = counter(index=True)
    successful_launches = counter(index=True)
    failed_launches = counter(index=True)
    pending_launches = counter(index=True)
    attempted_landings = counter(index=True)
    successful_landings = counter(index=True)
    failed_landings = counter(index=True)
    consecutive_successful_landings = counter(index=True)

    class Meta:
        abstract = True


def derived_fields(model: type[Model]) -> "list[models.Field[object, object]]":
    """The columns of `model` that are computed from the log, in declaration order."""
    return [field for field in model._meta.concrete_fields if not (field.editable or isinstance(field, TextColumn))]


def stored_fields(model: type[Model]) -> "list[models.Field[object, object]]":
    """The columns of `model` that hold facts, in declaration order."""
    return [field for field in model._meta.concrete_fields if field.editable]
