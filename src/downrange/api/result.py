"""Results and the responses that they become, and what all applications that answer with JSON do alike: the host's
name, CORS, errors, a database that does not answer.
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from math import inf
from threading import Lock

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DatabaseError, Error, InterfaceError, OperationalError, connection
from django.http import Http404
from rest_framework.exceptions import APIException, NotFound

from downrange.catalog.snapshot import QueryTimeoutError, Snapshot
from downrange.messages import Application, Field, Request, Response, is_allowed_host

from .negotiation import JSON
from .serialize import to_json

METHODS = ("GET", "HEAD")
MAX_LOGGED = 200
"""Bytes of a target that a log line shows."""
RETRY_AFTER = 5
"""Seconds after which a client may ask again while the database does not answer."""
HEADERS: tuple[Field, ...] = (
    ("Vary", "Accept"),
    ("Allow", "GET"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, Retry-After, Warning, X-Catalog-As-Of, X-Catalog-Revision"),
)
"""Every response has these. Browser apps call the API from other origins. That is safe, because the API is public,
read-only, and uses no cookie.
"""
PREFLIGHT: tuple[Field, ...] = (
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
    ("Access-Control-Allow-Headers", "*, authorization"),  # `*` is every other, such as If-None-Match
    ("Access-Control-Max-Age", "86400"),
)
WRONG_HOST = "This server does not go by that name. DOWNRANGE_ALLOWED_HOSTS lists the names that it goes by."
NO_DATABASE = "The database does not answer."
TOO_LONG = "The answer takes too long."
ERRORS = (APIException, BadRequest, Http404, SuspiciousOperation)
"""What is wrong with a request: `Result.of_error` has the answer."""
LOG_INTERVAL = 60.0
"""Seconds between two log lines about requests that the database did not answer."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Result:
    """An answer before it is a response: its JSON, and the headers that are its own."""

    json: bytes
    status: HTTPStatus = HTTPStatus.OK
    headers: tuple[Field, ...] = ()

    def with_headers(self, *headers: Field) -> "Result":
        return replace(self, headers=(*self.headers, *headers))

    def indented(self, spaces: int | None) -> "Result":
        """The same with its JSON indented; None leaves it compact."""
        if spaces is None:
            return self
        return replace(self, json=json.dumps(json.loads(self.json), indent=spaces, ensure_ascii=False).encode())

    @classmethod
    def of_error(cls, error: Exception) -> "Result":
        """In the shape of Django REST framework's errors."""
        if isinstance(error, Http404):
            error = NotFound()
        if isinstance(error, BadRequest | SuspiciousOperation):
            return cls(to_json({"detail": "Bad request."}), HTTPStatus.BAD_REQUEST)
        assert isinstance(error, APIException)  # noqa: S101 - what is caught as one of `ERRORS`
        detail = error.detail if isinstance(error.detail, dict | list) else {"detail": error.detail}
        return cls(to_json(detail), HTTPStatus(error.status_code))


class UnavailableError(Exception):
    """A request that can be answered later; its text is the detail of the 503."""


def respond(result: Result, snapshot: Snapshot | None = None, valid_until: datetime | None = None) -> Response:
    fields = (("Content-Type", JSON.media_type), *result.headers, *HEADERS)
    return Response(result.status, fields, result.json, snapshot, valid_until)


def answer_with(application: Application, request: Request) -> Response:
    """The application's response, unless the request names another host or is a preflight. If the database's connection
    has ended since it was last used, the application is asked again; if the database does not answer then, it is 503.
    """
    if not is_allowed_host(request.host, settings.ALLOWED_HOSTS):
        return respond(Result(to_json({"detail": WRONG_HOST}), HTTPStatus.BAD_REQUEST))
    if request.method == "OPTIONS" and b"access-control-request-method" in request.fields:
        return respond(Result(b"", headers=PREFLIGHT))
    try:
        try:
            return _answer(application, request)
        except Error as error:
            if connection.in_atomic_block or not is_away(error):
                raise
            connection.close()  # it may have ended since it was last used
            return _answer(application, request)
    except UnavailableError as error:
        return unavailable(str(error))
    except QueryTimeoutError as error:
        unanswered.note(f"{request.method} {request.target[:MAX_LOGGED]!r}", error)
        return unavailable(TOO_LONG)
    except Error as error:
        if connection.in_atomic_block or not is_away(error):
            raise
        connection.close_if_unusable_or_obsolete()
        unanswered.note(f"{request.method} {request.target[:MAX_LOGGED]!r}", error)
        return unavailable(NO_DATABASE)


def is_away(error: Error) -> bool:
    """Whether the database does not answer or is damaged, as opposed to an error in the statement."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def unavailable(detail: str) -> Response:
    """503: the client may ask again."""
    retry = ("Retry-After", str(RETRY_AFTER))
    return respond(Result(to_json({"detail": detail}), HTTPStatus.SERVICE_UNAVAILABLE, (retry,)))


class Unanswered:
    """Logs the requests that the database did not answer in time: the first, then a line a minute with their number."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.lock = clock, Lock()
        self.count, self.log_at = 0, -inf

    def note(self, request: str, error: Exception) -> None:
        with self.lock:
            self.count += 1
            if self.clock() < self.log_at:
                return
            count, self.count, self.log_at = self.count, 0, self.clock() + LOG_INTERVAL
        reason = " ".join(str(error).split())
        logger.error("the database did not answer %d request(s), the last of them %s: %s", count, request, reason)


unanswered = Unanswered()


def _answer(application: Application, request: Request) -> Response:
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    return application(request)
