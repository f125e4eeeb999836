"""The command `downrange` by a clock that a file sets: `python -m tests.faults.shifted FILE serve …`.

The file has the days by which the clock is wrong. The time of day is read by `time.time` and by the catalogue's clock;
both are told another one. What measures spans of time goes by the monotonic clock, which no clock of day moves.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

DAY = 86_400
_right = time.time


def main() -> int:
    file = Path(sys.argv.pop(1))

    def wrong() -> float:
        return _right() + DAY * int(file.read_text(encoding="ascii"))

    time.time = wrong  # before anything else takes it
    from downrange.catalog import clock
    from downrange.cli import main as command

    def tick() -> datetime:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=wrong())).replace(second=0, microsecond=0)

    clock.tick = tick
    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
