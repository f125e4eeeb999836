"""The front page, the documentation, and the error pages outside of the API."""

from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from downrange.api.envelope import Age
from downrange.api.result import MAX_LOGGED, NO_DATABASE, RETRY_AFTER, is_away, unanswered
from downrange.api.v230 import CONTRACT
from downrange.catalog import models
from downrange.mirror.status import status

from . import documentation
from .highlight import highlight, write
from .near import near
from .pages import Page, as_response, request_line, with_policy

NOT_FOUND = "Not found."
BAD_REQUEST = "Bad request."
WRONG_HOST = "This server does not go by that name. DOWNRANGE_ALLOWED_HOSTS lists the names that it goes by."
SERVER_ERROR = "A server error occurred."


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page: what this server is, and how many records it has."""
    origin = f"{request.scheme}://{request.get_host()}"
    revision = models.Revision.current()
    context = {
        "origin": origin,
        "base_url": f"{origin}{get_script_prefix().rstrip('/')}",
        "revision": revision,
        "age": Age(revision.as_of, revision.number),
        "spacecraft": models.Spacecraft.objects.count(),
        "in_space": models.Spacecraft.objects.filter(in_space=True).count(),
        "flights": models.SpacecraftFlight.objects.count(),
        "dockings": models.DockingEvent.objects.count(),
        "launches": models.Launch.objects.count(),
    }
    return as_response("explorer/front.html", context)


@require_safe
def document(request: HttpRequest, name: str = "") -> HttpResponse | HttpResponsePermanentRedirect:
    """A page of the documentation, by default the homepage. The homepage's own name redirects to its URL."""
    if name == documentation.HOME:
        return redirect("docs", permanent=True)
    html = _render_document(documentation.folder(), name or documentation.HOME, get_script_prefix())
    if html is None:
        raise Http404
    return with_policy(HttpResponse(html))


@require_safe
def mirror_status(request: HttpRequest) -> HttpResponse:
    """How fresh the mirror is."""
    context = {
        "status": status(CONTRACT, timezone.now()),
        "contents": documentation.contents(documentation.folder()),
    }
    return as_response("explorer/status.html", context)


@lru_cache(maxsize=256)
def _render_document(root: Path, name: str, prefix: str) -> str | None:
    """The page of a document, or None, with links that begin with the script's `prefix`. Rendered once, because
    documents do not change while the server runs.
    """
    found = documentation.read(root, name)
    if found is None:
        return None
    context = {"document": found, "name": name, "contents": documentation.contents(root)}
    return render_to_string("explorer/document.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the documentation."""
    found = documentation.picture(documentation.folder(), name)
    if found is None:
        raise Http404
    # The picture contains its own styles and loads nothing.
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return HttpResponse(found, content_type="image/svg+xml", headers=policy)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: for requests that Django itself refuses."""
    return _refuse(
        request, HTTPStatus.BAD_REQUEST, WRONG_HOST if isinstance(exception, DisallowedHost) else BAD_REQUEST
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: for unknown URLs."""
    return _refuse(request, HTTPStatus.NOT_FOUND, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: for unhandled exceptions. It makes no query, because the database may be the cause."""
    return _refuse(request, HTTPStatus.INTERNAL_SERVER_ERROR, SERVER_ERROR)


class DatabaseUnavailable:
    """Middleware: while the database does not answer, a page that needs it is 503, and no traceback is logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What Django calls with whatever a view raises."""
        if not (isinstance(exception, Error) and is_away(exception)):
            return None
        unanswered.note(f"{request.method} {request.path[:MAX_LOGGED]!r}", exception)
        connection.close_if_unusable_or_obsolete()
        response = _refuse(request, HTTPStatus.SERVICE_UNAVAILABLE, NO_DATABASE)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        response._has_been_logged = True  # type: ignore[attr-defined] # Django would write a line for each
        return response


def _refuse(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse:
    """An error in the shape of Django REST framework, as JSON or as the browsable page, as the client prefers."""
    body = {"detail": detail}
    if not _prefers_page(request):
        response = JsonResponse(body, status=status, json_dumps_params={"separators": (",", ":")})
        patch_vary_headers(response, ["Accept"])
        return response
    page = Page(
        title=status.phrase.title(),
        heading=status.phrase.capitalize(),
        near=near(request.path_info) if status == HTTPStatus.NOT_FOUND else None,
        request_line=request_line(request),
        status_line=f"HTTP {status.value} {status.phrase}",
        headers=(("Content-Type", "application/json"), ("Vary", "Accept")),
        json=highlight(write(body)),
        failed=True,
    )
    return as_response("explorer/answer.html", {"page": page}, status)


def _prefers_page(request: HttpRequest) -> bool:
    format_asked = _format_asked(request)
    if format_asked in ("json", "api"):
        return format_asked == "api"
    return bool(request.get_preferred_type(["application/json", "text/html"]) == "text/html")


def _format_asked(request: HttpRequest) -> str | None:
    try:
        return request.GET.get("format")
    except SuspiciousOperation:  # a query that Django refuses to read
        return None
