"""What a second worker and another database bring: Downrange beside itself, each server and wrk on all cores."""

from contextlib import ExitStack
from dataclasses import dataclass

from . import launch_targets, servers
from .load import Workload
from .measuring import HEADING, Bench, say

FIXED = f"{launch_targets.UPCOMING}?limit=10"


@dataclass(frozen=True, slots=True)
class Setup:
    """A way to serve the shipped catalogue."""

    workers: int
    database_url: str = ""
    """That of a PostgreSQL database; empty for SQLite."""

    def __str__(self) -> str:
        return f"{'PostgreSQL' if self.database_url else 'SQLite'}, {self.workers} worker{'s' * (self.workers > 1)}"


def measure(bench: Bench, database_url: str) -> None:
    """Two workers beside one, and PostgreSQL beside SQLite if there is the URL of a database that is empty at first."""
    say(f"Each server and wrk on all cores, {bench.rounds} rounds of {bench.seconds:g} s.\n\n{HEADING}")
    compare(bench, Setup(2), Setup(1))
    if database_url:
        compare(bench, Setup(2, database_url), Setup(1, database_url))
        for workers in (1, 2):
            compare(bench, Setup(workers, database_url), Setup(workers))
    say("")


def compare(bench: Bench, ours: Setup, theirs: Setup) -> None:
    """A row for a cached page, and one for requests that are all new."""
    with ExitStack() as stack:
        addresses = [
            stack.enter_context(
                servers.downrange(bench.folder / "data", None, workers=setup.workers, database_url=setup.database_url)
            ).address
            for setup in (ours, theirs)
        ]
        cached = [Workload(address=address, targets=[FIXED]) for address in addresses]
        new = [Workload(address=address, new=launch_targets.targets(), every=1) for address in addresses]
        for kind, (one, other) in {"cached": cached, "new": new}.items():
            bench.compare(f"{kind}: {ours}", one, str(theirs), other, target=1)
