"""The budget: never one call more than upstream allows in any period.

The ledger is in the database, so it holds for all processes and across restarts. A call is written before it is made:
one that is cut off counts. Upstream's own count is the truth where it leaves less than the ledger.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from .client import Allowance
from .clock import Clock
from .models import Call, Upstream

KEPT = timedelta(days=7)
"""How long calls are kept in the ledger."""
MAX_SKEW = 5.0
"""Seconds by which the time of day may run away from the uptime before it counts as set."""
FIRST_BACKOFF, MAX_BACKOFF = 60.0, 3600.0
"""Seconds to wait after the first call without an answer, and at most."""
MAX_HOLD = 86_400.0
"""Seconds that a hold lasts at most, so that no answer stops the mirror for good."""
MARGIN = 1.0
"""Seconds that a period is taken to be longer: upstream's clock is another."""


class WaitError(Exception):
    """No call is allowed before an instant, and why."""

    def __init__(self, until: datetime, reason: str) -> None:
        super().__init__(f"no call before {until:%H:%M:%S} UTC: {reason}")
        self.until, self.reason = until, reason


@dataclass(frozen=True, slots=True)
class Spent:
    """A call of the period: its key, its age in seconds, and what it was for."""

    pk: int
    age: float
    purpose: str


class Budget:
    """The calls to one upstream: at most `limit` in any `period` of seconds."""

    def __init__(self, upstream: str, limit: int, clock: Clock, period: int = 3600) -> None:
        self.base, self.limit, self.clock, self.period = upstream, limit, clock, period
        self._epoch = self._clock_difference()
        self._was_asked = False
        """Whether upstream said what is left, or that it does not say, since this process started."""
        self._last_call = 0
        """The key of the last call that was reserved before upstream was asked."""
        self._made: Mapping[int, float] = {}
        """When the calls were made, by the uptime of this start of the machine; of other calls than its own, as the
        time of day told when this process saw them first.
        """
        Upstream.objects.get_or_create(base=upstream)

    def reserve(self, purpose: str, url: str) -> Call:
        """Write down a call that is about to be made. Raises `WaitError` where none is allowed."""
        with transaction.atomic():
            upstream, now = self._locked(), self.clock.now()
            spent = self._check(upstream, now)
            if upstream.left is not None:
                if upstream.left == 0:
                    raise WaitError(now, "upstream is to be asked what is left")
                upstream.left -= 1
                upstream.save(update_fields=["left"])
            # By the time of day, if that was set, even a call of this period may seem old.
            upstream.calls.filter(at__lt=now - KEPT).exclude(pk__in=[each.pk for each in spent]).delete()
            return upstream.calls.create(
                at=now, boot=self.clock.boot(), uptime=self.clock.uptime(), purpose=purpose, url=url[:1024]
            )

    def check(self) -> None:
        """Raise `WaitError` if no call is allowed, as far as is known here."""
        self._check(Upstream.objects.get(pk=self.base), self.clock.now())

    def _check(self, upstream: Upstream, now: datetime) -> Sequence[Spent]:
        if (held := self._held(upstream, now)) > 0:
            raise WaitError(now + timedelta(seconds=held), upstream.hold_reason)
        spent = self._spent(now)
        if len(spent) >= self.limit:
            oldest = sorted((each.age for each in spent), reverse=True)[len(spent) - self.limit]
            raise WaitError(now + self._rest(oldest), f"{len(spent)} of {self.limit} calls are used")
        return spent

    def settle(self, call: Call, status: str, records: int = 0, *, is_answered: bool = True) -> None:
        """Note how a call ended."""
        Call.objects.filter(pk=call.pk).update(status=status[:255], records=records)
        if is_answered:
            Upstream.objects.filter(pk=self.base).exclude(failures=0).update(failures=0)
        else:
            self.back_off(status)

    def back_off(self, reason: str, seconds: float = 0.0) -> None:
        """Make no call for a minute, because upstream did not answer; then for two, four, up to an hour; at least for
        `seconds`.
        """
        with transaction.atomic():
            upstream = self._locked()
            upstream.failures += 1
            upstream.save(update_fields=["failures"])
        self.hold(max(seconds, min(FIRST_BACKOFF * 2 ** min(upstream.failures - 1, 10), MAX_BACKOFF)), reason)

    def hold(self, seconds: float, reason: str) -> None:
        """Make no call for so long, a day at most. Of two holds the longer counts."""
        seconds = min(seconds, MAX_HOLD)
        with transaction.atomic():
            upstream, now = self._locked(), self.clock.now()
            if self._held(upstream, now) < seconds:
                upstream.hold_until, upstream.hold_reason = now + timedelta(seconds=seconds), reason[:255]
                upstream.hold_boot, upstream.hold_uptime = self.clock.boot(), self.clock.uptime() + seconds
            upstream.left = None
            upstream.save()

    def needs_allowance(self) -> bool:
        """Whether upstream is to be asked what is left before the next call: at first, when that is used up, after a
        hold, and when the time of day was set.
        """
        difference = self._clock_difference()
        if abs(difference - self._epoch) > MAX_SKEW:
            self._was_asked = False
        self._epoch = difference
        left = Upstream.objects.values_list("left", flat=True).get(pk=self.base)
        if self._was_asked and left:
            return False
        self._last_call = Call.objects.filter(upstream=self.base).aggregate(last=Max("pk", default=0))["last"]
        return True

    def learn(self, allowance: Allowance) -> None:
        """Take note of what upstream says. It may not have counted the calls that were reserved since it was asked."""
        self._was_asked = True
        with transaction.atomic():
            upstream = self._locked()
            since = upstream.calls.filter(pk__gt=self._last_call).count()
            upstream.left = min(max(0, allowance.left - since), self.limit)
            upstream.save(update_fields=["left"])
        if allowance.left == 0:
            wait = allowance.wait or min(allowance.period, self.period)
            self.hold(wait + MARGIN, f"upstream says that {allowance.used} of {allowance.limit} calls are used")

    def forget_allowance(self) -> None:
        """Go by the ledger alone: upstream does not say what it allows."""
        self._was_asked = True
        Upstream.objects.filter(pk=self.base).update(left=self.limit)

    def used(self) -> Mapping[str, int]:
        """The calls of the period by purpose."""
        return Counter(each.purpose for each in self._spent(self.clock.now()))

    def left(self) -> int:
        """How many calls may be made at once."""
        left = max(0, self.limit - len(self._spent(self.clock.now())))
        said = Upstream.objects.values_list("left", flat=True).get(pk=self.base)
        return left if said is None else min(left, said)

    def _locked(self) -> Upstream:
        return Upstream.objects.select_for_update().get(pk=self.base)

    def _spent(self, now: datetime) -> list[Spent]:
        """The calls that are not a period old. The age of one of this start of the machine is told by the uptime, which
        nobody sets. That of another is told by the time of day when it is seen first, and by the uptime from then on.
        One from the future counts as made then.
        """
        boot, uptime = self.clock.boot(), self.clock.uptime()
        made, spent = dict[int, float](), []
        for pk, at, called_boot, called_uptime, purpose in Call.objects.filter(upstream=self.base).values_list(
            "pk", "at", "boot", "uptime", "purpose"
        ):
            is_ours = bool(boot) and called_boot == boot
            seen = self._made.get(pk, uptime - max(0.0, (now - at).total_seconds()))
            made[pk] = called_uptime if is_ours else seen
            age = uptime - made[pk]
            if age < self.period + MARGIN:
                spent.append(Spent(pk, age, purpose))
        self._made = made
        return spent

    def _rest(self, age: float) -> timedelta:
        return timedelta(seconds=max(0.0, self.period + MARGIN - age))

    def _held(self, upstream: Upstream, now: datetime) -> float:
        """Seconds that a hold has still to go, told as the age of a call is."""
        if upstream.hold_until is None:
            return 0.0
        if upstream.hold_boot and upstream.hold_boot == self.clock.boot():
            return upstream.hold_uptime - self.clock.uptime()
        rest = (upstream.hold_until - now).total_seconds()
        return rest if rest <= MAX_HOLD else 0.0  # none is longer: the time of day was another

    def _clock_difference(self) -> float:
        return self.clock.now().timestamp() - self.clock.uptime()
