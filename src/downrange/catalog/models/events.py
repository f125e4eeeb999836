"""Events, and what librarians note about launches, events and programs (contract, 03)."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from .agencies import Agency
from .images import picture
from .launches import Launch
from .links import InfoURL, VidURL
from .natural_keys import NaturalKey
from .people import Astronaut
from .programs import Program
from .stations import Expedition, SpaceStation
from .text import FoldedText
from .vocabulary import EventType, NetPrecision

DAY = timedelta(days=1)


class Event(models.Model):
    """Something in spaceflight that is no launch, such as a docking, a static fire or a press conference."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name", near={"date": DAY}),)

    name = models.CharField(max_length=200, db_index=True)
    name_folded = FoldedText(of="name")
    slug = models.SlugField(max_length=200)
    type = models.ForeignKey(EventType, models.PROTECT, related_name="events")
    description = models.CharField(max_length=2048, blank=True, default="")
    webcast_live = models.BooleanField(default=False)
    location = models.CharField(max_length=100, null=True, blank=True)
    date = models.DateTimeField(null=True, blank=True)
    date_precision = models.ForeignKey(NetPrecision, models.PROTECT, null=True, blank=True, related_name="events")
    duration = models.DurationField(null=True, blank=True)
    image = picture()
    last_updated = models.DateTimeField()
    info_urls = models.ManyToManyField(InfoURL, blank=True, related_name="events")
    vid_urls = models.ManyToManyField(VidURL, blank=True, related_name="events")
    agencies = models.ManyToManyField(Agency, blank=True, related_name="events")
    launches = models.ManyToManyField(Launch, blank=True, related_name="events")
    expeditions = models.ManyToManyField(Expedition, blank=True, related_name="events")
    spacestations = models.ManyToManyField(SpaceStation, blank=True, related_name="events")
    program = models.ManyToManyField(Program, blank=True, related_name="events")
    astronauts = models.ManyToManyField(Astronaut, blank=True, related_name="events")

    class Meta:
        # Each has the primary key, in which every ordering ends, so a page is found without reading the table.
        indexes = [
            models.Index(name="event_by_date", fields=["date", "id"]),
            models.Index(name="event_by_last_updated", fields=["last_updated", "id"]),
        ]

    def __str__(self) -> str:
        return self.name


class Update(models.Model):
    """What a librarian noted about a launch, an event or a program, and when."""

    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("created_on", "comment"),)

    launch = models.ForeignKey(Launch, models.CASCADE, null=True, blank=True, related_name="updates")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="updates")
    program = models.ForeignKey(Program, models.CASCADE, null=True, blank=True, related_name="updates")
    profile_image = models.URLField(null=True, blank=True)
    comment = models.TextField(max_length=40000, null=True, blank=True)
    info_url = models.URLField(null=True, blank=True)
    created_by = models.CharField(max_length=255, null=True, blank=True)
    created_on = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.created_on:%Y-%m-%d}: {self.comment}"
