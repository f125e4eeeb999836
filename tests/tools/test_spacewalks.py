"""Spacewalks: their times, and that they fit the log."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from tools.catalogue.spacewalks import WALKS, instant

from downrange.seed import DATA

DURATIONS = {
    "Voskhod 2 EVA": timedelta(minutes=12, seconds=9),
    "Apollo 11 EVA-1": timedelta(hours=2, minutes=31, seconds=40),
    "Apollo 17 EVA-2": timedelta(hours=7, minutes=36, seconds=56),
    "STS-88 EVA-1": timedelta(hours=7, minutes=21),
    "Expedition 61 EVA, 2019-10-18": timedelta(hours=7, minutes=17),
    "Shenzhou 19 EVA, 2024-12-17": timedelta(hours=9, minutes=6),
}


def records(table: str) -> dict[Any, dict[str, Any]]:
    """The shipped records of a table by id."""
    lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    return {record["id"]: record for record in map(json.loads, lines)}


@pytest.mark.parametrize(("name", "duration"), DURATIONS.items())
def test_a_spacewalk_is_as_long_as_is_generally_said(name: str, duration: timedelta) -> None:
    """A mistake in a start or an end would show."""
    walk = next(walk for walk in WALKS if walk.name == name)
    assert datetime.fromisoformat(instant(walk.end)) - datetime.fromisoformat(instant(walk.start)) == duration


def test_a_spacewalk_lies_within_its_expedition() -> None:
    """From the docking that opens it to the departure that ends it."""
    expeditions = records("expeditions")
    for walk in records("spacewalks").values():
        if "expedition" in walk:
            expedition = expeditions[walk["expedition"]]
            assert expedition["start"] < walk["start"], walk["name"]
            assert walk["end"] < expedition["end"], walk["name"]


def test_no_spacewalk_is_before_launch() -> None:
    """Each seat is of a flight that had begun."""
    launches = records("launches")
    nets = {
        seat: launches[flight["launch"]]["net"]
        for flight in records("spacecraft_flights").values()
        for crew in ("launch_crew", "onboard_crew")
        for seat in flight.get(crew, [])
    }
    for walk in records("spacewalks").values():
        assert all(nets[seat] < walk["start"] for seat in walk["crew"]), walk["name"]
