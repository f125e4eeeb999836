"""The short way says what the long way says, header for header and byte for byte."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import RequestFactory

from downrange.api import direct
from downrange.api.direct import Direct, is_plain
from downrange.api.resource import Resource
from downrange.api.v230 import RESOURCES
from downrange.catalog import clock
from downrange.config.application import load

application = load()
long_way = application.application


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "one_connection")]

Reply = tuple[str, list[tuple[str, str]], bytes]
QUERIES = (
    "",
    "limit=3&offset=5&mode=detailed&format=json",
    "limit=2&ordering=-id,nonsense&foo=1&foo=2",
    "search=soyuz&offset=100000",
)
HANDED_ON = (
    "/2.3.0/spacecraft/?format=",
    "/2.3.0/spacecraft/?format=api",
    "/2.3.0/spacecraft/?format=xml",
    "/2.3.0/spacecraft/?status=x",
    "/2.3.0/spacecraft/?search=%00",
    "/2.3.0/spacecraft/99999999/",
    "/2.3.0/spacecraft/x/",
    "/2.3.0/spacecraft/%C3%A9/",
    "/2.3.0/spacecraft",
    "/2.3.0/spacecraft/1",
    "/2.3.0/spacecraft/1/2/",
    "/2.3.0/nothing/",
    "/2.3.0/config/",
    "/2.3.0/",
    "/",
)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No minute passes between two answers."""
    now = clock.tick()
    monkeypatch.setattr(clock, "tick", lambda: now)


def environ(address: str, **fields: str) -> dict[str, Any]:
    made: dict[str, Any] = RequestFactory().get(address).environ
    return made | fields


def ask(asked: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Reply:
    said: list[Any] = []
    body = b"".join(asked(environ, lambda status, headers, *_: said.extend((status, headers))))
    return said[0], said[1], body


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_lists_and_records_are_the_same(resource: Resource) -> None:
    """Of every resource; and they did go the short way."""
    key = resource.model._default_manager.values_list("pk", flat=True).order_by("pk").first()
    addresses = [f"/2.3.0/{resource.route}/?{query}" for query in QUERIES]
    for address in [*addresses, f"/2.3.0/{resource.route}/{key}/", f"/2.3.0/{resource.route}/{key}/?mode=list"]:
        asked = environ(address)
        assert ask(application, dict(asked)) == ask(long_way, dict(asked))
        assert resource.scope is not None or application.say(dict(asked)) is not None


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_headers_are_those_of_the_scheme(scheme: str) -> None:
    """A secure answer may have others."""
    asked = environ("/2.3.0/spacecraft/?limit=1", **{"wsgi.url_scheme": scheme})
    assert ask(application, dict(asked)) == ask(long_way, dict(asked))


@pytest.mark.parametrize("address", HANDED_ON)
def test_what_is_not_plain_goes_the_long_way(address: str) -> None:
    """Pages for people, whatever is refused or not found, redirects."""
    asked = environ(address)
    assert application.say(dict(asked)) is None
    assert ask(application, dict(asked)) == ask(long_way, dict(asked))


@pytest.mark.parametrize(
    "fields",
    [
        {"HTTP_ACCEPT": "text/html"},
        {"HTTP_ACCEPT": "application/json; indent=4"},
        {"HTTP_ORIGIN": "https://app.example"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
    ],
)
def test_a_request_that_is_more_than_plain_goes_the_long_way(fields: dict[str, str]) -> None:
    """So do requests that ask for anything but JSON, or from elsewhere."""
    asked = environ("/2.3.0/spacecraft/?limit=1", **fields)
    assert not is_plain(asked)
    assert ask(application, dict(asked)) == ask(long_way, dict(asked))


def test_a_host_that_is_not_ours_is_refused() -> None:
    """As Django refuses it."""
    asked = environ("/2.3.0/spacecraft/?limit=1", HTTP_HOST="elsewhere.example")
    assert ask(application, dict(asked))[0] == ask(long_way, dict(asked))[0] == "400 Bad Request"


def test_a_database_that_fails_is_asked_again_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """There connections that have ended are noticed, and a fault is said as faults are."""

    def fail(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(direct, "say_list", fail)
    asked = environ("/2.3.0/spacecraft/?limit=1")
    assert isinstance(application, Direct)
    assert ask(application, dict(asked)) == ask(long_way, dict(asked))
