"""The client that openapi-python-client generates, against every resource of a live server."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs
import pytest

from downrange.api.resource import Resource
from downrange.api.v230 import RESOURCES
from downrange.api.v230.docking import DOCKING_EVENTS
from downrange.api.v230.spacecraft import SPACECRAFT
from downrange.api.v230.stations import SPACE_STATIONS

from .conftest import COMMAND_TIMEOUT, PACKAGE, Ask, documented

FORMS = [
    pytest.param(resource, mode, id=f"{resource.route}-{mode}")
    for resource in RESOURCES
    for mode in resource.components
]
WHOLE = [resource for resource in RESOURCES if resource.scope is None]
"""Those that have every record of their model; the others have a part of those."""


def mode_of(resource: Resource, mode: str) -> dict[str, Any]:
    """The parameter that asks for a mode, of the type that the client has for it; none where there is one form."""
    if not resource.modes:
        return {}
    name = "".join(word.capitalize() for word in resource.route.replace("/", "_").split("_"))
    kind = getattr(importlib.import_module(f"{PACKAGE}.models"), f"{name}ListMode")
    return {"mode": kind(mode)}


def written(model: Any) -> Any:
    """What the client writes of what it read. It knows UTC as an offset."""
    return json.loads(json.dumps(model.to_dict()).replace('+00:00"', 'Z"'))


def unknown(value: Any) -> Iterator[str]:
    """What was read, at any depth, and has no place in its type."""
    if isinstance(value, list):
        for each in value:
            yield from unknown(each)
    elif attrs.has(type(value)):
        yield from value.additional_properties
        for field in attrs.fields(type(value)):
            yield from unknown(getattr(value, field.name))


@pytest.mark.parametrize(("resource", "mode"), FORMS)
def test_a_list_has_its_types(ask: Ask, resource: Resource, mode: str) -> None:
    """In each mode its first page is read into the component of that mode, or one with the same properties, whole, and
    written back the same.
    """
    answer = ask(resource, **mode_of(resource, mode))
    assert answer.status_code == 200
    fields = set(resource.components[mode]().fields)
    alike = {component.__name__ for component in resource.components.values() if set(component().fields) == fields}
    assert {type(record).__name__ for record in answer.parsed.results} <= alike
    assert list(unknown(answer.parsed)) == []
    assert written(answer.parsed) == json.loads(answer.content)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.route)
def test_a_record_has_its_type(ask: Ask, resource: Resource) -> None:
    """It is read into the component of records, whole, and written back the same."""
    page = ask(resource, limit=1).parsed
    if page.count == 0:
        pytest.skip("the shipped catalogue has none")
    answer = ask(resource, page.results[0].id)
    assert answer.status_code == 200
    assert type(answer.parsed).__name__ == resource.record.__name__
    assert list(unknown(answer.parsed)) == []
    assert written(answer.parsed) == json.loads(answer.content)


@pytest.mark.slow
@pytest.mark.parametrize("resource", WHOLE, ids=lambda resource: resource.route)
def test_every_page_and_every_record_is_read(ask: Ask, resource: Resource) -> None:
    """Each record of the list has an address of its own, and is the same by it wherever the list gives all of it."""
    fullest = list(resource.components)[-1]
    is_whole = resource.components[fullest] is resource.record

    def read(offset: int) -> Any:
        return ask(resource, **mode_of(resource, fullest), limit=100, offset=offset).parsed

    seen: set[Any] = set()
    more = True
    while more:
        offset = len(seen)
        page = read(offset)
        for place, listed in enumerate(page.results):
            answer = ask(resource, listed.id)
            assert written(answer.parsed) == json.loads(answer.content)
            if is_whole and answer.parsed != listed:
                # A minute has ended between the page and the record, and growing figures with it.
                assert answer.parsed == read(offset).results[place]
            seen.add(listed.id)
        assert len(seen) == offset + len(page.results)
        more = page.next_ is not None
    assert len(seen) == page.count


def test_next_and_previous_are_parameters_of_the_client(ask: Ask) -> None:
    """What `next` says to ask for are parameters of the function, and `previous` of the next page leads back."""
    first = ask(DOCKING_EVENTS, limit=3).parsed
    query = parse_qs(urlsplit(first.next_).query)
    assert query == {"limit": ["3"], "mode": ["normal"], "offset": ["3"]}
    second = ask(DOCKING_EVENTS, limit=3, offset=3).parsed
    assert [record.id for record in ask(DOCKING_EVENTS, limit=6).parsed.results] == [
        record.id for page in (first, second) for record in page.results
    ]
    assert urlsplit(second.previous).query == "limit=3&mode=normal"


def test_filters_have_types(ask: Ask) -> None:
    """A boolean, an instant, and several of a list."""
    assert ask(SPACECRAFT, in_space=True).parsed.count == 14
    assert ask(DOCKING_EVENTS, docking_gt=datetime(2026, 5, 1, tzinfo=UTC), limit=1).parsed.count == 4
    assert ask(SPACE_STATIONS, owners=[44, 63]).parsed.count == 10


def test_values_have_types(ask: Ask) -> None:
    """Instants are instants, of the flight of Soyuz T-2."""
    craft = ask(SPACECRAFT, 224).parsed
    assert craft.flights[0].mission_end == datetime(1980, 6, 9, 12, 39, tzinfo=UTC)
    assert craft.flights[0].launch.net == datetime(1980, 6, 5, 14, 19, 30, tzinfo=UTC)


def test_an_error_is_read_without_a_type(ask: Ask) -> None:
    """Upstream's document has none either. Status and body are available."""
    missing = ask(SPACECRAFT, 1_000_000)
    assert (missing.status_code, missing.parsed) == (404, None)
    assert json.loads(missing.content) == {"detail": "No Spacecraft matches the given query."}
    refused = ask(SPACECRAFT, status=1_000_000)
    assert (refused.status_code, refused.parsed) == (400, None)
    assert list(json.loads(refused.content)) == ["status"]


def test_the_documented_program_runs(package: Path, server: str) -> None:
    """A line for each craft in space, and the error."""
    variables = os.environ | {"PYTHONPATH": str(package)}
    program = [sys.executable, "-c", documented("python", server)]
    done = subprocess.run(program, env=variables, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=True)
    *craft, error = done.stdout.splitlines()
    assert len(craft) == 10
    assert error == """404 b'{"detail":"No Spacecraft matches the given query."}'"""
