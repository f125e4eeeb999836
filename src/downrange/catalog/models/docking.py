"""Docking events: a chaser at a port of a target (contract, 02 §7)."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .natural_keys import NaturalKey
from .payloads import Payload, PayloadFlight
from .spacecraft import SpacecraftConfiguration, SpacecraftFlight
from .stations import SpaceStation
from .text import FoldedText, SortKey
from .vocabulary import NetPrecision

HALF_DAY = timedelta(hours=12)


def exactly_one(*names: str) -> Q:
    """A condition that holds when one of the named columns is given and all others are null."""
    return reduce(or_, (Q(**{f"{name}__isnull": name != given for name in names}) for given in names))


class DockingLocation(models.Model):
    """A port: of a station, of a configuration of spacecraft, or of a payload."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("name", "spacestation"),
        NaturalKey("name", "spacecraft"),
        NaturalKey("name", "payload"),
    )

    name = models.CharField(max_length=255)
    name_sort_key = SortKey(of="name")
    name_folded = FoldedText(of="name")
    spacestation = models.ForeignKey(
        SpaceStation, models.CASCADE, null=True, blank=True, related_name="docking_location"
    )
    spacecraft = models.ForeignKey(
        SpacecraftConfiguration, models.CASCADE, null=True, blank=True, related_name="docking_location"
    )
    payload = models.ForeignKey(Payload, models.CASCADE, null=True, blank=True, related_name="docking_location")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="docking_location_has_one_owner", condition=exactly_one("spacestation", "spacecraft", "payload")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DockingEvent(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("flight_vehicle_chaser", near={"docking": HALF_DAY}),
        NaturalKey("payload_flight_chaser", near={"docking": HALF_DAY}),
        NaturalKey("space_station_chaser", near={"docking": HALF_DAY}),
    )

    docking = models.DateTimeField(db_index=True)
    docking_precision = models.ForeignKey(NetPrecision, models.PROTECT, null=True, blank=True, related_name="+")
    docking_uncertain = models.BooleanField(default=False)
    departure = models.DateTimeField(null=True, blank=True, db_index=True, help_text="null: still docked")
    departure_precision = models.ForeignKey(NetPrecision, models.PROTECT, null=True, blank=True, related_name="+")
    departure_uncertain = models.BooleanField(default=False)
    docking_location = models.ForeignKey(DockingLocation, models.PROTECT, related_name="docking_events")
    space_station_target = models.ForeignKey(
        SpaceStation, models.CASCADE, null=True, blank=True, related_name="target_docking_events"
    )
    flight_vehicle_target = models.ForeignKey(
        SpacecraftFlight, models.CASCADE, null=True, blank=True, related_name="target_docking_events"
    )
    payload_flight_target = models.ForeignKey(
        PayloadFlight, models.CASCADE, null=True, blank=True, related_name="target_docking_events"
    )
    flight_vehicle_chaser = models.ForeignKey(
        SpacecraftFlight, models.CASCADE, null=True, blank=True, related_name="docking_events"
    )
    space_station_chaser = models.ForeignKey(
        SpaceStation, models.CASCADE, null=True, blank=True, related_name="docking_events"
    )
    payload_flight_chaser = models.ForeignKey(
        PayloadFlight, models.CASCADE, null=True, blank=True, related_name="docking_events"
    )
    berthed_by_arm = models.BooleanField(default=False, help_text="brought to the port by a robotic arm")

    gcat_parent = models.CharField(max_length=32, null=True, blank=True, help_text="the target's number in GCAT")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="docking_event_departs_after_docking",
                condition=Q(departure=None) | Q(departure__gt=F("docking")),
            ),
            models.CheckConstraint(
                name="docking_event_has_one_target",
                condition=exactly_one("space_station_target", "flight_vehicle_target", "payload_flight_target"),
            ),
            models.CheckConstraint(
                name="docking_event_has_one_chaser",
                condition=exactly_one("flight_vehicle_chaser", "space_station_chaser", "payload_flight_chaser"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.docking_location}, {self.docking:%Y-%m-%d}"
