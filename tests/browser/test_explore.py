"""The pages of `/explore/` in a browser."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import Look

pytestmark = pytest.mark.slow

NARROW, WIDE = (390, 844), (1440, 900)
CREW_2 = "/explore/launches/07826804-5f78-5f4b-ac78-5db133a2c3ed/"
PAGES = [
    "/explore/",
    "/explore/?at=1975-07-17T17:00Z",
    "/explore/launches/upcoming/",
    "/explore/launches/?view=calendar&net__gte=2026-08-01&net__lte=2026-09-28",
    CREW_2,
    "/explore/people/",
    "/explore/people/168/",
    "/explore/spacecraft/289/",
    "/explore/stations/",
    "/explore/stations/4/",
    "/explore/rockets/164/",
    "/explore/boosters/101/",
    "/explore/places/",
    "/explore/pads/16/",
    "/explore/agencies/121/",
    "/explore/decades/",
    "/explore/search/?search=gagarin",
    "/explore/nothing/",
]
OTHERS = [
    "/",
    "/docs/performance/",
    "/2.3.0/launches/upcoming/?format=api&limit=2",
    "/2.3.0/docking_events/1000000001/?format=api",
]
UNSENT = "Failed to load resource"
"""What the browser says of a picture of another host, which the tests do not let it reach, and of a 404."""


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_and_ask_nobody_else(look: Look, path: str) -> None:
    """On a desk and on a phone. The console stays empty, and other hosts are asked for one picture at most."""
    with look(path, WIDE) as seen:
        for width, height in (WIDE, NARROW):
            seen.page.set_viewport_size({"width": width, "height": height})
            assert seen.page.evaluate("document.documentElement.scrollWidth") == width
        assert [complaint for complaint in seen.complaints if UNSENT not in complaint] == []
        assert len(seen.elsewhere) <= 1
        assert all(url.startswith("https://") for url in seen.elsewhere)


def violations(page: Page) -> list[str]:
    """What axe finds on a page: the rule, and the first element that breaks it."""
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_axe_finds_no_violation(look: Look, path: str) -> None:
    """Names, roles, headings, landmarks, contrast: light on a desk, and dark on a phone."""
    with look(path, WIDE) as seen:
        assert violations(seen.page) == []
        seen.page.emulate_media(color_scheme="dark")
        seen.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        assert violations(seen.page) == []


def test_the_keyboard_reaches_everything(look: Look) -> None:
    """From the skip link on; the focus is always on something that shows it."""
    with look("/explore/stations/9/") as seen:
        reached = []
        for _ in range(60):
            seen.page.keyboard.press("Tab")
            focused = seen.page.locator(":focus")
            if not focused.count():
                break
            reached.append(focused.evaluate("each => each.getAttribute('href') ?? each.id ?? each.tagName"))
            style = focused.evaluate("each => getComputedStyle(each).outlineStyle")
            assert style in ("solid", "auto"), reached[-1]
        assert reached[0] == "#main"
        assert "everything" in reached
        assert "/explore/decades/" in reached
        assert "curl" in reached


def test_the_search_of_every_page_finds_people(look: Look) -> None:
    """Enter sends it, from the front page too."""
    with look("/") as seen:
        seen.page.get_by_label("Search everything").fill("Tereshkova")
        seen.page.keyboard.press("Enter")
        seen.page.get_by_role("link", name="Valentina Tereshkova").click()
        assert seen.page.locator("h1").inner_text() == "Valentina Tereshkova"


def test_dates_are_picked(look: Look) -> None:
    """The list's form sends them as the API's parameters, and nothing that is empty."""
    with look("/explore/launches/previous/") as seen:
        seen.page.get_by_label("From").fill("1969-07-01")
        seen.page.get_by_label("Before").fill("1969-08-01")
        seen.page.get_by_role("button", name="Apply").click()
        assert parse_qsl(urlsplit(seen.page.url).query) == [("net__gte", "1969-07-01"), ("net__lte", "1969-08-01")]
        assert seen.page.get_by_role("link", name="Apollo 11").count() == 1


def test_a_facet_narrows_the_list(look: Look) -> None:
    """And is taken back by a second click."""
    with look("/explore/launches/previous/?net__lte=1958-01-01", script=False) as seen:
        seen.page.get_by_role("link", name="1957", exact=True).click()
        assert "year=1957" in seen.page.url
        assert seen.page.locator(".rows li").count() == 3
        seen.page.locator(".facets").get_by_role("link", name="1957").click()
        assert "year" not in seen.page.url


def test_any_day_can_be_shown_without_a_script(look: Look) -> None:
    """Its form asks for the day, whose midnight is shown."""
    with look("/explore/?at=1975-07-17T17:00Z", script=False) as seen:
        seen.page.get_by_label("Day", exact=True).fill("1969-07-20")
        seen.page.get_by_role("button", name="Show").click()
        assert seen.page.locator("h1").inner_text() == "20 July 1969"
        assert "3 people in space" in seen.page.locator("main").inner_text()


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(246, 248, 250)"), ("dark", "rgb(13, 19, 26)")])
def test_charts_follow_the_scheme(look: Look, scheme: str, ground: str) -> None:
    """Their colours are the style sheet's."""
    with look("/explore/decades/", scheme=scheme) as seen:
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        colour = seen.page.locator("path.flight").evaluate("each => getComputedStyle(each).fill")
        assert colour == {"light": "rgb(37, 99, 168)", "dark": "rgb(106, 169, 238)"}[scheme]


def test_print_leaves_out_what_paper_cannot_do(look: Look) -> None:
    """The navigation and the filters."""
    with look("/explore/launches/previous/") as seen:
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".subjects").is_visible()
        assert not seen.page.locator(".facets").is_visible()
        assert seen.page.locator(".rows li").first.is_visible()


def test_the_documentation_clips_no_table(look: Look) -> None:
    """On a desk of 1440, every table of it is as wide as it needs."""
    for path in ("/docs/performance/", "/docs/running/", "/docs/catalogue/"):
        with look(path, WIDE) as seen:
            clipped = "all => all.filter(each => each.scrollWidth > each.clientWidth).length"
            assert seen.page.locator(".wide").evaluate_all(clipped) == 0, path
