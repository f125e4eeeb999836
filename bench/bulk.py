"""Writes many generated records at once; what `fleet` and `launches` share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from downrange.catalog.editing import editing
from downrange.catalog.guard import unguarded
from downrange.catalog.models.fields import stored_fields
from downrange.catalog.revision import Revision

Record = TypeVar("Record", bound=Model)


@contextmanager
def bulk_writing(now: datetime) -> Iterator[None]:
    """A transaction in which records may be created in bulk. On leaving, all derived columns are derived for `now` and
    the revision rises.
    """
    with transaction.atomic():
        Revision.lock()
        # An edit reads and notes each record it writes, which takes longer than writing a hundred thousand of them. The
        # bulk is therefore written unguarded, and an empty edit derives what follows from it.
        with unguarded():
            yield
        with editing(by="bench", source="seed", now=now) as edit:
            edit.derives_everything = True


def last_day() -> datetime:
    """The instant up to which the catalogue's facts were gathered. Raises `ValueError` if it names none."""
    as_of = Revision.current().as_of
    if as_of is None:
        raise ValueError("the catalogue does not say up to which day its facts were gathered")
    return as_of


def copy_of(record: Record, **changes: object) -> Record:
    """A new record with the stored columns of another, except the primary key and the changes."""
    kept = {field.attname: getattr(record, field.attname) for field in stored_fields(type(record))}
    kept.pop(record._meta.pk.attname, None)
    return type(record)(**kept | changes)
