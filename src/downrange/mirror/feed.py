"""Follows the change feed of an upstream that is a Downrange: only what changed is asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from downrange.catalog.editing import editing
from downrange.catalog.reported import ReportedFigures
from downrange.exchange.feed import PATH
from downrange.exchange.following import FeedError, Followed, apply, join, starts_anew

from .budget import Budget
from .client import Client, UnreachableError, UnusableError, UpstreamError
from .ingest import clock_tick
from .models import Upstream

SHORTEST = timedelta(seconds=10)
"""Between two looks at a feed without news, where the budget allows it."""


def has_feed(base: str) -> bool:
    """Whether the feed of an upstream was followed before."""
    return Upstream.objects.filter(pk=base).exclude(revision=None).exists()


class Feed:
    """The feed of one upstream, and how far it is applied here."""

    def __init__(self, client: Client, budget: Budget, by: str) -> None:
        self.client, self.budget, self.by = client, budget, by
        self.is_known = False
        """Whether this process has found that the feed is the one that was followed before."""
        self.next_at: datetime | None = None

    @property
    def url(self) -> str:
        return f"{self.client.base}{PATH}"

    def is_due(self, now: datetime) -> bool:
        return self.next_at is None or self.next_at <= now

    def read(self, now: datetime) -> tuple[int, Followed]:
        """Ask for the next page and apply it. Returns how many changes it had, and what they did. Raises
        `UpstreamError` and `FeedError`.
        """
        upstream = Upstream.objects.get(pk=self.client.base)
        known = upstream.revision or 0
        page = self._page(known if self.is_known or not known else known - 1)
        if not self.is_known and known and starts_anew(page, known, datetime.fromisoformat(upstream.revision_at)):
            known = 0
            page = self._page(0)
        self.is_known = True
        page, followed = self._apply(page, now)
        if followed.revision is not None and followed.at is not None:
            Upstream.objects.filter(pk=self.client.base).update(
                revision=followed.revision, revision_at=followed.at.isoformat()
            )
        if not page.get("next"):
            self._complete(now)
        pause = max(SHORTEST, timedelta(seconds=self.budget.period / self.budget.limit))
        self.next_at = None if page.get("next") else now + pause
        return len(page.get("results", ())), followed

    def _apply(self, page: Mapping[str, Any], now: datetime) -> tuple[Mapping[str, Any], Followed]:
        """Apply a page, together with those after it if it ends within an edit that holds only as a whole. Returns what
        was applied.
        """
        while True:
            try:
                return page, apply(self.by, page, clock_tick(now))
            except FeedError as error:
                if not error.ends_within_edit or not page.get("next"):
                    raise
            page = join(page, self._page(page["results"][-1]["revision"]))

    def _complete(self, now: datetime) -> None:
        """All facts are here: what pages reported before no longer stands in the place of what follows from them."""
        if ReportedFigures.objects.exists():
            with editing(by=self.by, source="mirror", now=clock_tick(now)) as edit:
                ReportedFigures.objects.all().delete()
                edit.derives_everything = True

    def _page(self, since: int) -> Mapping[str, Any]:
        """One call. Raises `WaitError` where none is allowed, and `UpstreamError`."""
        call = self.budget.reserve("feed", f"{self.url}?since={since}")
        try:
            value = self.client.get(PATH, {"since": str(since)}).value
        except UpstreamError as error:
            self.budget.settle(call, error.reason, is_answered=not isinstance(error, UnreachableError))
            raise
        changes = value.get("results") if isinstance(value, dict) else None
        if not isinstance(changes, list):
            self.budget.settle(call, "no page of changes")
            raise UnusableError(self.url, "is no page of changes")
        self.budget.settle(call, "ok", len(changes))
        return cast("Mapping[str, Any]", value)
