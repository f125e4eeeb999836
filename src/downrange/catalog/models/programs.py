"""Programs and the patches their missions wear (contract, 02 §14)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .agencies import Agency
from .images import picture
from .links import VidURL
from .natural_keys import NaturalKey
from .text import FoldedText, SortKey
from .vocabulary import ProgramType


class MissionPatch(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=200, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    priority = models.IntegerField(default=10, db_index=True)
    image_url = models.URLField(max_length=1024)
    agency = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True, related_name="mission_patches")

    class Meta:
        verbose_name_plural = "mission patches"

    def __str__(self) -> str:
        return self.name


class Program(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    image = picture()
    info_url = models.URLField(null=True, blank=True)
    info_url_sort_key = SortKey(of="info_url", null=True)
    wiki_url = models.URLField(null=True, blank=True)
    wiki_url_sort_key = SortKey(of="wiki_url", null=True)
    description = models.TextField(max_length=40000, null=True, blank=True)
    description_sort_key = SortKey(of="description", null=True)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="programs")
    start_date = models.DateTimeField(null=True, blank=True)
    end_date = models.DateTimeField(null=True, blank=True)
    mission_patches = models.ManyToManyField(MissionPatch, blank=True, related_name="programs")
    vid_urls = models.ManyToManyField(VidURL, blank=True, related_name="programs")
    type = models.ForeignKey(ProgramType, models.PROTECT, related_name="programs")

    class Meta:
        constraints = [
            # A program of a day, given to the day, starts and ends at the same midnight.
            models.CheckConstraint(
                name="program_ends_after_start",
                condition=Q(start_date=None) | Q(end_date=None) | Q(end_date__gte=F("start_date")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
