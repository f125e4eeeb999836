"""Checks of landings: of no vehicle, of several, or of one that has not been launched."""

from collections.abc import Iterator
from datetime import datetime

from .. import models
from .flights import Contradiction

VEHICLES = ("firststage", "spacecraftflight", "payloadflight")
LAUNCHES = ("firststage__rocket__launch", "spacecraftflight__launch", "payloadflight__launch")


def contradictions_of_landings(now: datetime) -> Iterator[Contradiction]:
    """A planned landing may be stored, but without an outcome."""
    rows = models.Landing.objects.order_by("pk").values_list(
        "pk", "success", *VEHICLES, *(f"{launch}__net" for launch in LAUNCHES)
    )
    for pk, success, *rest in rows:
        vehicles = [vehicle for vehicle in rest[: len(VEHICLES)] if vehicle is not None]
        if not vehicles:
            yield Contradiction(models.Landing, pk, "it is the landing of no vehicle", is_doubtful=True)
        if len(vehicles) > 1:
            yield Contradiction(models.Landing, pk, "it is the landing of more than one vehicle")
        for net in rest[len(VEHICLES) :]:
            if success is not None and net is not None and net > now:
                yield Contradiction(models.Landing, pk, f"it has an outcome, and its launch lies ahead, at {net}")
