"""What a page is made from and what it becomes: the visit, and the answer to it."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.http import urlencode

from downrange.api.envelope import Age
from downrange.api.filters.base import MAX_NUMBER
from downrange.api.select import SelectionCache
from downrange.catalog.identity import moved
from downrange.catalog.snapshot import Snapshot
from downrange.messages import Field, Request

from ..pages import POLICY
from .links import api_path, path_of

HTML = "text/html; charset=utf-8"
CACHE_SELECTIONS = 8 * 1024 * 1024
"""Capacity in bytes of the selection cache of one page."""
Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True)
class Answer:
    """The body of a response, and the headers that are its own."""

    body: bytes
    content_type: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    headers: tuple[Field, ...] = ()


class MovedError(Exception):
    """The page is at another path, given from the server's root."""

    def __init__(self, path: str) -> None:
        self.path = path


@dataclass(frozen=True)
class Sources:
    """Where programs find what a page shows: an API path with its parameters, from the server's root."""

    route: str
    parameters: Mapping[str, str | list[str]] = field(default_factory=dict)
    key: object = ""
    origin: str = ""

    @property
    def json(self) -> str:
        return self._path({"format": "json"})

    @property
    def page(self) -> str:
        return self._path({})

    @property
    def csv(self) -> str:
        """Of lists only."""
        return "" if self.key else self._path({"format": "csv"})

    @property
    def curl(self) -> str:
        return f"curl {shlex.quote(self.origin + self._path({}))}"

    def _path(self, added: Mapping[str, str]) -> str:
        query = urlencode({**self.parameters, **added}, doseq=True)
        path = api_path(self.route, self.key)
        return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class Visit:
    """A request for a page, and the snapshot that the page is of."""

    request: Request
    parameters: QueryDict
    snapshot: Snapshot
    selections: SelectionCache = field(default_factory=lambda: SelectionCache(CACHE_SELECTIONS))
    """The selection cache of this page. Its list and its facets run the same searches."""

    @property
    def origin(self) -> str:
        return f"{self.request.scheme}://{self.request.host}"

    def sources(self, route: str, key: object = "", **parameters: object) -> Sources:
        return Sources(route, {name: str(value) for name, value in parameters.items()}, key, self.origin)

    def render(
        self, template: str, context: Mapping[str, Any], *, section: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> Answer:
        """The page of a template. `section` is the entry of the navigation that the page belongs to."""
        given = {
            "visit": self,
            "now": self.snapshot.now,
            "age": Age.of(self.snapshot, None),
            "section": section,
            "pictures": settings.PICTURES,
            "searched": self.parameters.get("search", "") if section == "search" else "",
            **context,
        }
        html = render_to_string(f"explorer/explore/{template}.html", given)
        return Answer(html.encode(errors="backslashreplace"), status=status, headers=(page_policy(),))

    def find(self, records: "QuerySet[Record, Record]", key: str) -> Record:
        """The record with that key. Raises `MovedError` where it has another by now, `Http404` where there is none."""
        model = records.model
        try:
            value = model._meta.pk.to_python(key)
        except ValidationError:
            raise Http404 from None
        if isinstance(value, int) and abs(value) > MAX_NUMBER:
            raise Http404
        found = records.filter(pk=value).first()
        if found is None:
            new = moved(model, key)
            if new is None:
                raise Http404
            raise MovedError(path_of(model, new))
        return found


def page_policy() -> Field:
    """The Content-Security-Policy of these pages: pictures may come from the hosts that records link to."""
    pictures = "img-src 'self' https:" if settings.PICTURES else "img-src 'self'"
    return "Content-Security-Policy", POLICY.replace("img-src 'self'", pictures)


def with_parameter(parameters: QueryDict, dropped: Sequence[str] = (), **changed: object) -> str:
    """A query with some parameters changed or dropped; without the offset, which is of the former list."""
    query = parameters.copy()
    for name in ("offset", *dropped):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = str(value)
    for name in [name for name in query if not any(query.getlist(name))]:
        query.pop(name)
    return f"?{query.urlencode()}" if query else "."


def below_root(path: str) -> str:
    """A path of this server, below the prefix under which a proxy publishes it."""
    return get_script_prefix() + path.removeprefix("/")
