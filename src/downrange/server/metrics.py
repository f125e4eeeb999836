"""What a worker counts for Prometheus.

The event loop counts in plain numbers. Once a second they are added to files that `prometheus_client` shares among all
processes of a server, from which another process answers `/metrics`. Their folder is that of the variable
`PROMETHEUS_MULTIPROC_DIR`, which is read when this module is imported.
"""

from collections import Counter
from collections.abc import Callable

from prometheus_client import Counter as Total
from prometheus_client import Gauge, Histogram
from prometheus_client.multiprocess import mark_process_dead

from downrange.messages import Request

UNREAD = "-"
"""The route of a request that could not be read."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""
REQUESTS = Total("downrange_requests_total", "Requests that were answered.", ["route", "status"])
HITS = Total("downrange_cache_hits_total", "Requests that were answered from the cache.")
SECONDS = Histogram("downrange_response_seconds", "Time to make a response that was not cached.", buckets=BUCKETS)
CONNECTIONS = Gauge("downrange_connections", "Open connections.", multiprocess_mode="livesum")
WAITING = Gauge("downrange_requests_waiting", "Requests that wait for the application.", multiprocess_mode="livesum")
LONG_POLLS = Gauge("downrange_long_polls", "Responses that are held back.", multiprocess_mode="livesum")
ENDED = Total("downrange_workers_ended_total", "Workers that ended unexpectedly, and were replaced.")
Counted = tuple[str, int]


def note_end(worker: int, *, is_expected: bool) -> None:
    """Forget the gauges of a worker that has ended."""
    mark_process_dead(worker)  # type: ignore[no-untyped-call]
    if not is_expected:
        ENDED.inc()


class Meter:
    """Counts the requests of one worker, in its event loop. `route_of` names what a request is for, of few names."""

    def __init__(self, route_of: Callable[[Request], str]) -> None:
        self.route_of = route_of
        self.requests: Counter[Counted] = Counter()
        self.hits = 0
        self.seconds: list[float] = []

    def key(self, request: Request | None, head: bytes) -> Counted:
        """What a request and the head of its response count as."""
        return UNREAD if request is None else self.route_of(request), int(head[9:12])

    def count(self, counted: Counted, seconds: float = 0.0, *, is_cached: bool) -> None:
        self.requests[counted] += 1
        if is_cached:
            self.hits += 1
        else:
            self.seconds.append(seconds)

    def publish(self, connections: int, waiting: int, long_polls: int) -> None:
        """Add what was counted to the shared files."""
        requests, self.requests = self.requests, Counter()
        hits, self.hits = self.hits, 0
        seconds, self.seconds = self.seconds, []
        for (route, status), number in requests.items():
            REQUESTS.labels(route, str(status)).inc(number)
        HITS.inc(hits)
        for each in seconds:
            SECONDS.observe(each)
        CONNECTIONS.set(connections)
        WAITING.set(waiting)
        LONG_POLLS.set(long_polls)
