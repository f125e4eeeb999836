"""The front page, and the error pages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory

from downrange.catalog.models import Revision
from downrange.explorer import views

from ..catalogue.cast import make_docking, make_flight, make_spacecraft
from .text import words

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def front(client: Client) -> str:
    return words(client.get("/").content.decode())


@pytest.mark.django_db
def test_the_front_page_counts_the_catalogue(client: Client) -> None:
    """It counts spacecraft, flights, dockings, launches and people in space."""
    soyuz = make_flight(make_spacecraft("Soyuz T-2"), "1980-06-05T14:19", "1980-06-09T12:39")
    make_docking(soyuz, "1980-06-06T15:58", "1980-06-09T09:20")
    make_spacecraft("Dragon C101")
    text = front(client)
    assert "spacecraft 2 flights 1 dockings 1 launches 1" in text
    assert "In space 0 spacecraft" in text


@pytest.mark.django_db
def test_the_front_page_says_how_old_the_catalogue_is(client: Client) -> None:
    """The day of its facts, its revision, and when that changed."""
    make_spacecraft("Endeavour")
    Revision.objects.update_or_create(
        pk=1,
        defaults={
            "number": 1,
            "as_of": datetime(2026, 6, 3, tzinfo=UTC),
            "changed_at": datetime(2026, 7, 1, 12, 5, tzinfo=UTC),
        },
    )
    assert "Facts as of 3 June 2026, 00:00 UTC, revision 1, changed 1 July 2026, 12:05 UTC." in front(client)


@pytest.mark.django_db
def test_an_empty_catalogue_says_how_to_fill_it(client: Client) -> None:
    """It is no error."""
    text = front(client)
    assert "The catalogue is empty." in text
    assert "downrange load" in text


@pytest.mark.django_db
def test_the_front_page_has_the_address_for_clients(client: Client, settings: Any) -> None:
    """It has the host of the request."""
    settings.ALLOWED_HOSTS = ["launches.example"]
    assert "http://launches.example:8080 " in words(
        client.get("/", headers={"host": "launches.example:8080"}).content.decode().replace("</code>", " ")
    )


@pytest.mark.django_db
def test_the_front_page_needs_ten_queries_at_most(client: Client, django_assert_max_num_queries: Any) -> None:
    """Five counts, the revision, and the figures being brought up to date."""
    for number in range(5):
        make_spacecraft(f"Soyuz T-{number}")
    with django_assert_max_num_queries(10):
        client.get("/")


@pytest.mark.parametrize("path", ["/", "/docs/"])
def test_pages_allow_get_and_head_only(client: Client, path: str) -> None:
    """405 for anything but GET and HEAD."""
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/png", ""])
def test_an_unknown_url_is_a_json_404_for_programs(client: Client, accept: str) -> None:
    """In the words of Django REST framework."""
    answer = client.get("/nothing/", headers={"accept": accept})
    assert (answer.status_code, answer.content) == (404, b'{"detail":"Not found."}')
    assert answer.headers["Content-Type"] == "application/json"
    assert "Accept" in answer.headers["Vary"]


def test_an_unknown_url_is_a_page_for_people(client: Client) -> None:
    """With the same words."""
    answer = client.get("/nothing/?a=<b>", headers=HTML)
    text = words(answer.content.decode())
    assert answer.status_code == 404
    assert 'HTTP 404 Not Found Content-Type: application/json Vary: Accept { "detail": "Not found." }' in text


@pytest.mark.parametrize(("asked", "kind"), [("json", "application/json"), ("api", "text/html; charset=utf-8")])
def test_the_format_parameter_takes_precedence(client: Client, asked: str, kind: str) -> None:
    """As it does in the API."""
    assert client.get(f"/nothing/?format={asked}", headers=HTML).headers["Content-Type"] == kind


def test_a_wrong_host_is_told_the_setting(client: Client) -> None:
    """The message names the setting for allowed hosts."""
    answer = client.get("/2.3.0/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "DOWNRANGE_ALLOWED_HOSTS" in answer.json()["detail"]


def test_a_wrong_host_gets_a_page(client: Client) -> None:
    """The page needs no valid host."""
    answer = client.get("/2.3.0/", headers=HTML | {"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "HTTP 400 Bad Request" in words(answer.content.decode())


def test_a_suspicious_request_is_a_bad_request(rf: RequestFactory) -> None:
    """The reason is not disclosed."""
    answer = views.bad_request(rf.get("/"), SuspiciousOperation("secret"))
    assert (answer.status_code, answer.content) == (400, b'{"detail":"Bad request."}')


def test_a_query_that_cannot_be_read_is_refused(client: Client, settings: Any) -> None:
    """The error page does not parse it either."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    assert client.get("/nothing/?a=1&b=2&c=3", headers=HTML).status_code in (400, 404)
    answer = views.bad_request(RequestFactory().get("/?a=1&b=2&c=3", headers=HTML), SuspiciousOperation())
    assert "HTTP 400 Bad Request" in words(answer.content.decode())


@pytest.mark.parametrize("headers", [{}, HTML])
def test_a_server_error_is_rendered_without_the_database(rf: RequestFactory, headers: dict[str, str]) -> None:
    """The database may be the cause. Without the marker `django_db`, a query would fail the test."""
    answer = views.server_error(rf.get("/2.3.0/spacecraft/", headers=headers))
    assert answer.status_code == 500
    assert "A server error occurred." in words(answer.content.decode())
