"""The URLs in the answers about the shipped catalogue."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.encoding import iri_to_uri

from downrange.api.resource import Resource
from downrange.api.v230 import RESOURCES

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
URI = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
FORMS = {
    component: pytest.param(resource, mode, id=f"{resource.route}-{mode}")
    for resource in reversed(RESOURCES)
    for mode, component in resource.components.items()
}
"""A list and a mode for each component that is a record of a list."""


def urls(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    """Every text of the format `uri`, and every other that begins as a URL."""
    [schema] = schema.get("allOf", [schema])
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].removeprefix("#/components/schemas/")]
    if isinstance(value, dict):
        for name, each in value.items():
            yield from urls(each, schema["properties"][name])
    elif isinstance(value, list):
        for each in value:
            yield from urls(each, schema["items"])
    elif isinstance(value, str) and (schema.get("format") == "uri" or value.startswith(("http://", "https://"))):
        yield value


def is_uri(url: str) -> bool:
    """RFC 3986: letters beyond ASCII are percent-encoded."""
    return URI.fullmatch(url) is not None and iri_to_uri(url) == url


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("resource", "mode"), FORMS.values())
def test_every_url_of_every_record_is_a_uri(client: Client, resource: Resource, mode: str) -> None:
    """Strict clients refuse a record with another."""
    schema = SCHEMAS[resource.components[mode].__name__]
    found: set[str] = set()
    url = f"/2.3.0/{resource.route}/?limit=100&mode={mode}"
    while url:
        page = client.get(url, headers={"accept": "application/json"}).json()
        found |= {page["next"], page["previous"]} - {None}
        for record in page["results"]:
            found.update(urls(record, schema))
        url = page["next"]
    assert {url for url in found if not is_uri(url)} == set()


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"url": "x", "name": "http://a/b", "iso": "é"}, ["x", "http://a/b"]),
        ({"url": None, "name": "See http://a/b"}, []),
        ({"url": "", "name": ""}, [""]),
        ([{"url": "http://a/é"}], ["http://a/é"]),
    ],
)
def test_urls_are_found_by_their_format_or_their_beginning(value: Any, found: list[str]) -> None:
    """At any depth."""
    text, uri = {"type": "string"}, {"type": "string", "format": "uri"}
    record = {"properties": {"url": uri, "name": text, "iso": text}}
    schema = {"items": record} if isinstance(value, list) else record
    assert list(urls(value, schema)) == found


@pytest.mark.parametrize("url", ["x", "", "http://a/é", "http://a/b c", "http://a/{id}", "http://a/b\n"])
def test_what_is_no_uri_is_told_apart(url: str) -> None:
    """Letters beyond ASCII, spaces and brackets are percent-encoded in a URI."""
    assert not is_uri(url)
