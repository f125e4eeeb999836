"""The application that answers everything below a contract's base path: routes, methods, negotiation, errors, CORS."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.utils.encoding import iri_to_uri
from rest_framework.exceptions import MethodNotAllowed, NotFound

from downrange.catalog import clock
from downrange.catalog.identity import moved
from downrange.catalog.snapshot import Snapshot, take_snapshot
from downrange.messages import Application, Field, Request, Response

from . import versions
from .contract import Contract
from .envelope import Age, Caches, Reader, ignored_for_record, warning
from .links import Links
from .narrow import read_fields
from .negotiation import HTML, JSON, MediaType, Negotiated, negotiate
from .query import LIMITED, ListQuery, ObjectQuery, parameters_of, read_instant
from .resource import ClientObject, Endpoint, Resource, SingleObject, StoredObject
from .result import ERRORS, HEADERS, METHODS, Result, answer_with, respond
from .serialize import to_json
from .whole import WholeList

MAX_QUERY = 1024
"""Bytes of a query that are repeated in the URL of an equivalent."""


@dataclass(frozen=True)
class Route:
    """What a path leads to: the root listing, a single object, a list, or with a `key` one of its records."""

    endpoint: Endpoint | None = None
    key: str = ""

    @property
    def is_list(self) -> bool:
        return isinstance(self.endpoint, Resource) and not self.key

    @property
    def is_for_client(self) -> bool:
        """Whether the response must not be shared. The root listing is not cached either, so that a monitor of it
        notices when the database does not answer.
        """
        return self.endpoint is None or isinstance(self.endpoint, ClientObject)


@dataclass(frozen=True)
class Exchange:
    """A request and its result, for a page that shows them to people."""

    contract: Contract
    request: Request
    route: Route | None
    result: Result
    age: Age

    @property
    def headers(self) -> tuple[Field, ...]:
        """Those that the answer has as JSON."""
        return (("Content-Type", JSON.media_type), *self.result.headers, *HEADERS)

    @property
    def parameters(self) -> QueryDict:
        """Those of the query; none where it cannot be read."""
        try:
            return parameters_of(self.request.query)
        except SuspiciousOperation:
            return QueryDict()

    @property
    def data(self) -> Any:
        return json.loads(self.result.json)


ClientValues = Callable[[Request], Mapping[str, object]]
"""The values of a client object, computed from the request."""
Exports = Mapping[MediaType, Callable[[WholeList], Iterable[bytes]]]
"""What writes a whole list as a body that is streamed, by media type. It raises `UnavailableError` while it cannot."""
Page = Callable[[Exchange], tuple[bytes, tuple[Field, ...]]]
"""Renders the page for people as HTML, and says the headers that it needs besides."""


@dataclass(frozen=True, eq=False)
class Api:
    """Answers requests below the base path of a contract. It is an application (see `messages`).

    `page` renders answers for people; `others` are applications for single paths below the base path, such as the
    OpenAPI document.
    """

    contract: Contract
    caches: Caches
    page: Page
    others: Mapping[str, Application] = field(default_factory=dict)
    clients: Mapping[str, ClientValues] = field(default_factory=dict)
    """By route: replaces the contract's `values` of a `ClientObject`."""
    exports: Exports = field(default_factory=dict)
    """What whole lists are answered with, by media type."""
    on_answer: Callable[[Endpoint], object] | None = None
    """Called with the endpoint of each answer that is made."""

    def __call__(self, request: Request) -> Response:
        return answer_with(self._answer, request)

    def find(self, path: str) -> Route | None:
        """What a path relative to the base path leads to; None: nothing."""
        if not path:
            return Route()
        if not path.endswith("/"):
            return None
        endpoint = self.contract.by_route.get(path[:-1])
        if endpoint is not None:
            return Route(endpoint)
        above, _, key = path[:-1].rpartition("/")
        endpoint = self.contract.by_route.get(above)
        return Route(endpoint, key) if isinstance(endpoint, Resource) and key else None

    def _answer(self, request: Request) -> Response:
        path = request.path.decode("utf-8", "replace").removeprefix(self.contract.base_path)
        if path in self.others:
            return self.others[path](request)
        route = self.find(path)
        with take_snapshot() as snapshot, clock.track() as tracker:
            shared = None if route is not None and route.is_for_client else snapshot
            age = Age.of(snapshot, route.endpoint if route else None)
            if route is None and not path.endswith("/") and self._leads_somewhere(f"{path}/"):
                return self._redirect(request, f"{_raw_path(request)}/", age)
            try:
                parameters = parameters_of(request.query)
                accept = request.fields.get(b"accept", b"*/*").decode("latin-1")
                negotiated = negotiate(self._offered(route), parameters.get("format", ""), accept)
            except ERRORS as error:
                return respond(Result.of_error(error).with_headers(*age.headers), shared)
            try:
                if negotiated.media_type in self.exports and route is not None and request.method in METHODS:
                    return self._export(request, route, parameters, negotiated.media_type, snapshot)
                result = self._result(request, route, parameters, snapshot)
            except NotFound as error:
                new = self._moved(route) if route is not None else None
                if new is not None:
                    return self._redirect(request, new, age)
                result = Result.of_error(error)
            except ERRORS as error:
                result = Result.of_error(error)
        exchange = Exchange(self.contract, request, route, result.with_headers(*age.headers), age)
        return self._represent(exchange, negotiated, shared, tracker)

    def _result(self, request: Request, route: Route | None, parameters: QueryDict, snapshot: Snapshot) -> Result:
        if route is None:
            return self._not_found(request)
        if request.method not in METHODS:
            raise MethodNotAllowed(request.method)
        links = Links.of(f"{request.base_url}{self.contract.base_path}", parameters.get("format", ""))
        if route.endpoint is not None and self.on_answer is not None:
            self.on_answer(route.endpoint)
        if route.endpoint is None:
            return Result(to_json({endpoint.route: links.to(endpoint.route) for endpoint in self.contract.endpoints}))
        if isinstance(route.endpoint, SingleObject):
            return self._object(request, route.endpoint, parameters, Reader(links, snapshot, self.caches))
        assert isinstance(route.endpoint, Resource)  # noqa: S101 - there are no others
        instant = read_instant(route.endpoint, parameters, snapshot.now)
        if instant is None:
            reader = Reader(links, snapshot, self.caches)
            return self._resource(route.endpoint, route.key, parameters, reader)
        with clock.track():  # what was then does not depend on the time of day
            reader = Reader(links, snapshot.of_past(instant), Caches.none())
            return self._resource(route.endpoint, route.key, parameters, reader)

    def _offered(self, route: Route | None) -> tuple[MediaType, ...]:
        """The media types that a path may be answered as."""
        return (JSON, HTML, *self.exports) if route is not None and route.is_list else (JSON, HTML)

    def _export(
        self, request: Request, route: Route, parameters: QueryDict, media_type: MediaType, snapshot: Snapshot
    ) -> Response:
        """A whole list. It is written once the response is under way."""
        assert isinstance(route.endpoint, Resource)  # noqa: S101 - others do not offer it
        whole = WholeList(
            route.endpoint,
            ListQuery.read(route.endpoint, parameters, is_whole=True),
            Links.of(f"{request.base_url}{self.contract.base_path}"),
            read_instant(route.endpoint, parameters, snapshot.now),
        )
        name = f"{route.endpoint.route.replace('/', '-')}.{media_type.format}"
        fields = (
            ("Content-Type", f"{media_type.media_type}; charset=utf-8"),
            ("Content-Disposition", f'attachment; filename="{name}"'),
            ("Cache-Control", "no-store"),
            *warning(whole.query.ignored),
            *Age.of(snapshot, route.endpoint).headers,
            *HEADERS,
        )
        return Response(HTTPStatus.OK, fields, self.exports[media_type](whole))

    def _resource(self, resource: Resource, key: str, parameters: QueryDict, reader: Reader) -> Result:
        """A list, or with a `key` one of its records."""
        if key:
            record = reader.record(resource, key, read_fields(resource.record, parameters))
            return Result(record.json, headers=warning(ignored_for_record(resource, parameters), record.warnings))
        query = ListQuery.read(resource, parameters)
        page = reader.page(resource, query, parameters)
        cut = (LIMITED.format(settings.MAX_LIMIT),) if query.is_cut else ()
        return Result(page.json, headers=warning(query.ignored, (*cut, *page.warnings)))

    def _object(self, request: Request, endpoint: SingleObject, parameters: QueryDict, reader: Reader) -> Result:
        query = ObjectQuery.read(endpoint, parameters)
        ignored = warning(query.ignored)
        if isinstance(endpoint, StoredObject):
            return Result(reader.stored(endpoint, query.mode), headers=ignored)
        assert isinstance(endpoint, ClientObject)  # noqa: S101 - there are no others
        values: ClientValues = self.clients.get(endpoint.route, endpoint.values)
        return Result(to_json(values(request)), headers=(*ignored, ("Cache-Control", "no-store")))

    def _not_found(self, request: Request) -> Result:
        """404; for a path that another version of the API has, with the equivalent of this one."""
        path = request.path.decode("utf-8", "replace")
        other = versions.split(path)
        if other is None:
            raise NotFound
        version, relative = other
        url = self._equivalent(request, relative)
        if path.startswith(self.contract.base_path):
            detail = str(NotFound.default_detail)
        elif version == self.contract.version:
            detail = f"This server has version {version} of the API at {self.contract.base_path}"
        else:
            detail = f"This server has version {self.contract.version} of the API, not {version}."
        headers = (("Link", f'<{url}>; rel="successor-version"'),) if url else ()
        return Result(to_json({"detail": f"{detail} See {url}" if url else detail}), HTTPStatus.NOT_FOUND, headers)

    def _equivalent(self, request: Request, path: str) -> str:
        """The URL in this version of a path relative to another version; empty where there is none."""
        for candidate, mode in self.contract.moved.candidates(path):
            route = self.find(f"{candidate}/" if candidate else "")
            if route is None:
                continue
            query = request.query.decode("latin-1") if len(request.query) <= MAX_QUERY else ""
            if mode and route.endpoint is not None and mode in route.endpoint.modes:
                query = f"mode={mode}&{query}" if query else f"mode={mode}"
            url = f"{request.base_url}{self.contract.base_path}{quote(candidate)}{'/' if candidate else ''}"
            return iri_to_uri(f"{url}?{query}" if query else url) or ""
        return ""

    def _represent(
        self, exchange: Exchange, negotiated: Negotiated, snapshot: Snapshot | None, tracker: clock.Tracker
    ) -> Response:
        result = exchange.result
        if negotiated.media_type is HTML:
            page, added = self.page(exchange)
            fields = (("Content-Type", "text/html; charset=utf-8"), *result.headers, *HEADERS, *added)
            return Response(result.status, fields, page, snapshot, tracker.valid_until)
        return respond(result.indented(negotiated.indent), snapshot, tracker.valid_until)

    def _leads_somewhere(self, path: str) -> bool:
        return path in self.others or self.find(path) is not None

    def _moved(self, route: Route) -> str | None:
        """The path of a record that has another id by now."""
        if not isinstance(route.endpoint, Resource) or not route.key:
            return None
        key = moved(route.endpoint.model, route.key)
        return key and f"{self.contract.base_path}{route.endpoint.route}/{key}/"

    def _redirect(self, request: Request, path: str, age: Age) -> Response:
        """To another path, the query kept."""
        query = f"?{request.query.decode('latin-1')}" if request.query else ""
        location = ("Location", f"{request.prefix}{path}{query}")
        return Response(HTTPStatus.MOVED_PERMANENTLY, (location, *age.headers, *HEADERS))


def _raw_path(request: Request) -> str:
    return request.target.partition(b"?")[0].decode("latin-1")
