"""Spacecraft, their configurations and families, and the log of their flights (contract, 02 §§3-6)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ..derived.formulas import Flight
from .agencies import Agency
from .fields import counter, offset, rate, turnaround
from .images import picture
from .landings import Landing
from .launches import Launch
from .natural_keys import NaturalKey
from .people import AstronautFlight
from .text import FoldedText, SortKey
from .vocabulary import NetPrecision, SpacecraftConfigurationType, SpacecraftStatus


class SpacecraftCounters(models.Model):
    """The counters that a configuration and a family of configurations share."""

    spacecraft_flown = counter()
    total_launch_count = counter()
    successful_launches = counter()
    failed_launches = counter()
    attempted_landings = counter()
    successful_landings = counter()
    failed_landings = counter()

    class Meta:
        abstract = True


class SpacecraftConfigurationFamily(SpacecraftCounters):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=200, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    description = models.CharField(max_length=2048, blank=True, default="")
    manufacturer = models.ForeignKey(
        Agency, models.SET_NULL, null=True, blank=True, related_name="spacecraft_configuration_families"
    )
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    maiden_flight = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "spacecraft configuration families"

    def __str__(self) -> str:
        return self.name


class SpacecraftConfiguration(SpacecraftCounters):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=200, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    type = models.ForeignKey(SpacecraftConfigurationType, models.PROTECT, related_name="configurations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="spacecraft_configurations")
    family = models.ManyToManyField(SpacecraftConfigurationFamily, blank=True, related_name="configurations")
    in_use = models.BooleanField(default=False, db_index=True)
    image = picture()
    capability = models.CharField(max_length=2048, blank=True, default="")
    history = models.CharField(max_length=1000, blank=True, default="")
    details = models.CharField(max_length=1000, blank=True, default="")
    maiden_flight = models.DateField(null=True, blank=True)
    height = models.FloatField(null=True, blank=True, help_text="m")
    diameter = models.FloatField(null=True, blank=True, help_text="m")
    human_rated = models.BooleanField(default=False, db_index=True)
    crew_capacity = models.PositiveIntegerField(null=True, blank=True)
    payload_capacity = models.PositiveIntegerField(null=True, blank=True, help_text="kg")
    payload_return_capacity = models.PositiveIntegerField(null=True, blank=True, help_text="kg")
    flight_life = models.CharField(max_length=2048, null=True, blank=True)
    wiki_link = models.URLField(blank=True, default="")
    info_link = models.URLField(blank=True, default="")

    fastest_turnaround = turnaround()

    def __str__(self) -> str:
        return self.name


class Spacecraft(models.Model):
    """One vehicle. Its figures are derived from its flights and dockings by `downrange.catalog.derived`.

    Where the log is known to be incomplete, `reported_time_in_space` and `reported_time_docked` hold what a source
    reports, and stand in place of the derived figures.
    """

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("name", "spacecraft_config"),
        NaturalKey("serial_number", "spacecraft_config"),
    )

    name = models.CharField(max_length=255, db_index=True)
    name_folded = FoldedText(of="name")
    serial_number = models.CharField(max_length=255, null=True, blank=True)
    serial_number_folded = FoldedText(of="serial_number")
    is_placeholder = models.BooleanField(default=False, db_index=True)
    image = picture()
    status = models.ForeignKey(SpacecraftStatus, models.PROTECT, related_name="spacecraft")
    description = models.CharField(max_length=2048, blank=True, default="")
    spacecraft_config = models.ForeignKey(SpacecraftConfiguration, models.PROTECT, related_name="spacecraft")
    reported_time_in_space = models.DurationField(null=True, blank=True)
    reported_time_docked = models.DurationField(null=True, blank=True)

    in_space = models.BooleanField(default=False, editable=False, db_index=True)
    time_in_space_offset = offset()
    time_in_space_rate = rate()
    time_docked_offset = offset()
    time_docked_rate = rate()
    flights_count = counter(index=True)
    mission_ends_count = counter(index=True)
    fastest_turnaround = turnaround()

    class Meta:
        verbose_name_plural = "spacecraft"
        indexes = [
            models.Index(name="spacecraft_time_in_space", fields=["time_in_space_rate", "time_in_space_offset"]),
            models.Index(name="spacecraft_time_docked", fields=["time_docked_rate", "time_docked_offset"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="spacecraft_ends_are_of_flights", condition=Q(mission_ends_count__lte=F("flights_count"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SpacecraftFlight(models.Model):
    """One launch of one spacecraft, to the end of its mission."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("spacecraft", "launch"),)

    spacecraft = models.ForeignKey(Spacecraft, models.CASCADE, related_name="flights")
    launch = models.ForeignKey(Launch, models.PROTECT, related_name="spacecraft_flights")
    destination = models.CharField(max_length=255, null=True, blank=True)
    destination_sort_key = SortKey(of="destination", null=True)
    mission_end = models.DateTimeField(null=True, blank=True, db_index=True, help_text="landing, reentry or loss")
    mission_end_date = models.DateField(null=True, blank=True, help_text="the day of an end whose hour nobody knows")
    mission_end_precision = models.ForeignKey(NetPrecision, models.PROTECT, null=True, blank=True, related_name="+")
    mission_end_uncertain = models.BooleanField(default=False)
    landing = models.OneToOneField(Landing, models.SET_NULL, null=True, blank=True, related_name="spacecraftflight")
    launch_crew = models.ManyToManyField(AstronautFlight, blank=True, related_name="launch_flights")
    onboard_crew = models.ManyToManyField(AstronautFlight, blank=True, related_name="onboard_flights")
    landing_crew = models.ManyToManyField(AstronautFlight, blank=True, related_name="landing_flights")

    gcat_jcat = models.CharField(max_length=32, null=True, blank=True, help_text="the object's number in GCAT")

    mission_end_instant = models.DateTimeField(
        null=True, editable=False, db_index=True, help_text="the mission end, or the midnight of its day"
    )
    turn_around_time = turnaround()

    class Meta:
        # Not `db_index`: altering the column makes SQLite rebuild the table, which drops its triggers.
        indexes = [models.Index(name="flight_mission_end_date", fields=["mission_end_date"])]
        constraints = [
            models.UniqueConstraint(name="flight_once_per_launch", fields=["spacecraft", "launch"]),
            models.CheckConstraint(
                name="flight_ends_by_hour_or_by_day", condition=Q(mission_end=None) | Q(mission_end_date=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.spacecraft} on {self.launch}"

    @property
    def as_logged(self) -> Flight:
        """The flight as its figures are computed from, without its dockings."""
        return Flight(self.launch.net, self.mission_end, self.mission_end_date)
