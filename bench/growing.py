"""Grows a catalogue, so that it can be measured how speed changes with its size.

    python -m bench.growing N DATA

Makes the folder DATA with the shipped catalogue, as `downrange load` does, and adds spacecraft until there are N.
"""

import argparse
import sys
from pathlib import Path

from downrange import cli


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.growing", description="Grow a catalogue.")
    parser.add_argument("wanted", metavar="N", type=int, help="how many spacecraft there shall be")
    parser.add_argument("data", metavar="DATA", type=Path, help="the data folder")
    given = parser.parse_args()
    if status := cli.main(["load", "--data", str(given.data)]):
        return status
    # Django can be asked for models only now that it is started.
    from downrange.catalog import clock

    from .fleet import grow

    sys.stdout.write(f"Added {grow(given.wanted, clock.tick())} spacecraft\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
