"""An archivist's work at the desk, in Chromium."""

import json
import urllib.request
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from .conftest import Desk, Enter

pytestmark = pytest.mark.slow

SOYUZ_T_2 = 195
"""The docking of Soyuz T-2 to Salyut 6, which it left on 9 June 1980, three hours before it landed."""
DOCKING = f"/desk/catalog/dockingevent/{SOYUZ_T_2}/change/"
PAGES = [
    "/desk/",
    "/desk/catalog/spacecraft/",
    "/desk/catalog/spacecraft/224/change/",
    "/desk/catalog/spacecraftflight/316/change/",
    "/desk/catalog/spacecraft/224/history/",
    "/desk/catalog/image/add/",
    "/desk/changes/",
    "/desk/pins/",
    "/desk/pins/upstream/",
    "/desk/import/",
]


def get(desk: Desk, path: str) -> Any:
    with urllib.request.urlopen(f"{desk.address}/2.3.0/{path}") as answer:
        return json.load(answer)


def fill_instant(desk: Desk, name: str, day: str, time: str) -> None:
    desk.page.locator(f"#id_{name}_0").fill(day)
    desk.page.locator(f"#id_{name}_1").fill(time)


def test_flight_91_of_the_x_15_is_added_with_a_photo(desk: Desk) -> None:
    """Launch, photo, flight and crew; the API has them at once."""
    page = desk.page
    desk.open("/desk/catalog/launch/add/")
    page.locator("#id_name").fill("X-15 | X-15 flight 91")
    page.locator("#id_launch_designator").fill("1963-S91")
    for name in ("net", "window_start", "window_end"):
        fill_instant(desk, name, "1963-08-22", "18:05:57")
    desk.choose("status", "Launch Successful")
    desk.save()
    assert "was added successfully" in desk.said

    picture = BytesIO()
    Image.new("RGB", (1200, 800), "navy").save(picture, "PNG")
    desk.open("/desk/catalog/image/add/")
    page.locator("#id_name").fill("X-15-3 in flight")
    page.locator("#id_photo").set_input_files(
        {"name": "x15.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    page.locator("#id_credit").fill("NASA")
    desk.choose("license", "NASA Image and Media Guidelines")
    desk.save()
    assert "was added successfully" in desk.said

    desk.open("/desk/catalog/spacecraftflight/add/")
    desk.choose("spacecraft", "X-15-3")
    desk.choose("launch", "1963-S91", "X-15 flight 91")
    fill_instant(desk, "mission_end", "1963-08-22", "18:17:05")
    page.locator("#crew-group .add-row a").press("Enter")
    desk.choose("crew-0-astronaut", "Joseph A. Walker")
    desk.save()
    assert "was added successfully" in desk.said

    desk.open("/desk/catalog/spacecraft/444/change/")
    desk.choose("image", "X-15-3 in flight")
    desk.save()
    craft = get(desk, "spacecraft/444/")
    assert (craft["image"]["credit"], craft["image"]["license"]["name"]) == ("NASA", "NASA Image and Media Guidelines")
    with urllib.request.urlopen(craft["image"]["image_url"]) as photo:
        assert photo.headers["Content-Type"] == "image/jpeg"
    (flight,) = get(desk, "spacecraft_flights/?spacecraft=444&limit=1&ordering=-id")["results"]
    assert (flight["id"] > 1_000_000_000, flight["mission_end"]) == (True, "1963-08-22T18:17:05Z")
    desk.open("/desk/catalog/spacecraft/444/change/")
    assert "What makes up the time in space" in page.locator("#content").inner_text()


def test_a_docking_is_corrected_refused_and_taken_back(desk: Desk) -> None:
    """A departure after the landing cannot be; one an hour later can, until it is taken back."""
    page = desk.page
    desk.open(DOCKING)
    fill_instant(desk, "departure", "1980-06-10", "09:25:00")
    desk.save()
    refusal = page.locator(".errorlist.nonfield").inner_text()
    assert "its departure comes after the end of its chaser's flight" in refusal
    assert page.locator(".errorlist.nonfield").get_by_role("link", name="Soyuz T-2 on").count() == 1
    assert get(desk, f"docking_events/{SOYUZ_T_2}/")["departure"] == "1980-06-09T09:25:00Z"

    fill_instant(desk, "departure", "1980-06-09", "10:25:00")
    page.get_by_role("button", name="What would change?").press("Enter")
    assert "1980-06-09T10:25:00Z" in page.locator(".told").inner_text()
    desk.save()
    assert "was changed successfully" in desk.said
    assert get(desk, f"docking_events/{SOYUZ_T_2}/")["departure"] == "1980-06-09T10:25:00Z"

    desk.open(f"/desk/catalog/dockingevent/{SOYUZ_T_2}/history/")
    page.get_by_role("link", name="Take back this change").first.press("Enter")
    page.get_by_role("button", name="Take it back").press("Enter")
    assert "Taken back" in desk.said
    assert get(desk, f"docking_events/{SOYUZ_T_2}/")["departure"] == "1980-06-09T09:25:00Z"


def test_the_second_of_two_editors_sees_both_versions(enter: Enter) -> None:
    """And saves again to keep the second."""
    ada, grace = enter("Ada"), enter("Grace")
    path = "/desk/catalog/spacecraft/224/change/"
    for desk in (ada, grace):
        desk.open(path)
    ada.page.locator("#id_description").fill("Ada's words")
    ada.save()
    assert "was changed successfully" in ada.said
    grace.page.locator("#id_description").fill("Grace's words")
    grace.save()
    told = grace.page.locator(".told").inner_text()
    assert "Two versions of this record" in told
    assert "Ada's words" in told
    assert "Grace's words" in told
    assert get(grace, "spacecraft/224/")["description"] == "Ada's words"
    grace.save()
    assert get(grace, "spacecraft/224/")["description"] == "Grace's words"


@pytest.mark.parametrize("path", PAGES)
def test_pages_can_be_used_by_everybody(desk: Desk, path: str) -> None:
    """axe finds nothing to object to."""
    desk.open(path)
    found = Axe().run(desk.page, options={"preload": False})
    assert [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found.response["violations"]
    ] == []


def test_the_desk_is_used_with_the_keyboard(desk: Desk) -> None:
    """From the front page to a saved record without a pointer: the first Tab skips to the content."""
    page = desk.page
    desk.open("/desk/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Agencies", exact=True).press("Enter")
    page.locator("#searchbar").press_sequentially("Roscosmos")
    page.keyboard.press("Enter")
    page.locator("#result_list tbody a").first.press("Enter")
    page.locator("#id_administrator").fill("Nobody")
    page.keyboard.press("Enter")
    assert "was changed successfully" in desk.said
