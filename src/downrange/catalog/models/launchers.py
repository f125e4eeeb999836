"""Launch vehicles by configuration and family (contract, 02 §14)."""

from typing import ClassVar

from django.db import models

from .agencies import Agency
from .fields import LaunchCounters, turnaround
from .images import picture
from .natural_keys import NaturalKey
from .programs import Program
from .text import FoldedText, SortKey


class LauncherConfigurationFamily(LaunchCounters):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=200, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    manufacturer = models.ManyToManyField(Agency, blank=True, related_name="launcher_configuration_families")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    description = models.CharField(max_length=2048, blank=True, default="")
    active = models.BooleanField(default=True)
    maiden_flight = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = "launcher configuration families"

    def __str__(self) -> str:
        return self.name


class LauncherConfiguration(LaunchCounters):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("full_name"),
        NaturalKey("name", "manufacturer"),
    )

    name = models.CharField(max_length=200, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    families = models.ManyToManyField(LauncherConfigurationFamily, blank=True, related_name="configurations")
    full_name = models.CharField(max_length=200, blank=True, default="", db_index=True)
    full_name_folded = FoldedText(of="full_name")
    variant = models.CharField(max_length=200, blank=True, default="")
    active = models.BooleanField(default=True, db_index=True)
    is_placeholder = models.BooleanField(default=False, db_index=True)
    manufacturer = models.ForeignKey(
        Agency, models.SET_NULL, null=True, blank=True, related_name="launcher_configurations"
    )
    program = models.ManyToManyField(Program, blank=True, related_name="launcher_configurations")
    reusable = models.BooleanField(default=False)
    image = picture()
    info_url = models.URLField(null=True, blank=True)
    wiki_url = models.URLField(null=True, blank=True)
    description = models.CharField(max_length=2048, blank=True, default="")
    alias = models.CharField(max_length=200, blank=True, default="")
    min_stage = models.PositiveIntegerField(null=True, blank=True)
    max_stage = models.PositiveIntegerField(null=True, blank=True)
    length = models.FloatField(null=True, blank=True, help_text="m")
    diameter = models.FloatField(null=True, blank=True, help_text="m")
    maiden_flight = models.DateField(null=True, blank=True, db_index=True)
    launch_cost = models.PositiveBigIntegerField(null=True, blank=True, db_index=True, help_text="USD")
    launch_mass = models.FloatField(null=True, blank=True, db_index=True, help_text="t")
    leo_capacity = models.FloatField(null=True, blank=True, db_index=True, help_text="kg")
    gto_capacity = models.FloatField(null=True, blank=True, db_index=True, help_text="kg")
    geo_capacity = models.FloatField(null=True, blank=True, help_text="kg")
    sso_capacity = models.FloatField(null=True, blank=True, help_text="kg")
    to_thrust = models.FloatField(null=True, blank=True, help_text="kN")
    apogee = models.FloatField(null=True, blank=True, help_text="km")

    fastest_turnaround = turnaround()

    def __str__(self) -> str:
        return self.full_name or self.name
