"""The ids that the catalogue gives: each stays for ever, and none below 10001 is of our making."""

import json
import re
from pathlib import Path

from downrange.seed import DATA

PAGE = (Path(__file__).parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `(space_stations|spacecraft_configurations|docking_locations)` \| (.*\(\d+\).*) \|$", re.MULTILINE
)
TWO_IDS = re.compile(r"(?:^|, )(.+?) (\d+) \((\d+)\)")


def test_records_with_an_id_of_ours_beside_that_of_launch_library_are_as_the_page_lists_them() -> None:
    """Ours is the record's; the other one stays unused, for it means this record to Launch Library's clients."""
    rows = dict(ROW.findall(PAGE))
    listed = {table: TWO_IDS.findall(row) for table, row in rows.items()}
    assert {table: len(ids) for table, ids in listed.items()} == {
        "space_stations": 3,
        "spacecraft_configurations": 6,
        "docking_locations": 10,
    }
    for table, ids in listed.items():
        lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
        names = {record["id"]: record["name"] for record in map(json.loads, lines)}
        for name, ours, theirs in ids:
            assert names[int(ours)] == name
            assert int(ours) > 10000 >= int(theirs)
            assert int(theirs) not in names
