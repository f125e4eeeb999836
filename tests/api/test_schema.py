"""The OpenAPI document that the server gives of itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema

from downrange.api.resources import RESOURCES

from .test_contract import LATER

pytestmark = pytest.mark.django_db
CONTRACT: dict[str, Any] = json.loads((Path(__file__).parent / "contract.json").read_text(encoding="utf-8"))


@pytest.fixture(name="document")
def document_(client: Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/2.3.0/schema/?format=json").json()
    return document


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    """OpenAPI 3.0.3."""
    validate_schema(document)


def test_the_document_has_every_address(document: dict[str, Any]) -> None:
    """The list and the record of each resource, and nothing else."""
    expected = {f"/2.3.0/{resource.route}/{suffix}" for resource in RESOURCES for suffix in ("", "{id}/")}
    assert set(document["paths"]) == expected


def test_properties_stand_in_the_contracts_order(document: dict[str, Any]) -> None:
    """Every component that upstream documents too has its properties in the same order."""
    documented = {
        name: list(schema["properties"])
        for name, schema in document["components"]["schemas"].items()
        if "properties" in schema
    }
    shared = {name: fields for name, fields in documented.items() if name in CONTRACT["components"]}
    assert shared == {name: CONTRACT["components"][name]["fields"] for name in shared}
    assert len(shared) > 45


def test_the_document_has_the_contracts_parameters(document: dict[str, Any]) -> None:
    """Beside `mode`, which upstream's document forgets, and what upstream added later."""
    for resource in RESOURCES:
        path = f"/2.3.0/{resource.route}/"
        names = [parameter["name"] for parameter in document["paths"][path]["get"]["parameters"]]
        ours = {"mode", *LATER.get(resource.route, ())}
        assert [name for name in names if name not in ours] == CONTRACT["parameters"][path]
        assert document["paths"][path]["get"]["operationId"] == f"{resource.route.replace('/', '_')}_list"


def test_links_of_the_descriptions_lead_to_the_lists_from_any_page(document: dict[str, Any]) -> None:
    """Swagger and ReDoc show the help too, at addresses of their own."""
    description = document["paths"]["/2.3.0/spacecraft/"]["get"]["description"]
    assert "(/2.3.0/spacecraft/?search=Endeavour)" in description
    assert "(/docs/)" in description
