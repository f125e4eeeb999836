"""The folders of facts."""

import json
from pathlib import Path

import pytest
from tools.catalogue.facts import Facts


@pytest.fixture(name="folders")
def folders_(tmp_path: Path) -> tuple[Path, Path]:
    """Two, of which both have launches and the second has events, with a header."""
    for folder, name in (("first", "1"), ("second", "2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "launches.jsonl").write_text(json.dumps({"id": name}) + "\n")
    (tmp_path / "second" / "events.jsonl").write_text('{"_":{"what":"events"}}\n{"id":7}\n')
    return tmp_path / "first", tmp_path / "second"


def test_a_file_is_read_in_the_first_folder_that_has_it(folders: tuple[Path, Path]) -> None:
    """Its header is no fact."""
    facts = Facts(*folders)
    assert [fact["id"] for fact in facts.read("launches")] == ["1"]
    assert [(fact["id"], fact.where) for fact in facts.read("events")] == [(7, "events.jsonl:2")]
