"""Which places are in use, and what stands for a pad that is not known."""

import json
from typing import Any

import pytest
from tools.catalogue.landings import ACTIVE_SITES, SITES

from downrange.seed import DATA

RECENT = "2025-09-01"


def table(name: str) -> dict[Any, dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines[1:])}


def test_only_known_sites_are_active() -> None:
    """A mistake in a key would mark an active site as inactive."""
    assert SITES.keys() >= ACTIVE_SITES


@pytest.mark.parametrize("name", ["1/5", "Launch Complex 5", "Launch Complex 34", "Ariane Launch Area 2"])
def test_a_historic_pad_is_not_active(name: str) -> None:
    """Gagarin's pad, Shepard's, Apollo 7's, Ariane 4's."""
    pads = [pad for pad in table("pads").values() if pad["name"] in {name, f"Space {name}"}]
    assert pads
    assert [pad.get("active", True) for pad in pads] == [False] * len(pads)


def test_recently_used_places_are_active() -> None:
    """Pads of launches, and sites of landings, of the catalogue's last year."""
    pads, sites, landings = table("pads"), table("landing_locations"), table("landings")
    launches = {pk: launch for pk, launch in table("launches").items() if launch["net"] >= RECENT}
    assert [
        pads[pad] for pad in {launch["pad"] for launch in launches.values()} if not pads[pad].get("active", True)
    ] == []
    flights = [flight for flight in table("spacecraft_flights").values() if flight["launch"] in launches]
    landed = {landings[flight["landing"]].get("landing_location") for flight in flights if "landing" in flight}
    assert landed - {None}
    assert [sites[site] for site in landed - {None} if not sites[site].get("active", True)] == []


def test_the_pads_of_florida_are_found_by_the_ids_that_programs_know() -> None:
    """Location 12 is Cape Canaveral, 27 the Kennedy Space Center, pad 87 is 39A."""
    locations, pads = table("locations"), table("pads")
    assert (locations[12]["name"], locations[27]["name"]) == (
        "Cape Canaveral SFS, FL, USA",
        "Kennedy Space Center, FL, USA",
    )
    assert (pads[87]["name"], pads[87]["location"]) == ("Launch Complex 39A", 27)


def test_every_pad_has_a_location_and_every_launch_a_pad() -> None:
    """Where the source names no pad, the launch is from the Unknown Pad of its location."""
    pads, locations = table("pads"), table("locations")
    assert all(pad["location"] in locations for pad in pads.values())
    assert all(launch["pad"] in pads for launch in table("launches").values())
