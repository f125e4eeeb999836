"""wrk, on a core of its own."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).parent / "mix.lua"
CONNECTIONS = 16


class LoadError(Exception):
    """A measurement that is none; its text says why."""


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured: requests a second, and the latencies that half and all but a hundredth stayed below, in µs."""

    rate: float
    p50: float
    p99: float


def load(
    address: str,
    targets: Sequence[str],
    folder: Path,
    *,
    seconds: float,
    core: int | None,
    fields: Mapping[str, str] | None = None,
    connections: int = CONNECTIONS,
) -> Load:
    """Ask `targets` in turn for some seconds. Raises `LoadError` where anything but a good answer came back."""
    listed = folder / "targets"
    listed.write_text("".join(f"{target}\n" for target in targets), encoding="ascii")
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    options = [f"-d{seconds:g}s", "-t1", f"-c{connections}", "-s", str(SCRIPT)]
    named = [part for name, value in (fields or {}).items() for part in ("-H", f"{name}: {value}")]
    done = subprocess.run(
        [*pinned, "wrk", *options, *named, address],
        env=os.environ | {"BENCH_TARGETS": str(listed)},
        capture_output=True,
        text=True,
        check=False,
    )
    line = next((line for line in done.stdout.splitlines() if line.startswith("BENCH ")), None)
    if line is None:
        raise LoadError(f"wrk said: {done.stdout}{done.stderr}")
    requests, took, p50, p99, refused = (float(number) for number in line.split()[1:])
    if refused or not requests:
        raise LoadError(f"{refused:g} of {requests:g} requests to {address} failed")
    return Load(requests / took, p50, p99)
