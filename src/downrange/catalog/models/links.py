"""Addresses elsewhere that a record points to: articles, videos and social media accounts."""

from typing import ClassVar

from django.db import models

from .images import picture
from .natural_keys import NaturalKey
from .vocabulary import InfoURLType, Language, VidURLType


class Link(models.Model):
    priority = models.IntegerField(default=10)
    source = models.CharField(max_length=200, null=True, blank=True)
    title = models.CharField(max_length=200, null=True, blank=True)
    description = models.CharField(max_length=350, null=True, blank=True)
    feature_image = models.URLField(null=True, blank=True)
    url = models.URLField(max_length=1024, db_index=True)
    language = models.ForeignKey(Language, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or self.url


class InfoURL(Link):
    type = models.ForeignKey(InfoURLType, models.PROTECT, null=True, blank=True, related_name="links")


class VidURL(Link):
    publisher = models.CharField(max_length=255, null=True, blank=True)
    type = models.ForeignKey(VidURLType, models.PROTECT, null=True, blank=True, related_name="links")
    start_time = models.DateTimeField(null=True, blank=True)
    end_time = models.DateTimeField(null=True, blank=True)
    live = models.BooleanField(default=False)


class SocialMedia(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255)
    url = models.URLField(null=True, blank=True)
    logo = picture()

    def __str__(self) -> str:
        return self.name


class SocialMediaLink(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("url"),)

    social_media = models.ForeignKey(SocialMedia, models.PROTECT, related_name="links")
    url = models.URLField(null=True, blank=True)

    def __str__(self) -> str:
        return self.url or str(self.social_media)
