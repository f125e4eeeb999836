"""Runs the mirror: one call after the other, as the plan and the budget say."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.db import DataError, IntegrityError, OperationalError, connection

from downrange.api.contract import Contract
from downrange.exchange.following import FeedError

from .budget import Budget, WaitError
from .client import Client, RefusedError, ThrottledError, UnreachableError, UnusableError, UpstreamError
from .clock import Clock
from .feed import Feed, has_feed
from .ingest import Ingested, PageError, begin, ingest
from .models import Finding, Sweep
from .plan import LIMIT, Due, Plan, since

POSTPONED = timedelta(minutes=30)
"""How long a task waits after an answer that was of no use; twice as long after each further one, up to a day."""
RETRY = 30.0
"""Seconds after which a database is tried again that did not answer."""
MAX_POSTPONED = timedelta(days=1)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One call that was made."""

    task: str
    purpose: str
    url: str
    ingested: Ingested | None
    problem: str = ""
    followed: "Follow | None" = None


@dataclass(frozen=True, slots=True)
class Follow:
    """A page of a change feed: how many changes it had, and how many records that changed here."""

    read: int
    made: int


Report = Callable[[Step], object]
Wait = Callable[[datetime, str], object]
"""Told until when no call is made, and why; again each minute."""


class Mirror:
    """Keeps the catalogue fresh from one upstream."""

    def __init__(
        self,
        contract: Contract,
        client: Client,
        budget: Budget,
        plan: Plan,
        clock: Clock,
        *,
        follows: bool = True,
    ) -> None:
        """`follows`: of an upstream that is a Downrange the change feed is read, and no page more."""
        self.contract, self.client, self.budget, self.plan, self.clock = contract, client, budget, plan, clock
        self.by = f"mirror of {urlsplit(client.base).hostname}"
        self.follows = follows
        self.feed = Feed(client, budget, self.by) if follows and has_feed(client.base) else None

    def step(self, *, waits: bool = False) -> Step | None:
        """Make the next call; None if nothing is due. `waits`: for the news of a feed that has none. Raises `WaitError`
        where no call is allowed yet, and `RefusedError` where upstream does not accept this program.
        """
        now = self.clock.now()
        due = self.plan.next(now, self.budget.used()) if self.feed is None else None
        if due is None and (self.feed is None or not self.feed.is_due(now)):
            return None
        self.budget.check()
        if self.budget.needs_allowance():
            self._ask_allowance()
        if due is None:
            return self._follow(waits=waits)
        parameters = self._parameters(due, now)
        path = f"{self.contract.base_path}{due.task.route}/"
        url = f"{self.client.base}{path}?{urlencode(parameters)}"
        call = self.budget.reserve(due.purpose, url)
        if due.sweep.started_at is None:
            begin(due, {k: v for k, v in parameters.items() if k not in ("limit", "offset")}, now)
        try:
            answer = self.client.get(path, parameters)
            ingested = ingest(self.contract, due, answer.value, url, now, self.by)
        except ThrottledError as error:
            self.budget.settle(call, "throttled")
            self.budget.hold(error.retry_after, "upstream asked to wait")
            return Step(due.task.name, due.purpose, url, None, str(error))
        except UnreachableError as error:
            self.budget.settle(call, error.reason, is_answered=False)
            self.budget.hold(error.retry_after, error.reason)
            return self._failed(due, call.purpose, url, error)
        except (UpstreamError, PageError, IntegrityError, DataError) as failure:
            useless = failure if isinstance(failure, UpstreamError) else UnusableError(url, failure)
            self.budget.settle(call, useless.reason)
            if due.task.is_record:
                due.sweep.delete()  # upstream does not have it
            else:
                self._postpone(due, now)
            if isinstance(failure, RefusedError):
                raise
            return self._failed(due, call.purpose, url, useless)
        self.budget.settle(call, "ok", ingested.records)
        if self.follows and answer.is_downrange:
            self.feed = Feed(self.client, self.budget, self.by)
        return Step(due.task.name, due.purpose, url, ingested)

    def _follow(self, *, waits: bool) -> Step:
        """Read the next page of the change feed."""
        assert self.feed is not None  # noqa: S101 - the caller has looked
        try:
            changes, followed = self.feed.read(waits=waits)
        except (FeedError, UpstreamError) as error:
            if isinstance(error, RefusedError):
                raise
            if isinstance(error, ThrottledError):
                self.budget.hold(error.retry_after, "upstream asked to wait")
            if not isinstance(error, UnreachableError):  # for which the budget waits
                self.feed.next_at = self.clock.now() + POSTPONED
            self._find(self.feed.url, error)
            return Step("changes", "feed", self.feed.url, None, str(error))
        return Step("changes", "feed", self.feed.url, None, followed=Follow(changes, followed.changes))

    def run(self, report: Report, on_wait: Wait = lambda until, why: None, *, once: bool = False) -> None:
        """Go on for ever; `once`: as long as calls are allowed and something is due."""
        while True:
            try:
                step = self.step(waits=not once)
            except WaitError as wait:
                if once:
                    return
                on_wait(wait.until, wait.reason)
                self._sleep_until(wait.until)
                continue
            except OperationalError as error:
                if once:
                    raise
                logger.warning("the database does not answer: %s", error)
                connection.close()
                self.clock.sleep(RETRY)
                continue
            if step is not None:
                report(step)
            elif once:
                return
            else:
                until = self._next_due()
                on_wait(until, "nothing is due")
                self._sleep_until(until)

    def _next_due(self) -> datetime:
        now = self.clock.now()
        return self.plan.next_due(now) if self.feed is None else self.feed.next_at or now

    def _sleep_until(self, until: datetime) -> None:
        self.clock.sleep(min(max((until - self.clock.now()).total_seconds(), 1.0), 60.0))

    def _parameters(self, due: Due, now: datetime) -> Mapping[str, str]:
        sweep, task = due.sweep, due.task
        if not task.is_list:
            return task.parameters
        asked = dict(sweep.parameters) if sweep.started_at is not None else dict(task.parameters)
        if task.since and sweep.started_at is None:
            asked[task.since] = f"{since(task, sweep, now):%Y-%m-%dT%H:%M:%SZ}"
        offset = sweep.offset if sweep.started_at is not None else 0
        return {"limit": str(LIMIT), **({"offset": str(offset)} if offset else {}), **asked}

    def _ask_allowance(self) -> None:
        """Ask upstream what is left, which is free. One that does not say is held to the ledger. Raises `WaitError`
        where it asks to wait, or does not answer.
        """
        try:
            allowance = self.client.allowance(f"{self.contract.base_path}api-throttle/")
        except ThrottledError as error:
            self.budget.hold(error.retry_after, "upstream asked to wait")
            self.budget.check()
        except UnreachableError as error:
            self.budget.back_off(error.reason, error.retry_after)
            self.budget.check()
        except UnusableError as error:
            logger.info("upstream does not say what is allowed: %s", error)
            self.budget.forget_allowance()
        else:
            self.budget.learn(allowance)

    def _failed(self, due: Due, purpose: str, url: str, error: Exception) -> Step:
        self._find(url, error)
        return Step(due.task.name, purpose, url, None, str(error))

    def _find(self, url: str, error: Exception) -> None:
        """Note a call that was of no use."""
        now = self.clock.now()
        finding, _ = Finding.objects.get_or_create(
            kind="failed call", subject=str(error)[:255], defaults={"url": url[:1024], "first_at": now, "last_at": now}
        )
        finding.times += 1
        finding.last_at = now
        finding.save()

    def _postpone(self, due: Due, now: datetime) -> None:
        """Try a task later whose answer was of no use, so that it does not use up the calls of the others."""
        sweep = Sweep.objects.get(pk=due.task.name)
        sweep.failures += 1
        sweep.not_before = now + min(POSTPONED * 2 ** min(sweep.failures - 1, 10), MAX_POSTPONED)
        sweep.save(update_fields=["failures", "not_before"])
