"""Content negotiation: which media type a response has, by Django REST framework's rules (contract, 01 "format")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer

_negotiation: Any = DefaultContentNegotiation()
_json = JSONRenderer()


@dataclass(frozen=True)
class MediaType:
    """A media type on offer: by `Accept`, or by `format` in the query."""

    media_type: str
    format: str


JSON = MediaType("application/json", "json")
HTML = MediaType("text/html", "api")
CSV = MediaType("text/csv", "csv")
JSON_LINES = MediaType("application/jsonl", "jsonl")


@dataclass(frozen=True)
class Negotiated:
    """The media type chosen, and the spaces that its JSON is to be indented by; None: compact."""

    media_type: MediaType
    indent: int | None = None


@dataclass(frozen=True)
class _Asked:
    """What Django REST framework looks at of a request."""

    query_params: Mapping[str, str]
    headers: Mapping[str, str]


@lru_cache(maxsize=1024)
def negotiate(offered: Sequence[MediaType], format_: str, accept: str) -> Negotiated:
    """Choose among the media types `offered`. `format_` is that of the query, empty if it has none.

    Raises `Http404` for a format that is not offered, and `NotAcceptable` where `Accept` excludes all that are.
    """
    asked = _Asked({"format": format_}, {"accept": accept})
    chosen, accepted = _negotiation.select_renderer(asked, list(offered))
    return Negotiated(chosen, _json.get_indent(accepted, {}))
