"""The folders of facts."""

import json
from pathlib import Path

import pytest
from tools.catalogue.errors import FactError
from tools.catalogue.facts import Facts


@pytest.fixture(name="facts")
def facts_(tmp_path: Path) -> Facts:
    """A folder with one file, which has a header."""
    (tmp_path / "events.jsonl").write_text(json.dumps({"_": {"what": "events"}}) + '\n{"id":7,"name":"STS 41-B"}\n')
    return Facts(tmp_path)


def test_a_header_is_no_fact(facts: Facts) -> None:
    """A fact knows its file and line."""
    (fact,) = facts.read("events")
    assert (fact["id"], fact.where) == (7, f"{facts.folder.name}/events.jsonl:2")
    assert "name" in fact
    assert "location" not in fact


def test_a_flight_of_the_shuttle_is_named_as_people_write_it(facts: Facts) -> None:
    """With the hyphen that the source leaves out."""
    assert facts.read("events")[0]["name"] == "STS-41-B"


def test_a_missing_file_and_a_missing_value_are_named(facts: Facts) -> None:
    """By file, and by line."""
    with pytest.raises(FactError, match=r"launches\.jsonl: cannot be read"):
        facts.read("launches")
    with pytest.raises(FactError, match=r"events\.jsonl:2: location is missing"):
        facts.read("events")[0]["location"]
