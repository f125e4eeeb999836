"""The views: each ties a request to a question and its answer, and Django REST framework does the rest (negotiation,
errors, headers).
"""

from typing import Literal

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.schemas.openapi import AutoSchema
from rest_framework.views import APIView

from downrange.catalog import clock, figures
from downrange.catalog.epoch import Epoch

from .answer import answer_list, answer_record, ignored_of_record, warning
from .links import Links
from .question import Question
from .resource import Resource
from .schema import ResourceSchema


class ContractView(APIView):
    """Only GET is offered, and HEAD is answered like it; `Allow` says what upstream says."""

    http_method_names = ["get", "head"]
    resource: Resource | None = None
    kind: Literal["root", "list", "record"] = "root"

    @property
    def allowed_methods(self) -> list[str]:
        return ["GET"]


class RootView(ContractView):
    """The root listing: every resource with its address."""

    schema: AutoSchema | None = None
    resources: tuple[Resource, ...] = ()

    def get(self, request: Request) -> Response:
        links = Links.of(request)
        return Response({resource.route: links.to(resource.route) for resource in self.resources})


class ResourceView(ContractView):
    resource: Resource
    schema = ResourceSchema()


class ListView(ResourceView):
    """`/2.3.0/{route}/`"""

    kind = "list"

    def get(self, request: Request) -> Response:
        question = Question.read(self.resource, request.query_params)
        query = request.META.get("QUERY_STRING", "")
        body = answer_list(self.resource, question, Links.of(request), query, _epoch())
        return Response(body, headers=warning(question.ignored))


class RecordView(ResourceView):
    """`/2.3.0/{route}/{id}/`"""

    kind = "record"

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - the contract's name of the path parameter
        body = answer_record(self.resource, id, Links.of(request), _epoch())
        return Response(body, headers=warning(ignored_of_record(request.query_params)))


def _epoch() -> Epoch:
    """The answer's one epoch, with the catalogue's figures brought up to it."""
    return figures.derive_if_due(clock.tick())
