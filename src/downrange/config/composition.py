"""How applications are put together into one, and what the server is told of it. Imported once Django is set up."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from downrange.api.direct import Direct
from downrange.api.v230 import RESOURCES
from downrange.catalog import clock
from downrange.catalog.derived import deriver
from downrange.catalog.snapshot import Snapshot, take_snapshot
from downrange.messages import Application, Request, Response, is_allowed_host
from downrange.server.proxies import TrustedProxies
from downrange.server.service import Site
from downrange.server.wsgi import WSGIAdapter, WSGIApplication

API_PATH = b"/2.3.0/"
CACHED_STATUSES = (200, 400, 404)
CORS_FIELDS = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "Warning, ETag"))
"""Every API response has them, so `Origin` is no part of a cache's key."""


def site(django: WSGIApplication) -> Site:
    """What the server serves: Django's application, with a short way for what is usually asked of the API."""
    for signal in (request_started, request_finished):  # not in the middle of a snapshot
        signal.disconnect(close_old_connections)
    return Site(
        application=compose(WSGIAdapter(Direct(django, RESOURCES)), WSGIAdapter(django)),
        poll=poll,
        api_paths=(API_PATH,),
        cache_capacity=settings.CACHE_RESPONSES,
        proxies=TrustedProxies(settings.TRUSTED_PROXIES),
        timing=settings.DEBUG,
    )


def compose(api: Application, django: Application) -> Application:
    """One application: below `API_PATH` GET requests are answered within one snapshot, which others may share."""

    def answer(request: Request) -> Response:
        close_old_connections()
        if (
            request.method != "GET"
            or not request.path.startswith(API_PATH)
            or not is_allowed_host(request.host, settings.ALLOWED_HOSTS)
        ):
            return django(request)
        with take_snapshot() as snapshot, clock.track() as tracker:
            response = api(request)
        response = replace(response, fields=(*response.fields, *CORS_FIELDS))
        if response.status not in CACHED_STATUSES:
            return response
        return replace(response, snapshot=snapshot, valid_until=tracker.valid_until)

    return answer


def poll(tick: datetime) -> Snapshot:
    """The snapshot at a tick, after deriving what an instant of the log has touched that has passed."""
    close_old_connections()
    try:
        return deriver.poll(tick)
    except Exception:
        if not connection.in_atomic_block:
            connection.close()  # the next poll gets another
        raise
