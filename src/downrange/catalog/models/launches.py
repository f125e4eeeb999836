"""Launches, with the mission, the orbit and the rocket of each (contract, 02 §14)."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .agencies import Agency
from .fields import ordinal
from .images import picture
from .launchers import LauncherConfiguration
from .links import InfoURL, VidURL
from .natural_keys import NaturalKey
from .pads import CelestialBody, Pad
from .programs import MissionPatch, Program
from .text import FoldedText, SortKey
from .vocabulary import LaunchStatus, MissionType, NetPrecision, TimelineEventType

TEN_MINUTES = timedelta(minutes=10)


class Orbit(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=50, db_index=True)
    name_sort_key = SortKey(of="name")
    abbrev = models.CharField(max_length=30)
    abbrev_sort_key = SortKey(of="abbrev")
    celestial_body = models.ForeignKey(CelestialBody, models.PROTECT, related_name="orbits")

    def __str__(self) -> str:
        return self.name


class Mission(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("launches"),)

    name = models.CharField(max_length=255)
    name_folded = FoldedText(of="name")
    type = models.ForeignKey(MissionType, models.PROTECT, null=True, blank=True, related_name="missions")
    description = models.TextField(blank=True, default="")
    image = picture()
    orbit = models.ForeignKey(Orbit, models.PROTECT, null=True, blank=True, related_name="missions")
    agencies = models.ManyToManyField(Agency, blank=True, related_name="missions")
    info_urls = models.ManyToManyField(InfoURL, blank=True, related_name="missions")
    vid_urls = models.ManyToManyField(VidURL, blank=True, related_name="missions")

    def __str__(self) -> str:
        return self.name


class Rocket(models.Model):
    """The one vehicle of one launch."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("launch"),)

    configuration = models.ForeignKey(LauncherConfiguration, models.PROTECT, related_name="rockets")

    def __str__(self) -> str:
        return f"{self.configuration}, rocket {self.pk}"


class Launch(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("launch_designator"),
        NaturalKey("rocket__configuration", near={"net": TEN_MINUTES}),
        NaturalKey("pad", near={"net": TEN_MINUTES}),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=2048)
    name_sort_key = SortKey(of="name")
    name_folded = FoldedText(of="name")
    slug = models.SlugField(max_length=2048, db_index=False)
    launch_designator = models.CharField(
        max_length=255, null=True, blank=True, db_index=True, help_text="COSPAR, e.g. 1957-001"
    )
    launch_designator_folded = FoldedText(of="launch_designator")
    status = models.ForeignKey(
        LaunchStatus, models.PROTECT, null=True, blank=True, related_name="launches", db_index=False
    )
    last_updated = models.DateTimeField()
    net = models.DateTimeField(help_text="no earlier than: the instant of launch, once it has happened")
    net_precision = models.ForeignKey(NetPrecision, models.PROTECT, null=True, blank=True, related_name="launches")
    window_end = models.DateTimeField(db_index=True)
    window_start = models.DateTimeField(db_index=True)
    image = picture()
    infographic = models.URLField(max_length=1024, null=True, blank=True)
    probability = models.IntegerField(null=True, blank=True, help_text="percent")
    weather_concerns = models.CharField(max_length=255, null=True, blank=True)
    failreason = models.CharField(max_length=2048, null=True, blank=True)
    hashtag = models.CharField(max_length=2048, null=True, blank=True)
    launch_service_provider = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="launches", db_index=False
    )
    rocket = models.OneToOneField(Rocket, models.PROTECT, null=True, blank=True, related_name="launch")
    mission = models.ForeignKey(Mission, models.PROTECT, null=True, blank=True, related_name="launches")
    pad = models.ForeignKey(Pad, models.PROTECT, null=True, blank=True, related_name="launches", db_index=False)
    webcast_live = models.BooleanField(default=False)
    program = models.ManyToManyField(Program, blank=True, related_name="launches")
    flightclub_url = models.URLField(null=True, blank=True)
    info_urls = models.ManyToManyField(InfoURL, blank=True, related_name="launches")
    vid_urls = models.ManyToManyField(VidURL, blank=True, related_name="launches")
    mission_patches = models.ManyToManyField(MissionPatch, blank=True, related_name="launches")

    gcat_launch_tag = models.CharField(max_length=32, null=True, blank=True, help_text="the launch's tag in GCAT")

    orbital_launch_attempt_count = ordinal()
    location_launch_attempt_count = ordinal()
    pad_launch_attempt_count = ordinal()
    agency_launch_attempt_count = ordinal()
    orbital_launch_attempt_count_year = ordinal()
    location_launch_attempt_count_year = ordinal()
    pad_launch_attempt_count_year = ordinal()
    agency_launch_attempt_count_year = ordinal()
    pad_turnaround = models.DurationField(
        default=timedelta, editable=False, help_text="since the launch before from the same pad; zero for its first"
    )

    class Meta:
        verbose_name_plural = "launches"
        # Each but that of names contains the primary key, in which every ordering ends, so a page is found without
        # reading the table. It also contains the columns that lists are most often filtered and ordered by, so that a
        # filter with another ordering does not read and sort whole rows.
        indexes = [
            models.Index(name="launch_by_net", fields=["net", "id", "status", "pad", "last_updated", "name_sort_key"]),
            models.Index(name="launch_by_name", fields=["name"]),
            models.Index(name="launch_by_sort_key", fields=["name_sort_key", "id", "net", "status", "pad"]),
            models.Index(name="launch_by_last_updated", fields=["last_updated", "id", "net", "status", "pad"]),
            models.Index(
                name="launch_by_status", fields=["status", "net", "id", "pad", "last_updated", "name_sort_key"]
            ),
            models.Index(name="launch_by_pad", fields=["pad", "net", "id", "status", "last_updated", "name_sort_key"]),
            models.Index(
                name="launch_by_provider",
                fields=["launch_service_provider", "net", "id", "status", "pad", "last_updated", "name_sort_key"],
            ),
        ]
        constraints = [
            models.CheckConstraint(name="launch_window_in_order", condition=Q(window_end__gte=F("window_start"))),
        ]

    def __str__(self) -> str:
        return self.name


class TimelineEvent(models.Model):
    """A step of a launch's countdown or ascent."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="timeline")
    type = models.ForeignKey(TimelineEventType, models.PROTECT, null=True, blank=True, related_name="events")
    relative_time = models.DurationField(null=True, blank=True, help_text="after liftoff; negative before it")

    def __str__(self) -> str:
        return f"{self.type} at {self.relative_time}"
