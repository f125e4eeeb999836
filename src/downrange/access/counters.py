"""Counts the requests of clients in a sliding window, exactly, for all processes and machines that share a store.

A request is counted if it is allowed, in one step with the decision.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Protocol

from django.db import transaction

from .models import Use
from .rates import Rate

PREFIX = "downrange:use:"
TIMEOUT = 2.0
"""Seconds that Redis has to answer."""
CLEANUP_INTERVAL = 1000
"""Requests of one process after which those of clients that came long ago are deleted."""
SCRIPT = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local period, limit, counts = ARGV[1] * 1000000, tonumber(ARGV[2]), ARGV[3] == '1'
local first = redis.call('LINDEX', KEYS[1], 0)
while first and tonumber(first) <= now - period do
  redis.call('LPOP', KEYS[1])
  first = redis.call('LINDEX', KEYS[1], 0)
end
local used = redis.call('LLEN', KEYS[1])
if used >= limit then
  return {used, redis.call('LINDEX', KEYS[1], used - limit) + period - now, 0}
end
if counts then
  redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  return {used + 1, 0, 1}
end
return {used, 0, 1}
"""
"""Drops what has left the window; counts the request if it is allowed. Times are microseconds of Redis's own clock."""


@dataclass(frozen=True, slots=True)
class Count:
    """The requests of a client in its window, whether one is allowed, and else in how many seconds."""

    used: int
    allowed: bool
    wait: int = 0


class Counter(Protocol):
    def count(self, client: str, rate: Rate) -> Count:
        """Count a request of a client, if it is allowed."""

    def look(self, client: str, rate: Rate) -> Count:
        """The same without counting one; `allowed` says whether the next one would be."""


class DatabaseCounter:
    """Counts in the database. Machines that share one must agree on the time of day."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock, self.counted = clock, 0

    def count(self, client: str, rate: Rate) -> Count:
        self._sweep()
        # A row first: there must be one to lock.
        Use.objects.bulk_create([Use(client=client)], ignore_conflicts=True)
        with transaction.atomic():
            use = Use.objects.select_for_update().get(pk=client)
            now = self.clock()
            times = _within(use.times, rate, now)
            found = _decide(times, rate, now)
            if found.allowed:
                Use.objects.filter(pk=client).update(times=[*times, now], until=now + rate.period)
                return Count(found.used + 1, allowed=True)
            return found

    def look(self, client: str, rate: Rate) -> Count:
        use, now = Use.objects.filter(pk=client).first(), self.clock()
        return _decide([] if use is None else _within(use.times, rate, now), rate, now)

    def _sweep(self) -> None:
        """Now and then delete what no longer counts."""
        self.counted += 1
        if self.counted % CLEANUP_INTERVAL == 0:
            Use.objects.filter(until__lt=self.clock()).delete()


def _within(times: Sequence[float], rate: Rate, now: float) -> list[float]:
    """Those of the window. One from the future is of a clock that was set back: it counts as of now."""
    return [min(at, now) for at in times if at > now - rate.period]


def _decide(times: Sequence[float], rate: Rate, now: float) -> Count:
    used = len(times)
    if used < rate.requests:
        return Count(used, allowed=True)
    return Count(used, allowed=False, wait=max(1, ceil(times[used - rate.requests] + rate.period - now)))


class RedisCounter:
    """Counts in Redis or Valkey, by its clock. Raises `redis.RedisError` where it does not answer."""

    def __init__(self, url: str) -> None:
        import redis

        self.redis: Any = redis.Redis.from_url(url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)
        self.script = self.redis.register_script(SCRIPT)

    def count(self, client: str, rate: Rate) -> Count:
        return self._run(client, rate, counts=True)

    def look(self, client: str, rate: Rate) -> Count:
        return self._run(client, rate, counts=False)

    def _run(self, client: str, rate: Rate, *, counts: bool) -> Count:
        used, wait, allowed = self.script(keys=[f"{PREFIX}{client}"], args=[rate.period, rate.requests, int(counts)])
        return Count(int(used), allowed=bool(allowed), wait=0 if allowed else max(1, ceil(int(wait) / 1_000_000)))
