"""The pages of `/explore/`, of the shipped catalogue."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from downrange.catalog import models
from downrange.catalog.snapshot import take_snapshot
from downrange.config.application import application
from downrange.explorer.explore.application import explore
from downrange.messages import Request
from downrange.seed.load import Loaded

from ..text import words

pytestmark = pytest.mark.django_db

CREW_2 = "/explore/launches/07826804-5f78-5f4b-ac78-5db133a2c3ed/"
PAGES = [
    "/explore/",
    "/explore/?at=1975-07-17T17:00Z",
    "/explore/launches/",
    "/explore/launches/upcoming/",
    "/explore/launches/previous/?limit=100",
    "/explore/launches/?view=calendar&net__gte=2026-01-01&limit=100",
    CREW_2,
    "/explore/people/?limit=100",
    "/explore/people/168/",
    "/explore/spacecraft/40/",
    "/explore/spacecraft/289/",
    "/explore/stations/",
    "/explore/stations/4/",
    "/explore/stations/5/",
    "/explore/stations/9/",
    "/explore/rockets/164/",
    "/explore/boosters/101/",
    "/explore/places/",
    "/explore/places/12/",
    "/explore/pads/",
    "/explore/pads/16/",
    "/explore/agencies/121/",
    "/explore/decades/",
    "/explore/search/?search=a",
]
MAX_BYTES = 150_000


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_small_and_have_one_title(client: Client, catalogue: Loaded, path: str) -> None:
    """At most 150 KB, with one heading of the first level, and nothing inline that the policy forbids."""
    html = page(client, path)
    assert len(html.encode()) <= MAX_BYTES
    assert html.count("<h1") == 1
    assert " style=" not in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    "path", ["/explore/", "/explore/?at=1975-07-17T17:00Z", CREW_2, "/explore/decades/", "/explore/stations/4/"]
)
def test_every_link_of_a_page_leads_somewhere(client: Client, catalogue: Loaded, path: str) -> None:
    """Those to other pages and to the API; a sample of thirty, from all over the page."""
    found = sorted(
        {link for link in links(page(client, path)) if link.startswith(("/explore/", "/2.3.0/")) and "csv" not in link}
    )
    for link in found[:: max(1, len(found) // 30)]:
        assert client.get(link, headers={"accept": "*/*"}).status_code == 200, link


def test_seven_people_were_in_space_when_apollo_met_soyuz(client: Client, catalogue: Loaded) -> None:
    """Three in Apollo, two in Soyuz, two at Salyut 4; the question that answers it says so too."""
    html = page(client, "/explore/?at=1975-07-17T17:00Z")
    text = words(html)
    assert "7 people in space Apollo CSM-111 3" in text
    assert "Salyut 4 2" in text
    question = next(link for link in links(html) if link.startswith("/2.3.0/astronauts/"))
    assert client.get(question, headers={"accept": "*/*"}).json()["count"] == 7


def test_a_day_steps_to_its_neighbours(client: Client, catalogue: Loaded) -> None:
    """By day and by year; a 29 February to the 28th."""
    found = links(page(client, "/explore/?at=1996-02-29T12:00Z"))
    for day in ("1995-02-28", "1996-02-28", "1996-03-01", "1997-02-28"):
        assert f"/explore/?at={day}T12:00Z" in found


def test_now_agrees_with_the_figures(client: Client, catalogue: Loaded) -> None:
    """The page reads the log; the API's `in_space` is derived from it."""
    text = words(page(client, "/explore/"))
    assert f"{models.Astronaut.objects.filter(in_space=True).count()} people in space" in text
    assert f"{models.Spacecraft.objects.filter(in_space=True).count()} spacecraft in space" in text


