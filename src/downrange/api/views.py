"""The views: each ties a request to a question and its answer, and Django REST framework does the rest (negotiation,
errors, headers).
"""

from typing import Literal

from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.schemas.openapi import AutoSchema
from rest_framework.views import APIView

from .answer import say_list, say_record
from .links import Links
from .openapi import ResourceSchema, document
from .renderers import JSONRenderer
from .resource import Resource


class ContractView(APIView):
    """Only GET is offered, and HEAD is answered like it; `Allow` says what upstream says."""

    http_method_names = ["get", "head"]
    resource: Resource | None = None
    kind: Literal["", "root", "list", "record"] = ""

    @property
    def allowed_methods(self) -> list[str]:
        return ["GET"]


class RootView(ContractView):
    """The root listing: every resource with its address."""

    kind = "root"
    schema: AutoSchema | None = None
    resources: tuple[Resource, ...] = ()

    def get(self, request: Request) -> Response:
        links = Links.of(request._request)
        return Response({resource.route: links.to(resource.route) for resource in self.resources})


class DocumentView(ContractView):
    """`/2.3.0/schema/`, the OpenAPI document as YAML or JSON."""

    schema: AutoSchema | None = None
    renderer_classes = SpectacularAPIView.renderer_classes

    def get(self, request: Request) -> Response:
        name = f"Downrange.{request.accepted_renderer.format}"
        return Response(document(), headers={"Content-Disposition": f'inline; filename="{name}"'})

    def handle_exception(self, exc: Exception) -> Response:
        """Errors are JSON, as everywhere: YAML would show the objects that Django REST framework keeps them in."""
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(exc)


class ResourceView(ContractView):
    resource: Resource
    schema = ResourceSchema()


class ListView(ResourceView):
    """`/2.3.0/{route}/`"""

    kind = "list"

    def get(self, request: Request) -> Response:
        said, headers = say_list(self.resource, request._request)
        return Response(said, headers=headers)


class RecordView(ResourceView):
    """`/2.3.0/{route}/{id}/`"""

    kind = "record"

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - the contract's name of the path parameter
        said, headers = say_record(self.resource, id, request._request)
        return Response(said, headers=headers)
