"""Keys, and the requests that were counted where no Redis counts them. They are no facts: no edit notes them."""

from django.db import models

from .rates import Rate


class Key(models.Model):
    """A client's key. Only its digest is stored."""

    name = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256, in hexadecimal")
    requests = models.PositiveIntegerField(null=True, help_text="in each period; null: without a limit")
    period = models.PositiveIntegerField(default=3600, help_text="seconds")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, help_text="to the minute")
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def rate(self) -> Rate | None:
        return None if self.requests is None else Rate(self.requests, self.period)


class Use(models.Model):
    """The requests of one client in its period."""

    client = models.CharField(max_length=128, primary_key=True)
    times = models.JSONField(default=list, help_text="seconds of the epoch, in order")
    until = models.FloatField(default=0.0, help_text="when the last of them ceases to count")

    def __str__(self) -> str:
        return self.client
