"""Another catalogue, in a database of its own, and its feed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from downrange.exchange.feed import feed
from downrange.exchange.following import FeedError, Followed, apply, join
from downrange.messages import Request, Response


@contextmanager
def database(path: Path) -> Iterator[None]:
    """Within the block, the catalogue is that of an SQLite file."""
    before = connections["default"]
    options = {"init_command": "PRAGMA synchronous=OFF", "transaction_mode": "IMMEDIATE"}
    settings = before.settings_dict | {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}
    connections["default"] = DatabaseWrapper(settings, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before


def create_tables(path: Path) -> None:
    with database(path):
        call_command("migrate", verbosity=0)


def ask(query: str, **fields: str) -> Response:
    given = {name.replace("_", "-").encode(): value.encode() for name, value in fields.items()}
    return feed(Request("GET", f"/changes/?{query}".encode(), given, host="testserver"))


def read(query: str) -> Any:
    body = ask(query).body
    assert isinstance(body, bytes)
    return json.loads(body)


@dataclass
class Upstream:
    """Another catalogue."""

    path: Path

    def page(self, since: int, limit: int = 1000) -> Any:
        with database(self.path):
            return read(f"since={since}&limit={limit}")

    def follow(self, since: int = 0, limit: int = 1000, now: datetime | None = None) -> list[Followed]:
        """Apply its changes here, a page at a time; where a page cannot be applied because it ends within an edit, with
        the next.
        """
        followed = []
        page = self.page(since, limit)
        while page["results"]:
            try:
                followed.append(apply("mirror", page, now))
            except FeedError as error:
                if not error.ends_within_edit:
                    raise
                page = join(page, self.page(page["results"][-1]["revision"], limit))
            else:
                connection.check_constraints()
                page = self.page(page["results"][-1]["revision"], limit)
        return followed
