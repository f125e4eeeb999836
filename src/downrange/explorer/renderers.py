"""The browsable page as a renderer of Django REST framework: any answer of the API, as a page for people."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from rest_framework.renderers import BaseRenderer

from downrange.api.answer import Written

from .pages import POLICY, read_page


class PageRenderer(BaseRenderer):
    """`?format=api`, or `Accept: text/html` (contract, 01 "Browsable page")."""

    media_type = "text/html"
    format = "api"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> str:
        context = renderer_context or {}
        response = context["response"]
        page = read_page(
            data.read() if isinstance(data, Written) else data, context["request"], response, context["view"]
        )
        response.headers["Content-Security-Policy"] = POLICY
        return render_to_string("explorer/answer.html", {"page": page})
