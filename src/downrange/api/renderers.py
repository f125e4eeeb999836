"""JSON, also where it is written already."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer as BaseRenderer

from .answer import Written


class JSONRenderer(BaseRenderer):
    """Django REST framework's, which hands on what is JSON already, unless it is to be indented."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if isinstance(data, Written):
            if self.get_indent(accepted_media_type or "", renderer_context or {}) is None:
                return data.json
            data = data.read()
        json: bytes = super().render(data, accepted_media_type, renderer_context)
        return json
