"""Addresses elsewhere that a record points to (contract, 02 §§10 and 14)."""

from downrange.catalog import models

from ..components import one
from .components import Component


class InfoURL(Component):
    type = one("InfoURLType", null=True)
    language = one("Language", null=True)

    class Meta:
        model = models.InfoURL
        fields = ("priority", "source", "title", "description", "feature_image", "url", "type", "language")


class VidURL(Component):
    type = one("VidURLType", null=True)
    language = one("Language", null=True)

    class Meta:
        model = models.VidURL
        fields = (
            "priority",
            "source",
            "publisher",
            "title",
            "description",
            "feature_image",
            "url",
            "type",
            "language",
            "start_time",
            "end_time",
            "live",
        )


class SocialMedia(Component):
    logo = one("Image", null=True)

    class Meta:
        model = models.SocialMedia
        fields = ("id", "name", "url", "logo")


class SocialMediaLink(Component):
    social_media = one("SocialMedia")

    class Meta:
        model = models.SocialMediaLink
        fields = ("id", "social_media", "url")
