"""The OpenAPI document that the server gives of itself, and that it says all that upstream's says."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema
from tools.contract import condense

from downrange.api import openapi
from downrange.api.resource import Resource
from downrange.api.v230 import CONTRACT as CONTRACT_230
from downrange.api.v230 import RESOURCES
from downrange.api.v230.components import COMPONENTS

from .test_contract import LATER

CONTRACT: dict[str, Any] = json.loads((Path(__file__).parent / "contract.json").read_text(encoding="utf-8"))
COMMITTED = (Path(__file__).parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8")
DOCUMENT: dict[str, Any] = json.loads(COMMITTED)
OURS = condense(DOCUMENT)
OBJECTS = {"/2.3.0/api-throttle/", "/2.3.0/dashboard/starship/"}
REASONS = {
    "list": "upstream calls some lists nullable; ours may be empty, and is always there",
    "figure": "upstream calls some counts nullable; ours are derived for every record",
    "link": "upstream calls some links URIs, and sends an empty text where it knows none",
}
"""Why a property may differ from upstream's. A client of upstream's document reads it all the same."""


def differing(component: str) -> dict[str, tuple[str, str]]:
    """The properties of another type than upstream's: theirs, ours. To be null besides is no difference, because
    upstream forgets to say so of many.
    """
    theirs = CONTRACT["components"][component]["fields"]
    ours = OURS["components"][component]["fields"]
    return {
        field: (theirs[field], ours[field]) for field in ours if ours[field] not in (theirs[field], f"{theirs[field]}?")
    }


def reason(component: str, field: str, theirs: str, ours: str) -> str | None:
    """Which exception allows a property to be of another type than upstream's."""
    if theirs == f"{ours}?" and ours.startswith("["):
        return "list"
    if (theirs, ours) == ("integer?", "integer") and is_figure(component, field):
        return "figure"
    if (theirs, ours) == ("uri", "string") and may_be_empty(component, field):
        return "link"
    return None


def is_figure(component: str, field: str) -> bool:
    model = COMPONENTS[component].Meta.model  # type: ignore[attr-defined]
    return not model._meta.get_field(field).editable


def may_be_empty(component: str, field: str) -> bool:
    column = COMPONENTS[component].Meta.model._meta.get_field(field)  # type: ignore[attr-defined] # set by each component
    return column.blank and not column.null


def test_the_document_is_valid() -> None:
    """OpenAPI 3.0.3."""
    validate_schema(DOCUMENT)


@pytest.mark.django_db
def test_the_committed_document_is_what_the_server_gives(client: Client) -> None:
    """A change of the API shows in its diff; `make schema` writes it."""
    assert client.get("/2.3.0/schema/?format=json").content.decode() == COMMITTED


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?version=2", "?version=a%0Ab", "?lang=de"])
def test_the_document_is_the_same_however_it_is_asked_for(client: Client, query: str) -> None:
    """drf-spectacular's own view writes what it was asked into the document and a header, and fails on a line's end."""
    answer = client.get(f"/2.3.0/schema/{query}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.content.decode()) == (200, COMMITTED)
    assert answer["Content-Disposition"] == 'inline; filename="Downrange.json"'


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "query", "status"), [("get", "?format=xml", 404), ("post", "", 405)])
def test_errors_have_the_shape_of_the_apis(client: Client, method: str, query: str, status: int) -> None:
    """Though the document itself is YAML unless JSON is asked for."""
    answer = client.generic(method.upper(), f"/2.3.0/schema/{query}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert list(answer.json()) == ["detail"]


def test_threads_that_ask_at_once_get_the_same_document() -> None:
    """They do not generate it over each other."""
    openapi._generate.cache_clear()
    openapi.render.cache_clear()
    asked = threading.Barrier(8)

    def ask() -> str:
        asked.wait()
        return openapi.render(CONTRACT_230, "application/json").decode()

    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(ask) for _ in range(8)]
    assert {answer.result() for answer in answers} == {COMMITTED}


def searches(path: str) -> bool:
    """Whether a path is that of a list that searches."""
    return any(resource.search and path == f"/2.3.0/{resource.route}/" for resource in RESOURCES)


def test_the_document_has_every_address() -> None:
    """The list and the record of each resource, single objects, and nothing else: those of upstream."""
    lists = {f"/2.3.0/{resource.route}/{suffix}" for resource in RESOURCES for suffix in ("", "{id}/")}
    assert set(DOCUMENT["paths"]) == lists | OBJECTS == set(CONTRACT["answers"])


def test_the_components_of_the_document_are_upstreams() -> None:
    """All of them, so generated code has the same types."""
    assert set(OURS["components"]) == set(CONTRACT["components"])
    assert OURS["unions"] == CONTRACT["unions"]
    assert len(OURS["components"]) + len(OURS["unions"]) == 221


