"""wrk, on a core of its own."""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

SCRIPT = Path(__file__).parent / "mix.lua"
CONNECTIONS = 16
PATIENCE = 60  # seconds that an answer may take


class LoadError(Exception):
    """A measurement that is none; its text says why."""


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured: requests a second, and the latencies that half and all but a hundredth stayed below, in µs."""

    rate: float
    p50: float
    p99: float


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a server is asked: `targets` in turn; in place of each `every`-th, the next of `new`. Of those there is no
    end, and `most_new` a second are made up: more than are answered.
    """

    address: str
    targets: Sequence[str] = ()
    new: Iterable[str] = ()
    every: int = 0
    most_new: int = 4000
    fields: Mapping[str, str] = field(default_factory=dict)


def load(asking: Asking, folder: Path, *, seconds: float, core: int | None) -> Load:
    """Ask for some seconds. Raises `LoadError` where anything but a good answer came back."""
    new = list(islice(asking.new, int(asking.most_new * seconds))) if asking.every else []
    files = {"BENCH_TARGETS": asking.targets or new[:1], "BENCH_NEW": new}
    for name, targets in files.items():
        (folder / name).write_text("".join(f"{target}\n" for target in targets), encoding="ascii")
    variables = {name: str(folder / name) for name in files} | {"BENCH_EVERY": str(asking.every)}
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    options = [f"-d{max(1, round(seconds))}s", "-t1", f"-c{CONNECTIONS}", f"--timeout={PATIENCE}s", "-s", str(SCRIPT)]
    named = [part for name, value in asking.fields.items() for part in ("-H", f"{name}: {value}")]
    command = [*pinned, "wrk", *options, *named, asking.address]
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("BENCH ")), None)
    if line is None:
        raise LoadError(f"wrk said: {done.stdout}{done.stderr}")
    requests, took, p50, p99, refused, renewed = (float(number) for number in line.split()[1:])
    if refused or not requests:
        raise LoadError(f"{refused:g} of {requests:g} requests to {asking.address} failed")
    if renewed > len(new):
        raise LoadError(f"{renewed:g} new questions were wanted where {len(new)} had been made up")
    return Load(requests / took, p50, p99)
