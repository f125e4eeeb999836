"""How far the mirror is, and what it could not write."""

from django.db import models


class OfRecord(models.Model):
    """A row about one record of upstream."""

    model = models.CharField(max_length=64)
    key = models.CharField(max_length=64)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(name="%(class)s_once", fields=["model", "key"])]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class Sweep(models.Model):
    """One way through a list of upstream, page by page. Where the next page begins is written with the page before."""

    task = models.CharField(max_length=64, primary_key=True, help_text="the name of the task in the plan")
    number = models.PositiveIntegerField(default=0, help_text="how often the list has been begun")
    parameters = models.JSONField(default=dict, help_text="what is asked besides limit and offset")
    started_at = models.DateTimeField(null=True, help_text="null: not under way")
    offset = models.PositiveIntegerField(default=0, help_text="records read of this sweep")
    count = models.PositiveIntegerField(null=True, help_text="records that upstream says the list has")
    read_at = models.DateTimeField(null=True, help_text="when the last sweep that was read to its end began")
    complete_at = models.DateTimeField(null=True, help_text="the same, of the last one that saw every record")
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    not_before = models.DateTimeField(null=True, help_text="when it may be tried again after a failure")

    def __str__(self) -> str:
        return self.task


class Sighting(OfRecord):
    """A record that upstream has listed, and in which sweep of its list."""

    sweep = models.PositiveIntegerField()

    class Meta(OfRecord.Meta):
        indexes = [models.Index(name="sighting_by_sweep", fields=["model", "sweep"])]


class SetAside(OfRecord):
    """A record of upstream that was not written, and why. It is tried again when what it waits for is there."""

    component = models.CharField(max_length=128)
    json = models.JSONField(null=True)
    around = models.JSONField(default=dict, help_text="keys of records that its place in the page tells, by field")
    reason = models.CharField(max_length=512)
    waits_for = models.CharField(max_length=128, blank=True, default="", help_text="model and key of a record")
    url = models.CharField(max_length=1024)
    at = models.DateTimeField()

    class Meta(OfRecord.Meta):
        indexes = [models.Index(name="set_aside_waits_for", fields=["waits_for"])]


class PendingReference(models.Model):
    """A reference of a record to one that is not there yet."""

    model = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    field = models.CharField(max_length=64)
    target = models.CharField(max_length=64, help_text="the name of the model referred to")
    column = models.CharField(max_length=64, help_text="which column of the target has the value")
    value = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="pending_once", fields=["model", "key", "field", "column", "value"]),
        ]
        indexes = [models.Index(name="pending_by_target", fields=["target", "column", "value"])]

    def __str__(self) -> str:
        return f"{self.model} {self.key}: {self.field} is {self.target} {self.value}"


class UnknownFields(OfRecord):
    """What upstream says of a record in fields that this version of the contract does not have."""

    values = models.JSONField()


class Finding(models.Model):
    """What is odd about upstream's answers, each kind once."""

    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=255)
    url = models.CharField(max_length=1024)
    times = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="found_once", fields=["kind", "subject"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"


class Demand(models.Model):
    """How often this server's own clients asked for a resource since the mirror last looked."""

    route = models.CharField(max_length=64, primary_key=True)
    requests = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.route}: {self.requests}"
