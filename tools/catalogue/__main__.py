"""The command: `python -m tools.catalogue SPACECRAFT LAUNCH_LOG`."""

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
    parser.add_argument("facts", type=Path, help="the folder of the catalogue of spacecraft")
    parser.add_argument("log", type=Path, help="the folder of the launch log")
    parser.add_argument("--output", type=Path, default=DATA, help="where the files go (default: %(default)s)")
    parser.add_argument("--ledger", type=Path, default=LEDGER, help="the ledger of ids (default: %(default)s)")
    parser.add_argument(
        "--release", type=Path, default=DATA, help="the files of the last release (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    set_up()
    from .build import build
    from .check import check
    from .errors import FactError
    from .facts import Facts
    from .layout import write
    from .ledger import Ledger
    from .moves import moves
    from .moves import write as write_moves

    try:
        catalogue = build(Facts(options.facts), Facts(options.log), Ledger.read(options.ledger))
        check(catalogue)
    except FactError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    catalogue.ledger.write(options.ledger)
    moved = moves(catalogue.former, options.release)
    write(catalogue, options.output)
    write_moves(moved, options.output)
    for table, records in sorted(catalogue.tables.items()):
        sys.stdout.write(f"{len(records):6} {table}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
