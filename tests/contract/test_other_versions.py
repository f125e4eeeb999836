"""Paths of versions that are not served: 404, with the way to the equivalent."""

import re

import pytest
from django.test import Client
from django.test.client import RequestFactory

from downrange.api.v230 import CONTRACT
from downrange.api.versions import Moved
from downrange.config.application import api, application
from downrange.messages import Request

pytestmark = pytest.mark.django_db
HOST = "http://testserver/2.3.0/"


@pytest.mark.parametrize(
    ("path", "equivalent"),
    [
        ("/2.2.0/", ""),
        ("/2.2.0/launch/upcoming/?limit=10", "launches/upcoming/?limit=10"),
        ("/2.0.0/launch/e3df2ecd-c239-472f-95e4-2b89b4f75800/", "launches/e3df2ecd-c239-472f-95e4-2b89b4f75800/"),
        ("/2.2.0/launch", "launches/"),
        ("/2.2.0/event/previous/", "events/previous/"),
        ("/2.2.0/agencies/121/", "agencies/121/"),
        ("/2.2.0/astronaut/?search=Pesquet", "astronauts/?search=Pesquet"),
        ("/2.1.0/pad/", "pads/"),
        ("/2.2.0/location/", "locations/"),
        ("/2.2.0/spacecraft/", "spacecraft/"),
        ("/2.2.0/spacecraft/flight/7/", "spacecraft_flights/7/"),
        ("/2.2.0/spacestation/4/", "space_stations/4/"),
        ("/2.2.0/docking_event/", "docking_events/"),
        ("/2.2.0/expedition/", "expeditions/"),
        ("/2.2.0/launcher/", "launchers/"),
        ("/2.2.0/program/", "programs/"),
        ("/2.2.0/updates/", "updates/"),
        ("/2.2.0/dashboard/starship/", "dashboard/starship/"),
        ("/2.2.0/api-throttle/", "api-throttle/"),
        ("/2.2.0/config/launcher/164/", "launcher_configurations/164/"),
        ("/2.2.0/config/spacecraftstatus/", "config/spacecraft_statuses/"),
        ("/2.4.0/launches/", "launches/"),
        ("/2.4.0/launches/detailed/?limit=2", "launches/?mode=detailed&limit=2"),
        ("/api/ll/2.4.0/events/mini/", "events/?mode=list"),
        ("/api/ll/2.4.0/spacecraft/mini/", "spacecraft/"),
        ("/api/ll/2.4.0/api-throttle/status/", "api-throttle/"),
    ],
)
def test_a_path_of_another_version_leads_to_its_equivalent(client: Client, path: str, equivalent: str) -> None:
    """In the text and in a header; what is repeated of the query is as it was."""
    answer = client.get(path)
    version = path.removeprefix("/api/ll").split("/")[1]
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert answer.json() == {
        "detail": f"This server has version 2.3.0 of the API, not {version}. See {HOST}{equivalent}"
    }
    assert answer["Link"] == f'<{HOST}{equivalent}>; rel="successor-version"'
    assert "Link" in answer["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", ["/2.2.0/nonsense/", "/2.4.0/rockets/", "/9.9.9/config/moon/", "/2.2.0/mini/"])
def test_a_path_without_an_equivalent_says_the_version(client: Client, path: str) -> None:
    """And no more."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"detail": f"This server has version 2.3.0 of the API, not {path.split('/')[1]}."}
    assert "Link" not in answer


def test_this_version_below_another_prefix_is_found_too(client: Client) -> None:
    """Newer versions are published below `/api/ll/`."""
    detail = "This server has version 2.3.0 of the API at /2.3.0/"
    assert client.get("/api/ll/2.3.0/pads/").json() == {"detail": f"{detail} See {HOST}pads/"}


def test_a_name_of_another_version_in_this_one_leads_to_the_equivalent(client: Client) -> None:
    """A client that changed nothing but the version in its base URL."""
    answer = client.get("/2.3.0/config/launcher/164/")
    assert answer.json() == {"detail": f"Not found. See {HOST}launcher_configurations/164/"}
    assert answer["Link"] == f'<{HOST}launcher_configurations/164/>; rel="successor-version"'


def test_a_typo_has_no_equivalent(client: Client) -> None:
    """Nor has a record that is not there."""
    for path in ("/2.3.0/lunches/", "/2.3.0/launches/1/2/", "/٢.٢.٠/launch/"):
        answer = client.get(path)
        assert (answer.status_code, answer.json(), "Link" in answer) == (404, {"detail": "Not found."}, False)


@pytest.mark.parametrize("query", ["a=<b>%22", "x=%3E%3C", "search=é"])
def test_a_query_cannot_break_out_of_the_header(client: Client, query: str) -> None:
    """What ends a URL there is percent-encoded."""
    link = client.generic("GET", "/2.2.0/pad/", QUERY_STRING=query)["Link"]
    assert re.fullmatch(r'<http://testserver/2\.3\.0/pads/\?[!-~]+>; rel="successor-version"', link)
    assert link.count(">") == 1


def test_a_long_query_is_left_out(client: Client) -> None:
    """A header has its limits."""
    assert client.get(f"/2.2.0/pad/?search={'x' * 2000}")["Link"].startswith(f"<{HOST}pads/>")


def test_people_get_a_page(client: Client) -> None:
    """Their browser prefers HTML."""
    answer = client.get("/2.2.0/pad/", headers={"accept": "text/html"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert f"{HOST}pads/" in answer.content.decode()


def test_whatever_is_sent_to_another_version_is_not_found(client: Client) -> None:
    """A method makes no difference."""
    for method in ("post", "put", "delete", "head"):
        assert getattr(client, method)("/2.2.0/launch/").status_code == 404


def test_the_longest_name_of_a_path_is_renamed() -> None:
    """Whatever shorter one begins it."""
    moved = Moved(routes={"ship": "ships", "ship/flight": "flights"}, modes={"mini": "list"})
    assert moved.candidates("ship/flight/7/") == [("flights/7", "")]
    assert moved.candidates("ship/mini/") == [("ships", "list"), ("ships/mini", "")]


@pytest.mark.usefixtures("one_connection")
def test_the_server_answers_other_versions_as_the_api_does() -> None:
    """With no headers of Django's; a path that only looks like one of a version is Django's."""
    for path in (b"/2.2.0/pad/", b"/api/ll/2.4.0/pads/", b"/2.2.0"):
        request = Request("GET", path, host="testserver")
        answer, own = application(request), api()(request)
        assert (answer.status, answer.fields, answer.body) == (404, own.fields, own.body)
        assert b"2.3.0 of the API" in bytes(own.body)  # type: ignore[arg-type]
    assert "Link" not in dict(application(Request("GET", b"/2.2/pad/", host="testserver")).fields)


def test_each_name_of_another_version_has_an_equivalent(rf: RequestFactory) -> None:
    """The table leads nowhere else."""
    assert set(CONTRACT.moved.routes.values()) <= set(CONTRACT.by_route)
    assert not set(CONTRACT.moved.routes) & set(CONTRACT.by_route)
