"""Landings, their kinds and places (contract, 02 §8)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .fields import counter
from .images import picture
from .natural_keys import NaturalKey
from .pads import CelestialBody, Location
from .text import FoldedText, SortKey
from .vocabulary import LandingType


class LandingLocation(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("name"),
        NaturalKey("abbrev"),
    )

    name = models.CharField(max_length=255)
    name_sort_key = SortKey(of="name")
    name_folded = FoldedText(of="name")
    active = models.BooleanField(default=True)
    abbrev = models.CharField(max_length=255, blank=True, default="")
    abbrev_sort_key = SortKey(of="abbrev")
    abbrev_folded = FoldedText(of="abbrev")
    description = models.CharField(max_length=2048, null=True, blank=True)
    description_sort_key = SortKey(of="description", null=True)
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="landing_locations")
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    image = picture()
    celestial_body = models.ForeignKey(CelestialBody, models.PROTECT, related_name="landing_locations")

    successful_landings = counter()
    attempted_landings = counter()
    failed_landings = counter()

    def __str__(self) -> str:
        return self.name


class Landing(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("firststage"),
        NaturalKey("spacecraftflight"),
        NaturalKey("payloadflight"),
    )

    attempt = models.BooleanField(default=True, db_index=True, help_text="false: expended")
    success = models.BooleanField(
        null=True, blank=True, db_index=True, help_text="null: not attempted, or not yet known"
    )
    description = models.CharField(max_length=2048, blank=True, default="")
    downrange_distance = models.FloatField(null=True, blank=True, db_index=True, help_text="km")
    landing_location = models.ForeignKey(
        LandingLocation, models.PROTECT, null=True, blank=True, related_name="landings"
    )
    type = models.ForeignKey(LandingType, models.PROTECT, null=True, blank=True, related_name="landings")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="landing_success_was_attempted", condition=Q(attempt=True) | ~Q(success=True) | Q(success=None)
            ),
        ]

    def __str__(self) -> str:
        return f"landing {self.pk}" + (f" at {self.landing_location}" if self.landing_location_id else "")
