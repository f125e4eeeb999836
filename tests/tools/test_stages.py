"""First stages, their launchers and landings."""

import json
from collections import defaultdict
from typing import Any

from downrange.seed import DATA


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
