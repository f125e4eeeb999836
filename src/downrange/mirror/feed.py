"""Follows the change feed of an upstream that is a Downrange: only what changed is asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from downrange.catalog.editing import editing
from downrange.catalog.reported import ReportedFigures
from downrange.exchange.feed import MAX_WAIT, PATH
from downrange.exchange.following import FeedError, Followed, apply, join, starts_anew

from .budget import Budget
from .client import Client, UnreachableError, UnusableError, UpstreamError
from .ingest import clock_tick
from .models import Upstream

SHORTEST = timedelta(seconds=10)
"""Between two looks at a feed, while less than half of the calls are used."""


def has_feed(base: str) -> bool:
    """Whether the feed of an upstream was followed before."""
    return Upstream.objects.filter(pk=base).exclude(revision=None).exists()


class Feed:
    """The feed of one upstream, and how far it is applied here."""

    def __init__(self, client: Client, budget: Budget, by: str) -> None:
        self.client, self.budget, self.by = client, budget, by
        self.is_known = False
        """Whether this process has found that the feed is the one that was followed before."""
        self.can_wait = True
        """Whether long polls are answered, as far as is known: a proxy may end them early."""
        self.next_at: datetime | None = None

    @property
    def url(self) -> str:
        return f"{self.client.base}{PATH}"

    def is_due(self, now: datetime) -> bool:
        return self.next_at is None or self.next_at <= now

    def read(self, *, waits: bool = False) -> tuple[int, Followed]:
        """Ask for the next page and apply it. Returns how many changes it had, and what they did. `waits`: if upstream
        has no news, for an hour at most. Raises `UpstreamError` and `FeedError`.
        """
        upstream = Upstream.objects.get(pk=self.client.base)
        known = upstream.revision or 0
        wait = MAX_WAIT if waits and self.can_wait and self.is_known else 0
        page = self._page(known if self.is_known or not known else known - 1, wait)
        if not self.is_known and known and starts_anew(page, known, datetime.fromisoformat(upstream.revision_at)):
            known = 0
            page = self._page(0)
        # A catalogue that went back is another one.
        self.is_known = page["revision"] >= known
        page, followed = self._apply(page)
        if followed.revision is not None and followed.at is not None:
            Upstream.objects.filter(pk=self.client.base).update(
                revision=followed.revision, revision_at=followed.at.isoformat()
            )
        if not page.get("next"):
            self._complete()
        self.next_at = None if page.get("next") else self.budget.clock.now() + self._pause()
        return len(page.get("results", ())), followed

    def _pause(self) -> timedelta:
        """How long to wait before the next look. Half of the calls bring news at once, the others are spread evenly."""
        even = timedelta(seconds=self.budget.period / self.budget.limit)
        is_quick = self.can_wait and self.budget.left() > self.budget.limit / 2
        return SHORTEST if is_quick else max(SHORTEST, even)

    def _apply(self, page: Mapping[str, Any]) -> tuple[Mapping[str, Any], Followed]:
        """Apply a page, together with those after it if it ends within an edit that holds only as a whole. Returns what
        was applied.
        """
        while True:
            try:
                return page, apply(self.by, page, self._tick())
            except FeedError as error:
                if not error.ends_within_edit or not page.get("next"):
                    raise
            page = join(page, self._page(page["results"][-1]["revision"]))

    def _complete(self) -> None:
        """All facts are here: what pages reported before no longer stands in the place of what follows from them."""
        if ReportedFigures.objects.exists():
            with editing(by=self.by, source="mirror", now=self._tick()) as edit:
                ReportedFigures.objects.all().delete()
                edit.derives_everything = True

    def _tick(self) -> datetime:
        return clock_tick(self.budget.clock.now())

    def _page(self, since: int, wait: int = 0) -> Mapping[str, Any]:
        """One call, whose answer may take `wait` seconds. Raises `WaitError` where none is allowed, and
        `UpstreamError`.
        """
        parameters = {"since": str(since), **({"wait": str(wait)} if wait else {})}
        call = self.budget.reserve("feed", f"{self.url}?{urlencode(parameters)}")
        try:
            value = self.client.get(PATH, parameters, wait=wait).value
        except UpstreamError as error:
            self.can_wait = self.can_wait and not wait
            self.budget.settle(call, error.reason, is_answered=not isinstance(error, UnreachableError))
            raise
        changes = value.get("results") if isinstance(value, dict) else None
        if not isinstance(changes, list) or not isinstance(value.get("revision"), int):
            self.budget.settle(call, "no page of changes")
            raise UnusableError(self.url, "is no page of changes")
        self.budget.settle(call, "ok", len(changes))
        return cast("Mapping[str, Any]", value)
