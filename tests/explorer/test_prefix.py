"""Below the path under which a trusted proxy publishes the server, every link begins with that path."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import get_script_prefix, set_script_prefix

from downrange.config.application import application
from downrange.messages import Request
from downrange.seed.load import Loaded

pytestmark = pytest.mark.django_db

HOST = "localhost:8042"
PREFIX = "/ll2"
PAGES = (
    "/",
    "/docs/",
    "/2.3.0/",
    "/2.3.0/swagger/",
    "/2.3.0/redoc/",
    "/2.3.0/spacecraft/?limit=2",
    "/2.3.0/launches/x/",
)
ATTRIBUTES = {"href", "src", "action", "data-schema"}


@pytest.fixture(autouse=True)
def _prefix_of_the_thread() -> Iterator[None]:
    """Django leaves the prefix of its last request to the thread, where other tests would find it."""
    before = get_script_prefix()
    yield
    set_script_prefix(before)


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ATTRIBUTES]


def ask(target: str, prefix: str = PREFIX) -> tuple[int, str, str]:
    """Status, media type and text of a response to a browser."""
    fields = {b"host": HOST.encode(), b"accept": b"text/html,*/*;q=0.8"}
    response = application(Request("GET", target.encode(), fields, host=HOST, prefix=prefix))
    body = response.body if isinstance(response.body, bytes) else b"".join(response.body)
    return response.status, dict(response.fields)["Content-Type"], body.decode()


def links_of(target: str) -> Iterator[str]:
    """The links of a page to this server, as paths with queries."""
    _, media_type, text = ask(target)
    for link in Links(text).found if "text/html" in media_type else ():
        url = urlsplit(urljoin(f"http://{HOST}{PREFIX}{target}", urldefrag(link).url))
        if url.netloc == HOST:
            yield f"{url.path}?{url.query}" if url.query else url.path


@pytest.fixture(autouse=True)
def _one_connection(one_connection: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application closes no connection to the database, because it has the transaction of the test."""
    monkeypatch.setattr("downrange.config.application.close_old_connections", lambda: None)


def test_every_page_links_below_the_prefix_only(catalogue: Loaded) -> None:
    """The pages are followed for two steps. Links outside of the API answer once the proxy has removed the prefix."""
    seen: set[str] = set()
    steps = list(PAGES)
    for _ in range(2):
        found = {(target, link) for target in steps for link in links_of(target)}
        assert {(target, link) for target, link in found if not link.startswith(f"{PREFIX}/")} == set()
        steps = sorted({link.removeprefix(PREFIX) for _, link in found} - seen)
        seen.update(steps)
        outside = [target for target in steps if not target.startswith("/2.3.0/")]
        assert {target: status for target in outside if (status := ask(target)[0]) != 200} == {}
    assert {"/static/explorer/base.css", "/docs/api/", "/2.3.0/schema/"} <= seen


def test_a_page_that_was_rendered_without_the_prefix_is_rendered_again() -> None:
    """The documentation is cached for each prefix."""
    assert f'href="{PREFIX}/' not in ask("/docs/", prefix="")[2]
    assert 'href="/docs/' not in ask("/docs/")[2]
    assert 'href="/docs/' in ask("/docs/", prefix="")[2]


def test_the_openapi_document_names_the_prefix() -> None:
    """So that programs and Swagger send their requests there."""
    document = json.loads(ask("/2.3.0/schema/?format=json")[2])
    assert document["servers"] == [{"url": PREFIX}]
    assert "servers" not in json.loads(ask("/2.3.0/schema/?format=json", prefix="")[2])
