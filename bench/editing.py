"""Edits a catalogue every few seconds, as whoever keeps one does: a change, and the revision with it.

    python -m bench.editing SECONDS

The database is that of `DOWNRANGE_DATA`. It goes on until it is stopped.
"""

import os
import sys
import time
from itertools import count

import django


def main(seconds: float) -> None:
    """Change the description of one spacecraft after the other."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
    django.setup()
    # Django can be asked for models only now that it is started.
    from django.db import transaction

    from downrange.catalog import clock
    from downrange.catalog.models import Spacecraft
    from downrange.catalog.revision import Revision

    for number in count(1):
        time.sleep(seconds)  # whoever measures wants edits this far apart
        with transaction.atomic():
            craft = Spacecraft.objects.order_by("pk")[number % Spacecraft.objects.count()]
            craft.description = f"{craft.description.partition(' Edit ')[0]} Edit {number}."[-2048:]
            craft.save(update_fields=["description"])
            Revision.advance(clock.tick())


if __name__ == "__main__":
    main(float(sys.argv[1]))
