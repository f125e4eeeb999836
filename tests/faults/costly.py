"""What the most expensive requests cost others: `python -m tests.faults.costly --seconds 30`.

Eight clients ask for pages for people with a hundred detailed launches each, for whole lists as CSV, for searches and
for the past, all different. Meanwhile others ask for what is new, for what is cached and for a static file, and are
timed.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from .. import command

COSTLY = (
    "/2.3.0/launches/?mode=detailed&limit=100&format=api&offset={}",
    "/2.3.0/launches/?mode=detailed&format=csv&limit=1000&offset={}",
    "/2.3.0/launches/?search=a&ordering=-last_updated&mode=detailed&limit=100&offset={}",
    "/2.3.0/spacecraft/?mode=detailed&limit=100&at=2000-01-01&offset={}",
    "/2.3.0/astronauts/?mode=detailed&limit=100&ordering=-time_in_space&at=2010-01-01&offset={}",
)
OTHERS = {
    "new": "/2.3.0/agencies/?limit=3&offset={}",
    "cached": "/2.3.0/config/orbits/?limit=1",
    "static": "/static/explorer/base.css",
}
CLIENTS = 8


@dataclass
class Seen:
    asked: int = 0
    """Expensive requests that were answered."""
    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """How long each of the others took, by kind."""
    failures: list[str] = field(default_factory=list)


def ask(netloc: str, target: str) -> int:
    wire = HTTPConnection(netloc, timeout=60)
    try:
        wire.request("GET", target)
        response = wire.getresponse()
        response.read()
        return response.status
    finally:
        wire.close()


def measure(address: str, seconds: float) -> Seen:
    netloc, seen, stop = urlsplit(address).netloc, Seen(), threading.Event()
    chance = random.Random(1)  # noqa: S311 - what to ask

    def demand() -> None:
        while not stop.is_set():
            with suppress(OSError):
                status = ask(netloc, chance.choice(COSTLY).format(chance.randrange(7000)))
                seen.asked += status == 200
                if status not in (200, 503):
                    seen.failures.append(f"costly: {status}")

    threads = [threading.Thread(target=demand) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for kind, target in OTHERS.items():
            started = time.monotonic()
            status = ask(netloc, target.format(chance.randrange(300)))
            seen.seconds[kind].append(time.monotonic() - started)
            if status != 200:
                seen.failures.append(f"{kind}: {status}")
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    return seen


def report(seconds: Mapping[str, list[float]]) -> str:
    lines = []
    for kind, times in seconds.items():
        ordered = sorted(times)
        middle, most = ordered[len(ordered) // 2], ordered[-1]
        lines.append(f"{kind}: {len(ordered)} requests, p50 {middle * 1000:.0f} ms, max {most * 1000:.0f} ms\n")
    return "".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="downrange-costly-") as name:
        command.templates = Path(name)
        variables = command.filled(Path(name) / "home")
        with command.serving(variables, complaints=command.ANY) as (address, _):
            seen = measure(address, chosen.seconds)
    sys.stdout.write(f"{seen.asked} expensive requests, {len(seen.failures)} failures {seen.failures[:3]}\n")
    sys.stdout.write(report(seen.seconds))
    return bool(seen.failures)


if __name__ == "__main__":
    sys.exit(main())
