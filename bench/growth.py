"""How speed changes with size: the same kinds of requests to catalogues of a thousand, ten thousand and a hundred
thousand records, sent one after the other, none twice, to a server that has just started.
"""

import shutil
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from statistics import median, quantiles
from typing import BinaryIO
from urllib.parse import urlsplit

from . import servers
from .growth_kinds import KINDS, Catalogue, Kind
from .load import LoadError, Workload
from .measuring import Bench, say

SIZES = (1_000, 10_000, 100_000)
HOW_MANY = 400
"""Requests of each kind."""
CPU_CHUNK = 20
"""Requests between two readings of the CPU time, which the system counts in ticks of 10 ms."""
CRAWL = 5
"""Length of the crawl as a multiple of a measurement. It sends only new requests, to see how memory grows."""
TARGET = 5
"""At most so many times slower at the largest size than at the smallest."""
MAX_CPU_MS = 15
"""CPU per request, in ms, of the kinds in `CPU_BOUNDED`."""
CPU_BOUNDED = frozenset({("launches", "new orderings"), ("launches", "search")})


@dataclass(frozen=True, slots=True)
class Latency:
    """Latencies of a series of requests in µs, and the CPU time of the workers per request in ms (the median)."""

    p50: float
    p99: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Growth:
    """A kind of request to a resource: what was measured at each size."""

    resource: str
    kind: str
    at_sizes: Sequence[Latency]

    @property
    def ratio(self) -> float:
        """How many times slower at the largest size than at the smallest."""
        return self.at_sizes[-1].p50 / self.at_sizes[0].p50

    def __str__(self) -> str:
        figures = " | ".join(f"{one.p50:,.0f} | {one.p99:,.0f} | {one.cpu_ms:.1f}" for one in self.at_sizes)
        bound = f"{MAX_CPU_MS} ms" if (self.resource, self.kind) in CPU_BOUNDED else ""
        return f"| {self.kind} | {figures} | {self.ratio:.1f} × | {TARGET} × | {bound} |"


def measure(
    bench: Bench, resources: Sequence[str] = ("spacecraft", "launches"), largest: int = SIZES[-1]
) -> list[Growth]:
    """Every kind of each resource at every size up to the largest; prints the tables and the memory of the workers."""
    sizes = [size for size in SIZES if size <= largest]
    return [row for resource in resources for row in _measure_resource(bench, resource, sizes)]


def _measure_resource(bench: Bench, resource: str, sizes: Sequence[int]) -> list[Growth]:
    kinds = KINDS[resource]
    measured: dict[str, list[Latency]] = {kind: [] for kind in kinds}
    for size in sizes:
        data = bench.folder / f"grown-{resource}-{size}"
        servers.grow(resource, size, data)
        for kind, latency in _measure_size(bench, resource, size, kinds).items():
            measured[kind].append(latency)
        shutil.rmtree(data)
    rows = [Growth(resource, kind, latencies) for kind, latencies in measured.items()]
    heads = " | ".join(f"{size:,}: p50 µs | p99 µs | CPU ms" for size in sizes)
    say(f"\n| {resource} | {heads} | slower | at most | CPU at most |\n|---|{'--:|' * (3 * len(sizes) + 3)}")
    for row in rows:
        say(str(row))
    say("")
    return rows


def _measure_size(bench: Bench, resource: str, size: int, kinds: Mapping[str, Kind]) -> dict[str, Latency]:
    data = bench.folder / f"grown-{resource}-{size}"
    with servers.downrange(data, bench.server_core) as server:
        catalogue = Catalogue.of(server.address, resource)
    measured = {}
    for kind, targets_of in kinds.items():
        with servers.downrange(data, bench.server_core) as server:
            random = Random(0)  # noqa: S311 - nothing is secret here
            measured[kind] = send(server, islice(_once(targets_of(random, catalogue)), HOW_MANY))
            if kind == "new requests":
                _crawl(bench, server, f"{size:,} {resource}", targets_of(Random(1), catalogue))  # noqa: S311 - nothing is secret here
    return measured


def _crawl(bench: Bench, server: servers.Server, name: str, targets: Iterator[str]) -> None:
    """Print how much the memory of a worker grows with requests that are never repeated."""
    before = server.memory()
    load = bench.load(Workload(address=server.address, new=targets, every=1), longer=CRAWL)
    sent = load.rate * bench.seconds * CRAWL
    say(
        f"{name}: a worker has {before:.0f} MiB after {HOW_MANY} requests,"
        f" {server.memory():.0f} MiB after {sent:,.0f} more."
    )


def send(server: servers.Server, targets: Iterator[str]) -> Latency:
    """Send one request after the other over one connection. Raises `LoadError` if one is not answered with 200."""
    latencies: list[float] = []
    cpu: list[float] = []
    place = urlsplit(server.address)
    with socket.create_connection((place.hostname, place.port)) as wire, wire.makefile("rb") as responses:
        while chunk := list(islice(targets, CPU_CHUNK)):
            spent = server.cpu_seconds()
            latencies.extend(timed_get(wire, responses, server.address, target) for target in chunk)
            cpu.append((server.cpu_seconds() - spent) / len(chunk) * 1e3)
    percentiles = quantiles(latencies, n=100)
    return Latency(percentiles[49], percentiles[98], median(cpu))


def timed_get(wire: socket.socket, responses: BinaryIO, address: str, target: str) -> float:
    """Send a request and read its response; the latency in µs. Raises `LoadError` if the status is not 200."""
    started = time.perf_counter()
    wire.sendall(f"GET {target} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n\r\n".encode())
    status, length = responses.readline(), 0
    while (line := responses.readline().lower()) not in (b"\r\n", b""):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    responses.read(length)
    if b" 200 " not in status:
        raise LoadError(f"{address}{target} is answered with {status!r}")
    return (time.perf_counter() - started) * 1e6


def _once(targets: Iterator[str]) -> Iterator[str]:
    sent: set[str] = set()
    for target in targets:
        if target not in sent:
            sent.add(target)
            yield target
