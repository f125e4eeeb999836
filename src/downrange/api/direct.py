"""The short way: what a program usually asks, a list or a record as JSON, is answered before Django's handler and
Django REST framework's view, which take longer than the answer itself.

It is the same answer, made by the same functions; its headers are learned from one that went the long way. Whatever is
not plain goes the long way: a page for people, a browser's request from another origin, anything refused or not found.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError
from rest_framework.exceptions import APIException

from .answer import Written, say_list, say_record
from .links import BASE
from .resource import Resource

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[[str, Headers], object]
Application = Callable[..., Iterable[bytes]]


class Direct:
    """A WSGI application around Django's."""

    def __init__(self, application: Application, resources: Iterable[Resource]) -> None:
        self.application = application
        self.lists = {f"{BASE}{resource.route}/": resource for resource in resources}
        self.headers: dict[str, Headers] = {}

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        said = self.say(environ) if is_plain(environ) else None
        if said is None:
            return self.application(environ, start_response)
        written, added = said
        length = str(len(written.json))
        learned = self.learned(environ)
        of_type, *others = [(name, length if name == "Content-Length" else value) for name, value in learned]
        start_response("200 OK", [of_type, *added.items(), *others])
        return [written.json]

    def say(self, environ: Environ) -> tuple[Written, dict[str, str]] | None:
        """The answer with the headers that are its own; none where the long way has more to say."""
        path: str = environ["PATH_INFO"]
        resource, key = self.lists.get(path), ""
        if resource is None:
            above, _, key = path[:-1].rpartition("/")
            resource = self.lists.get(f"{above}/")
        if resource is None or not path.endswith("/") or not path.isascii():
            return None
        request = WSGIRequest(environ)
        try:
            if request.GET.get("format", "json") != "json":
                return None
            return say_record(resource, key, request) if key else say_list(resource, request)
        except (APIException, BadRequest, DatabaseError, SuspiciousOperation):
            return None

    def learned(self, environ: Environ) -> Headers:
        """The headers that every such answer has, as the long way gives them to the root listing."""
        scheme = environ["wsgi.url_scheme"]
        if scheme not in self.headers:
            said: list[Headers] = []
            root = environ | {"PATH_INFO": BASE, "QUERY_STRING": ""}
            answer = self.application(root, lambda status, headers, *_: said.append(headers))
            if hasattr(answer, "close"):
                answer.close()
            self.headers[scheme] = said[0]
        return self.headers[scheme]


def is_plain(environ: Environ) -> bool:
    """Whether a request is one for JSON by a program, and nothing more."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.get("HTTP_ACCEPT", "*/*") in ("*/*", "application/json")
        and "HTTP_ORIGIN" not in environ
    )
