"""The contract's API, the feed of changes and the pages for people as Django views, for servers other than Downrange's
own, such as `runserver`, and for Django's test client.
"""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from downrange.exchange.feed import feed
from downrange.explorer.explore.application import explore
from downrange.messages import Application, Request

from .application import api


def contract(request: HttpRequest) -> HttpResponse:
    """Hand the request to the API, and its response back."""
    return _answer(api(), request)


def changes(request: HttpRequest) -> HttpResponse:
    """Hand the request to the feed, and its response back."""
    return _answer(feed, request)


def pages(request: HttpRequest) -> HttpResponse:
    """Hand the request to the pages for people, and their response back."""
    return _answer(explore, request)


def _answer(application: Application, request: HttpRequest) -> HttpResponse:
    fields = {name.lower().encode("latin-1"): value.encode("latin-1") for name, value in request.headers.items()}
    query = request.META.get("QUERY_STRING", "").encode("latin-1")
    response = application(
        Request(
            method=request.method or "GET",
            target=quote(request.path_info).encode() + (b"?" + query if query else b""),
            fields=fields,
            scheme=request.scheme or "http",
            host=request._get_raw_host(),  # type: ignore[attr-defined] # the API refuses a wrong one itself
            prefix=request.META.get("SCRIPT_NAME", ""),
            client=(request.META.get("REMOTE_ADDR", ""), 0),
        )
    )
    answer = HttpResponse(response.body, status=response.status)
    del answer.headers["Content-Type"]
    for name, value in response.fields:
        answer.headers[name] = value
    return answer
