"""Health: whether this server can answer, for service managers, load balancers and monitors.

`/health/ready` and upstream's `/health_check/` say of each check whether it is `working`, or why not: 200 if all are,
else 503. `/health/live` is the server's own (see `server.service`).
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from downrange.api.negotiation import JSON
from downrange.api.serialize import to_json
from downrange.catalog.revision import Revision
from downrange.messages import Request, Response
from downrange.mirror.models import Call

PATHS = ("/health/ready", "/health_check/")
WORKING = "working"
FIELDS = (("Content-Type", JSON.media_type), ("Cache-Control", "no-store"))


def ready(request: Request) -> Response:
    """Answer a request for the health of this server. It is an application (see `messages`)."""
    if request.method not in ("GET", "HEAD"):
        detail = to_json({"detail": f'Method "{request.method}" not allowed.'})
        return Response(HTTPStatus.METHOD_NOT_ALLOWED, (*FIELDS, ("Allow", "GET")), detail)
    states = check(datetime.now(UTC))
    is_ready = all(state == WORKING for state in states.values())
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return Response(status, FIELDS, to_json(states))


def check(now: datetime) -> dict[str, str]:
    """What each check finds."""
    checks: dict[str, Callable[[datetime], str]] = {
        "database": _database,
        "migrations": _migrations,
        "facts": _facts,
        **({"mirror": _mirror} if settings.MIRROR else {}),
    }
    states = dict.fromkeys(checks, "not known")
    connection.close_if_unusable_or_obsolete()
    try:
        for name, state in checks.items():
            states[name] = state(now)
    except DatabaseError as error:
        states["database"] = " ".join(str(error).split()) or type(error).__name__
        connection.close()
    return states


def _database(now: datetime) -> str:
    Revision.current()
    return WORKING


def _migrations(now: datetime) -> str:
    missing = _migrations_on_disk() - MigrationRecorder(connection).applied_migrations().keys()
    return f"{len(missing)} are not applied" if missing else WORKING


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _facts(now: datetime) -> str:
    """Those of the flight log."""
    as_of = Revision.current().as_of
    if as_of is None:
        return "there are none"
    return _aged("they are", as_of, now)


def _mirror(now: datetime) -> str:
    last = Call.objects.filter(status="ok").order_by("-pk").first()
    if last is None:
        return "it has read nothing yet"
    return _aged("its last answer is", last.at, now)


def _aged(what: str, at: datetime, now: datetime) -> str:
    """Whether something is as fresh as it should be; without a bound it always is."""
    bound: timedelta | None = settings.READY_MAX_AGE
    return WORKING if bound is None or now - at <= bound else f"{what} of {at:%Y-%m-%dT%H:%M:%SZ}"
