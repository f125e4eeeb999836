"""Where the contract has a record and the catalogue may have none."""

import json

import pytest

from downrange.seed import DATA


@pytest.mark.parametrize(
    ("table", "field", "nulls"),
    [
        ("astronauts", "type", 0),
        ("landings", "landing_location", 0),
        ("landings", "type", 76),
        ("missions", "orbit", 0),
        ("astronauts", "status", 218),
        ("space_stations", "status", 1),
    ],
)
def test_few_records_are_null_where_the_contract_forbids_it(table: str, field: str, nulls: int) -> None:
    """Nobody knows what became of 218 astronauts, or how 76 boosters came down. Genesis I is silent in orbit."""
    lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    assert sum(field not in json.loads(line) for line in lines) == nulls
