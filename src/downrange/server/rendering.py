"""Has the application answer a request, wholly of one state of the catalogue. Runs in a thread of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.http.request import split_domain_port, validate_host

from downrange.catalog import clock
from downrange.catalog.revision import Revision

from .representation import Answer, Response, finish
from .request import Request
from .state import Moment

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

ATTEMPTS = 4
"""How often an answer is computed anew because the catalogue changed meanwhile. Then changes wait for it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A response, the answer that it makes if others may get it too, and the moment that it is of, if that is known."""

    response: Response
    answer: Answer | None = None
    moment: Moment | None = None


def render(application: Application, request: Request) -> Rendered:
    """The application's answer, never a mixture of two states: the state is read before and after, and as long as it
    differs the answer is computed again.
    """
    if not _reads(request):
        return Rendered(ask(application, request))
    close_old_connections()
    for _ in range(ATTEMPTS):
        rendered = _render_at(Moment.read(), application, request)
        if rendered is not None:
            return rendered
    try:
        with transaction.atomic():
            Revision.lock()
            rendered = _render_at(Moment.read(), application, request)
    except DatabaseError:  # a replica, where nothing can be locked
        rendered = None
    return rendered or Rendered(ask(application, request))


def ask(application: Application, request: Request) -> Response:
    """What a WSGI application says, read to its end."""
    said: list[Any] = []
    written: list[bytes] = []

    def start_response(status: str, fields: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        said[:] = [status, tuple(fields)]
        return written.append

    body = application(request.environ(), start_response)
    try:
        written.extend(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    return Response(said[0], said[1], b"".join(written))


def _reads(request: Request) -> bool:
    """Whether it asks for something of the catalogue, and can be asked again."""
    return request.method in ("GET", "HEAD") and not request.target.startswith(settings.STATIC_URL.encode())


def _render_at(moment: Moment | None, application: Application, request: Request) -> Rendered | None:
    """The answer at a moment; none if another has come before it was complete."""
    with clock.track() as tracker:
        response = ask(application, request)
    if moment is None:  # no database, no mixture
        return Rendered(response)
    if moment != Moment.read():
        return None
    if not (request.rememberable and response.rememberable and _names_us(request)):
        return Rendered(response, None, moment)
    lasting = not (tracker.valid_until is not None or moment.is_due)
    answer = finish(response, moment.modified(lasting=lasting), lasting=lasting)
    answer.encode(request.encoding)
    return Rendered(response, answer, moment)


def _names_us(request: Request) -> bool:
    """Whether Django answers to the request's host: nothing is remembered for another."""
    host, _ = split_domain_port(request.fields.get(b"host", b"").decode("latin-1"))
    return bool(host) and validate_host(host, settings.ALLOWED_HOSTS)
