"""The browsable page of the API (contract, 01 "Browsable page")."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api.http import Exchange
from downrange.api.result import Result
from downrange.api.v230 import CONTRACT
from downrange.explorer.pages import render_page
from downrange.messages import Request

from ..catalogue.cast import make_flight, make_spacecraft
from .text import without_tags, words

LIST = "/2.3.0/spacecraft/"
HELP = [
    "Modes",
    "Levels of detail in the response - normal, detailed",
    "Example - /spacecraft/?mode=detailed",
    "Filters",
    "Parameters - in_space, is_placeholder, name, spacecraft_config, status",
    "Example - /spacecraft/?is_placeholder=True",
    "Search",
    "Fields searched - name, spacecraft_config__name",
    "Example - /spacecraft/?search=Endeavour",
    "Ordering",
    "Fields - flights_count, id, mission_ends_count, time_docked, time_in_space",
    "Example - /spacecraft/?ordering=-flights_count",
    "Number of results",
    "Use limit to control the number of objects in the response (max 100)",
    "Example - /spacecraft/?limit=2",
    "Format",
    "Switch to JSON output - /spacecraft/?format=json",
    "Help",
    "Find all the FAQs and support links on the documentation homepage - testserver/docs",
]

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def page(client: Client, path: str) -> str:
    return client.get(path, headers={"accept": "text/html"}).content.decode()


def body(html: str) -> str:
    """The text of the JSON on a page."""
    found = re.search(r'<pre class="json"[^>]*>(.*?)</pre>', html, re.DOTALL)
    assert found is not None
    return without_tags(found[1])


def in_order(parts: list[str], text: str) -> Iterator[str]:
    """The parts that are missing, each searched for after the one before."""
    start = 0
    for part in parts:
        found = text.find(part, start)
        if found < 0:
            yield part
        else:
            start = found + len(part)


@pytest.fixture
def fleet() -> list[int]:
    """Twenty-five spacecraft, of which the first flew."""
    fleet = [make_spacecraft(f"Soyuz T-{number}") for number in range(1, 26)]
    make_flight(fleet[0], "1980-06-05T14:19", "1980-06-09T12:39")
    return [spacecraft.pk for spacecraft in fleet]


def test_the_page_has_the_help_before_the_response(client: Client) -> None:
    """The sections of upstream's help come first, then the request line, the status, the headers and the JSON."""
    expected = [
        "Spacecraft List",
        *HELP,
        f"GET {LIST}?format=api&offset=246&ordering=mission_ends_count",
        "HTTP 200 OK",
        "Allow: GET",
        "Content-Type: application/json",
        "Vary: Accept",
        '"count": 0,',
    ]
    assert (
        list(in_order(expected, words(page(client, f"{LIST}?format=api&offset=246&ordering=mission_ends_count")))) == []
    )


def test_the_json_of_the_page_is_that_of_the_json_response(client: Client, fleet: list[int]) -> None:
    """It is indented by four, and its URLs have the requested format."""
    answer = client.get(f"{LIST}?limit=3").json()
    assert body(page(client, f"{LIST}?limit=3")) == json.dumps(answer, indent=4, ensure_ascii=False)


def test_the_page_of_a_record_has_its_name(client: Client, fleet: list[int]) -> None:
    """Under its list, with the same help."""
    text = words(page(client, f"{LIST}{fleet[0]}/"))
    assert list(in_order(["API Root", "Spacecraft List", "Spacecraft Instance", "Soyuz T-1", *HELP], text)) == []


@pytest.mark.parametrize("path", [LIST, f"{LIST}1/"])
def test_examples_lead_to_the_list_from_list_and_record(client: Client, path: str) -> None:
    """The addresses in the help are relative to the list."""
    found = Links(page(client, path)).found
    assert f"{LIST}?mode=detailed" in found
    assert f"{LIST}?format=json" in found
    assert "http://testserver/docs/" in found
    assert not [address for address in found if address.startswith(".")]


def test_the_breadcrumb_leads_up(client: Client) -> None:
    """To the root and to the list."""
    found = Links(page(client, f"{LIST}1/")).found
    assert "/2.3.0/" in found
    assert LIST in found


def test_the_root_has_a_page(client: Client) -> None:
    """Every resource, as a live link."""
    html = page(client, "/2.3.0/")
    assert "API Root" in words(html)
    assert "http://testserver/2.3.0/spacecraft/" in Links(html).found


def test_paging_shows_the_range_of_records(client: Client, fleet: list[int]) -> None:
    """The links to the next and previous page keep the parameters."""
    html = page(client, f"{LIST}?format=api&limit=10&offset=10&ordering=name")
    assert "records 11–20 of 25" in words(html)
    assert f"{LIST}?format=api&limit=10&ordering=name" in Links(html).found
    assert f"{LIST}?format=api&limit=10&offset=20&ordering=name" in Links(html).found


def test_a_page_without_records_says_so(client: Client) -> None:
    """An empty catalogue is no error."""
    assert "no records" in words(page(client, LIST))


def test_the_link_to_raw_json_keeps_the_parameters(client: Client) -> None:
    """Only the format changes."""
    assert f"{LIST}?limit=3&format=json" in Links(page(client, f"{LIST}?limit=3&format=api")).found


