"""Figures of launches: which attempt each was, and how long after the one before from the same pad."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Expression, F, QuerySet, Value, When, Window
from django.db.models.functions import ExtractYear, Lag, RowNumber

from .. import models
from .derivation import Derivation, Figures, Keys, Row
from .flight_log import SUBORBITAL

ORDER = F("net").asc(), F("pk").asc()
"""Launches at one instant are in the order of their primary keys."""

GROUPS = {
    "orbital": F("is_orbital"),
    "location": F("pad__location"),
    "pad": F("pad"),
    "agency": F("launch_service_provider"),
}
"""Prefix of a column → what the launches that it counts have in common."""


def launch_figures(keys: Keys, now: datetime) -> Figures:
    """The ordinals of each launch among all in history, and among those of its year (contract, 02 §14), counting
    launches ahead by their NETs; and `pad_turnaround`, since the launch before from the same pad (02 §2).

    A launch to a suborbital path is no orbital attempt. A launch without a pad, a location or a provider has no ordinal
    among those of one.
    """
    is_orbital = Case(When(mission__orbit__name=SUBORBITAL, then=Value(0)), default=Value(1))
    launches = models.Launch.objects.annotate(is_orbital=is_orbital, year=ExtractYear("net"))
    groups = list(GROUPS.values())
    numbers = [_number(group) for group in groups] + [_number(group, F("year")) for group in groups]
    before = Window(Lag("net"), partition_by=[F("pad")], order_by=ORDER)
    rows = launches.order_by().values_list("pk", "net", "pad", before, *groups, *numbers)
    wanted = None if keys is None else frozenset(keys)
    names = [
        *(f"{prefix}_launch_attempt_count" for prefix in GROUPS),
        *(f"{prefix}_launch_attempt_count_year" for prefix in GROUPS),
    ]
    figures: Figures = {}
    for pk, net, pad, previous, *rest in rows.iterator():
        if wanted is not None and pk not in wanted:
            continue
        members, ordinals = rest[: len(GROUPS)] * 2, rest[len(GROUPS) :]
        figures[pk] = {
            name: ordinal if member else None for name, member, ordinal in zip(names, members, ordinals, strict=True)
        }
        figures[pk]["pad_turnaround"] = timedelta() if pad is None or previous is None else net - previous
    return figures


def _number(*partition: Expression | F) -> Window:
    return Window(RowNumber(), partition_by=list(partition), order_by=ORDER)


def _later(rows: Collection[Row]) -> "QuerySet[models.Launch]":
    """The launches from the first of the rows on: their ordinals count it, or did."""
    nets: list[Any] = [row["net"] for row in rows]
    return models.Launch.objects.filter(net__gte=min(nets))


DERIVATIONS = (
    Derivation(
        models.Launch,
        launch_figures,
        {
            "": ("net", "pad_id", "launch_service_provider_id"),
            "pad": ("location_id",),
            "mission": ("orbit_id",),
            "mission__orbit": ("name",),
        },
        neighbours=_later,
        is_timeless=True,
    ),
)
