"""The browsable page around a response: breadcrumbs, help and form, the request, status and headers, the JSON."""

import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import get_script_prefix, set_script_prefix
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri

from downrange.api.contract import Contract
from downrange.api.envelope import Age
from downrange.api.help import describe
from downrange.api.http import Exchange, Route
from downrange.api.negotiation import CSV, JSON_LINES
from downrange.api.resource import Endpoint, Resource
from downrange.messages import Request

from .explore.links import page_of_route
from .forms import Field, Form, read_form
from .highlight import highlight, write
from .markdown import Section, read_sections
from .near import Near, near
from .paging import Paging

MANY_FIELDS = 8
QUOTED = re.compile('"([^"]*)"')
"""The texts of a `Warning` header."""
ROOT_TITLE = "API Root"
NAMES = ("name", "serial_number", "full_name", "title")
"""Keys of a record that name it, the first of them that it has."""
ABBREVIATIONS = {"infourl": "info URL", "vidurl": "video URL"}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy of our pages: nothing from other hosts, nothing inline."""


@dataclass(frozen=True)
class Crumb:
    title: str
    address: str


@dataclass(frozen=True)
class Part:
    """A section of the help, and its fields in the form."""

    section: Section
    fields: tuple[Field, ...] = ()

    @property
    def long(self) -> bool:
        """Whether there are so many fields that those without a value are folded away."""
        return len(self.fields) > MANY_FIELDS


@dataclass(frozen=True, kw_only=True)
class Page:
    """The context of the browsable page's template."""

    title: str
    """What the contract calls it, such as `Launch List`."""
    heading: str
    """What it is, in the big type."""
    request_line: str
    status_line: str
    headers: tuple[tuple[str, str], ...]
    json: str
    alerts: tuple[str, ...] = ()
    failed: bool = False
    age: Age | None = None
    crumbs: tuple[Crumb, ...] = ()
    parts: tuple[Part, ...] = ()
    form: Form | None = None
    paging: Paging | None = None
    near: Near | None = None
    raw: str = ""
    whole: tuple[Crumb, ...] = ()
    """The whole list in other formats, by their names."""
    explore: str = ""
    """The page of `/explore/` that shows the same, if there is one."""
    curl: str = ""


def render_page(exchange: Exchange) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The browsable page of a response of the API, and the headers that it needs."""
    with below(exchange.request.prefix):
        html = render_to_string("explorer/answer.html", {"page": read_page(exchange)})
    return html.encode(errors="backslashreplace"), (("Content-Security-Policy", POLICY),)


@contextmanager
def below(prefix: str) -> Iterator[None]:
    """Prefix the links of templates with the path under which a proxy publishes the server."""
    before = get_script_prefix()
    set_script_prefix(f"{prefix}/")
    try:
        yield
    finally:
        set_script_prefix(before)


def read_page(exchange: Exchange) -> Page:
    request, result, route = exchange.request, exchange.result, exchange.route
    path = request.prefix + request.path.decode("utf-8", "replace")
    method = "GET" if request.method == "HEAD" else request.method
    data, parameters = exchange.data, exchange.parameters
    endpoint = route.endpoint if route else None
    is_list = route is not None and route.is_list
    own_path = _parent(path) if route is not None and route.key else path
    failed = result.status >= HTTPStatus.BAD_REQUEST
    errors = data if result.status == HTTPStatus.BAD_REQUEST and isinstance(data, dict) else {}
    title = _title(exchange, is_list=is_list)
    return Page(
        title=title,
        heading=_heading(exchange, title, data, is_list=is_list),
        request_line=f"{method} {request.prefix}{request.target.decode('latin-1')}",
        status_line=f"HTTP {result.status.value} {result.status.phrase}",
        headers=tuple(sorted(exchange.headers)),
        json=highlight(write(data)),
        alerts=tuple(_alerts(data, exchange)),
        failed=failed,
        near=near(request.path.decode("utf-8", "replace")) if result.status == HTTPStatus.NOT_FOUND else None,
        age=exchange.age,
        crumbs=tuple(_crumbs(exchange.contract, request, route, own_path)),
        paging=Paging.read(data, parameters),
        explore=_explored(route, failed=failed),
        raw=f"{path}?{_with_format(parameters, 'json')}",
        whole=tuple(_whole(path, parameters)) if is_list and not failed else (),
        curl=f"curl {shlex.quote(_without_format(request, path, parameters))}",
        **(_help(endpoint, request, own_path, parameters, errors, is_record=path != own_path) if endpoint else {}),
    )


def _explored(route: Route | None, *, failed: bool) -> str:
    """The URL of the `/explore/` page of a list or record; empty if there is none."""
    return "" if route is None or route.endpoint is None or failed else page_of_route(route.endpoint.route, route.key)


def request_line(request: HttpRequest) -> str:
    """Method and path of the request. HEAD is shown as GET, whose response it gets."""
    method = "GET" if request.method == "HEAD" else request.method
    return f"{method} {request.get_full_path()}"


def as_response(template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Render a page, with the headers that all pages have."""
    return with_policy(HttpResponse(render_to_string(template, dict(context)), status=status))


