"""The toy contract, served at noon, and a few books."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from downrange.api.envelope import Caches
from downrange.api.fragments import FragmentCache
from downrange.api.select import SelectionCache
from downrange.catalog import clock
from downrange.messages import Request, Response

from .client import NOON, Get, serve
from .contract import TOY
from .models import Author, Book


@pytest.fixture
def caches() -> Caches:
    return Caches(FragmentCache(1 << 24), SelectionCache(1 << 24))


@pytest.fixture
def get(caches: Caches, monkeypatch: pytest.MonkeyPatch) -> Get:
    """Sends a GET to the toy contract at noon."""
    monkeypatch.setattr(clock, "tick", lambda: NOON)
    api = serve(TOY, caches)

    def get(target: str, accept: str = "*/*", method: str = "GET", **more: Any) -> Response:
        fields = {b"accept": accept.encode()}
        return api(Request(method, target.encode(), fields, host="testserver", **more))

    return get


@pytest.fixture
def books() -> dict[str, Book]:
    le_guin = Author.objects.create(name="Ursula K. Le Guin", born=date(1929, 10, 21))
    lem = Author.objects.create(name="Stanisław Lem", born=date(1921, 9, 12))
    rows = [
        ("Solaris", lem, 204, 9.5, datetime(1961, 1, 1, tzinfo=UTC)),
        ("The Dispossessed", le_guin, 341, 1e-05, datetime(1974, 5, 1, tzinfo=UTC)),
        ("Unwritten", None, 0, None, datetime(2031, 1, 1, tzinfo=UTC)),
        ("Line\u2028break", lem, 341, 1e16, None),
    ]
    fields = ("title", "author", "pages", "price", "published")
    return {row[0]: Book.objects.create(**dict(zip(fields, row, strict=True))) for row in rows}
