"""The pages in a browser."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from .conftest import DESK, PHONE, Look

pytestmark = pytest.mark.slow

LIST = "/2.3.0/spacecraft/"
PAGES = [
    "/",
    "/docs/",
    "/docs/api/",
    "/2.3.0/",
    LIST,
    f"{LIST}?limit=20&mode=detailed",
    f"{LIST}224/",
    "/2.3.0/agencies/?name=NASA",
]
WIDTH = "document.documentElement.scrollWidth"
GROUND = "getComputedStyle(document.body).backgroundColor"


def question(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_its_window(look: Look, path: str, size: tuple[int, int]) -> None:
    """What is wider scrolls inside itself."""
    with look(path, size) as seen:
        assert seen.page.evaluate(WIDTH) == size[0]


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_from_this_host_only_and_log_nothing(look: Look, path: str) -> None:
    """All that a page needs is on the server; its console stays empty."""
    with look(path) as seen:
        seen.page.wait_for_load_state("networkidle")
        assert (seen.elsewhere, seen.complaints) == ([], [])


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_language_and_one_title(look: Look, path: str) -> None:
    """Screen readers need both."""
    with look(path) as seen:
        assert seen.page.locator("html").get_attribute("lang") == "en"
        assert seen.page.locator("h1").count() == 1
        assert seen.page.locator("main").count() == 1


@pytest.mark.parametrize("path", ["/", "/docs/", LIST])
def test_the_dark_scheme_is_dark(look: Look, path: str) -> None:
    """The system's preference decides."""
    with look(path, scheme="light") as light, look(path, scheme="dark") as dark:
        assert light.page.evaluate(GROUND) == "rgb(246, 248, 250)"
        assert dark.page.evaluate(GROUND) == "rgb(13, 19, 26)"


def test_the_form_sends_only_filled_in_fields(look: Look) -> None:
    """The URL has no empty parameters, keeps the format and drops the offset."""
    with look(f"{LIST}?format=api&offset=20&search=x") as seen:
        page = seen.page
        page.get_by_label("in_space").select_option("false")
        page.get_by_label("Search for").fill("Soyuz T")
        page.get_by_label("Order by").select_option("-time_in_space")
        page.get_by_role("button", name="Apply").click()
        page.wait_for_url("**search=Soyuz**")
        assert question(page.url) == [
            ("format", "api"),
            ("in_space", "false"),
            ("search", "Soyuz T"),
            ("ordering", "-time_in_space"),
        ]


def test_the_form_shows_the_parameters(look: Look) -> None:
    """This holds for a sent form and for any URL."""
    with look(f"{LIST}?in_space=1&name=Endeavour&ordering=-id&limit=7") as seen:
        asked = {"in_space": "true", "name": "Endeavour", "Order by": "-id", "Records on a page": "7"}
        assert {label: seen.page.get_by_label(label, exact=True).input_value() for label in asked} == asked


def test_the_form_works_without_a_script(look: Look) -> None:
    """Empty parameters are then sent, and ignored."""
    with look(LIST, script=False) as seen:
        seen.page.get_by_label("Records on a page").select_option("25")
        seen.page.get_by_role("button", name="Apply").click()
        assert ("limit", "25") in question(seen.page.url)
        assert "records 1–25 of" in seen.page.locator(".where").first.inner_text()


def test_next_and_previous_page(look: Look) -> None:
    """The parameters are kept."""
    with look(f"{LIST}?limit=5&ordering=-id") as seen:
        page = seen.page
        page.get_by_role("link", name="Next").first.click()
        assert question(page.url) == [("limit", "5"), ("offset", "5"), ("ordering", "-id")]
        page.get_by_role("link", name="Previous").first.click()
        assert question(page.url) == [("limit", "5"), ("ordering", "-id")]


def test_urls_in_the_json_are_links(look: Look) -> None:
    """A click leads to the record."""
    with look(f"{LIST}?limit=1") as seen:
        link = seen.page.locator(f'.json a[href*="{LIST}"]').last
        address = link.inner_text()
        link.click()
        assert seen.page.url == address
        assert "Spacecraft Instance" in seen.page.locator(".crumbs").inner_text()


def test_the_raw_json_is_linked(look: Look) -> None:
    """The parameters are kept."""
    with look(f"{LIST}?limit=2") as seen:
        seen.page.get_by_role("link", name="Raw JSON").click()
        assert question(seen.page.url) == [("limit", "2"), ("format", "json")]
        assert seen.page.locator("body").inner_text().startswith('{"count":')


def test_the_command_can_be_copied(look: Look, server: str) -> None:
    """The clipboard has the text that is shown."""
    with look(f"{LIST}?limit=2") as seen:
        seen.page.get_by_role("button", name="Copy").click()
        seen.page.get_by_role("button", name="Copied").wait_for()
        assert seen.page.evaluate("navigator.clipboard.readText()") == f"curl '{server}{LIST}?limit=2'"


def test_on_a_phone_the_response_is_in_view(look: Look) -> None:
    """The help and the form fold away; a touch opens them."""
    with look(LIST, PHONE) as seen:
        assert not seen.page.get_by_role("button", name="Apply").is_visible()
        seen.page.get_by_text("Filters and help").click()
        assert seen.page.get_by_role("button", name="Apply").is_visible()


def test_on_a_phone_an_invalid_filter_is_in_view(look: Look) -> None:
    """A form with an error does not fold away."""
    with look(f"{LIST}?status=99", PHONE) as seen:
        assert seen.page.get_by_text("Select a valid choice.").first.is_visible()


def test_the_keyboard_focus_is_visible(look: Look) -> None:
    """The first stop is the link that skips to the answer."""
    with look(LIST) as seen:
        seen.page.keyboard.press("Tab")
        focused = seen.page.locator(":focus")
        assert focused.inner_text() == "Skip to the answer"
        assert focused.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"


def test_the_front_page_searches(look: Look) -> None:
    """Among the spacecraft."""
    with look("/") as seen:
        seen.page.get_by_label("Search the spacecraft").fill("Soyuz T")
        seen.page.get_by_role("button", name="Search").click()
        assert urlsplit(seen.page.url).path == LIST
        assert question(seen.page.url) == [("search", "Soyuz T")]
