"""Where launches leave from: celestial body, location, pad (contract, 02 §14)."""

from typing import ClassVar

from django.db import models

from .agencies import Agency
from .fields import counter, turnaround
from .images import picture
from .natural_keys import NaturalKey
from .text import FoldedText, SortKey
from .vocabulary import CelestialBodyType, Country


class CelestialBody(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    type = models.ForeignKey(CelestialBodyType, models.PROTECT, related_name="celestial_bodies")
    diameter = models.FloatField(null=True, blank=True, help_text="m")
    mass = models.FloatField(null=True, blank=True, help_text="kg")
    gravity = models.FloatField(null=True, blank=True, help_text="m/s^2")
    length_of_day = models.DurationField(null=True, blank=True)
    atmosphere = models.BooleanField(default=False)
    image = picture()
    description = models.TextField(null=True, blank=True)
    wiki_url = models.URLField(null=True, blank=True)

    total_attempted_launches = counter()
    successful_launches = counter()
    failed_launches = counter()
    total_attempted_landings = counter()
    successful_landings = counter()
    failed_landings = counter()

    class Meta:
        verbose_name_plural = "celestial bodies"

    def __str__(self) -> str:
        return self.name


class Location(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    celestial_body = models.ForeignKey(CelestialBody, models.PROTECT, related_name="locations")
    active = models.BooleanField(default=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="locations")
    description = models.CharField(max_length=2048, null=True, blank=True)
    image = picture()
    map_image = models.URLField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    timezone_name = models.CharField(max_length=255, blank=True, default="")

    total_launch_count = counter(index=True)
    total_landing_count = counter(index=True)

    def __str__(self) -> str:
        return self.name


class Pad(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name", "location"),)

    name = models.CharField(max_length=255, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    active = models.BooleanField(default=True)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="pads")
    image = picture()
    description = models.CharField(max_length=2048, null=True, blank=True)
    info_url = models.URLField(null=True, blank=True)
    wiki_url = models.URLField(null=True, blank=True)
    map_url = models.URLField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True, db_index=True)
    longitude = models.FloatField(null=True, blank=True, db_index=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="pads")
    map_image = models.URLField(null=True, blank=True)
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="pads")

    total_launch_count = counter(index=True)
    orbital_launch_attempt_count = counter(index=True)
    fastest_turnaround = turnaround()

    def __str__(self) -> str:
        return self.name
