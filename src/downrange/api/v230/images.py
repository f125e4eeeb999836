"""Images (contract, 02 §15)."""

from downrange.catalog import models

from ..components import many, one
from .components import Component


class ImageVariant(Component):
    type = one("ImageVariantType")

    class Meta:
        model = models.ImageVariant
        fields = ("id", "type", "image_url")


class Image(Component):
    license = one("ImageLicense")
    variants = many("ImageVariant")

    class Meta:
        model = models.Image
        fields = ("id", "name", "image_url", "thumbnail_url", "credit", "license", "single_use", "variants")
