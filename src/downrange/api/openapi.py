"""The OpenAPI document, from the resources' declarations, with upstream's names for operations and components."""

import re
from functools import cache
from threading import Lock
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import PolymorphicProxySerializer

from . import help as documentation
from .components import COMPONENTS, Component
from .filters import Filter
from .links import BASE
from .resource import DEFAULT_MODE, Resource

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
LEVEL = re.compile("(Endpoint|Basic|Detailed|List|Mini|Normal)+$")
"""How the name of a component ends that is one of several forms."""
IRREGULAR = {"Event": "Events", "SpacecraftConfig": "SpacecraftConfiguration"}
"""What upstream calls the forms together, where it is not what each is called but for its level of detail."""


_generating = Lock()


def document() -> dict[str, Any]:
    """The whole document, generated once, for it is of the code alone."""
    # drf-spectacular keeps the view that it describes where all threads see it: two would mix up each other's document.
    with _generating:
        return generate()


@cache
def generate() -> dict[str, Any]:
    generated: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return generated


class ResourceSchema(AutoSchema):
    """Describes the list and the record of a resource."""

    @property
    def resource(self) -> Resource:
        resource: Resource = getattr(self.view, "resource")  # noqa: B009 - the stub knows no views but its own
        return resource

    @property
    def is_list(self) -> bool:
        return bool(getattr(self.view, "kind", "") == "list")

    def get_operation_id(self) -> str:
        name = self.resource.route.replace("/", "_")
        return f"{name}_list" if self.is_list else f"{name}_retrieve"

    def get_tags(self) -> list[str]:
        return [self.resource.route.split("/")[0]]

    def get_description(self) -> str:  # type: ignore[override] # spectacular asks for no path and method
        return documentation.describe(self.resource, address=f"{BASE}{self.resource.route}/")

    def get_summary(self) -> None:
        return None

    def map_renderers(self, attribute: str) -> list[str]:
        return ["application/json"]  # the browsable page shows the same answer to people

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False  # the envelope is a component of its own, below

    def _get_parameters(self) -> list[dict[str, Any]]:
        if not self.is_list:
            return [self._key()]
        return sorted(self._query_parameters(), key=lambda parameter: parameter["name"])

    def _key(self) -> dict[str, Any]:
        field = self.resource.model._meta.pk
        uuid = field.get_internal_type() == "UUIDField"
        return {
            "in": "path",
            "name": "id",
            "schema": {"type": "string", "format": "uuid"} if uuid else {"type": "integer"},
            "description": f"A unique {'UUID' if uuid else 'integer value'} identifying this {self.resource.title}.",
            "required": True,
        }

    def _query_parameters(self) -> list[dict[str, Any]]:
        resource = self.resource
        parameters = [_parameter(declared) for declared in resource.filters]
        parameters += [{"in": "query", "required": False, **shared} for shared in (LIMIT, OFFSET, ORDERING, SEARCH)]
        if resource.modes:
            schema = {"type": "string", "enum": list(resource.modes), "default": DEFAULT_MODE}
            parameters.append({"in": "query", "name": "mode", "description": "Level of detail.", "schema": schema})
        return parameters

    def get_response_serializers(self) -> Any:
        resource = self.resource
        if not self.is_list:
            return COMPONENTS[resource.record]
        if not resource.modes:
            return COMPONENTS[resource.components[DEFAULT_MODE]]
        return PolymorphicProxySerializer(
            component_name=f"Polymorphic{family(resource)}Endpoint",
            serializers={mode: COMPONENTS[name] for mode, name in resource.components.items()},
            resource_type_field_name="response_mode",
        )

    def _map_basic_serializer(self, serializer: Any, direction: str) -> dict[str, Any]:
        """Every property is always there, and none is ever written: `readOnly` here and there would say nothing."""
        schema: dict[str, Any] = super()._map_basic_serializer(  # type: ignore[no-untyped-call] # spectacular is untyped
            serializer, direction
        )
        schema["properties"] = {name: _answered(value) for name, value in schema["properties"].items()}
        schema["required"] = sorted(schema["properties"])
        if schema["description"] == Component.__doc__:  # it has none of its own
            del schema["description"]
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


def family(resource: Resource) -> str:
    """Upstream's name for the forms of a resource together."""
    name = LEVEL.sub("", resource.components[DEFAULT_MODE])
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
