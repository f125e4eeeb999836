"""An answer: what goes back to the client, as plain data (contract, 01 "List envelope")."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import QueryDict
from rest_framework.exceptions import NotFound

from .fragments import write
from .links import Links, Page
from .question import Question
from .resource import Resource
from .selection import at, select
from .written import Written, render, write_json

MOST_WARNING = 1024
"""Characters of a request that are repeated in the header that names what was ignored."""


def answer_list(resource: Resource, question: Question, links: Links, query: str, now: datetime) -> dict[str, Any]:
    """One page of a list: `count`, `next`, `previous` and `results`, in this order."""
    envelope, keys = _select_page(resource, question, links, query, now)
    return envelope | {"results": write(resource.components[question.mode], keys, links, now)}


def write_list(resource: Resource, question: Question, links: Links, query: str, now: datetime) -> Written:
    """The same as JSON, joined from written records."""
    envelope, keys = _select_page(resource, question, links, query, now)
    records = b",".join(write_json(resource.components[question.mode], keys, links, now))
    return Written(b'%b,"results":[%b]}' % (render(envelope).removesuffix(b"}"), records))


def _select_page(
    resource: Resource, question: Question, links: Links, query: str, now: datetime
) -> tuple[dict[str, Any], list[object]]:
    """All of a page but its records, and their keys."""
    selection = select(resource, question, now)
    count = selection.count()
    keys = list(selection[question.offset : question.offset + question.limit]) if question.offset < count else []
    page = Page(Links(links.host).to(resource.route), query, count, question.limit, question.offset)
    return {"count": count, "next": page.next, "previous": page.previous}, keys


def answer_record(resource: Resource, key: str, links: Links, now: datetime) -> dict[str, Any]:
    """One record. Raises `NotFound` (404) where there is none, or the key is not of the kind that this resource has."""
    record: dict[str, Any] = _only(resource, write(resource.record, _find(resource, key, now), links, now))
    return record


def write_record(resource: Resource, key: str, links: Links, now: datetime) -> Written:
    """The same as JSON."""
    return Written(_only(resource, write_json(resource.record, _find(resource, key, now), links, now)))


def _find(resource: Resource, key: str, now: datetime) -> list[object]:
    try:
        value = resource.model._meta.pk.to_python(key)
    except ValidationError:
        raise NotFound from None
    # Through `pk=`, for a number beyond the database's integers must find nothing, where `pk__in` would overflow.
    found = resource.model._default_manager.filter(pk=value).values_list("pk", flat=True)
    if resource.scope is not None:
        found = found.filter(at(resource.scope, now))
    return list(found)


def _only(resource: Resource, records: list[Any]) -> Any:
    if not records:
        raise NotFound(f"No {resource.model._meta.object_name} matches the given query.")
    return records[0]


def warning(ignored: tuple[str, ...]) -> dict[str, str]:
    """The header that names the parameters that were passed over; none where all were understood."""
    if not ignored:
        return {}
    named = ", ".join(quote(parameter, safe="=:/?@!$'()*+,;~") for parameter in ignored)
    return {"Warning": f'299 downrange "Ignored: {named[:MOST_WARNING]}"'}


def ignored_of_record(parameters: QueryDict) -> tuple[str, ...]:
    """A single record is always answered in full: only `format` means anything."""
    return tuple(f"{name}={parameters[name]}" for name in parameters if name != "format")
