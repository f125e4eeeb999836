"""A second Downrange as upstream: makes its database from a folder of a catalogue.

python -m tests.mirror.upstream FOLDER
"""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from downrange.catalog import clock
    from downrange.seed.load import load

    call_command("migrate", verbosity=0)
    load(Path(sys.argv[1]), clock.tick())


if __name__ == "__main__":
    main()
