"""Swagger and ReDoc in a browser that reaches no other host."""

import pytest

from .conftest import DESK, PHONE, Look

pytestmark = pytest.mark.slow

BLOCKED = "https://cdn.redoc.ly/redoc/logo-mini.svg"
"""ReDoc has its maker's logo in its code; the page's policy blocks it, and the browser says that it did."""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_swagger_shows_every_resource(look: Look, size: tuple[int, int]) -> None:
    """It reads this server's document."""
    with look("/2.3.0/swagger/", size) as seen:
        seen.page.locator("#operations-spacecraft-spacecraft_list").wait_for()
        seen.page.wait_for_load_state("networkidle")
        assert (seen.elsewhere, seen.complaints) == ([], [])
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_swagger_sends_requests_to_this_server(look: Look) -> None:
    """ "Try it out" gets a response."""
    with look("/2.3.0/swagger/") as seen:
        operation = seen.page.locator("#operations-spacecraft-spacecraft_list")
        operation.locator(".opblock-summary-control").click()
        operation.get_by_role("button", name="Try it out").click()
        operation.get_by_role("button", name="Execute").click()
        assert operation.locator(".live-responses-table .response-col_status").last.inner_text().startswith("200")
        assert seen.elsewhere == []


def test_redoc_shows_every_resource(look: Look) -> None:
    """It reads this server's document."""
    with look("/2.3.0/redoc/") as seen:
        seen.page.locator('[data-section-id*="spacecraft_list"]').first.wait_for()
        seen.page.wait_for_load_state("networkidle")
        assert seen.elsewhere == []
        assert [complaint for complaint in seen.complaints if BLOCKED not in complaint] == []


@pytest.mark.parametrize("path", ["/2.3.0/swagger/", "/2.3.0/redoc/"])
def test_the_reference_has_a_language_and_a_link_home(look: Look, path: str) -> None:
    """Like every other page."""
    with look(path) as seen:
        assert seen.page.locator("html").get_attribute("lang") == "en"
        seen.page.get_by_role("link", name="Downrange").first.click()
        assert seen.page.locator("h1").inner_text() == "Downrange"


@pytest.mark.parametrize("path", ["/2.3.0/swagger/", "/2.3.0/redoc/"])
def test_the_reference_keeps_the_navigation_and_follows_the_scheme(look: Look, path: str) -> None:
    """Dark in a dark system, with the links of every page above."""
    with look(path, scheme="dark") as seen:
        assert seen.page.locator(".top nav a").all_inner_texts() == ["Explore", "API", "Docs", "Swagger", "ReDoc"]
        seen.page.get_by_text("Launch Library 2.3.0 API").first.wait_for()
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 19, 26)"