def test_the_page_has_a_curl_command(client: Client) -> None:
    """Quoted for the shell, without the format of the page."""
    text = words(page(client, f"{LIST}?format=api&search=%27;rm%20-rf%27&limit=3"))
    assert "curl 'http://testserver/2.3.0/spacecraft/?search=%27%3Brm+-rf%27&limit=3'" in text


def test_the_error_of_a_filter_is_shown_beside_its_field(client: Client) -> None:
    """The page has status 400, and its form keeps the values."""
    html = page(client, f"{LIST}?status=99")
    sentence = "Select a valid choice. That choice is not one of the available choices."
    assert "HTTP 400 Bad Request" in words(html)
    assert f'<p class="errors" id="errors-status">{sentence}</p>' in html
    assert '<option value="99" selected>99</option>' in html


def test_a_missing_record_is_shown_in_the_page(client: Client) -> None:
    """404 with the body that a program gets."""
    html = page(client, f"{LIST}999999/")
    assert "HTTP 404 Not Found" in words(html)
    assert json.loads(body(html)) == {"detail": "No Spacecraft matches the given query."}


def test_a_refused_method_is_shown_in_the_page(client: Client) -> None:
    """405 with what is allowed."""
    html = client.post(LIST, headers={"accept": "text/html"}).content.decode()
    assert list(in_order([f"POST {LIST}", "HTTP 405 Method Not Allowed", "Allow: GET"], words(html))) == []


def test_the_warning_is_among_the_headers(client: Client) -> None:
    """Unknown parameters are named on the page."""
    assert 'Warning: 299 downrange "Ignored: mode=detialed"' in words(page(client, f"{LIST}?mode=detialed"))


@pytest.mark.parametrize(
    ("path", "alert"),
    [
        (f"{LIST}?status=99", "status: Select a valid choice. That choice is not one of the available choices."),
        (f"{LIST}?search=%00", "Null characters are not allowed."),
        (f"{LIST}999999/", "No Spacecraft matches the given query."),
        (f"{LIST}?in_sapce=true", "Ignored: in_sapce=true"),
    ],
)
def test_an_error_comes_first_on_the_page(client: Client, path: str, alert: str) -> None:
    """It stands above the form and the response, where a phone shows it."""
    html = page(client, path)
    assert f'<p class="alert" role="alert">{alert}</p>' in html
    assert html.index(alert) < html.index('class="reply"')


def test_a_response_without_an_error_has_no_alert(client: Client) -> None:
    """There is no alert without an error."""
    assert 'class="alert"' not in page(client, LIST)


def test_head_has_the_headers_of_get(client: Client) -> None:
    """The page shows GET as its request line, or the lengths would differ."""
    head, get = (ask(LIST, headers={"accept": "text/html"}) for ask in (client.head, client.get))
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_parameters_are_escaped_on_the_page(client: Client) -> None:
    """This holds for the form and for the request line."""
    html = page(client, f'{LIST}?name="><script>alert(1)</script>&search=<b>&ordering=</select><i>')
    assert "<script>alert" not in html
    assert "<b>" not in html.replace(f"<b>GET {LIST}", "").replace("<b>HTTP", "")
    assert "<i>" not in html


def test_a_page_allows_nothing_from_another_host(client: Client) -> None:
    """Nor anything inline."""
    policy = client.get(LIST, headers={"accept": "text/html"}).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")


@pytest.mark.parametrize(
    "json",
    [
        b"null",
        b'""',
        b"[]",
        b'{"a":"\\ud800"}',
        '{"a":"\u2028</script><pre>"}'.encode(),
        b'{"count":1}',
        b"NaN",
        b'{"name":{}}',
    ],
    ids=repr,
)
@pytest.mark.parametrize("status", [200, 400, 404])
def test_any_json_can_be_shown(json: bytes, status: int) -> None:
    """Any value can be shown, valid JSON or not."""
    request = Request("GET", b"/2.3.0/odd/", host="testserver")
    html, _ = render_page(Exchange(CONTRACT, request, None, Result(json, HTTPStatus(status)), ()))
    assert b"</script><pre>" not in html


def test_a_page_costs_a_fixed_number_of_queries(
    client: Client, fleet: list[int], django_assert_max_num_queries: Any
) -> None:
    """The queries of the JSON, and one for each filter with choices: configuration and status."""
    page(client, LIST)
    with CaptureQueriesContext(connection) as of_json:
        client.get(LIST)
    with django_assert_max_num_queries(len(of_json) + 2):
        page(client, LIST)


def test_a_list_can_be_had_whole_in_the_formats_of_tables(client: Client) -> None:
    """Without the limit of the page; a record cannot."""
    craft = make_spacecraft("Soyuz T-2")
    html = client.get(f"{LIST}?limit=2&offset=4&in_space=true", headers={"accept": "text/html"}).content.decode()
    for name, format_ in (("CSV", "csv"), ("JSON Lines", "jsonl")):
        assert f'href="{LIST}?in_space=true&amp;format={format_}" download>{name}</a>' in html
    record = client.get(f"{LIST}{craft.pk}/", headers={"accept": "text/html"}).content.decode()
    assert "format=csv" not in record
