"""Space stations, the expeditions aboard them, and spacewalks (contract, 02 §§9 and 11)."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ..derived.formulas import between
from .agencies import Agency
from .fields import counter
from .images import picture
from .launches import Orbit
from .natural_keys import NaturalKey
from .people import AstronautFlight
from .programs import MissionPatch
from .spacecraft import SpacecraftFlight
from .text import FoldedText, SortKey
from .vocabulary import SpaceStationStatus, SpaceStationType

HOUR = timedelta(hours=1)


class SpaceStation(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    image = picture()
    status = models.ForeignKey(SpaceStationStatus, models.PROTECT, null=True, blank=True, related_name="stations")
    founded = models.DateField(db_index=True)
    deorbited = models.DateField(null=True, blank=True)
    description = models.CharField(max_length=2048, blank=True, default="")
    orbit = models.ForeignKey(Orbit, models.PROTECT, null=True, blank=True, related_name="stations")
    type = models.ForeignKey(SpaceStationType, models.PROTECT, related_name="stations")
    owners = models.ManyToManyField(Agency, blank=True, related_name="stations")
    height = models.FloatField(null=True, blank=True, help_text="m")
    width = models.FloatField(null=True, blank=True, help_text="m")
    mass = models.FloatField(null=True, blank=True, help_text="t")
    volume = models.IntegerField(null=True, blank=True, db_index=True, help_text="m^3")

    # Null while a ship with people is docked whose crew the catalogue does not have.
    onboard_crew = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    docked_vehicles = counter(index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="station_deorbited_after_founded", condition=Q(deorbited=None) | Q(deorbited__gte=F("founded"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Expedition(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name", "spacestation"),)

    name = models.CharField(max_length=255, db_index=True)
    name_folded = FoldedText(of="name")
    start = models.DateTimeField(db_index=True)
    end = models.DateTimeField(null=True, blank=True, db_index=True)
    spacestation = models.ForeignKey(SpaceStation, models.CASCADE, related_name="expeditions")
    mission_patches = models.ManyToManyField(MissionPatch, blank=True, related_name="expeditions")
    crew = models.ManyToManyField(AstronautFlight, blank=True, related_name="expeditions")

    class Meta:
        constraints = [
            models.CheckConstraint(name="expedition_ends_after_start", condition=Q(end=None) | Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return self.name


class Spacewalk(models.Model):
    """One stay outside. Where from is derived: from a station, a ship, or a ship at a station."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey(near={"start": HOUR}),)

    name = models.CharField(max_length=255, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    start = models.DateTimeField(null=True, blank=True, db_index=True)
    end = models.DateTimeField(null=True, blank=True, db_index=True)
    location = models.CharField(max_length=255, null=True, blank=True)
    location_folded = FoldedText(of="location")
    expedition = models.ForeignKey(Expedition, models.SET_NULL, null=True, blank=True, related_name="spacewalks")
    event = models.ForeignKey("Event", models.SET_NULL, null=True, blank=True, related_name="spacewalks")
    crew = models.ManyToManyField(AstronautFlight, blank=True, related_name="spacewalks")

    spacestation = models.ForeignKey(
        SpaceStation, models.SET_NULL, null=True, editable=False, related_name="spacewalks"
    )
    spacecraft_flight = models.ForeignKey(
        SpacecraftFlight, models.SET_NULL, null=True, editable=False, related_name="spacewalks"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="spacewalk_ends_after_start", condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def duration(self) -> timedelta | None:
        return between(self.start, self.end)
