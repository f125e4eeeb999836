"""Which application answers which request, and what the server is told of them. Imported once Django is set up."""

import gc
import os
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections, connection
from django.urls import get_resolver

from downrange.access.counters import DatabaseCounter, RedisCounter
from downrange.access.gate import Gate
from downrange.api import versions
from downrange.api.envelope import Caches
from downrange.api.http import Api
from downrange.api.openapi import Document
from downrange.api.serialize import warm_up
from downrange.api.v230 import CONTRACT
from downrange.api.v230.throttle import API_THROTTLE
from downrange.catalog.derived import deriver
from downrange.catalog.snapshot import Snapshot
from downrange.exchange.export import EXPORTS
from downrange.exchange.feed import PATH as CHANGES
from downrange.exchange.feed import feed
from downrange.explorer.explore.application import explore
from downrange.explorer.explore.links import PATH as EXPLORE
from downrange.explorer.pages import render_page
from downrange.messages import Application, Request, Response
from downrange.mirror.demand import Counts
from downrange.server.access_log import AccessLog
from downrange.server.proxies import TrustedProxies
from downrange.server.site import Site
from downrange.server.wsgi import WSGIAdapter

from . import data_folder
from .health import PATHS, ready

if TYPE_CHECKING:
    from downrange.server.metrics import Meter

FLUSHED_EVERY = 5
"""Minutes after which what clients asked for is written."""
FLUSH_TIMEOUT_MS = 100
"""How long that waits for another writer: polls must not."""
BESIDE = ("changes", "desk", "docs", "explore", "health", "health_check", "pictures", "static")
OTHER_API, OTHER = "API", "other"
"""What is counted in the place of a route: other paths of the API, such as the root listing, and all others."""
BASE_PATH = CONTRACT.base_path.encode()


@cache
def django() -> Application:
    """Django: the front page, the documentation, static files."""
    return WSGIAdapter(get_wsgi_application())


@cache
def api() -> Api:
    """The API of Launch Library 2.3.0, one for the process."""
    others: dict[str, Application] = {"schema/": Document(CONTRACT), "swagger/": django(), "redoc/": django()}
    limits = gate()
    return Api(
        CONTRACT,
        Caches.of_settings(),
        render_page,
        others,
        exports=EXPORTS,
        clients={} if limits is None else {API_THROTTLE.route: limits.status},
        on_answer=demand().add if settings.MIRROR else None,
    )


@cache
def gate() -> Gate | None:
    """What counts the requests of clients; None where they are not limited."""
    if settings.LIMIT is None:
        return None
    counter = RedisCounter(settings.CACHE_URL) if settings.CACHE_URL else DatabaseCounter()
    return Gate(counter, settings.LIMIT, fails_open=settings.LIMIT_FAILS_OPEN)


@cache
def demand() -> Counts:
    """What the clients of this process ask for."""
    return Counts()


def load() -> Site:
    """What the server serves. Everything that answers is imported and compiled here, before the processes part."""
    data_folder.make_no_database()
    get_resolver().url_patterns  # noqa: B018 - imports the URL configuration
    api()
    warm_up(CONTRACT.components.values())
    for signal in (request_started, request_finished):  # not in the middle of a snapshot
        signal.disconnect(close_old_connections)
    gc.collect()
    gc.freeze()  # what is here stays: no collection has to look at it again
    return Site(
        application=application,
        poll=poll,
        api_paths=(BASE_PATH, CHANGES.encode(), EXPLORE.encode()),
        client_paths=tuple(path.encode() for path in CONTRACT.client_paths),
        cache_capacity=settings.CACHE_RESPONSES,
        proxies=TrustedProxies(settings.TRUSTED_PROXIES),
        timing=settings.DEBUG,
        gate=gate(),
        meter=_meter(),
        log=AccessLog(settings.ACCESS_LOG, settings.ACCESS_LOG_FORMAT) if settings.ACCESS_LOG else None,
        is_page=is_page,
        rehearse=rehearse,
        probes={path.encode(): ready for path in PATHS},
    )


def _meter() -> "Meter | None":
    """What counts for Prometheus, where the server was started with a folder for it."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return None
    from downrange.server.metrics import Meter

    return Meter(route_of)


def route_of(request: Request) -> str:
    """What a request is for: a route of the contract, of which all records are one, or what stands beside it."""
    path = request.path.decode("latin-1")
    if path.startswith(CONTRACT.base_path):
        relative = path.removeprefix(CONTRACT.base_path).strip("/")
        above = relative.rpartition("/")[0]
        return next((f"/{each}/" for each in (relative, above) if each in CONTRACT.by_route), OTHER_API)
    first = path.split("/")[1]
    return f"/{first}/" if first in BESIDE else OTHER


def is_page(request: Request) -> bool:
    """Whether a page for people is asked for, as browsers do."""
    if request.path.startswith(EXPLORE.encode()):
        return True
    if b"format=" in request.query:
        return b"format=api" in request.query
    return b"text/html" in request.fields.get(b"accept", b"") and request.path.startswith(BASE_PATH)


def rehearse() -> None:
    """Answer a request like those to come: then the thread has a connection, and its queries are prepared."""
    application(Request("GET", BASE_PATH + b"launches/?limit=10", {b"accept": b"*/*"}, host="localhost"))


def application(request: Request) -> Response:
    """The API below its base path and those of other versions of it, the feed of changes, the pages for people, Django
    everywhere else.
    """
    if request.path == CHANGES.encode():
        return feed(request)
    if request.path.startswith(EXPLORE[:-1].encode()) and request.path[len(EXPLORE) - 1 :][:1] in (b"", b"/"):
        return explore(request)
    if versions.split(request.path.decode("latin-1")) is not None:
        return api()(request)
    close_old_connections()
    return django()(request)


def _flush_demand() -> None:
    """Write what clients asked for, unless another writer is at work: then later."""
    with suppress(DatabaseError), deriver.lock_timeout(FLUSH_TIMEOUT_MS):
        demand().flush()


def poll(tick: datetime) -> Snapshot:
    """The snapshot at a tick, after deriving what an instant of the log has touched that has passed."""
    close_old_connections()
    try:
        if settings.MIRROR and tick.minute % FLUSHED_EVERY == 0:
            _flush_demand()
        return deriver.poll(tick)
    except Exception:
        if not connection.in_atomic_block:
            connection.close()  # the next poll gets another
        raise
