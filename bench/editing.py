"""Edits a catalogue every few seconds, as whoever keeps one does: a change, and the revision with it.

    python -m bench.editing SECONDS

The database is that of `DOWNRANGE_DATA`. It goes on until it is stopped.
"""

import os
import sys
import time
from itertools import count

import django
from django.db import transaction

os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.site.settings"
django.setup()

from downrange.catalog import clock  # noqa: E402
from downrange.catalog.models import Spacecraft  # noqa: E402
from downrange.catalog.revision import Revision  # noqa: E402


def edit(number: int) -> None:
    """The description of one spacecraft."""
    with transaction.atomic():
        craft = Spacecraft.objects.order_by("pk")[number % Spacecraft.objects.count()]
        craft.description = f"{craft.description.partition(' Edit ')[0]} Edit {number}."[-2048:]
        craft.save(update_fields=["description"])
        Revision.advance(clock.tick())


if __name__ == "__main__":
    for number in count(1):
        time.sleep(float(sys.argv[1]))
        edit(number)
