"""Where launches leave from, and where landings end."""

from rest_framework import serializers

from downrange.catalog import models

from .agencies import AgencySerializer, CountrySerializer, ImageSerializer
from .base import Mode, Serializer, vocabulary, without


class CelestialBodyMiniSerializer(Serializer):
    response_mode = Mode("list")

    class Meta:
        model = models.CelestialBody
        fields = ["response_mode", "id", "name"]


class CelestialBodySerializer(CelestialBodyMiniSerializer):
    response_mode = Mode("normal")
    type = vocabulary(models.CelestialBodyType)
    # The one duration that is not ISO 8601: "1 00:00:00".
    length_of_day = serializers.DurationField()
    image = ImageSerializer()

    class Meta(CelestialBodyMiniSerializer.Meta):
        fields = [
            *CelestialBodyMiniSerializer.Meta.fields,
            "type",
            "diameter",
            "mass",
            "gravity",
            "length_of_day",
            "atmosphere",
            "image",
            "description",
            "wiki_url",
        ]


class CelestialBodyDetailedSerializer(CelestialBodySerializer):
    class Meta(CelestialBodySerializer.Meta):
        fields = [
            *CelestialBodySerializer.Meta.fields,
            "total_attempted_launches",
            "successful_launches",
            "failed_launches",
            "total_attempted_landings",
            "successful_landings",
            "failed_landings",
        ]


class LocationSerializer(Serializer):
    response_mode = Mode("normal")
    celestial_body = CelestialBodyDetailedSerializer()
    country = CountrySerializer()
    image = ImageSerializer()

    class Meta:
        model = models.Location
        fields = [
            "response_mode",
            "id",
            "url",
            "name",
            "celestial_body",
            "active",
            "country",
            "description",
            "image",
            "map_image",
            "longitude",
            "latitude",
            "timezone_name",
            "total_launch_count",
            "total_landing_count",
        ]


class LocationOfLandingsSerializer(LocationSerializer):
    class Meta(LocationSerializer.Meta):
        fields = without(LocationSerializer, "celestial_body")


class PadSerializer(Serializer):
    agencies = AgencySerializer(many=True)
    map_url = serializers.SerializerMethodField()
    image = ImageSerializer()
    country = CountrySerializer()
    location = LocationSerializer()

    class Meta:
        model = models.Pad
        fields = [
            "id",
            "url",
            "active",
            "agencies",
            "name",
            "image",
            "description",
            "info_url",
            "wiki_url",
            "map_url",
            "latitude",
            "longitude",
            "country",
            "map_image",
            "total_launch_count",
            "orbital_launch_attempt_count",
            "fastest_turnaround",
            "location",
        ]

    def get_map_url(self, pad: models.Pad) -> str | None:
        if pad.map_url or pad.latitude is None or pad.longitude is None:
            return pad.map_url
        return f"https://www.google.com/maps?q={pad.latitude},{pad.longitude}"


class LandingLocationSerializer(Serializer):
    location = LocationOfLandingsSerializer()
    image = ImageSerializer()
    celestial_body = CelestialBodySerializer()

    class Meta:
        model = models.LandingLocation
        fields = [
            "id",
            "name",
            "active",
            "abbrev",
            "description",
            "location",
            "longitude",
            "latitude",
            "image",
            "successful_landings",
            "attempted_landings",
            "failed_landings",
            "celestial_body",
        ]


class LandingSerializer(Serializer):
    landing_location = LandingLocationSerializer()
    type = vocabulary(models.LandingType, "abbrev", "description")

    class Meta:
        model = models.Landing
        fields = [
            "id",
            "url",
            "attempt",
            "success",
            "description",
            "downrange_distance",
            "landing_location",
            "type",
        ]
