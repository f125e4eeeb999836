"""The small vocabularies of `config/*`: an id, a name, and little more (contract, 02 §16)."""

from typing import ClassVar

from django.db import models

from .natural_keys import NaturalKey


class Vocabulary(models.Model):
    """A name with an id that never changes."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class AbbreviatedVocabulary(Vocabulary):
    abbrev = models.CharField(max_length=255, blank=True, default="")
    description = models.CharField(max_length=2048, blank=True, default="")

    class Meta:
        abstract = True


class AgencyType(Vocabulary):
    pass


class AstronautRole(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("role"),)

    role = models.CharField(max_length=255)
    priority = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.role


class AstronautStatus(Vocabulary):
    class Meta:
        verbose_name_plural = "astronaut statuses"


class AstronautType(Vocabulary):
    pass


class CelestialBodyType(Vocabulary):
    pass


class EventType(Vocabulary):
    pass


class FirstStageType(Vocabulary):
    pass


class ImageVariantType(Vocabulary):
    pass


class InfoURLType(Vocabulary):
    pass


class LandingType(Vocabulary):
    abbrev = models.CharField(max_length=255, blank=True, default="")
    description = models.CharField(max_length=2048, null=True, blank=True)


class Language(Vocabulary):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("code"),)

    code = models.CharField(max_length=255, help_text="ISO 639-1 (two-letter) code")


class LaunchStatus(AbbreviatedVocabulary):
    class Meta:
        verbose_name_plural = "launch statuses"


class LauncherStatus(Vocabulary):
    class Meta:
        verbose_name_plural = "launcher statuses"


class MissionType(Vocabulary):
    pass


class NetPrecision(AbbreviatedVocabulary):
    """How well a time is known, from a second to a decade."""


class NoticeType(Vocabulary):
    pass


class PayloadType(Vocabulary):
    pass


class ProgramType(Vocabulary):
    pass


class RoadClosureStatus(Vocabulary):
    class Meta:
        verbose_name_plural = "road closure statuses"


class SpaceStationStatus(Vocabulary):
    class Meta:
        verbose_name_plural = "space station statuses"


class SpaceStationType(Vocabulary):
    pass


class SpacecraftConfigurationType(Vocabulary):
    pass


class SpacecraftStatus(Vocabulary):
    class Meta:
        verbose_name_plural = "spacecraft statuses"


class TimelineEventType(models.Model):
    """What happens at a step of a countdown or an ascent."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("abbrev"),)

    abbrev = models.CharField(max_length=255)
    description = models.CharField(max_length=2048, blank=True, default="")

    def __str__(self) -> str:
        return self.abbrev


class VidURLType(Vocabulary):
    pass


class Country(Vocabulary):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("alpha_3_code"),
        NaturalKey("name"),
    )

    alpha_2_code = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2")
    alpha_3_code = models.CharField(max_length=3, db_index=True, help_text="ISO 3166-1 alpha-3")
    nationality_name = models.CharField(max_length=255, blank=True, default="", db_index=True, help_text="e.g. French")
    nationality_name_composed = models.CharField(max_length=255, blank=True, default="", help_text="e.g. Franco")

    class Meta:
        verbose_name_plural = "countries"
