"""Who was what in which crew."""

import json
from typing import Any

import pytest
from tools.catalogue.roles import BY_MISSION, POSITIONS

from downrange.seed import DATA


@pytest.mark.parametrize(
    ("mission", "name", "expected"),
    [
        ("Vostok", "Yuri Gagarin", "Pilot"),
        ("Apollo 11 CSM", "Michael Collins", "Command Module Pilot"),
        ("Soyuz T-2", "Yury Malyshev", "Commander"),
        ("Soyuz T-2", "Vladimir Aksyonov", "Flight Engineer"),
        ("Soyuz-28", "Vladimír Remek", "Research Cosmonaut"),
        ("Columbia (STS-9)", "Ulf Merbold", "Payload Specialist"),
        ("Columbia (STS-9)", "Owen Garriott", "Mission Specialist"),
        ("Soyuz TM-32", "Dennis Tito", "Spaceflight Participant"),
        ("Soyuz TM-31", "William Shepherd", None),
        ("Skylab SL-2", "Joseph Kerwin", None),
    ],
)
def test_a_role_is_that_of_the_mission(mission: str, name: str, expected: str | None) -> None:
    """By name, else that of the rest of the crew; null where it is not certain."""
    assert BY_MISSION[mission].of(name, changes_ship=False) == expected


def test_a_station_crew_has_no_role_in_the_shuttle_that_takes_it_up() -> None:
    """Lucid went up in STS-76 to stay on Mir; in a Soyuz she would have been a flight engineer."""
    assert BY_MISSION["Atlantis (STS-76)"].of("Shannon Lucid", changes_ship=True) is None
    assert BY_MISSION["Soyuz MS-22"].of("Francisco Rubio", changes_ship=True) == "Flight Engineer"


def table(name: str) -> dict[Any, dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines[1:])}


def test_every_crew_at_launch_has_a_commander_or_a_pilot() -> None:
    """Each flight but those of New Shepard, which has no pilot."""
    roles = {pk: record["role"] for pk, record in table("astronaut_roles").items()}
    seats = table("astronaut_flights")
    assert set(roles.values()) == set(POSITIONS)
    for flight in table("spacecraft_flights").values():
        if crew := flight.get("launch_crew"):
            held = {roles[seats[seat]["role"]] for seat in crew if "role" in seats[seat]}
            assert held & {"Commander", "Pilot"} or held == {"Tourist"}, flight


def test_somebody_who_only_landed_has_no_role() -> None:
    """A role is that at launch."""
    seats = table("astronaut_flights")
    for flight in table("spacecraft_flights").values():
        only_down = set(flight.get("landing_crew", ())) - set(flight.get("launch_crew", ()))
        assert not [seat for seat in only_down if "role" in seats[seat]]