@pytest.mark.parametrize(
    "query",
    [
        "year=1969",
        "lsp__id=121&year=2020",
        "search=gemini",
        "is_crewed=true&ordering=net",
        "net__gte=2020-01-01&limit=7&offset=3",
    ],
)
def test_a_list_selects_as_the_api_does(client: Client, catalogue: Loaded, query: str) -> None:
    """The same records in the same order."""
    html = page(client, f"/explore/launches/previous/?{query}")
    shown = re.findall(r'<h2><a href="/explore/launches/([0-9a-f-]{36})/"', html)
    limit = "" if "limit" in query else "&limit=40"
    answer = client.get(f"/2.3.0/launches/previous/?mode=list&{query}{limit}").json()
    assert shown == [launch["id"] for launch in answer["results"]]


def test_a_repeated_parameter_is_kept(client: Client, catalogue: Loaded) -> None:
    """The question has it as often as the page."""
    assert "/2.3.0/launches/?program=1&program=17&ordering=-net" in links(
        page(client, "/explore/launches/?program=1&program=17")
    )


def test_facets_count_what_they_lead_to(client: Client, catalogue: Loaded) -> None:
    """Each value leads to as many launches as it says."""
    html = page(client, "/explore/launches/previous/?year=2021")
    values = re.findall(
        r'<li><a href="(\?[^"]*)"[^>]*>([^<]*)(?:<span[^>]*>[^<]*</span>)?</a> <span class="muted">([^<]*)</span>', html
    )
    provider = next((href, number) for href, label, number in values if label == "SpaceX")
    counted = client.get(f"/2.3.0/launches/previous/{unescape(provider[0])}", headers={"accept": "*/*"}).json()["count"]
    assert str(counted) == provider[1] == "35"


def test_a_chosen_facet_can_be_taken_back(client: Client, catalogue: Loaded) -> None:
    """Its link leaves its parameter out, and the offset."""
    html = page(client, "/explore/launches/previous/?year=2021&lsp__id=121&offset=10")
    assert '<a href="?year=2021" aria-current="true">SpaceX' in html


def test_a_wrong_parameter_is_refused_in_the_words_of_the_api(client: Client, catalogue: Loaded) -> None:
    """400, with the parameter's name."""
    answer = client.get("/explore/launches/?net__gte=soon")
    assert answer.status_code == 400
    assert "net__gte: Enter a valid date/time." in words(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "text"),
    [("/explore/?at=2999-01-01", "not in the future"), ("/explore/?at=yesterday", "at: Enter a valid date/time.")],
)
def test_an_instant_that_cannot_be_shown_is_refused(client: Client, path: str, text: str) -> None:
    """The future is not known."""
    answer = client.get(path)
    assert answer.status_code == 400
    assert text in words(answer.content.decode())


@pytest.mark.parametrize(
    "path", ["/explore/nothing/", "/explore/people/0/", "/explore/launches/x/", f"/explore/pads/{9**30}/"]
)
def test_an_unknown_page_is_404_and_offers_a_search(client: Client, path: str) -> None:
    """It says what there is."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'action="/explore/search/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "new"), [("/explore", "/explore/"), ("/explore/people?limit=2", "/explore/people/?limit=2")]
)
def test_a_missing_slash_is_added(client: Client, path: str, new: str) -> None:
    """With the query kept."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, new)


def test_pages_are_read_only(client: Client) -> None:
    """405 for anything but GET and HEAD."""
    assert client.post("/explore/").status_code == 405


def test_an_empty_catalogue_has_pages(client: Client) -> None:
    """Nobody is in space, and nothing was launched."""
    for path in (
        "/explore/",
        "/explore/launches/",
        "/explore/decades/",
        "/explore/stations/",
        "/explore/search/?search=x",
    ):
        assert client.get(path).status_code == 200, path
    assert "Nobody in space" in words(client.get("/explore/").content.decode())


