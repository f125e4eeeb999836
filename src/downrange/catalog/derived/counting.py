"""What the figures of several families count alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Model

from .flight_log import Attempts
from .formulas import Tally, tally

Values = dict[str, object]
"""Derived columns of one record, by name."""
Figures = dict[object, Values]
"""Derived columns of one model, by primary key."""


def keys(model: type[Model]) -> list[int]:
    return list(model._default_manager.values_list("pk", flat=True))


def members(through: type[Model], owner: str, member: str) -> Mapping[int, list[int]]:
    """A many-to-many relation as owner → members."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for key, value in through._default_manager.values_list(owner, member):
        members[key].append(value)
    return members


def merged(groups: Mapping[int | None, Attempts], keys: Iterable[int]) -> Attempts:
    """The attempts of several groups as one: a launch that stands in two of them counts once."""
    return {pk: attempt for key in keys for pk, attempt in groups.get(key, {}).items()}


def landing_counters(landed: Tally, suffix: str = "") -> Values:
    return {
        f"attempted_landings{suffix}": landed.attempted,
        f"successful_landings{suffix}": landed.successful,
        f"failed_landings{suffix}": landed.failed,
    }


def counters(launches: Attempts, landings: Attempts, now: datetime) -> Values:
    """What providers of launches count, and the launchers and families of launchers that flew."""
    launched, landed = tally(launches.values(), now), tally(landings.values(), now)
    return {
        "total_launch_count": launched.attempted,
        "consecutive_successful_launches": launched.consecutive,
        "successful_launches": launched.successful,
        "failed_launches": launched.failed,
        "pending_launches": launched.pending,
        **landing_counters(landed),
        "consecutive_successful_landings": landed.consecutive,
    }
