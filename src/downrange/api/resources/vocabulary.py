"""The small vocabularies (contract, 02 §16)."""

from downrange.catalog import models

from ..components import Component


class AgencyType(Component):
    class Meta:
        model = models.AgencyType
        fields = ("id", "name")


class CelestialBodyType(Component):
    class Meta:
        model = models.CelestialBodyType
        fields = ("id", "name")


class Country(Component):
    class Meta:
        model = models.Country
        fields = ("id", "name", "alpha_2_code", "alpha_3_code", "nationality_name", "nationality_name_composed")


class ImageVariantType(Component):
    class Meta:
        model = models.ImageVariantType
        fields = ("id", "name")


class InfoURLType(Component):
    class Meta:
        model = models.InfoURLType
        fields = ("id", "name")


class LandingType(Component):
    class Meta:
        model = models.LandingType
        fields = ("id", "name", "abbrev", "description")


class Language(Component):
    class Meta:
        model = models.Language
        fields = ("id", "name", "code")


class LaunchStatus(Component):
    class Meta:
        model = models.LaunchStatus
        fields = ("id", "name", "abbrev", "description")


class NetPrecision(Component):
    class Meta:
        model = models.NetPrecision
        fields = ("id", "name", "abbrev", "description")


class ProgramType(Component):
    class Meta:
        model = models.ProgramType
        fields = ("id", "name")


class SpacecraftConfigType(Component):
    class Meta:
        model = models.SpacecraftConfigurationType
        fields = ("id", "name")


class SpacecraftStatus(Component):
    class Meta:
        model = models.SpacecraftStatus
        fields = ("id", "name")


class VidURLType(Component):
    class Meta:
        model = models.VidURLType
        fields = ("id", "name")