def with_policy(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = POLICY
    patch_vary_headers(response, ["Accept"])
    return response


def _alerts(data: Any, exchange: Exchange) -> Iterator[str]:
    """What a person should see first: why the request was refused, and what the `Warning` header says."""
    if exchange.result.status >= HTTPStatus.BAD_REQUEST:
        reasons = data.items() if isinstance(data, dict) else [("", data)]
        for name, reason in reasons:
            sentence = " ".join(map(str, reason)) if isinstance(reason, list | tuple) else str(reason)
            yield sentence if name in ("", "detail") else f"{name}: {sentence}"
    for name, value in exchange.result.headers:
        if name == "Warning":
            yield from QUOTED.findall(value)


def _title(exchange: Exchange, *, is_list: bool) -> str:
    route = exchange.route
    if route is None:
        return exchange.result.status.phrase.title()
    if route.endpoint is None:
        return ROOT_TITLE
    title = route.endpoint.title
    return f"{title} {'List' if is_list else 'Instance'}" if isinstance(route.endpoint, Resource) else title


def _heading(exchange: Exchange, title: str, data: Any, *, is_list: bool) -> str:
    """The name of a record, or what a list is of; for others, what the contract calls them."""
    route = exchange.route
    if route is None or route.endpoint is None:
        return title
    if is_list:
        return list_title(route.endpoint.route)
    names = [data.get(name) for name in NAMES] if isinstance(data, dict) else []
    return next((name for name in names if name and isinstance(name, str)), title)


def list_title(route: str) -> str:
    """`Upcoming launches` for `launches/upcoming`, `Launch statuses` for `config/launch_statuses`."""
    name, _, part = route.removeprefix("config/").partition("/")
    words = " ".join(ABBREVIATIONS.get(word, word) for word in (f"{part} {name}" if part else name).split("_")).strip()
    return words[:1].upper() + words[1:]


def _whole(path: str, parameters: QueryDict) -> Iterator[Crumb]:
    """What the list is, not only the page that is shown, in the formats of tables."""
    query = parameters.copy()
    for name in ("limit", "offset"):
        query.pop(name, None)
    for label, format_ in (("CSV", CSV), ("JSON Lines", JSON_LINES)):
        yield Crumb(label, f"{path}?{_with_format(query, format_.format)}")


def _crumbs(contract: Contract, request: Request, route: Route | None, own_path: str) -> Iterator[Crumb]:
    if route is None or route.endpoint is None:
        return
    yield Crumb(ROOT_TITLE, f"{request.prefix}{contract.base_path}")
    if route.key:
        yield Crumb(f"{route.endpoint.title} List", own_path)


def _help(
    endpoint: Endpoint,
    request: Request,
    own_path: str,
    parameters: QueryDict,
    errors: Mapping[str, Any],
    *,
    is_record: bool,
) -> dict[str, Any]:
    """The help of the endpoint, with the form unless this is one record of a list."""
    sections = read_sections(describe(endpoint, own_path, request.base_url))
    if is_record:
        return {"parts": tuple(Part(section) for section in sections)}
    form = read_form(endpoint, parameters, own_path, errors)
    parts = tuple(Part(section, form.sections.get(section.heading, ())) for section in sections)
    return {"parts": parts, "form": form}


def _parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def _with_format(parameters: QueryDict, name: str) -> str:
    query = parameters.copy()
    query["format"] = name
    return query.urlencode()


def _without_format(request: Request, path: str, parameters: QueryDict) -> str:
    query = parameters.copy()
    query.pop("format", None)
    origin = f"{request.scheme}://{request.host}"
    return iri_to_uri(f"{origin}{path}?{query.urlencode()}" if query else f"{origin}{path}") or ""
