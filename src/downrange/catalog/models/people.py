"""Astronauts and the flights they made (contract, 02 §12)."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .agencies import Agency
from .fields import counter, offset, rate
from .images import picture
from .links import SocialMediaLink
from .natural_keys import NaturalKey
from .text import FoldedText, SortKey
from .vocabulary import AstronautRole, AstronautStatus, AstronautType, Country


class Astronaut(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name", "date_of_birth"), NaturalKey("name"))

    name = models.CharField(max_length=255, db_index=True)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    status = models.ForeignKey(AstronautStatus, models.PROTECT, null=True, blank=True, related_name="astronauts")
    agency = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True, related_name="astronauts")
    image = picture()
    type = models.ForeignKey(AstronautType, models.PROTECT, null=True, blank=True, related_name="astronauts")
    date_of_birth = models.DateField(null=True, blank=True, db_index=True)
    date_of_death = models.DateField(null=True, blank=True, db_index=True)
    nationality = models.ManyToManyField(Country, blank=True, related_name="astronauts")
    bio = models.CharField(max_length=2048, blank=True, default="")
    wiki = models.CharField(max_length=255, null=True, blank=True)
    social_media_links = models.ManyToManyField(SocialMediaLink, blank=True, related_name="astronauts")

    wikidata_id = models.CharField(max_length=32, null=True, blank=True)

    in_space = models.BooleanField(default=False, editable=False, db_index=True)
    time_in_space_offset = offset()
    time_in_space_rate = rate()
    eva_time = models.DurationField(default=timedelta, editable=False, db_index=True)
    first_flight = models.DateTimeField(null=True, editable=False, db_index=True)
    last_flight = models.DateTimeField(null=True, editable=False, db_index=True)
    flights_count = counter(index=True)
    landings_count = counter(index=True)
    spacewalks_count = counter(index=True)

    class Meta:
        indexes = [
            models.Index(name="astronaut_time_in_space", fields=["time_in_space_rate", "time_in_space_offset"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="astronaut_death_after_birth",
                condition=Q(date_of_death=None) | Q(date_of_birth=None) | Q(date_of_death__gte=F("date_of_birth")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AstronautFlight(models.Model):
    """One person's part in one flight of one spacecraft, a seat that the flight's crews share; or in one expedition."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (
        NaturalKey("astronaut", "launch_flights"),
        NaturalKey("astronaut", "onboard_flights"),
        NaturalKey("astronaut", "landing_flights"),
        NaturalKey("astronaut", "expeditions"),
        NaturalKey("astronaut", "spacewalks"),
    )

    astronaut = models.ForeignKey(Astronaut, models.CASCADE, related_name="astronaut_flights")
    role = models.ForeignKey(AstronautRole, models.PROTECT, null=True, blank=True, related_name="astronaut_flights")

    def __str__(self) -> str:
        return str(self.astronaut)
