"""Triggers that compare a row with one of another table."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TRIGGERS = "mission_end_after_launch, mission_end_after_launch_net"


@contextmanager
def checked_at_once() -> Iterator[None]:
    """Has PostgreSQL check a mission's end with each statement within the block, as SQLite does, not when the
    transaction ends: then it is known which record is wrong.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {TRIGGERS} IMMEDIATE")
        yield
        cursor.execute(f"SET CONSTRAINTS {TRIGGERS} DEFERRED")
