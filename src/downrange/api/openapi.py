"""The OpenAPI document of a contract, from its resources' declarations, with upstream's names for operations and
components.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from django.http import Http404, QueryDict
from django.urls import URLPattern, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import PolymorphicProxySerializer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.request import Request as DRFRequest
from rest_framework.response import Response as DRFResponse
from rest_framework.views import APIView

from downrange.catalog.snapshot import take_snapshot
from downrange.messages import Request, Response

from . import help as documentation
from .contract import Contract
from .filters import Filter
from .negotiation import MediaType, negotiate
from .resource import DEFAULT_MODE, Endpoint, Resource
from .result import HEADERS, METHODS, Result, respond

AT = {
    "name": "at",
    "description": "Figures as of an instant of the past. An extension of Downrange.",
    "schema": {"type": "string", "format": "date-time"},
}
LIMIT = {"name": "limit", "description": "Number of results to return per page.", "schema": {"type": "integer"}}
OFFSET = {
    "name": "offset",
    "description": "The initial index from which to return the results.",
    "schema": {"type": "integer"},
}
ORDERING = {
    "name": "ordering",
    "description": "Which field to use when ordering the results.",
    "schema": {"type": "string"},
}
SEARCH = {"name": "search", "description": "A search term.", "schema": {"type": "string"}}
MODE_SUFFIX = re.compile("(Endpoint|Basic|Detailed|List|Mini|Normal)+$")
"""The end of the name of a component that is one of several modes."""
OUTSIDE_NAMES = re.compile("[/-]")
"""What a route has that a name of an operation has not."""
IRREGULAR = {"Event": "Events", "SpacecraftConfig": "SpacecraftConfiguration"}
"""What upstream calls the modes together, where it is not the components' name without its end."""
_generating = Lock()


@dataclass(frozen=True, eq=False)
class Document:
    """The application that answers with the OpenAPI document of a contract, as YAML or JSON."""

    contract: Contract

    def __call__(self, request: Request) -> Response:
        try:
            if request.method not in METHODS:
                raise MethodNotAllowed(request.method)
            offered = tuple(MediaType(renderer.media_type, renderer.format) for renderer in RENDERERS)
            accept = request.fields.get(b"accept", b"*/*").decode("latin-1")
            chosen = negotiate(offered, QueryDict(request.query).get("format", ""), accept).media_type
        except (APIException, Http404) as error:
            return respond(Result.of_error(error))
        fields = (
            ("Content-Type", chosen.media_type),
            ("Content-Disposition", f'inline; filename="Downrange.{chosen.format}"'),
            *HEADERS,
        )
        with take_snapshot() as snapshot:
            return Response(200, fields, render(self.contract, chosen.media_type, request.prefix), snapshot)


RENDERERS = SpectacularAPIView.renderer_classes


@lru_cache(maxsize=8)
def render(contract: Contract, media_type: str, prefix: str = "") -> bytes:
    """The document as one of the media types that drf-spectacular writes. Its paths follow the server's `prefix`."""
    renderer = next(renderer for renderer in RENDERERS if renderer.media_type == media_type)
    servers = {"servers": [{"url": prefix}]} if prefix else {}
    rendered: bytes = renderer().render({**generate(contract), **servers}, media_type, {})
    return rendered


def generate(contract: Contract) -> dict[str, Any]:
    """The document, generated once."""
    # drf-spectacular keeps the view that it describes where all threads see it.
    with _generating:
        return _generate(contract)


@cache
def _generate(contract: Contract) -> dict[str, Any]:
    generated: dict[str, Any] = SchemaGenerator(patterns=list(_patterns(contract))).get_schema(public=True)
    return generated


class ResourceView(APIView):
    """What drf-spectacular describes. Requests never come here: `http` answers them."""

    endpoint: Endpoint | None = None
    base_path = ""

    def get(self, request: DRFRequest, id: str = "") -> DRFResponse:  # noqa: A002 - the contract's path parameter
        raise NotImplementedError


class ListView(ResourceView):
    """`{route}/`"""


class RecordView(ResourceView):
    """`{route}/{id}/`"""


class ObjectView(ResourceView):
    """`{route}/` of a single object."""


def _patterns(contract: Contract) -> Sequence[URLPattern]:
    def view(kind: type[ResourceView], endpoint: Endpoint) -> Callable[..., Any]:
        described: Callable[..., Any] = kind.as_view(
            endpoint=endpoint, base_path=contract.base_path, schema=EndpointSchema()
        )
        return described

    patterns = []
    for endpoint in contract.endpoints:
        route = f"{contract.base_path[1:]}{endpoint.route}/"
        if isinstance(endpoint, Resource):
            patterns += [path(route, view(ListView, endpoint)), path(f"{route}<str:id>/", view(RecordView, endpoint))]
        else:
            patterns.append(path(route, view(ObjectView, endpoint)))
    return patterns


