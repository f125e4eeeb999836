"""Nested serializers, one for each component of a page of spacecraft."""

from datetime import timedelta
from typing import Any

from rest_framework import serializers

from downrange.catalog import clock, models
from downrange.catalog.durations import format_duration
from downrange.catalog.statistics import Running


class Mode(serializers.ReadOnlyField):
    """`response_mode`, the same in every record."""

    def __init__(self, text: str) -> None:
        super().__init__(source="*")
        self.text = text

    def to_representation(self, value: Any) -> str:
        return self.text


class Duration(serializers.ReadOnlyField):
    def to_representation(self, value: timedelta) -> str:
        return format_duration(value)


class RunningDuration(serializers.ReadOnlyField):
    def __init__(self) -> None:
        super().__init__(source="*")

    def to_representation(self, value: Any) -> str:
        line = Running(getattr(value, f"{self.field_name}_offset"), getattr(value, f"{self.field_name}_rate"))
        return format_duration(line.at(clock.tick()))


class AgencyTypeSerializer(serializers.ModelSerializer[models.AgencyType]):
    class Meta:
        model = models.AgencyType
        fields = ["id", "name"]


class AgencySerializer(serializers.HyperlinkedModelSerializer[models.Agency]):
    response_mode = Mode("list")
    type = AgencyTypeSerializer()

    class Meta:
        model = models.Agency
        fields = ["response_mode", "id", "url", "name", "abbrev", "type"]


class FamilyMiniSerializer(serializers.ModelSerializer[models.SpacecraftConfigurationFamily]):
    response_mode = Mode("list")

    class Meta:
        model = models.SpacecraftConfigurationFamily
        fields = ["response_mode", "id", "name"]


class FamilySerializer(FamilyMiniSerializer):
    response_mode = Mode("normal")
    manufacturer = AgencySerializer()
    parent = FamilyMiniSerializer()

    class Meta(FamilyMiniSerializer.Meta):
        fields = ["response_mode", "id", "name", "description", "manufacturer", "parent", "maiden_flight"]


class LicenseSerializer(serializers.ModelSerializer[models.ImageLicense]):
    class Meta:
        model = models.ImageLicense
        fields = ["id", "name", "priority", "link"]


class VariantTypeSerializer(serializers.ModelSerializer[models.ImageVariantType]):
    class Meta:
        model = models.ImageVariantType
        fields = ["id", "name"]


class VariantSerializer(serializers.ModelSerializer[models.ImageVariant]):
    type = VariantTypeSerializer()

    class Meta:
        model = models.ImageVariant
        fields = ["id", "type", "image_url"]


class ImageSerializer(serializers.ModelSerializer[models.Image]):
    license = LicenseSerializer()
    variants = VariantSerializer(many=True)

    class Meta:
        model = models.Image
        fields = ["id", "name", "image_url", "thumbnail_url", "credit", "license", "single_use", "variants"]


class ConfigurationTypeSerializer(serializers.ModelSerializer[models.SpacecraftConfigurationType]):
    class Meta:
        model = models.SpacecraftConfigurationType
        fields = ["id", "name"]


class ConfigurationSerializer(serializers.HyperlinkedModelSerializer[models.SpacecraftConfiguration]):
    response_mode = Mode("normal")
    url = serializers.HyperlinkedIdentityField(view_name="configuration-detail")
    type = ConfigurationTypeSerializer()
    agency = AgencySerializer()
    family = FamilySerializer(many=True)
    image = ImageSerializer()

    class Meta:
        model = models.SpacecraftConfiguration
        fields = ["response_mode", "id", "url", "name", "type", "agency", "family", "in_use", "image"]


class StatusSerializer(serializers.ModelSerializer[models.SpacecraftStatus]):
    class Meta:
        model = models.SpacecraftStatus
        fields = ["id", "name"]


class SpacecraftSerializer(serializers.HyperlinkedModelSerializer[models.Spacecraft]):
    response_mode = Mode("normal")
    image = ImageSerializer(source="own_or_configuration_image")
    time_in_space = RunningDuration()
    time_docked = RunningDuration()
    status = StatusSerializer()
    spacecraft_config = ConfigurationSerializer()
    fastest_turnaround = Duration()

    class Meta:
        model = models.Spacecraft
        fields = [
            "response_mode",
            "id",
            "url",
            "name",
            "serial_number",
            "is_placeholder",
            "image",
            "in_space",
            "time_in_space",
            "time_docked",
            "flights_count",
            "mission_ends_count",
            "status",
            "description",
            "spacecraft_config",
            "fastest_turnaround",
        ]
