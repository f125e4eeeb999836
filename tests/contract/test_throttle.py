"""`/2.3.0/api-throttle/`: one object, about the client that asks."""

import pytest
from django.test import Client

from downrange.config.application import api
from downrange.messages import Request, Response

pytestmark = pytest.mark.django_db
ADDRESS = "/2.3.0/api-throttle/"


def ask(method: str = "GET", **fields: bytes) -> Response:
    named = {name.replace("_", "-").encode(): value for name, value in fields.items()}
    return api()(Request(method, ADDRESS.encode(), named, host="testserver", client=("192.0.2.7", 50_000)))


def test_nobody_is_limited(client: Client) -> None:
    """One object, in upstream's order; the client is named by its address."""
    answer = client.get(ADDRESS, REMOTE_ADDR="192.0.2.7").json()
    assert list(answer.items()) == [
        ("your_request_limit", 2_147_483_647),
        ("limit_frequency_secs", 3600),
        ("current_use", 0),
        ("next_use_secs", 0),
        ("ident", "192.0.2.7"),
    ]


def test_a_key_that_nobody_asked_for_is_not_repeated() -> None:
    """Where clients are not limited, keys are not looked at. Programs send upstream's."""
    assert b'"ident":"192.0.2.7"' in bytes(ask(authorization=b"Token abc").body)  # type: ignore[arg-type]


def test_no_cache_keeps_the_answer() -> None:
    """Neither the server's nor a proxy's: another client gets another."""
    for answer in (ask(), ask(accept=b"text/html"), ask(accept=b"image/png")):
        assert answer.snapshot is None
    assert ("Cache-Control", "no-store") in ask().fields


def test_nothing_of_the_answer_is_from_the_catalogue() -> None:
    """So it has no age, nor has its page."""
    for answer in (ask(), ask(accept=b"text/html")):
        assert "X-Catalog-Revision" not in dict(answer.fields)
    assert b'class="age"' not in bytes(ask(accept=b"text/html").body)  # type: ignore[arg-type]


def test_it_is_asked_like_any_other_resource(client: Client) -> None:
    """For people, for browsers, with a parameter that it has not."""
    assert "<h1>API Throttle</h1>" in client.get(f"{ADDRESS}?format=api").content.decode()
    answer = client.get(f"{ADDRESS}?mode=list", headers={"origin": "https://app.example"})
    assert answer.headers["Warning"] == '299 downrange "Ignored: mode=list"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.delete(ADDRESS).status_code == 405
    assert client.get(f"{ADDRESS}1/").status_code == 404
