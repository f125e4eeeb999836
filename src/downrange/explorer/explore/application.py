"""The application that answers `/explore/`: paths, errors, and responses that the server can cache."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, QueryDict
from rest_framework.exceptions import APIException, MethodNotAllowed

from downrange.api.envelope import Age
from downrange.api.query import parameters_of
from downrange.api.result import ERRORS, HEADERS, METHODS, answer_with
from downrange.catalog import clock
from downrange.catalog.snapshot import Snapshot, take_snapshot
from downrange.messages import Request, Response

from ..pages import below
from . import (
    agencies,
    atom,
    boosters,
    calendar,
    decades,
    launches,
    lists,
    now,
    pads,
    people,
    places,
    rockets,
    searching,
    spacecraft,
    stations,
)
from .links import PATH, SUBJECTS, explore_path
from .visit import Answer, MovedError, Visit

View = Callable[..., Answer]
RECORDS: dict[str, View] = {
    "launches": launches.launch,
    "rockets": rockets.rocket,
    "boosters": boosters.booster,
    "spacecraft": spacecraft.craft,
    "people": people.person,
    "stations": stations.station,
    "agencies": agencies.agency,
    "pads": pads.pad,
    "places": places.place,
}
PAGES: dict[str, View] = {
    "": now.now,
    "launches/": launches.launches,
    "launches/upcoming/": launches.upcoming,
    "launches/previous/": launches.previous,
    "launches.ics": calendar.upcoming,
    "launches.atom": atom.upcoming,
    "decades/": decades.decades,
    "search/": searching.search,
    **{f"{name}/": lists.LISTS[name] for name in RECORDS if name != "launches"},
}
RECORD = re.compile(r"([a-z]+)/([^/]+)/")


def explore(request: Request) -> Response:
    """Answer a request for a page. It is an application (see `messages`)."""
    return answer_with(_answer, request)


def _answer(request: Request) -> Response:
    with take_snapshot() as snapshot, clock.track() as tracker, below(request.prefix):
        answer = _visit(request, snapshot)
        age = Age.of(snapshot, None)
    fields = (("Content-Type", answer.content_type), *answer.headers, *age.headers, *HEADERS)
    return Response(answer.status, fields, answer.body, snapshot, tracker.valid_until)


def _visit(request: Request, snapshot: Snapshot) -> Answer:
    path = request.path.decode("utf-8", "replace").removeprefix(PATH[:-1]).removeprefix("/")
    try:
        visit = Visit(request, parameters_of(request.query), snapshot)
    except SuspiciousOperation:
        return _error(Visit(request, QueryDict(), snapshot), HTTPStatus.BAD_REQUEST, "The query cannot be read.")
    if request.path + b"/" == PATH.encode():
        return _redirect(explore_path(), request)
    if request.method not in METHODS:
        return _error(visit, HTTPStatus.METHOD_NOT_ALLOWED, str(MethodNotAllowed(request.method).detail))
    try:
        if path in PAGES:
            return PAGES[path](visit)
        record = RECORD.fullmatch(path)
        if record and record[1] in RECORDS:
            return RECORDS[record[1]](visit, record[2])
    except MovedError as error:
        return _redirect(error.path, request)
    except Http404:
        pass
    except ERRORS as error:
        return _refuse(visit, error)
    if f"{path}/" in PAGES or RECORD.fullmatch(f"{path}/"):
        return _redirect(explore_path(f"{path}/"), request)
    return _error(visit, HTTPStatus.NOT_FOUND, "There is no such page.")


def _redirect(path: str, request: Request) -> Answer:
    query = f"?{request.query.decode('latin-1')}" if request.query else ""
    return Answer(b"", status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", f"{path}{query}"),))


def _refuse(visit: Visit, error: Exception) -> Answer:
    """What is wrong with the parameters, which are those of the API."""
    if not isinstance(error, APIException):
        return _error(visit, HTTPStatus.BAD_REQUEST, "Bad request.")
    detail = error.detail
    reasons = detail.items() if isinstance(detail, dict) else [("", detail)]
    lines = [
        f"{name}: {' '.join(map(str, reason)) if isinstance(reason, list) else reason}" if name else str(reason)
        for name, reason in reasons
    ]
    return _error(visit, HTTPStatus(error.status_code), *lines)


def _error(visit: Visit, status: HTTPStatus, *lines: str) -> Answer:
    context = {"title": status.phrase.capitalize(), "lines": lines, "subjects": SUBJECTS.values()}
    return visit.render("error", context, status=status)
