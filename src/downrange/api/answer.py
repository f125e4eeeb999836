"""Answers a request: its question, the records selected, their fragments, and the envelope around them (contract, 01
"List envelope").
"""

from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from rest_framework.exceptions import NotFound

from downrange.catalog import clock
from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import Snapshot

from .filters import MOST_NUMBER
from .fragments import write
from .links import Links, Page
from .query import Question
from .resource import Resource
from .select import at, select_page
from .serialize import render

MOST_WARNING = 1024
"""Characters of a request that are repeated in the header that names what was ignored."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer that is JSON already."""

    json: bytes

    def read(self) -> Any:
        """The same as data, for whoever shows it in another way."""
        return loads(self.json)


Said = tuple[Written, dict[str, str]]
"""An answer, and the headers that are its own."""


def say_list(resource: Resource, request: HttpRequest) -> Said:
    """What a request for a list is answered. Raises Django REST framework's `ValidationError` (400)."""
    question = Question.read(resource, request.GET)
    query = request.META.get("QUERY_STRING", "")
    return answer_list(resource, question, Links.of(request), query, _epoch()), warning(question.ignored)


def say_record(resource: Resource, key: str, request: HttpRequest) -> Said:
    """What a request for a record is answered. Raises `NotFound` (404)."""
    return answer_record(resource, key, Links.of(request), _epoch()), warning(ignored_of_record(request.GET))


def _epoch() -> Snapshot:
    """The answer's one snapshot."""
    return Snapshot.of(Revision.current(), clock.tick())


def answer_list(resource: Resource, question: Question, links: Links, query: str, snapshot: Snapshot) -> Written:
    """One page of a list: `count`, `next`, `previous` and `results`, in this order."""
    count, keys = select_page(resource, question, snapshot)
    page = Page(Links(links.host).to(resource.route), query, count, question.limit, question.offset)
    envelope = render({"count": count, "next": page.next, "previous": page.previous})
    records = write(resource.components[question.mode], keys, links, snapshot)
    # One copy of it all, for a page may have a megabyte.
    commas = [b","] * (2 * len(records))
    commas[::2] = records
    return Written(b"".join([envelope[:-1], b',"results":[', *commas[:-1], b"]}"]))


def answer_record(resource: Resource, key: str, links: Links, snapshot: Snapshot) -> Written:
    """One record. Raises `NotFound` (404) where there is none, or the key is not of the kind that this resource has."""
    records = write(resource.record, _find(resource, key, snapshot.now), links, snapshot)
    if not records:
        raise NotFound(f"No {resource.model._meta.object_name} matches the given query.")
    return Written(records[0])


def _find(resource: Resource, key: str, now: datetime) -> list[object]:
    try:
        value = resource.model._meta.pk.to_python(key)
    except ValidationError:
        raise NotFound from None
    if isinstance(value, int) and abs(value) > MOST_NUMBER:  # no database has such a key, or would be asked for it
        return []
    if resource.scope is None:
        return [value]
    found = resource.model._default_manager.filter(at(resource.scope, now), pk=value)
    return list(found.values_list("pk", flat=True))


def warning(ignored: tuple[str, ...]) -> dict[str, str]:
    """The header that names the parameters that were passed over; none where all were understood."""
    if not ignored:
        return {}
    named = ", ".join(quote(parameter, safe="=:/?@!$'()*+,;~") for parameter in ignored)
    return {"Warning": f'299 downrange "Ignored: {named[:MOST_WARNING]}"'}


def ignored_of_record(parameters: QueryDict) -> tuple[str, ...]:
    """A single record is always answered in full: only `format` means anything."""
    return tuple(f"{name}={parameters[name]}" for name in parameters if name != "format")
