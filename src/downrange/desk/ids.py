"""Ids for records that are made at the desk: our own, so that none meets one of Launch Library."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max, Model

from downrange.catalog.identity import FIRST_OWN_ID

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "desk.downrange")


def give_own_ids(records: Iterable[Any]) -> None:
    """Give records that are not stored yet an id of their own, within an edit."""
    last: dict[type[Model], int] = {}
    for record in records:
        model = type(record)
        if isinstance(model._meta.pk, models.UUIDField):
            # Of version 5, by which an id of ours is told from one of Launch Library.
            record.pk = uuid.uuid5(NAMESPACE, str(uuid.uuid4()))
            continue
        if model not in last:
            greatest = model._base_manager.aggregate(greatest=Max("pk"))["greatest"] or 0
            last[model] = max(greatest, FIRST_OWN_ID - 1)
        last[model] += 1
        record.pk = last[model]


def reset_sequences(kinds: Iterable[type[Model]]) -> None:
    """Have the database number the next records of these models after those that were given ids."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kinds)):
            cursor.execute(statement)
