"""First stages: the single launchers that fly and fly again, and each one's part in a launch (contract, 02 §8)."""

from typing import ClassVar

from django.db import models

from .fields import counter, turnaround
from .images import picture
from .landings import Landing
from .launchers import LauncherConfiguration
from .launches import Launch, Rocket
from .natural_keys import NaturalKey
from .text import FoldedText
from .vocabulary import FirstStageType, LauncherStatus


class Launcher(models.Model):
    """One first stage, by its serial number. Its figures are derived from its flights."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("serial_number", "launcher_config"),)

    serial_number = models.CharField(max_length=10, null=True, blank=True, db_index=True)
    serial_number_folded = FoldedText(of="serial_number")
    is_placeholder = models.BooleanField(default=False, db_index=True)
    status = models.ForeignKey(LauncherStatus, models.PROTECT, null=True, blank=True, related_name="launchers")
    image = picture()
    details = models.CharField(max_length=2048, blank=True, default="")
    launcher_config = models.ForeignKey(LauncherConfiguration, models.PROTECT, related_name="launchers")

    flight_proven = models.BooleanField(default=False, editable=False, db_index=True)
    flights = counter(index=True)
    attempted_landings = counter(index=True)
    successful_landings = counter(index=True)
    first_launch_date = models.DateTimeField(null=True, editable=False, db_index=True)
    last_launch_date = models.DateTimeField(null=True, editable=False, db_index=True)
    fastest_turnaround = turnaround()

    def __str__(self) -> str:
        return self.serial_number or f"unknown {self.launcher_config}"


class FirstStage(models.Model):
    """One flight of one launcher, as the core or a booster of a rocket."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("rocket", "launcher"),)

    type = models.ForeignKey(FirstStageType, models.PROTECT, related_name="first_stages")
    rocket = models.ForeignKey(Rocket, models.CASCADE, related_name="launcher_stage", related_query_name="firststage")
    launcher = models.ForeignKey(Launcher, models.PROTECT, related_name="stages", related_query_name="firststage")
    landing = models.OneToOneField(Landing, models.SET_NULL, null=True, blank=True, related_name="firststage")
    # Reported, because the catalogue need not have every flight of a launcher.
    launcher_flight_number = models.PositiveIntegerField(null=True, blank=True, help_text="1: its first flight")

    previous_flight = models.ForeignKey(
        Launch, models.SET_NULL, null=True, editable=False, related_name="next_first_stages"
    )
    turn_around_time = turnaround()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="launcher_once_per_rocket", fields=["rocket", "launcher"]),
        ]

    def __str__(self) -> str:
        return f"{self.launcher} on {self.rocket.launch}"
