"""Formats, headers and methods (contract, 01)."""

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
LIST = "/2.3.0/spacecraft/"


def addresses(value: Any) -> list[str]:
    """Every `url` of a body, at any depth."""
    if isinstance(value, dict):
        own = [value["url"]] if isinstance(value.get("url"), str) else []
        return own + [address for child in value.values() for address in addresses(child)]
    return [address for child in value for address in addresses(child)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_the_format_follows_accept(client: Client, accept: str, kind: str) -> None:
    """Programs get JSON, browsers the page."""
    assert client.get(LIST, headers={"accept": accept}).headers["Content-Type"] == kind


def test_the_parameter_wins_over_accept(client: Client) -> None:
    """`format=json` gives JSON to a browser, `format=api` the page to a program."""
    assert (
        client.get(f"{LIST}?format=json", headers={"accept": "text/html"}).headers["Content-Type"] == "application/json"
    )
    assert client.get(f"{LIST}?format=api").headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("mode", ["normal", "detailed"])
def test_the_format_is_carried_into_every_address(client: Client, mode: str) -> None:
    """A `url` at any depth leads on in the same format."""
    found = addresses(client.get(f"{LIST}?format=json&mode={mode}&limit=3").json()["results"])
    assert len(found) >= 9
    assert all(address.endswith("/?format=json") for address in found)


def test_without_a_format_addresses_carry_none(client: Client) -> None:
    """`Accept` is not carried into addresses."""
    found = addresses(client.get(f"{LIST}?limit=3").json()["results"])
    assert all(address.endswith("/") for address in found)


def test_addresses_are_under_the_host_that_was_asked(client: Client, settings: Any) -> None:
    """Whatever name the server was called by, its links use."""
    settings.ALLOWED_HOSTS = ["launches.example"]
    page = client.get(f"{LIST}?limit=1", headers={"host": "launches.example:8080"}).json()
    assert page["next"].startswith("http://launches.example:8080/2.3.0/spacecraft/")
    assert page["results"][0]["url"].startswith("http://launches.example:8080/2.3.0/spacecraft/")


def test_an_unknown_format_is_not_found(client: Client) -> None:
    """`format=xml` is a 404, as upstream has it."""
    answer = client.get(f"{LIST}?format=xml")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})


def test_an_accept_that_cannot_be_met_is_406(client: Client) -> None:
    """Django REST framework's words."""
    answer = client.get(LIST, headers={"accept": "image/png"})
    assert (answer.status_code, answer.json()) == (406, {"detail": "Could not satisfy the request Accept header."})


def test_indentation_can_be_asked_for(client: Client) -> None:
    """`Accept: application/json; indent=4` is answered indented."""
    answer = client.get(f"{LIST}?limit=1", headers={"accept": "application/json; indent=4"})
    assert answer.content.startswith(b'{\n    "count": 633,')


def test_headers_say_what_upstreams_say(client: Client) -> None:
    """`Allow: GET`, and `Vary` names `Accept`."""
    answer = client.get(LIST)
    assert answer.headers["Allow"] == "GET"
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/2.3.0/", LIST, f"{LIST}224/"])
def test_only_get_is_offered(client: Client, method: str, path: str) -> None:
    """405 in Django REST framework's words, with what is allowed."""
    answer = client.generic(method, path)
    assert (answer.status_code, answer.json()) == (405, {"detail": f'Method "{method}" not allowed.'})
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("path", ["/2.3.0/", f"{LIST}?limit=2", f"{LIST}224/"])
def test_head_is_answered_like_get_without_a_body(client: Client, path: str) -> None:
    """Proxies and monitors ask so."""
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_an_address_without_its_slash_is_redirected(client: Client) -> None:
    """Real clients leave it out; the query is kept."""
    answer = client.get("/2.3.0/spacecraft/224?format=json")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/2.3.0/spacecraft/224/?format=json")


def test_the_root_lists_every_resource(client: Client) -> None:
    """With addresses that are answered, in the format that was asked."""
    root = client.get("/2.3.0/?format=json").json()
    assert root["spacecraft"] == "http://testserver/2.3.0/spacecraft/?format=json"
    assert {client.get(address).status_code for address in root.values()} == {200}


def test_a_browser_of_another_origin_may_read(client: Client) -> None:
    """Browser apps call the API from their own pages."""
    answer = client.get(f"{LIST}?limit=1&in_space=x", headers={"origin": "https://app.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "warning" in answer.headers["Access-Control-Expose-Headers"].lower()


@pytest.mark.parametrize("header", ["if-none-match", "cache-control", "x-app", "authorization"])
def test_a_browser_may_send_any_header(client: Client, header: str) -> None:
    """It asks first; `*` allows all but Authorization, which must be named."""
    asked = {"origin": "https://app.example", "access-control-request-method": "GET"}
    answer = client.options(LIST, headers=asked | {"access-control-request-headers": header})
    allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert header in allowed or ("*" in allowed and header != "authorization")
