"""Payloads: here above all as docking targets (contract, 02 §13)."""

from typing import ClassVar

from django.db import models

from .agencies import Agency
from .images import picture
from .landings import Landing
from .launches import Launch
from .natural_keys import NaturalKey
from .programs import Program
from .text import FoldedText, SortKey
from .vocabulary import PayloadType


class Payload(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("name"),)

    name = models.CharField(max_length=1048)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    type = models.ForeignKey(PayloadType, models.PROTECT, null=True, blank=True, related_name="payloads")
    manufacturer = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="manufactured_payloads"
    )
    operator = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="operated_payloads")
    image = picture()
    wiki_link = models.URLField(blank=True, default="")
    info_link = models.URLField(blank=True, default="")
    program = models.ManyToManyField(Program, blank=True, related_name="payloads")
    cost = models.PositiveBigIntegerField(null=True, blank=True, help_text="USD")
    mass = models.FloatField(null=True, blank=True, help_text="kg")
    description = models.CharField(max_length=2048, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class PayloadFlight(models.Model):
    natural_keys: ClassVar[tuple[NaturalKey, ...]] = (NaturalKey("payload", "launch"),)

    payload = models.ForeignKey(Payload, models.CASCADE, related_name="flights", related_query_name="payloadflight")
    launch = models.ForeignKey(Launch, models.PROTECT, null=True, blank=True, related_name="payload_flights")
    destination = models.CharField(max_length=255, null=True, blank=True)
    destination_sort_key = SortKey(of="destination", null=True)
    destination_folded = FoldedText(of="destination")
    amount = models.PositiveIntegerField(default=1)
    landing = models.OneToOneField(Landing, models.SET_NULL, null=True, blank=True, related_name="payloadflight")

    def __str__(self) -> str:
        return str(self.payload)
