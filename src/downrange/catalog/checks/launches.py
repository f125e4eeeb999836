"""A check of launches: those that lack what upstream's always have."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from .. import models

EXPECTED = ("launch_service_provider", "mission", "pad", "rocket", "status")
"""Relations that are null in no launch of upstream: it has an "Unknown Pad" at each location. Clients read them without
asking whether they are there. They may be null here, because whoever writes may not know yet.
"""


class IncompleteLaunch(NamedTuple):
    """The primary key of a launch, and the relations that it lacks."""

    pk: UUID
    lacks: tuple[str, ...]


def incomplete_launches() -> Iterator[IncompleteLaunch]:
    """Launches that lack some of `EXPECTED`."""
    lacking = Q.create([(name, None) for name in EXPECTED], connector=Q.OR)
    for pk, *keys in models.Launch.objects.filter(lacking).order_by("net", "pk").values_list("pk", *EXPECTED):
        yield IncompleteLaunch(pk, tuple(name for name, key in zip(EXPECTED, keys, strict=True) if key is None))
