"""Spacecraft, their configurations and flights."""

from rest_framework.serializers import DateTimeField

from downrange.catalog import models

from .agencies import AgencyMiniSerializer, AgencySerializer, ImageSerializer
from .base import FlightDuration, GrowingDuration, Mode, Serializer, vocabulary
from .launches import LaunchSerializer
from .places import LandingSerializer

COUNTERS = [
    "spacecraft_flown",
    "total_launch_count",
    "successful_launches",
    "failed_launches",
    "attempted_landings",
    "successful_landings",
    "failed_landings",
]


class FamilyMiniSerializer(Serializer):
    response_mode = Mode("list")

    class Meta:
        model = models.SpacecraftConfigurationFamily
        fields = ["response_mode", "id", "name"]


class FamilySerializer(FamilyMiniSerializer):
    response_mode = Mode("normal")
    manufacturer = AgencyMiniSerializer()
    parent = FamilyMiniSerializer()

    class Meta(FamilyMiniSerializer.Meta):
        fields = [*FamilyMiniSerializer.Meta.fields, "description", "manufacturer", "parent", "maiden_flight"]


class FamilyDetailedSerializer(FamilySerializer):
    manufacturer = AgencySerializer()
    parent = FamilySerializer()

    class Meta(FamilySerializer.Meta):
        fields = [*FamilySerializer.Meta.fields, *COUNTERS]


class ConfigurationSerializer(Serializer):
    response_mode = Mode("normal")
    type = vocabulary(models.SpacecraftConfigurationType)
    agency = AgencyMiniSerializer()
    family = FamilySerializer(many=True)
    image = ImageSerializer()

    class Meta:
        model = models.SpacecraftConfiguration
        fields = ["response_mode", "id", "url", "name", "type", "agency", "family", "in_use", "image"]


class ConfigurationDetailedSerializer(ConfigurationSerializer):
    response_mode = Mode("detailed")
    agency = AgencySerializer()
    family = FamilyDetailedSerializer(many=True)

    class Meta(ConfigurationSerializer.Meta):
        fields = [
            *ConfigurationSerializer.Meta.fields,
            "capability",
            "history",
            "details",
            "maiden_flight",
            "height",
            "diameter",
            "human_rated",
            "crew_capacity",
            "payload_capacity",
            "payload_return_capacity",
            "flight_life",
            "wiki_link",
            "info_link",
            *COUNTERS,
            "fastest_turnaround",
        ]


class OwnImageSerializer(ImageSerializer):
    """The spacecraft's own picture, else its configuration's."""

    def get_attribute(self, instance: models.Spacecraft) -> models.Image | None:
        return instance.image or instance.spacecraft_config.image


class SpacecraftSerializer(Serializer):
    response_mode = Mode("normal")
    image = OwnImageSerializer()
    time_in_space = GrowingDuration()
    time_docked = GrowingDuration()
    status = vocabulary(models.SpacecraftStatus)
    spacecraft_config = ConfigurationSerializer()

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


class FlightSerializer(Serializer):
    spacecraft = SpacecraftSerializer()
    launch = LaunchSerializer()
    landing = LandingSerializer()
    mission_end = DateTimeField(source="mission_end_instant")
    duration = FlightDuration()
    response_mode = Mode("normal")

    class Meta:
        model = models.SpacecraftFlight
        fields = [
            "id",
            "url",
            "destination",
            "mission_end",
            "spacecraft",
            "launch",
            "landing",
            "duration",
            "turn_around_time",
            "response_mode",
        ]


class SpacecraftDetailedSerializer(SpacecraftSerializer):
    response_mode = Mode("detailed")
    spacecraft_config = ConfigurationDetailedSerializer()
    flights = FlightSerializer(many=True)

    class Meta(SpacecraftSerializer.Meta):
        fields = [*SpacecraftSerializer.Meta.fields, "flights"]
