"""Launches, with their missions, rockets and programs."""

from rest_framework import serializers

from downrange.catalog import models

from .agencies import (
    AgencyDetailedSerializer,
    AgencyMiniSerializer,
    ImageSerializer,
    InfoURLSerializer,
    VidURLSerializer,
)
from .base import Mode, Serializer, vocabulary
from .places import CelestialBodyMiniSerializer, PadSerializer


class MissionPatchSerializer(Serializer):
    agency = AgencyMiniSerializer()
    response_mode = Mode("normal")

    class Meta:
        model = models.MissionPatch
        fields = ["id", "name", "priority", "image_url", "agency", "response_mode"]


class ProgramSerializer(Serializer):
    response_mode = Mode("normal")
    image = ImageSerializer()
    agencies = AgencyMiniSerializer(many=True)
    mission_patches = MissionPatchSerializer(many=True)
    type = vocabulary(models.ProgramType)

    class Meta:
        model = models.Program
        fields = [
            "response_mode",
            "id",
            "url",
            "name",
            "image",
            "info_url",
            "wiki_url",
            "description",
            "agencies",
            "start_date",
            "end_date",
            "mission_patches",
            "type",
        ]


class OrbitSerializer(Serializer):
    celestial_body = CelestialBodyMiniSerializer()

    class Meta:
        model = models.Orbit
        fields = ["id", "name", "abbrev", "celestial_body"]


class MissionSerializer(Serializer):
    type = serializers.CharField(source="type.name", default="")
    image = ImageSerializer()
    orbit = OrbitSerializer()
    agencies = AgencyDetailedSerializer(many=True)
    info_urls = InfoURLSerializer(many=True)
    vid_urls = VidURLSerializer(many=True)

    class Meta:
        model = models.Mission
        fields = ["id", "name", "type", "description", "image", "orbit", "agencies", "info_urls", "vid_urls"]


class LauncherFamilySerializer(Serializer):
    response_mode = Mode("list")

    class Meta:
        model = models.LauncherConfigurationFamily
        fields = ["response_mode", "id", "name"]


class LauncherConfigurationSerializer(Serializer):
    response_mode = Mode("list")
    families = LauncherFamilySerializer(many=True)

    class Meta:
        model = models.LauncherConfiguration
        fields = ["response_mode", "id", "url", "name", "families", "full_name", "variant"]


class RocketSerializer(Serializer):
    configuration = LauncherConfigurationSerializer()

    class Meta:
        model = models.Rocket
        fields = ["id", "configuration"]


class LaunchListSerializer(Serializer):
    response_mode = Mode("list")
    status = vocabulary(models.LaunchStatus, "abbrev", "description")
    net_precision = vocabulary(models.NetPrecision, "abbrev", "description")
    image = ImageSerializer()

    class Meta:
        model = models.Launch
        fields = [
            "id",
            "url",
            "name",
            "response_mode",
            "slug",
            "launch_designator",
            "status",
            "last_updated",
            "net",
            "net_precision",
            "window_end",
            "window_start",
            "image",
            "infographic",
        ]


class LaunchSerializer(LaunchListSerializer):
    response_mode = Mode("normal")
    launch_service_provider = AgencyMiniSerializer()
    rocket = RocketSerializer()
    mission = MissionSerializer()
    pad = PadSerializer()
    program = ProgramSerializer(many=True)

    class Meta(LaunchListSerializer.Meta):
        fields = [
            *LaunchListSerializer.Meta.fields,
            "probability",
            "weather_concerns",
            "failreason",
            "hashtag",
            "launch_service_provider",
            "rocket",
            "mission",
            "pad",
            "webcast_live",
            "program",
            "orbital_launch_attempt_count",
            "location_launch_attempt_count",
            "pad_launch_attempt_count",
            "agency_launch_attempt_count",
            "orbital_launch_attempt_count_year",
            "location_launch_attempt_count_year",
            "pad_launch_attempt_count_year",
            "agency_launch_attempt_count_year",
        ]
