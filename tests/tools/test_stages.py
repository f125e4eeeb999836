"""First stages, their launchers and landings."""

import json
from collections import defaultdict
from typing import Any

import pytest
from tools.catalogue.facts import Fact
from tools.catalogue.stages import Stage, outcome_of, stages_of

from downrange.seed import DATA


def launch_of(payload: str, serial: str | None) -> Fact:
    return Fact({"name": f"Falcon 9 | {payload}", "launcher_serial": serial}, "launches")


@pytest.mark.parametrize(
    ("payload", "serial", "stages"),
    [
        ("Dragon CRS-15", "058/B1045.2", [Stage("B1045", 2)]),
        ("Dragon CRS-8", "023/B1021", [Stage("B1021", 1)]),
        ("Dragon CRS-6", "017/B1015?", [Stage(None, None)]),
        ("Dragon C105", "009", [Stage(None, None)]),
        ("Ship 24", "B07/S24", [Stage("B7", 1)]),
        ("Dragon CRS-32", None, [Stage("B1092", 3)]),
        ("Dragon Freedom (Crew-12)", None, []),
    ],
)
def test_a_serial_number_tells_launcher_and_flight(payload: str, serial: str | None, stages: list[Stage]) -> None:
    """A doubtful one is dropped; where there is none, only what is certain from elsewhere stands."""
    assert stages_of(launch_of(payload, serial)) == stages


def test_the_boosters_of_a_falcon_heavy_land_while_its_core_is_expended() -> None:
    """A core and two boosters, each with its own end."""
    launch = launch_of("X-37B OTV-7", "009/B1084.1")
    outcomes = [outcome_of(launch, stage) for stage in stages_of(launch)]
    assert [outcome and outcome.success for outcome in outcomes] == [None, True, True]


def records(table: str) -> list[dict[str, Any]]:
    """The shipped records of a table."""
    return [json.loads(line) for line in (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]]


def test_the_flights_of_a_launcher_are_numbered_in_the_order_of_their_launches() -> None:
    """Whatever source a number is from."""
    nets = {launch["rocket"]: launch["net"] for launch in records("launches") if launch.get("rocket")}
    flights: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for stage in records("first_stages"):
        if number := stage.get("launcher_flight_number"):
            flights[stage["launcher"]].append((nets[stage["rocket"]], number))
    for own in flights.values():
        numbers = [number for _, number in sorted(own)]
        assert numbers == sorted(set(numbers))
