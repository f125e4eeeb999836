"""What the server serves, and in which threads."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from downrange.catalog.snapshot import Snapshot
from downrange.messages import Address, Application, Request, Response

from .access_log import AccessLog
from .proxies import TrustedProxies

if TYPE_CHECKING:  # it needs a library that not every installation has
    from .metrics import Meter

Poll = Callable[[datetime], Snapshot]
Gate = Callable[[bytes | None, Address], Response | None]


@dataclass(frozen=True)
class Site:
    """What the server serves."""

    application: Application
    poll: Poll
    """The snapshot at a tick; called every `POLL_INTERVAL` seconds, in a thread of its own."""
    api_paths: tuple[bytes, ...]
    """Below these paths, such as `/2.3.0/`, responses are cached, and the gate decides. Of a GET request there the
    application sees only what is in the cache's key.
    """
    cache_capacity: int = 0
    """Bytes."""
    proxies: TrustedProxies = field(default_factory=lambda: TrustedProxies(()))
    timing: bool = False
    """Whether responses have a `Server-Timing` field."""
    probes: Mapping[bytes, Application] = field(default_factory=dict)
    """What answers the paths of probes: in a thread of their own, within `PROBE_TIMEOUT`, never cached."""
    is_page: Callable[[Request], bool] = lambda request: False
    """Whether the response is a page for people. It takes far longer to write, so those have a thread of their own."""
    rehearse: Callable[[], object] = lambda: None
    """Called once in each thread in which the application answers, before the first request."""
    gate: Gate | None = None
    """Called before each request below `api_paths` but OPTIONS, cached or not, with its `Authorization` and its
    client's address, in a thread of its own. What it returns, if anything, is sent instead. For keys and limits.
    """
    log: AccessLog | None = None
    meter: "Meter | None" = None
    client_paths: tuple[bytes, ...] = ()
    """Paths below those whose response is for one client: never cached, and not for the gate to refuse."""


class Executors(NamedTuple):
    """The threads of a service: a few in which the application answers, and one for each of what they must not hold up:
    polls, probes, pages for people, the gate, bodies that are streamed.
    """

    threads: Executor
    poll: Executor
    probe: Executor
    page: Executor
    gate: Executor
    stream: Executor
