"""The one clock: everything that depends on time is computed for the minute that it shows.

A craft in space has running figures. That a record, the ordering by it and the list around it agree with each other,
they all take their `now` from one tick of this clock.
"""

from datetime import UTC, datetime


def tick() -> datetime:
    """The minute that has begun, in UTC."""
    return datetime.now(UTC).replace(second=0, microsecond=0)
