"""Chromium, to look at the server."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from ..command import COMMAND_TIMEOUT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
PHONE, DESK = (360, 760), (1280, 900)


@dataclass
class Seen:
    """A page, what it asked of other hosts, and what it complained about."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Look = Callable[..., AbstractContextManager[Seen]]


@pytest.fixture(scope="session", autouse=True)
def needs_chromium() -> None:
    """Before the server is started."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Started for each module, not for the run: while Playwright is started, its event loop keeps Django's tests from
    the database.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def look(server: str, chromium: Browser) -> Look:
    """Opens a path of the server, in a window of that size and a colour scheme, with no other host in reach."""

    @contextmanager
    def open_page(
        path: str, size: tuple[int, int] = DESK, scheme: str = "light", *, script: bool = True
    ) -> Iterator[Seen]:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(1000 * COMMAND_TIMEOUT)
        seen = Seen(context.new_page())

        def admit(route: Route) -> None:
            if urlsplit(route.request.url).netloc == urlsplit(server).netloc:
                route.continue_()
            else:
                seen.elsewhere.append(route.request.url)
                route.abort()

        def listen(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                seen.complaints.append(message.text)

        context.route("**/*", admit)
        seen.page.on("console", listen)
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.goto(server + path)
        yield seen
        context.close()

    return open_page
