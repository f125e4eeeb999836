"""What the browsable page shows around an answer: where one is, what was asked, what came back."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from downrange.api.help import describe
from downrange.api.resource import Resource

from .forms import Field, Form, read_form
from .highlight import highlight, write
from .markdown import Section, read_sections
from .paging import Paging

MANY_FIELDS = 8
ROOT_TITLE = "API Root"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
"""The Content-Security-Policy of our pages: nothing from another host, nothing inline."""


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
        """Whether there are so many fields that those not asked are better out of sight."""
        return len(self.fields) > MANY_FIELDS


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything that the template of the browsable page needs."""

    title: str
    request_line: str
    status_line: str
    headers: tuple[tuple[str, str], ...]
    json: str
    alerts: tuple[str, ...] = ()
    failed: bool = False
    subject: str = ""
    crumbs: tuple[Crumb, ...] = ()
    parts: tuple[Part, ...] = ()
    form: Form | None = None
    paging: Paging | None = None
    raw: str = ""
    curl: str = ""


def read_page(data: Any, request: HttpRequest, response: HttpResponse, view: Any) -> Page:
    """The page of an answer of the API. `view` may have a `resource` and a `kind`, `list` or `record`."""
    resource: Resource | None = getattr(view, "resource", None)
    kind = getattr(view, "kind", "")
    address = request.path if kind == "list" else _parent(request.path)
    return Page(
        title=_title(resource, kind, view),
        request_line=request_line(request),
        status_line=f"HTTP {response.status_code} {response.reason_phrase}",
        headers=tuple(_headers(response)),
        json=highlight(write(data)),
        alerts=tuple(_alerts(data, response)),
        failed=response.status_code >= 400,
        subject=_subject(data) if kind == "record" else "",
        crumbs=tuple(_crumbs(resource, kind, address)),
        paging=Paging.read(data, request.GET),
        raw=f"{request.path}?{_with_format(request, 'json')}",
        curl=f"curl {shlex.quote(_without_format(request))}",
        **(_help(resource, kind, request, address, data if response.status_code == 400 else {}) if resource else {}),
    )


def request_line(request: HttpRequest) -> str:
    """As it was asked; HEAD is answered with what GET would say."""
    method = "GET" if request.method == "HEAD" else request.method
    return f"{method} {request.get_full_path()}"


def as_response(template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page of ours, with the headers that all of them have."""
    response = HttpResponse(render_to_string(template, dict(context)), status=status)
    response.headers["Content-Security-Policy"] = POLICY
    patch_vary_headers(response, ["Accept"])
    return response


def _alerts(data: Any, response: HttpResponse) -> Iterator[str]:
    """What a person should see first: why the request was refused, or what of it was passed over."""
    if response.status_code >= 400:
        reasons = data.items() if isinstance(data, dict) else [("", data)]
        for name, reason in reasons:
            sentence = " ".join(map(str, reason)) if isinstance(reason, list | tuple) else str(reason)
            yield sentence if name in ("", "detail") else f"{name}: {sentence}"
    elif ignored := response.headers.get("Warning", ""):
        yield ignored.partition('"')[2].removesuffix('"')


def _title(resource: Resource | None, kind: str, view: Any) -> str:
    if resource is not None:
        return f"{resource.title} {'List' if kind == 'list' else 'Instance'}"
    return ROOT_TITLE if kind == "root" else str(view.get_view_name())


def _subject(data: Any) -> str:
    """The name of the record that is shown."""
    name = data.get("name") if isinstance(data, dict) else None
    return name if isinstance(name, str) else ""


def _headers(response: HttpResponse) -> Iterator[tuple[str, str]]:
    """The headers that the JSON answer has, in the order of their names."""
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers["Content-Type"] = "application/json"
    yield from sorted(headers.items())


def _crumbs(resource: Resource | None, kind: str, address: str) -> Iterator[Crumb]:
    if resource is None:
        return
    yield Crumb(ROOT_TITLE, address.removesuffix(f"{resource.route}/"))
    if kind == "record":
        yield Crumb(f"{resource.title} List", address)


def _help(
    resource: Resource, kind: str, request: HttpRequest, address: str, errors: Mapping[str, Any]
) -> dict[str, Any]:
    """The help of the resource, and on its list the form."""
    sections = read_sections(describe(resource, address, f"{request.scheme}://{request.get_host()}"))
    if kind != "list":
        return {"parts": tuple(Part(section) for section in sections)}
    form = read_form(resource, request.GET, address, errors if isinstance(errors, dict) else {})
    parts = tuple(Part(section, form.sections.get(section.heading, ())) for section in sections)
    return {"parts": parts, "form": form}


def _parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def _with_format(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query["format"] = name
    return query.urlencode()


def _without_format(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("format", None)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}" if query else request.path)
