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
from .selection import select

MOST_WARNING = 1024
"""Characters of a request that are repeated in the header that names what was ignored."""


def answer_list(resource: Resource, question: Question, links: Links, query: str, now: datetime) -> dict[str, Any]:
    """One page of a list: `count`, `next`, `previous` and `results`, in this order."""
    selection = select(resource, question, now)
    count = selection.count()
    keys = list(selection[question.offset : question.offset + question.limit]) if question.offset < count else []
    page = Page(Links(links.host).to(resource.route), query, count, question.limit, question.offset)
    return {
        "count": count,
        "next": page.next,
        "previous": page.previous,
        "results": write(resource.components[question.mode], keys, links, now),
    }


def answer_record(resource: Resource, key: str, links: Links, now: datetime) -> dict[str, Any]:
    """One record. Raises `NotFound` (404) where there is none, or the key is not of the kind that this resource has."""
    try:
        value = resource.model._meta.pk.to_python(key)
    except ValidationError:
        raise NotFound from None
    # Through `pk=`, for a number beyond the database's integers must find nothing, where `pk__in` would overflow.
    found = resource.model._default_manager.filter(pk=value).values_list("pk", flat=True)
    if resource.scope is not None:
        found = found.filter(resource.scope(now))
    records = write(resource.record, list(found), links, now)
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
