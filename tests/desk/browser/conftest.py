"""Chromium at the desk of a server with the shipped catalogue, but for one flight that is to be added."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from ... import command
from ...browser.conftest import DESK, chromium, needs_chromium
from ..conftest import PASSWORD

__all__ = ["chromium", "needs_chromium"]

REMOVE_FLIGHT_91 = """
import os
import django

os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
django.setup()
from downrange.catalog.editing import editing
from downrange.catalog.models import Launch, SpacecraftFlight

with editing(by="tests", source="local"):
    SpacecraftFlight.objects.filter(launch__name__endswith="X-15 flight 91").delete()
    Launch.objects.filter(name__endswith="X-15 flight 91").delete()
"""


@dataclass
class Desk:
    """A page of the desk, and what it complained about."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def choose(self, name: str, text: str, shown: str = "") -> None:
        """Fill a field that refers to another record by typing a text, with the keyboard alone."""
        self.page.locator(f"#id_{name} + .select2 .select2-selection").press("Enter")
        search = self.page.locator(".select2-container--open .select2-search__field")
        search.press_sequentially(text)
        self.page.locator(".select2-results__option--highlighted", has_text=shown or text).wait_for()
        search.press("Enter")

    def save(self) -> None:
        self.page.locator("input[name=_save]").press("Enter")

    @property
    def said(self) -> str:
        return self.page.locator(".messagelist").inner_text()


@pytest.fixture(scope="module")
def desk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a catalogue of its own and two librarians."""
    variables = command.filled(tmp_path_factory.mktemp("desk"))
    for name in ("Ada", "Grace"):
        make = [*command.COMMAND, "user", "create", name, "--role", "librarian"]
        subprocess.run(make, env=variables, input=PASSWORD, text=True, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", REMOVE_FLIGHT_91], env=variables, check=True)
    with command.serving(variables) as (address, _):
        yield address


Enter = Callable[[str], Desk]


@pytest.fixture
def enter(desk_server: str, chromium: Browser) -> Iterator[Enter]:
    """Logs somebody in, in a browser of their own."""
    contexts = []
    desks = []

    def log_in(name: str) -> Desk:
        context = chromium.new_context(viewport={"width": DESK[0], "height": DESK[1]})
        context.set_default_timeout(1000 * command.COMMAND_TIMEOUT)
        contexts.append(context)
        desk = Desk(context.new_page(), desk_server)
        desks.append(desk)

        def listen(message: ConsoleMessage) -> None:
            # Pictures are links to hosts that are out of reach here.
            if message.type in ("error", "warning") and "net::ERR" not in message.text:
                desk.complaints.append(f"{message.text} {message.location.get('url')}")

        desk.page.on("console", listen)
        desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        desk.open("/desk/")
        desk.page.get_by_label("Name:").fill(name)
        desk.page.get_by_label("Password:").fill(PASSWORD)
        desk.page.get_by_role("button", name="Log in").press("Enter")
        desk.page.get_by_role("link", name="Launches", exact=True).wait_for()
        return desk

    yield log_in
    complaints = [complaint for desk in desks for complaint in desk.complaints]
    for context in contexts:
        context.close()
    assert complaints == [], complaints


@pytest.fixture
def desk(enter: Enter) -> Desk:
    return enter("Ada")
