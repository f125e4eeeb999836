"""What a worker counts for Prometheus.

The event loop counts in plain numbers. Once a second they are added to files that `prometheus_client` shares among all
processes of a server, from which another process answers `/metrics`. Their folder is that of the variable
`PROMETHEUS_MULTIPROC_DIR`, which is read when this module is imported.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.multiprocess import mark_process_dead

from downrange.messages import Request

UNREAD = "-"
"""The route of a request that could not be read."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""
REQUESTS = Counter("downrange_requests_total", "Requests that were answered.", ["route", "status"])
HITS = Counter("downrange_cache_hits_total", "Requests that were answered from the cache.")
SECONDS = Histogram("downrange_response_seconds", "Time to make a response that was not cached.", buckets=BUCKETS)
CONNECTIONS = Gauge("downrange_connections", "Open connections.", multiprocess_mode="livesum")
WAITING = Gauge("downrange_requests_waiting", "Requests that wait for the application.", multiprocess_mode="livesum")
LONG_POLLS = Gauge("downrange_long_polls", "Responses that are held back.", multiprocess_mode="livesum")
ENDED = Counter("downrange_workers_ended_total", "Workers that ended unexpectedly, and were replaced.")


@dataclass(slots=True)
class Tally:
    """Requests for one route with one status since the last time that they were published."""

    made: int = 0
    cached: int = 0


def note_end(worker: int, *, is_expected: bool) -> None:
    """Remove the gauges of a worker that has ended."""
    mark_process_dead(worker)  # type: ignore[no-untyped-call]
    if not is_expected:
        ENDED.inc()


class Meter:
    """Counts the requests of one worker, in its event loop. `route_of` names what a request is for, of few names."""

    def __init__(self, route_of: Callable[[Request], str]) -> None:
        self.route_of = route_of
        self.tallies: defaultdict[tuple[str, int], Tally] = defaultdict(Tally)
        self.seconds: list[float] = []

    def tally(self, request: Request | None, head: bytes) -> Tally:
        """Where a request with this head of a response is counted."""
        return self.tallies[UNREAD if request is None else self.route_of(request), int(head[9:12])]

    def count(self, request: Request | None, head: bytes, seconds: float, *, is_cached: bool) -> None:
        tally = self.tally(request, head)
        if is_cached:
            tally.cached += 1
        else:
            tally.made += 1
            self.seconds.append(seconds)

    def publish(self, connections: int, waiting: int, long_polls: int) -> None:
        """Add what was counted to the shared files."""
        for (route, status), tally in self.tallies.items():
            if tally.made or tally.cached:
                REQUESTS.labels(route, str(status)).inc(tally.made + tally.cached)
                HITS.inc(tally.cached)
                tally.made = tally.cached = 0
        for each in self.seconds:
            SECONDS.observe(each)
        self.seconds.clear()
        CONNECTIONS.set(connections)
        WAITING.set(waiting)
        LONG_POLLS.set(long_polls)
