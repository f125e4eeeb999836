"""Grows a catalogue, so that it can be measured how speed changes with its size.

    python -m bench.growing {spacecraft,launches} N DATA

Makes the folder DATA with the shipped catalogue, as `downrange load` does, and adds records until there are N.
"""

import argparse
import sys
from pathlib import Path

from downrange import cli


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.growing", description="Grow a catalogue.")
    parser.add_argument("resource", choices=("spacecraft", "launches"), help="what is added")
    parser.add_argument("wanted", metavar="N", type=int, help="how many records there shall be")
    parser.add_argument("data", metavar="DATA", type=Path, help="the data folder")
    given = parser.parse_args()
    if status := cli.main(["load", "--data", str(given.data)]):
        return status
    # Models can be imported only after Django is set up.
    from downrange.catalog import clock

    from . import fleet, launches

    grow = fleet.grow if given.resource == "spacecraft" else launches.grow
    sys.stdout.write(f"Added {grow(given.wanted, clock.tick())} {given.resource}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
