"""Payloads that spacecraft docked to."""

import json
from typing import Any

from downrange.seed import DATA


def records(table: str) -> dict[Any, dict[str, Any]]:
    """The shipped records of a table by id."""
    lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    return {record["id"]: record for record in map(json.loads, lines)}


def test_a_target_was_launched_before_anything_docked_to_it() -> None:
    """Each with a launch of its own or that of its spacecraft."""
    launches, flights = records("launches"), records("payload_flights")
    for event in records("docking_events").values():
        if "payload_flight_target" in event:
            assert launches[flights[event["payload_flight_target"]]["launch"]]["net"] < event["docking"]
