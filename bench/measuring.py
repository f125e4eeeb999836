"""Measurements side by side: pairs taken one after the other, so that what else the machine does weighs on both."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .load import Load, Workload, load

HEADING = (
    "| | /s | p50 µs | p99 µs | against | /s | p50 µs | p99 µs | ratio | to reach |\n"
    "|---|--:|--:|--:|---|--:|--:|--:|--:|--:|"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A comparison: how often one thing was done for each time the other was."""

    name: str
    ours: Load
    against: str
    theirs: Load
    ratio: float
    target: float

    def __str__(self) -> str:
        ours, theirs = (f"{load.rate:,.0f} | {load.p50:,.0f} | {load.p99:,.0f}" for load in (self.ours, self.theirs))
        ratio = f"{self.ratio:,.0f}" if self.ratio >= 10 else f"{self.ratio:.2f}"
        return f"| {self.name} | {ours} | {self.against} | {theirs} | {ratio} × | {self.target:g} × |"


class Bench:
    """Where, how long and how often is measured; `rows` are the results so far, printed as they come. `is_pinned` gives
    the servers one core and wrk another.
    """

    def __init__(self, seconds: float, rounds: int, folder: Path, *, is_pinned: bool = True) -> None:
        has_cores = is_pinned and hasattr(os, "sched_getaffinity")
        cores: list[int | None] = [*sorted(os.sched_getaffinity(0))] if has_cores else []
        self.server_core = cores[0] if len(cores) > 1 else None
        self.load_core = cores[1] if len(cores) > 1 else None
        self.seconds, self.rounds, self.folder = seconds, rounds, folder
        self.rows: list[Row] = []

    def load(self, workload: Workload, *, longer: float = 1) -> Load:
        return load(workload, self.folder, seconds=self.seconds * longer, core=self.load_core)

    def warm(self, workload: Workload) -> None:
        """Ask everything at least once, so that all of it has been asked before."""
        self.load(workload)

    def compare(
        self,
        name: str,
        ours: Workload,
        against: str,
        theirs: Workload,
        *,
        target: float,
        longer: tuple[float, float] = (1, 1),
    ) -> None:
        """A row. `longer` says how many times as long each side is to be measured."""
        pairs = [(self.load(ours, longer=longer[0]), self.load(theirs, longer=longer[1])) for _ in range(self.rounds)]
        ratio = median(one.rate / other.rate for one, other in pairs)
        row = Row(name, middle(one for one, _ in pairs), against, middle(other for _, other in pairs), ratio, target)
        self.rows.append(row)
        say(str(row))


def middle(loads: Iterator[Load]) -> Load:
    """Of each figure the median."""
    measured: Sequence[Load] = list(loads)
    return Load(*(median(getattr(load, figure) for load in measured) for figure in ("rate", "p50", "p99")))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
