"""Agencies and companies: who builds, launches and flies (contract, 02 §10)."""

from typing import ClassVar

from django.db import models

from .fields import LaunchCounters, counter
from .images import picture
from .links import SocialMediaLink
from .natural_keys import NaturalKey
from .text import FoldedText, SortKey
from .vocabulary import AgencyType, Country


class Agency(LaunchCounters):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=200, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    abbrev = models.CharField(max_length=255, blank=True, default="", db_index=True)
    abbrev_folded = FoldedText(of="abbrev")
    type = models.ForeignKey(AgencyType, models.PROTECT, related_name="agencies")
    featured = models.BooleanField(default=False, db_index=True)
    country = models.ManyToManyField(Country, blank=True, related_name="agencies")
    description = models.CharField(max_length=2048, null=True, blank=True)
    administrator = models.CharField(max_length=200, null=True, blank=True)
    founding_year = models.PositiveIntegerField(null=True, blank=True, db_index=True)
    launchers = models.CharField(max_length=500, blank=True, default="")
    spacecraft = models.CharField(max_length=500, blank=True, default="")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    image = picture()
    logo = picture()
    social_logo = picture()
    info_url = models.URLField(null=True, blank=True)
    wiki_url = models.URLField(null=True, blank=True)
    social_media_links = models.ManyToManyField(SocialMediaLink, blank=True, related_name="agencies")

    successful_landings_spacecraft = counter()
    failed_landings_spacecraft = counter()
    attempted_landings_spacecraft = counter()
    successful_landings_payload = counter()
    failed_landings_payload = counter()
    attempted_landings_payload = counter()

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name
