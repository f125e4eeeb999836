"""The first new request that a worker answers after its start, beside its second."""

import socket
from statistics import median
from urllib.parse import urlsplit

from . import launch_targets, servers
from .growth import timed_get
from .measuring import Bench, say

STARTS = 5
APART = 3500
"""Launches between the two pages, so that the second nests few records that the first has cached."""
TARGET = 1.5
"""The first takes at most so many times as long as the second."""


def measure(bench: Bench) -> None:
    """Start a server several times, and send each two requests for different pages of launches."""
    data = bench.folder / "data"
    latencies = []
    for start in range(STARTS):
        with servers.downrange(data, bench.server_core, probe=servers.MALFORMED) as server:
            place = urlsplit(server.address)
            with socket.create_connection((place.hostname, place.port)) as wire, wire.makefile("rb") as responses:
                latencies.append(
                    [
                        timed_get(wire, responses, server.address, page(100 * start + APART * number))
                        for number in range(2)
                    ]
                )
    first, second = (median(figures) for figures in zip(*latencies, strict=True))
    say("| a new page of ten launches, of a worker just started | first: µs | second: µs | ratio | at most |")
    say("|---|--:|--:|--:|--:|")
    say(f"| {STARTS} starts | {first:,.0f} | {second:,.0f} | {first / second:.1f} × | {TARGET} × |\n")


def page(offset: int) -> str:
    return launch_targets.page(launch_targets.BASE, ordering="net", limit=10, offset=offset)
