"""Help for addresses that lead nowhere, and what pages of the API are called."""

import pytest
from django.test import Client

from downrange.explorer.near import near
from downrange.explorer.pages import list_title

from .text import words

HTML = {"accept": "text/html"}


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/2.3.0/spacecrafts/", "/2.3.0/spacecraft/"),
        ("/2.3.0/Launchs", "/2.3.0/launches/"),
        ("/docs/runing/", "/docs/running/"),
        ("/explore/peple/", "/explore/people/"),
    ],
)
def test_what_is_near_is_named(path: str, first: str) -> None:
    """The most alike comes first."""
    found = near(path)
    assert (found.title, found.links[0]) == ("Did you mean", (first, first))


def test_the_entrances_are_named_where_nothing_is_near() -> None:
    """However long the path is."""
    found = near("/" + "zq" * 5000)
    assert found.title == "What is served"
    assert [href for _, href in found.links] == ["/explore/", "/explore/search/", "/2.3.0/", "/docs/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/2.3.0/spacecrafts/", "/docs/runing/"])
def test_a_404_for_people_helps(client: Client, path: str) -> None:
    """Within the API and outside; the JSON stays as it is."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 404
    assert "Did you mean" in words(answer.content.decode())
    assert client.get(path, headers={"accept": "application/json"}).json() == {"detail": "Not found."}


@pytest.mark.parametrize(
    ("route", "title"),
    [
        ("launches/upcoming", "Upcoming launches"),
        ("space_stations", "Space stations"),
        ("config/launch_statuses", "Launch statuses"),
        ("config/infourl_types", "Info URL types"),
    ],
)
def test_a_list_is_called_by_what_it_has(route: str, title: str) -> None:
    """In words, not in the contract's."""
    assert list_title(route) == title


@pytest.mark.django_db
def test_the_title_says_what_the_page_is(client: Client) -> None:
    """The contract's words are in the breadcrumb."""
    html = client.get("/2.3.0/launches/upcoming/", headers=HTML).content.decode()
    assert "<title>Upcoming launches · Downrange</title>" in html
    assert "<h1>Upcoming launches</h1>" in html
    assert '<li aria-current="page">Launch List</li>' in html
    assert '<a class="skip" href="#answer">Skip to the answer</a>' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "kind", "value"),
    [("", "date", ""), ("2026-06-03", "date", "2026-06-03"), ("2026-06-03T12:00Z", "text", "2026-06-03T12:00Z")],
)
def test_a_day_has_a_date_input(client: Client, query: str, kind: str, value: str) -> None:
    """An instant, which such an input cannot show, has one of text."""
    html = client.get(f"/2.3.0/launches/?net__gte={query}", headers=HTML).content.decode()
    assert f'name="net__gte" type="{kind}" value="{value}"' in html


@pytest.mark.django_db
def test_useful_filters_are_not_folded_away(client: Client) -> None:
    """They stand before the others."""
    html = client.get("/2.3.0/launches/", headers=HTML).content.decode()
    assert html.index('name="net__gte"') < html.index("More filters") < html.index('name="pad__location"')
