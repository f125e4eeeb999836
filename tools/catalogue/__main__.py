"""The command: `python -m tools.catalogue FACTS_FOLDER…`."""

import argparse
import sys
from pathlib import Path

import django
from django.conf import settings

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "downrange" / "seed" / "data"
LEDGER = Path(__file__).parent / "ids.jsonl"


def set_up() -> None:
    """Set up the models, without a database."""
    if not settings.configured:
        settings.configure(INSTALLED_APPS=["downrange.catalog"], USE_TZ=True)
        django.setup()


def main(arguments: list[str] | None = None) -> int:
    """Build, check and write the catalogue. Contradictory facts give one line, status 2, and no file."""
    parser = argparse.ArgumentParser(prog="python -m tools.catalogue", description="Build the shipped catalogue.")
    parser.add_argument("facts", type=Path, nargs="+", help="the folders of facts")
    parser.add_argument("--output", type=Path, default=DATA, help="where the files go (default: %(default)s)")
    parser.add_argument("--ledger", type=Path, default=LEDGER, help="the ledger of ids (default: %(default)s)")
    options = parser.parse_args(arguments)
    set_up()
    from .build import build
    from .check import check
    from .errors import FactError
    from .facts import Facts
    from .layout import write
    from .ledger import Ledger

    try:
        catalogue = build(Facts(*options.facts), Ledger.read(options.ledger))
        check(catalogue)
    except FactError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    catalogue.ledger.write(options.ledger)
    write(catalogue, options.output)
    for table, records in sorted(catalogue.tables.items()):
        sys.stdout.write(f"{len(records):6} {table}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
