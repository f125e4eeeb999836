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
    from downrange.catalog.editing import editing
    from downrange.catalog.models import Spacecraft

    for number in count(1):
        time.sleep(seconds)  # whoever measures wants edits this far apart
        with editing(by="bench", source="local"):
            craft = Spacecraft.objects.order_by("pk")[number % Spacecraft.objects.count()]
            craft.description = f"{craft.description.partition(' Edit ')[0]} Edit {number}."[-2048:]
            craft.save(update_fields=["description"])


if __name__ == "__main__":
    main(float(sys.argv[1]))