def test_pages_link_to_the_api_and_back(client: Client, catalogue: Loaded) -> None:
    """A record's JSON page and its page for people lead to each other."""
    assert "/2.3.0/spacecraft/289/" in links(page(client, "/explore/spacecraft/289/"))
    html = client.get("/2.3.0/spacecraft/289/", headers={"accept": "text/html"}).content.decode()
    assert "/explore/spacecraft/289/" in links(html)
    upcoming = client.get("/2.3.0/launches/upcoming/", headers={"accept": "text/html"}).content.decode()
    assert "/explore/launches/upcoming/" in links(upcoming)


def test_a_figure_says_its_sum(client: Client, catalogue: Loaded) -> None:
    """Kononenko's five stays, and the time that they make."""
    html = page(client, "/explore/people/168/")
    assert re.search(r"<dd><a href=\"/2.3.0/astronauts/168/\">1\u202f110 d</a></dd>", html)
    assert '<dd class="sum">198 d + 192 d + 141 d + 203 d + 373 d</dd>' in html


def test_the_search_finds_every_kind(client: Client, catalogue: Loaded) -> None:
    """A person by part of a name without accents, a booster by its serial number, a pad."""
    assert "Michael López-Alegría" in words(page(client, "/explore/search/?search=lopez+alegria"))
    assert "B1067" in words(page(client, "/explore/search/?search=B1067"))
    assert "Pads" in words(page(client, "/explore/search/?search=39A"))


def test_only_these_pages_allow_pictures_of_other_hosts(client: Client, catalogue: Loaded) -> None:
    """And a picture is loaded when it comes into view."""
    answer = client.get("/explore/people/168/")
    assert "img-src 'self' https:" in answer.headers["Content-Security-Policy"]
    assert re.search(r'<img src="https://[^"]*"[^>]* loading="lazy"', answer.content.decode())
    assert "https:" not in client.get("/", headers={"accept": "text/html"}).headers["Content-Security-Policy"]


def test_pictures_can_be_left_out(client: Client, catalogue: Loaded, settings: Any) -> None:
    """Then no page names another host's picture, and the policy allows none."""
    settings.PICTURES = False
    answer = client.get("/explore/people/168/")
    assert "https:" not in answer.headers["Content-Security-Policy"]
    assert '<img src="https:' not in answer.content.decode()


def ask(path: str, prefix: str = "") -> Any:
    return explore(Request("GET", path.encode(), {b"accept": b"text/html"}, host="localhost", prefix=prefix))


def test_pages_are_cached_at_their_revision(catalogue: Loaded, one_connection: None) -> None:
    """A page has the snapshot that it is of. One that counts down holds for the minute, one of the past for as long as
    the revision.
    """
    with take_snapshot() as snapshot:
        now, past = ask("/explore/"), ask("/explore/?at=1975-07-17")
        assert now.snapshot.revision == past.snapshot.revision == snapshot.revision
    assert (now.valid_until - now.snapshot.now).total_seconds() == 60
    assert past.valid_until is None


def test_links_keep_the_prefix_of_a_proxy(catalogue: Loaded, one_connection: None) -> None:
    """Below `/ll2`, everything leads there."""
    html = ask("/explore/people/168/", "/ll2").body.decode()
    local = [link for link in links(html) if link.startswith("/")]
    assert [link for link in local if not link.startswith("/ll2/")] == []


def test_the_server_hands_pages_to_their_application(one_connection: None) -> None:
    """And what only begins alike to Django."""
    assert application(Request("GET", b"/explore/", {}, host="localhost")).status == 200
    assert application(Request("GET", b"/explorer/", {}, host="localhost")).status == 404


@pytest.mark.parametrize(
    ("path", "most"), [("/explore/", 20), (CREW_2, 30), ("/explore/stations/4/", 15), ("/explore/decades/", 30)]
)
def test_pages_need_few_queries(
    client: Client, catalogue: Loaded, django_assert_max_num_queries: Any, path: str, most: int
) -> None:
    """However many records they show."""
    with django_assert_max_num_queries(most):
        page(client, path)
