"""The ids that the catalogue gives: Launch Library's, or our own from a thousand million."""

import json
import re
from pathlib import Path

import pytest
from tools.catalogue.__main__ import LEDGER
from tools.catalogue.ledger import FIRST

from downrange.catalog.identity import FIRST_OWN_ID
from downrange.catalog.tables import TABLES
from downrange.seed import DATA

PAGE = (Path(__file__).parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)


def ids(table: str) -> list[int | str]:
    lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    return [json.loads(line)["id"] for line in lines]


@pytest.mark.parametrize(("table", "records", "known"), [row for row in ROWS if row[0] != "launches"])
def test_the_page_says_how_many_records_have_launch_librarys_id(table: str, records: str, known: str) -> None:
    """Of each table but the vocabularies."""
    found = ids(table)
    assert (len(found), sum(int(pk) < FIRST_OWN_ID for pk in found)) == (int(records), int(known))


def test_an_id_is_launch_librarys_or_our_own() -> None:
    """Nothing between: a working id of the build never ships."""
    for table in TABLES:
        if table != "launches" and (DATA / f"{table}.jsonl").exists():
            assert all(int(pk) < FIRST or int(pk) >= FIRST_OWN_ID for pk in ids(table)), table


@pytest.mark.parametrize(
    ("table", "pk", "name"),
    [
        ("agencies", 121, "SpaceX"),
        ("agencies", 37, "Japan Aerospace Exploration Agency"),
        ("launcher_configurations", 164, "Falcon 9"),
        ("locations", 27, "Kennedy Space Center, FL, USA"),
        ("pads", 87, "Launch Complex 39A"),
        ("programs", 25, "Starlink"),
        ("net_precisions", 16, "Decade"),
        ("orbits", 8, "Low Earth Orbit"),
        ("event_types", 3, "EVA"),
        ("space_stations", 18, "Tiangong space station"),
    ],
)
def test_programs_find_what_they_know_by_its_id(table: str, pk: int, name: str) -> None:
    """Ids that public programs carry."""
    lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    assert next(record["name"] for record in map(json.loads, lines) if record["id"] == pk) == name


def test_the_ledger_has_no_id_twice() -> None:
    """An id is given once."""
    entries = [json.loads(line) for line in LEDGER.read_text(encoding="utf-8").splitlines()]
    given = [(entry["table"], entry["id"]) for entry in entries]
    assert len(given) == len(set(given))
