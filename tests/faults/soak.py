"""Mixed load while another process edits: `python -m tests.faults.soak --seconds 600`.

Clients ask for lists and records that are cached and that are not, for pages for people and for the feed, on
connections that are kept and that are closed. Meanwhile an editor gives two agencies one new text, in one edit. A
response that shows the two with different texts mixed two revisions. A revision that is lower than one that was seen
before was read from the past.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from .. import command
from .wire import memory_of, workers_of

PAIR = (44, 63)
"""Two agencies that are always edited together."""
EDITOR = f"""
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
import django
django.setup()
from downrange.catalog.editing import editing
from downrange.catalog.models import Agency
for number, line in enumerate(sys.stdin):
    with editing(by="Ada", source="local"):
        Agency.objects.filter(pk__in={PAIR}).update(description=f"Edit {{number}}")
    print(number, flush=True)
"""
TARGETS = (
    f"/2.3.0/agencies/?id={PAIR[0]},{PAIR[1]}",
    "/2.3.0/launches/upcoming/?limit=10",
    "/2.3.0/launches/previous/?mode=detailed&limit=5&offset={}",
    "/2.3.0/spacecraft/?limit=10&offset={}&ordering=-time_in_space",
    "/2.3.0/spacecraft/{}/",
    "/2.3.0/astronauts/?search=an&offset={}",
    "/2.3.0/astronauts/?at=2003-02-01&in_space=true&offset={}",
    "/2.3.0/spacecraft/?format=api&offset={}",
    "/changes/?since={}&limit=10",
    "/2.3.0/nothing/{}/",
)
EXPECTED = (200, 404)
SAMPLE_EVERY = 1.0
"""Seconds between two edits, and two looks at the memory."""


@dataclass
class Outcome:
    """What the clients saw."""

    statuses: Counter[int] = field(default_factory=Counter)
    mixed: int = 0
    """Responses with two revisions in them."""
    past: int = 0
    """Responses of a revision before one that the same client had seen a second before."""
    failures: list[str] = field(default_factory=list)
    edits: int = 0
    unseen: int = 0
    """Edits that were not seen a second after they were made."""
    memory: list[int] = field(default_factory=list)
    """Bytes of all workers."""


class Client(threading.Thread):
    """Asks until it is told to stop."""

    def __init__(self, address: str, seed: int, outcome: Outcome, stop: threading.Event) -> None:
        super().__init__()
        self.netloc, self.chance = urlsplit(address).netloc, random.Random(seed)  # noqa: S311 - what to ask
        self.outcome, self.stop = outcome, stop
        self.seen: list[tuple[float, int]] = []

    def run(self) -> None:
        wire = HTTPConnection(self.netloc, timeout=30)
        while not self.stop.is_set():
            target = self.chance.choice(TARGETS).format(self.chance.randrange(300))
            try:
                wire.request("GET", target)
                response = wire.getresponse()
                body = response.read()
            except OSError as error:
                self.outcome.failures.append(f"{target}: {error!r}")
                wire.close()
                continue
            self.outcome.statuses[response.status] += 1
            self._look(target, response.getheader("X-Catalog-Revision"), body)
            if self.chance.random() < 0.1:
                wire.close()
        wire.close()

    def _look(self, target: str, revision: str | None, body: bytes) -> None:
        if target == TARGETS[0]:
            self.outcome.mixed += len({each["description"] for each in orjson.loads(body)["results"]}) > 1
        if revision is not None:
            now = time.monotonic()
            known = max((number for at, number in self.seen if at < now - 1), default=0)
            self.outcome.past += int(revision) < known
            self.seen = [*self.seen[-50:], (now, int(revision))]


def soak(address: str, server: int, variables: dict[str, str], seconds: float, clients: int) -> Outcome:
    """Ask and edit for so many seconds."""
    outcome, stop = Outcome(), threading.Event()
    asking = [Client(address, number, outcome, stop) for number in range(clients)]
    with subprocess.Popen(
        [sys.executable, "-c", EDITOR],
        env=variables,
        cwd=command.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as editor:
        assert editor.stdin is not None
        assert editor.stdout is not None
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            editor.stdin.write("\n")
            editor.stdin.flush()
            number = editor.stdout.readline().strip()
            outcome.edits += 1
            time.sleep(SAMPLE_EVERY)
            outcome.unseen += not _shows(address, f"Edit {number}")
            if outcome.edits == 1:  # until then the two have texts of their own
                for client in asking:
                    client.start()
            outcome.memory.append(sum(map(memory_of, workers_of(server))))
        stop.set()
        for client in asking:
            client.join()
        editor.stdin.close()
    return outcome


def _shows(address: str, text: str) -> bool:
    wire = HTTPConnection(urlsplit(address).netloc, timeout=30)
    wire.request("GET", TARGETS[0])
    body = wire.getresponse().read()
    wire.close()
    return text.encode() in body


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", default="2")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="downrange-soak-") as folder:
        command.templates = Path(folder)
        variables = command.filled(Path(folder) / "home")
        if "DOWNRANGE_DATABASE_URL" in os.environ:
            variables["DOWNRANGE_DATABASE_URL"] = os.environ["DOWNRANGE_DATABASE_URL"]
        with command.serving(variables, "--workers", chosen.workers) as (address, server):
            outcome = soak(address, server.pid, variables, chosen.seconds, chosen.clients)
        sound = command.run(variables, "check")
    quarter = len(outcome.memory) // 4
    memory = [each // 1024**2 for each in outcome.memory[:: max(1, quarter)]]
    sys.stdout.write(
        f"responses {dict(outcome.statuses)}, failures {len(outcome.failures)} {outcome.failures[:3]}\n"
        f"edits {outcome.edits}, unseen after a second {outcome.unseen}, mixed {outcome.mixed}, past {outcome.past}\n"
        f"MiB of the workers at each quarter {memory}\n"
        f"{sound.stdout.splitlines()[-1]}\n"
    )
    failed = outcome.failures or set(outcome.statuses) - set(EXPECTED) or outcome.mixed or outcome.past
    return 1 if failed or outcome.unseen or sound.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
