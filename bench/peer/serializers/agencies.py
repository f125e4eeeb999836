"""Images, agencies, and addresses elsewhere."""

from typing import Any

from rest_framework import serializers

from downrange.catalog import models

from .base import Mode, Serializer, vocabulary

COUNTRY = "alpha_2_code", "alpha_3_code", "nationality_name", "nationality_name_composed"


class VariantSerializer(Serializer):
    type = vocabulary(models.ImageVariantType)

    class Meta:
        model = models.ImageVariant
        fields = ["id", "type", "image_url"]


class ImageSerializer(Serializer):
    license = vocabulary(models.ImageLicense, "priority", "link")
    variants = VariantSerializer(many=True)

    class Meta:
        model = models.Image
        fields = ["id", "name", "image_url", "thumbnail_url", "credit", "license", "single_use", "variants"]


class CountrySerializer(Serializer):
    class Meta:
        model = models.Country
        fields = ["id", "name", *COUNTRY]


class InfoURLSerializer(Serializer):
    type = vocabulary(models.InfoURLType)
    language = vocabulary(models.Language, "code")

    class Meta:
        model = models.InfoURL
        fields = ["priority", "source", "title", "description", "feature_image", "url", "type", "language"]


class VidURLSerializer(Serializer):
    type = vocabulary(models.VidURLType)
    language = vocabulary(models.Language, "code")

    class Meta:
        model = models.VidURL
        fields = [
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
        ]


class SocialMediaSerializer(Serializer):
    logo = ImageSerializer()

    class Meta:
        model = models.SocialMedia
        fields = ["id", "name", "url", "logo"]


class SocialMediaLinkSerializer(Serializer):
    social_media = SocialMediaSerializer()

    class Meta:
        model = models.SocialMediaLink
        fields = ["id", "social_media", "url"]


class AgencyMiniSerializer(Serializer):
    response_mode = Mode("list")
    type = vocabulary(models.AgencyType)

    class Meta:
        model = models.Agency
        fields = ["response_mode", "id", "url", "name", "abbrev", "type"]


class AgencySerializer(AgencyMiniSerializer):
    response_mode = Mode("normal")
    country = CountrySerializer(many=True)
    parent: Any = serializers.CharField(source="parent.name", allow_null=True)
    image = ImageSerializer()
    logo = ImageSerializer()
    social_logo = ImageSerializer()

    class Meta(AgencyMiniSerializer.Meta):
        fields = [
            *AgencyMiniSerializer.Meta.fields,
            "featured",
            "country",
            "description",
            "administrator",
            "founding_year",
            "launchers",
            "spacecraft",
            "parent",
            "image",
            "logo",
            "social_logo",
        ]


class AgencyDetailedSerializer(AgencySerializer):
    social_media_links = SocialMediaLinkSerializer(many=True)

    class Meta(AgencySerializer.Meta):
        fields = [
            *AgencySerializer.Meta.fields,
            "total_launch_count",
            "consecutive_successful_launches",
            "successful_launches",
            "failed_launches",
            "pending_launches",
            "consecutive_successful_landings",
            "successful_landings",
            "failed_landings",
            "attempted_landings",
            "successful_landings_spacecraft",
            "failed_landings_spacecraft",
            "attempted_landings_spacecraft",
            "successful_landings_payload",
            "failed_landings_payload",
            "attempted_landings_payload",
            "info_url",
            "wiki_url",
            "social_media_links",
        ]
