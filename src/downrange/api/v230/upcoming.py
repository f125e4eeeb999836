"""What `upcoming/` of launches and of events has in common: what lies ahead, and what is recent (contract, 03)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Min, Model, Q

from ..filters import ConditionFilter
from ..resource import Scope

RECENT = timedelta(hours=24)
"""How long a record stays among the upcoming ones."""


def upcoming(model: type[Model], instant: str) -> Scope:
    """The records whose instant (a column) lies ahead or is recent."""

    def condition(now: datetime) -> Q:
        return Q(**{f"{instant}__gt": now - RECENT})

    def valid_until(now: datetime) -> datetime:
        """When the oldest recent record leaves. If there is none, one at `now` would be the first."""
        recent = model._default_manager.filter(condition(now), **{f"{instant}__lte": now})
        first: datetime | None = recent.aggregate(first=Min(instant))["first"]
        return (first or now) + RECENT

    return Scope(condition, valid_until)


def hide_recent_previous(ahead: Callable[[datetime], Q], what: str) -> ConditionFilter:
    """The filter that leaves what lies ahead."""
    return ConditionFilter(
        name="hide_recent_previous",
        holds=ahead,
        applies_to=True,
        description=f"Hide {what} from the past 24 hours, which are included by default for convenience.",
    )