def test_every_parameter_of_upstream_is_understood() -> None:
    """In every list; `search` means something only to those that search."""
    understood = [
        name for path, names in CONTRACT["parameters"].items() for name in names if name in OURS["parameters"][path]
    ]
    unsearched = [path for path in DOCUMENT["paths"] if not searches(path) and "search" in CONTRACT["parameters"][path]]
    assert len(understood) + len(unsearched) == sum(map(len, CONTRACT["parameters"].values())) == 1001


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_search_is_documented_where_a_list_searches(resource: Resource) -> None:
    """Upstream's document has it everywhere."""
    assert ("search" in OURS["parameters"][f"/2.3.0/{resource.route}/"]) == bool(resource.search)


@pytest.mark.parametrize("component", sorted(OURS["components"]))
def test_a_component_has_the_contracts_properties(component: str) -> None:
    """In the same order, and always all of them."""
    schema = DOCUMENT["components"]["schemas"][component]
    assert list(OURS["components"][component]["fields"]) == list(CONTRACT["components"][component]["fields"])
    assert schema["required"] == sorted(schema["properties"])


@pytest.mark.parametrize("component", sorted(OURS["components"]))
def test_a_property_has_the_contracts_type(component: str) -> None:
    """Or differs from it for a reason given above."""
    properties = differing(component).items()
    assert [(field, *types) for field, types in properties if reason(component, field, *types) is None] == []


def test_every_exception_is_needed() -> None:
    """A reason that nothing needs any more is struck off."""
    used = {
        reason(component, field, *types)
        for component in OURS["components"]
        for field, types in differing(component).items()
    }
    assert used == set(REASONS)


@pytest.mark.parametrize("path", sorted(DOCUMENT["paths"]))
def test_an_address_takes_the_contracts_parameters(path: str) -> None:
    """With their types; beside `mode`, which upstream's document forgets, what upstream added later, and our `id` and
    `at`; but for `search` where nothing is searched.
    """
    parameters = OURS["parameters"][path]
    theirs = dict(CONTRACT["parameters"][path])
    if not searches(path):
        theirs.pop("search", None)
    ours = {"mode", *LATER.get(path.removeprefix("/2.3.0/").strip("/"), ())}
    ours |= {"id"} - CONTRACT["parameters"][path].keys()
    assert ("at" in parameters) is (path.split("/")[2] in ("astronauts", "expeditions", "space_stations", "spacecraft"))
    ours |= {"at"}
    assert list(parameters) == sorted(parameters)
    assert {name: kind for name, kind in parameters.items() if name not in ours} == theirs


@pytest.mark.parametrize("path", sorted(DOCUMENT["paths"]))
def test_an_address_answers_with_the_contracts_component(path: str) -> None:
    """And its operation has upstream's name and tag, so that generated functions have the same names. Upstream's
    document calls single objects lists, which its answers are not (contract, 03).
    """
    operation = DOCUMENT["paths"][path]["get"]
    route = path.removeprefix("/2.3.0/").removesuffix("{id}/").strip("/")
    answer = OURS["answers"][path]
    assert (f"[{answer}]" if path in OBJECTS else answer) == CONTRACT["answers"][path]
    assert (
        operation["operationId"]
        == f"{route.replace('/', '_').replace('-', '_')}_{'retrieve' if '{id}' in path else 'list'}"
    )
    assert operation["tags"] == [route.split("/")[0]]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_the_modes_of_a_list_are_documented(resource: Resource) -> None:
    """With the one that answers where none is named."""
    parameters = DOCUMENT["paths"][f"/2.3.0/{resource.route}/"]["get"]["parameters"]
    schemas = [parameter["schema"] for parameter in parameters if parameter["name"] == "mode"]
    expected = {"type": "string", "enum": list(resource.components), "default": "normal"}
    assert schemas == ([expected] if len(resource.components) > 1 else [])


def test_the_form_of_a_record_says_its_mode() -> None:
    """As a plain string, as upstream's: clients in Dart and Kotlin reject an enum of one value in a union. The richest
    form comes first, for clients that take the first one that fits.
    """
    schema = DOCUMENT["components"]["schemas"]["SpacecraftNormal"]
    assert schema["properties"]["response_mode"] == {"type": "string", "default": "normal"}
    assert DOCUMENT["components"]["schemas"]["PolymorphicSpacecraftEndpoint"] == {
        "oneOf": [
            {"$ref": "#/components/schemas/SpacecraftEndpointDetailed"},
            {"$ref": "#/components/schemas/SpacecraftNormal"},
        ],
        "discriminator": {
            "propertyName": "response_mode",
            "mapping": {
                "normal": "#/components/schemas/SpacecraftNormal",
                "detailed": "#/components/schemas/SpacecraftEndpointDetailed",
            },
        },
    }


def test_links_of_the_descriptions_lead_to_the_lists_from_any_page() -> None:
    """Swagger and ReDoc show the help too, at addresses of their own."""
    description = DOCUMENT["paths"]["/2.3.0/spacecraft/"]["get"]["description"]
    assert "(/2.3.0/spacecraft/?search=Endeavour)" in description
    assert "(/docs/)" in description
