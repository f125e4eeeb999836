"""`/changes/?since=REVISION`: the history of the catalogue, in pages. An extension to the contract.

A page has the changes after a revision, in order; `catalog.changes` documents their fields. A client that has applied
them has the facts of the page's last revision, and asks for the changes since that one.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from rest_framework.exceptions import MethodNotAllowed, ValidationError

from downrange.api.envelope import Age, warning
from downrange.api.negotiation import JSON, negotiate
from downrange.api.query import LIMITED, ParameterReader, parameters_of
from downrange.api.result import ERRORS, METHODS, Result, answer_with, respond
from downrange.api.serialize import to_json
from downrange.catalog.changes import Change, as_json
from downrange.catalog.snapshot import Snapshot, take_snapshot
from downrange.messages import Request, Response

PATH = "/changes/"
MAX_CHANGES = 1000
"""Changes on a page, which is as many as there are unless a limit is given."""
MAX_WAIT = 3600
"""Seconds for which a response without changes is held back, at most."""
WAIT_LIMITED = "The wait is at most {} seconds"
MAX_DIGITS = 18
"""Digits of a number that every database holds; a revision has fewer."""
FIELDS = ("id", "edit", "at", "by", "source", "model", "key", "action", "before", "after")
"""Columns of a change in the order of its JSON, where `id` is `revision`."""


def feed(request: Request) -> Response:
    """Answer a request for changes. It is an application (see `messages`)."""
    return answer_with(_answer, request)


def _answer(request: Request) -> Response:
    with take_snapshot() as snapshot:
        indent, wait = None, 0
        try:
            parameters = parameters_of(request.query)
            accept = request.fields.get(b"accept", b"*/*").decode("latin-1")
            indent = negotiate((JSON,), parameters.get("format", ""), accept).indent
            result, wait = _page(request, parameters, snapshot)
        except ERRORS as error:
            result = Result.of_error(error)
    response = respond(result.with_headers(*Age.of(snapshot, None).headers).indented(indent), snapshot)
    return replace(response, long_poll=wait)


def _page(request: Request, parameters: QueryDict, snapshot: Snapshot) -> tuple[Result, int]:
    """The page, and the seconds for which it may be held back."""
    if request.method not in METHODS:
        raise MethodNotAllowed(request.method)
    reader = ParameterReader({"since", "limit", "wait", "format"}, parameters)
    since = _since(parameters)
    limit, is_cut = reader.limit(MAX_CHANGES, MAX_CHANGES)
    wait = reader.whole_number("wait", least=0) or 0
    # One more than the page may have: it says whether the last edit ends on the page.
    rows = list(Change.objects.filter(pk__gt=since).order_by("pk").values_list(*FIELDS)[: limit + 1])
    results = [_result(row) for row in rows[: _length(rows, limit)]]
    url = None
    if results and results[-1]["revision"] < snapshot.revision:
        given = {name: parameters[name] for name in ("format", "limit", "wait") if name in parameters}
        url = f"{request.base_url}{PATH}?{urlencode({**given, 'since': results[-1]['revision']})}"
    page = to_json({"revision": snapshot.revision, "next": url, "results": results})
    limited = (
        *((LIMITED.format(MAX_CHANGES),) if is_cut else ()),
        *((WAIT_LIMITED.format(MAX_WAIT),) if wait > MAX_WAIT else ()),
    )
    links = (("Link", f'<{url}>; rel="next"'),) if url else ()
    result = Result(page, headers=(*links, *warning((*reader.ignored, *reader.unknown()), limited)))
    return result, 0 if results else min(wait, MAX_WAIT)


def _since(parameters: QueryDict) -> int:
    """The revision to begin after. One beyond what databases hold is beyond every change."""
    text = parameters.get("since", "")
    if not (text.isascii() and text.isdigit()):
        raise ValidationError({"since": ["A revision is required: a whole number, 0 or more."]})
    digits = text.lstrip("0") or "0"
    return int(digits) if len(digits) <= MAX_DIGITS else 10**MAX_DIGITS


def _length(rows: list[Any], limit: int) -> int:
    """How many of the rows make a page: it ends with an edit, unless the first edit on it is longer than a page."""
    if len(rows) <= limit:
        return len(rows)
    edit = FIELDS.index("edit")
    begun = rows[limit][edit]
    whole = next(index for index, row in enumerate(rows) if row[edit] == begun)
    return whole or limit


def _result(row: tuple[Any, ...]) -> dict[str, Any]:
    revision, edit, at, *others = row
    return {"revision": revision, "edit": edit, "at": _instant(at), **dict(zip(FIELDS[3:], others, strict=True))}


def _instant(at: datetime) -> Any:
    return as_json({"at": at})["at"]
