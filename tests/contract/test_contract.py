"""The declarations against the contract: fields, their order, `response_mode`, parameters and help."""

import json
from pathlib import Path
from typing import Any

import pytest

from downrange.api.help import describe
from downrange.api.resource import Resource
from downrange.api.v230 import RESOURCES
from downrange.api.v230.components import COMPONENTS
from downrange.api.v230.spacecraft import SPACECRAFT

CONTRACT: dict[str, Any] = json.loads((Path(__file__).parent / "contract.json").read_text(encoding="utf-8"))
LATER = {
    "docking_events": {"docked"},
    "expeditions": {"is_active"},
    "launches": {"mission__agency__ids"},
    "launches/previous": {"mission__agency__ids"},
    "launches/upcoming": {"mission__agency__ids"},
}
"""Parameters that upstream gave to 2.3.0 after its document was written (contract, 03)."""
HELP = """\
#### Modes
Levels of detail in the response - `normal`, `detailed`

Example - [/spacecraft/?mode=detailed](./?mode=detailed)

#### Filters
Parameters - `in_space`, `is_placeholder`, `name`, `spacecraft_config`, `status`

Example - [/spacecraft/?is_placeholder=True](./?is_placeholder=True)

#### Search
Fields searched - `name`, `spacecraft_config__name`

Example - [/spacecraft/?search=Endeavour](./?search=Endeavour)

#### Ordering
Fields - `flights_count`, `id`, `mission_ends_count`, `time_docked`, `time_in_space`

Example - [/spacecraft/?ordering=-flights_count](./?ordering=-flights_count)

#### Number of results
Use `limit` to control the number of objects in the response (max 100)

Example - [/spacecraft/?limit=2](./?limit=2)

#### Format
Switch to JSON output - [/spacecraft/?format=json](./?format=json)

#### Help
Find all the FAQs and support links on the documentation homepage - [example.org/docs](https://example.org/docs/)"""


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_a_component_writes_the_fields_of_the_contract_in_its_order(name: str) -> None:
    """Clients may rely on the order of keys."""
    assert list(COMPONENTS[name]().fields) == list(CONTRACT["components"][name]["fields"])


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_a_component_says_the_response_mode_of_the_contract(name: str) -> None:
    """`response_mode` is a constant of the component, with upstream's quirks."""
    field = COMPONENTS[name]().fields.get("response_mode")
    assert getattr(field, "text", None) == CONTRACT["components"][name]["response_mode"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_a_resource_takes_the_parameters_of_the_contract(resource: Resource) -> None:
    """Every documented parameter is declared, `mode` and `format`, which the document forgets, and our own `fields`,
    `at` and `id`.
    """
    documented = set(CONTRACT["parameters"][f"/2.3.0/{resource.route}/"])
    added = {"at", "fields", "format", "mode", *LATER.get(resource.route, set())} | ({"id"} - documented)
    assert resource.parameters - added == documented


def test_the_help_is_upstreams_word_for_word() -> None:
    """The help of a resource is generated in upstream's words."""
    assert describe(SPACECRAFT, "./", "https://example.org") == HELP


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_the_examples_of_the_help_are_parameters_that_exist(resource: Resource) -> None:
    """What the help suggests works."""
    examples = resource.examples
    assert examples.mode in resource.modes or not resource.modes
    assert bool(examples.filters) == bool(resource.filters)
    assert not examples.filters or examples.filters.partition("=")[0] in resource.parameters
    assert bool(examples.ordering) == bool(resource.ordering)
    assert not examples.ordering or examples.ordering.removeprefix("-") in resource.ordering
    assert bool(examples.search) == bool(resource.search)
