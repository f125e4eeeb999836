"""What keeps people away from a program's test site: closed roads, and notices to travellers (contract, 03)."""

from django.db import models
from django.db.models import F, Q

from .programs import Program
from .vocabulary import NoticeType, RoadClosureStatus


class RoadClosure(models.Model):
    program = models.ForeignKey(Program, models.CASCADE, related_name="road_closures")
    title = models.CharField(max_length=1048)
    status = models.ForeignKey(RoadClosureStatus, models.PROTECT, related_name="closures")
    window_start = models.DateTimeField(db_index=True)
    window_end = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="road_closure_window_in_order", condition=Q(window_end__gte=F("window_start"))),
        ]

    def __str__(self) -> str:
        return self.title


class Notice(models.Model):
    program = models.ForeignKey(Program, models.CASCADE, related_name="notices")
    type = models.ForeignKey(NoticeType, models.PROTECT, related_name="notices")
    date = models.DateTimeField(db_index=True)
    url = models.URLField()

    def __str__(self) -> str:
        return f"{self.type} of {self.date:%Y-%m-%d}"