class EndpointSchema(AutoSchema):
    """Describes the list and the record of a resource, and single objects."""

    @property
    def described(self) -> "ResourceView":
        assert isinstance(self.view, ResourceView)  # noqa: S101 - for the type checker
        return self.view

    @property
    def endpoint(self) -> Endpoint:
        assert self.described.endpoint is not None  # noqa: S101 - for the type checker
        return self.described.endpoint

    @property
    def is_list(self) -> bool:
        return isinstance(self.view, ListView)

    @property
    def is_record(self) -> bool:
        return isinstance(self.view, RecordView)

    def get_operation_id(self) -> str:
        name = OUTSIDE_NAMES.sub("_", self.endpoint.route)
        return f"{name}_retrieve" if self.is_record else f"{name}_list"  # upstream calls single objects lists

    def get_tags(self) -> list[str]:
        return [self.endpoint.route.split("/")[0]]

    def get_description(self) -> str:  # type: ignore[override] # spectacular asks for no path and method
        return documentation.describe(self.endpoint, f"{self.described.base_path}{self.endpoint.route}/")

    def get_summary(self) -> None:
        return None

    def map_renderers(self, attribute: str) -> list[str]:
        return ["application/json"]  # the browsable page shows the same answer to people

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False  # the envelope is a component of its own, below

    def _get_parameters(self) -> list[dict[str, Any]]:
        if isinstance(self.endpoint, Resource) and self.is_record:
            return [*self._instant(self.endpoint), self._key(self.endpoint)]
        return sorted(self._query_parameters(), key=lambda parameter: parameter["name"])

    def _key(self, resource: Resource) -> dict[str, Any]:
        field = resource.model._meta.pk
        uuid = field.get_internal_type() == "UUIDField"
        return {
            "in": "path",
            "name": "id",
            "schema": {"type": "string", "format": "uuid"} if uuid else {"type": "integer"},
            "description": f"A unique {'UUID' if uuid else 'integer value'} identifying this {resource.title}.",
            "required": True,
        }

    def _instant(self, resource: Resource) -> list[dict[str, Any]]:
        return [{"in": "query", "required": False, **AT}] if resource.takes_instant else []

    def _query_parameters(self) -> list[dict[str, Any]]:
        endpoint, parameters = self.endpoint, []
        if isinstance(endpoint, Resource):
            parameters = [_parameter(declared) for declared in endpoint.accepted_filters]
            shared = (LIMIT, OFFSET, ORDERING, SEARCH) if endpoint.search else (LIMIT, OFFSET, ORDERING)
            parameters += [{"in": "query", "required": False, **each} for each in shared]
            parameters += self._instant(endpoint)
        if endpoint.modes:
            schema = {"type": "string", "enum": list(endpoint.modes), "default": DEFAULT_MODE}
            parameters.append({"in": "query", "name": "mode", "description": "Level of detail.", "schema": schema})
        return parameters

    def get_response_serializers(self) -> Any:
        endpoint = self.endpoint
        if isinstance(endpoint, Resource) and self.is_record:
            return endpoint.record
        if not endpoint.modes:
            return endpoint.components[DEFAULT_MODE]
        return PolymorphicProxySerializer(
            component_name=f"Polymorphic{family(endpoint)}Endpoint",
            # The richest first: a generated client takes the first schema whose properties are all there.
            serializers=dict(reversed(list(endpoint.components.items()))),
            resource_type_field_name="response_mode",
        )

    def _map_basic_serializer(self, serializer: Any, direction: str) -> dict[str, Any]:
        """Every property is always there, and none is ever written: `readOnly` here and there would say nothing."""
        schema: dict[str, Any] = super()._map_basic_serializer(  # type: ignore[no-untyped-call] # spectacular is untyped
            serializer, direction
        )
        schema["properties"] = {name: _answered(value) for name, value in schema["properties"].items()}
        schema["required"] = sorted(schema["properties"])
        if not type(serializer).__doc__:
            schema.pop("description", None)  # that of a base class
        return schema

    def _get_response_for_code(self, serializer: Any, status_code: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        response: dict[str, Any] = super()._get_response_for_code(  # type: ignore[no-untyped-call] # spectacular is untyped
            serializer, status_code, *args, **kwargs
        )
        if self.is_list:
            content = response["content"]["application/json"]
            content["schema"] = self._envelope(content["schema"])
        return response

    def _envelope(self, item: dict[str, Any]) -> dict[str, Any]:
        name = f"Paginated{item['$ref'].rsplit('/', 1)[1]}List"
        address = {"type": "string", "format": "uri", "nullable": True}
        schema = {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer"},
                "next": address,
                "previous": address,
                "results": {"type": "array", "items": item},
            },
        }
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, schema=schema, object=name)
        self.registry.register_on_missing(component)
        return component.ref


def family(endpoint: Endpoint) -> str:
    """Upstream's name for the modes of an endpoint together."""
    name = MODE_SUFFIX.sub("", endpoint.components[DEFAULT_MODE].__name__)
    return IRREGULAR.get(name, name)


def _answered(schema: dict[str, Any]) -> dict[str, Any]:
    """A property as a client reads it: without what only limits input."""
    read = {name: value for name, value in schema.items() if name not in ("maxLength", "pattern", "readOnly")}
    return read["allOf"][0] if list(read) == ["allOf"] else read


def _parameter(declared: Filter) -> dict[str, Any]:
    parameter: dict[str, Any] = {"in": "query", "name": declared.name, "schema": declared.schema}
    if declared.description:
        parameter["description"] = declared.description
    if declared.schema["type"] == "array":
        parameter |= {"explode": declared.repeatable, "style": "form"}
    return parameter
