"""The small vocabularies of `config/*`: an id, a name, and little more (contract, 02 §16)."""

from typing import ClassVar

from django.db import models

from .natural_keys import NaturalKey
from .text import FoldedText, SortKey


class Vocabulary(models.Model):
    """A name with an id that never changes."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=255)
    name_sort_key = SortKey(of="name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class AbbreviatedVocabulary(Vocabulary):
    abbrev = models.CharField(max_length=255, blank=True, default="")
    abbrev_sort_key = SortKey(of="abbrev")
    description = models.CharField(max_length=2048, blank=True, default="")
    description_sort_key = SortKey(of="description")

    class Meta:
        abstract = True


class AgencyType(Vocabulary):
    pass


class AstronautRole(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("role"),)

    role = models.CharField(max_length=255)
    role_sort_key = SortKey(of="role")
    priority = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.role


class AstronautStatus(Vocabulary):
    class Meta:
        verbose_name_plural = "astronaut statuses"


class AstronautType(Vocabulary):
    pass


class CelestialBodyType(Vocabulary):
    name_folded = FoldedText(of="name")


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
    abbrev_sort_key = SortKey(of="abbrev")
    description = models.CharField(max_length=2048, null=True, blank=True)
    description_sort_key = SortKey(of="description", null=True)


class Language(Vocabulary):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("code"),)

    code = models.CharField(max_length=255, help_text="ISO 639-1 (two-letter) code")
    code_sort_key = SortKey(of="code")


class LaunchStatus(AbbreviatedVocabulary):
    class Meta:
        verbose_name_plural = "launch statuses"


class LauncherStatus(Vocabulary):
    name_folded = FoldedText(of="name")

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
    abbrev_sort_key = SortKey(of="abbrev")
    description = models.CharField(max_length=2048, blank=True, default="")
    description_sort_key = SortKey(of="description")

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
    alpha_2_code_sort_key = SortKey(of="alpha_2_code")
    alpha_3_code = models.CharField(max_length=3, db_index=True, help_text="ISO 3166-1 alpha-3")
    alpha_3_code_sort_key = SortKey(of="alpha_3_code")
    alpha_3_code_folded = FoldedText(of="alpha_3_code")
    nationality_name = models.CharField(max_length=255, blank=True, default="", db_index=True, help_text="e.g. French")
    nationality_name_sort_key = SortKey(of="nationality_name")
    nationality_name_folded = FoldedText(of="nationality_name")
    nationality_name_composed = models.CharField(max_length=255, blank=True, default="", help_text="e.g. Franco")
    nationality_name_composed_sort_key = SortKey(of="nationality_name_composed")

    class Meta:
        verbose_name_plural = "countries"
