"""JSON, also where it is written already."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer as BaseRenderer
from rest_framework.request import Request

from .written import Written


class JSONRenderer(BaseRenderer):
    """Django REST framework's, which hands on what is JSON already."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if isinstance(data, Written):
            return data.json
        json: bytes = super().render(data, accepted_media_type, renderer_context)
        return json


def takes_json(request: Request) -> bool:
    """Whether the answer will be JSON as it is usually written, without indentation."""
    renderer = request.accepted_renderer
    return isinstance(renderer, JSONRenderer) and renderer.get_indent(request.accepted_media_type, {}) is None
