"""Load from wrk, on a core of its own."""

import os
import socket
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from .servers import PROBE

SCRIPT = Path(__file__).parent / "mix.lua"
CONNECTIONS = 16
TIMEOUT = 60  # seconds that a response may take


class LoadError(Exception):
    """A measurement that failed, and why."""


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured: responses per second, and the latencies p50 and p99 in µs."""

    rate: float
    p50: float
    p99: float


@dataclass(frozen=True, kw_only=True)
class Workload:
    """The requests that a server is sent: `targets` in turn, and in place of each `every`-th of them the next of `new`,
    which is endless. For each second `max_new_rate` of those are made up, which must be more than are sent.
    """

    address: str
    targets: Sequence[str] = ()
    new: Iterable[str] = ()
    every: int = 0
    max_new_rate: int = 4000
    fields: Mapping[str, str] = field(default_factory=dict)


def load(workload: Workload, folder: Path, *, seconds: float, core: int | None) -> Load:
    """Send requests for some seconds. Raises `LoadError` if any of them failed."""
    new = list(islice(workload.new, int(workload.max_new_rate * seconds))) if workload.every else []
    files = {"BENCH_TARGETS": workload.targets or new[:1], "BENCH_NEW": new}
    for name, targets in files.items():
        (folder / name).write_text("".join(f"{target}\n" for target in targets), encoding="ascii")
    variables = {name: str(folder / name) for name in files} | {"BENCH_EVERY": str(workload.every)}
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    options = [f"-d{max(1, round(seconds))}s", "-t1", f"-c{CONNECTIONS}", f"--timeout={TIMEOUT}s", "-s", str(SCRIPT)]
    named = [part for name, value in workload.fields.items() for part in ("-H", f"{name}: {value}")]
    command = [*pinned, "wrk", *options, *named, workload.address]
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("BENCH ")), None)
    if line is None:
        raise LoadError(f"wrk printed: {done.stdout}{done.stderr}")
    requests, took, p50, p99, failed, new_sent = (float(number) for number in line.split()[1:])
    if failed or not requests:
        raise LoadError(f"{failed:g} of {requests:g} requests to {workload.address} failed")
    if new_sent > len(new):
        raise LoadError(f"{new_sent:g} new requests were sent where {len(new)} had been made up")
    drain(workload.address)
    return Load(requests / took, p50, p99)


def drain(address: str) -> None:
    """Wait until a server that answers one request at a time has answered those that wrk left behind. Else a slow
    server works on for a second, on the core of the next one. Raises `LoadError` if it does not answer.
    """
    server = urlsplit(address)
    try:
        with socket.create_connection((server.hostname or "", server.port or 0), timeout=TIMEOUT) as wire:
            wire.sendall(PROBE)
            wire.recv(1)
    except OSError as error:
        raise LoadError(f"{address} does not answer after its load: {error}") from error
