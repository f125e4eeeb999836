"""Images: URLs, each with a credit and a licence (contract, 02 §15). Uploaded photos are in desk/photos.py."""

from typing import ClassVar

from django.db import models

from .natural_keys import NaturalKey
from .text import SortKey
from .vocabulary import ImageVariantType


class ImageLicense(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255)
    name_sort_key = SortKey(of="name")
    priority = models.IntegerField(default=0)
    link = models.URLField(null=True, blank=True)
    link_sort_key = SortKey(of="link", null=True)

    def __str__(self) -> str:
        return self.name


class Image(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("image_url", "name"), NaturalKey("image_url"))

    name = models.CharField(max_length=255)
    image_url = models.URLField(max_length=1024)
    thumbnail_url = models.URLField(max_length=1024)
    credit = models.CharField(max_length=255, null=True, blank=True)
    license = models.ForeignKey(ImageLicense, models.PROTECT, related_name="images")
    single_use = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ImageVariant(models.Model):
    """Another crop of the same image."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("image", "type"),)

    image = models.ForeignKey(Image, models.CASCADE, related_name="variants")
    type = models.ForeignKey(ImageVariantType, models.PROTECT, related_name="variants")
    image_url = models.URLField(max_length=1024)


def picture() -> "models.ForeignKey[Image | None, Image | None]":
    """A nullable foreign key to an image; deleting the image clears it."""
    return models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
