"""The ledger of calls: what was asked of an upstream, and when it may be asked again."""

from django.db import models


class Upstream(models.Model):
    """An upstream, and what is known of its limit. Its row is locked while a call is reserved."""

    base = models.CharField(max_length=255, primary_key=True, help_text="its URL")
    hold_until = models.DateTimeField(null=True, help_text="no call before this instant")
    hold_boot = models.CharField(
        max_length=64, blank=True, default="", help_text="the start of the machine that set it"
    )
    hold_uptime = models.FloatField(default=0, help_text="seconds from that start to the end of the hold")
    hold_reason = models.CharField(max_length=255, blank=True, default="")
    left = models.PositiveIntegerField(null=True, help_text="calls that it says are left; null: it is to be asked")
    failures = models.PositiveIntegerField(default=0, help_text="calls in a row that it did not answer")
    revision = models.PositiveBigIntegerField(null=True, help_text="the last change of its feed that is applied here")
    revision_at = models.CharField(max_length=40, blank=True, default="", help_text="when that change was made")

    def __str__(self) -> str:
        return self.base


class Call(models.Model):
    """One call that counts. It is written before the request is sent."""

    upstream = models.ForeignKey(Upstream, models.CASCADE, related_name="calls")
    at = models.DateTimeField()
    boot = models.CharField(max_length=64, blank=True, default="", help_text="the start of the machine that made it")
    uptime = models.FloatField(help_text="seconds from that start to the call")
    purpose = models.CharField(max_length=16)
    url = models.CharField(max_length=1024)
    status = models.CharField(max_length=255, blank=True, default="", help_text="how it ended; empty: not known")
    records = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(name="call_by_time", fields=["upstream", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ} {self.purpose} {self.url}"
