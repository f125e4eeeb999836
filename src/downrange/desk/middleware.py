"""What stands before every page of the desk: that there are accounts and a key, sessions, and the policy of the pages.

Requests elsewhere pass through it untouched: they need no session.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .models import Account

PATH = "/desk/"
NO_KEY = (
    "The desk needs a secret key that all its servers share, to sign what browsers send back. Set DOWNRANGE_SECRET_KEY "
    "(or DOWNRANGE_SECRET_KEY_FILE) to 50 random characters, and start the server again."
)
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: https: http:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy of the desk: nothing inline. Pictures are links, to any host."""

Handler = Callable[[HttpRequest], HttpResponseBase]


def _is_open() -> bool:
    """Whether there is an account. While the database does not answer, the page says so."""
    try:
        return Account.objects.exists()
    except Error:
        return True


class Desk:
    """Middleware: 404 below /desk/ until the first account exists."""

    def __init__(self, get_response: Handler) -> None:
        self.elsewhere = get_response
        handler: Any = get_response
        for layer in (MessageMiddleware, AuthenticationMiddleware, SessionMiddleware):
            handler = layer(handler)
        self.desk = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PATH):
            return self.elsewhere(request)
        if not _is_open():
            raise Http404
        if settings.DESK_LACKS_KEY:
            return HttpResponse(NO_KEY, content_type="text/plain", status=HTTPStatus.SERVICE_UNAVAILABLE)
        response: HttpResponseBase = self.desk(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Frame-Options"] = "DENY"
        response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response
