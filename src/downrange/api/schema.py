"""The OpenAPI document, from the resources' declarations, with upstream's names for operations and components."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import PolymorphicProxySerializer

from . import help as documentation
from .components import COMPONENTS
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
        components = dict.fromkeys(resource.components.values())
        if len(components) == 1:
            return COMPONENTS[next(iter(components))]
        name = resource.title.replace(" ", "")
        return PolymorphicProxySerializer(
            component_name=f"Polymorphic{name}Endpoint",
            serializers=[COMPONENTS[component] for component in components],
            resource_type_field_name=None,
        )

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
            "required": ["count", "results"],
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


def _parameter(declared: Filter) -> dict[str, Any]:
    parameter: dict[str, Any] = {"in": "query", "name": declared.name, "schema": declared.schema}
    if declared.description:
        parameter["description"] = declared.description
    if declared.schema["type"] == "array":
        parameter |= {"explode": declared.repeatable, "style": "form"}
    return parameter
