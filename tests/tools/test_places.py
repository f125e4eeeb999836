"""Which places are in use."""

import json
from typing import Any

import pytest
from tools.catalogue.landings import ACTIVE_SITES, SITES
from tools.catalogue.places import ACTIVE_LOCATIONS, ACTIVE_PADS, LOCATIONS, PADS

from downrange.seed import DATA

RECENT = "2025-09-01"


def table(name: str) -> dict[Any, dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines[1:])}


def test_only_known_places_are_active() -> None:
    """A mistake in a key would mark an active pad as inactive."""
    assert PADS.keys() >= ACTIVE_PADS
    assert LOCATIONS.keys() >= ACTIVE_LOCATIONS
    assert SITES.keys() >= ACTIVE_SITES


@pytest.mark.parametrize("name", ["Site 1/5", "Launch Complex 5", "Launch Complex 34", "Ariane Launch Area 3"])
def test_a_historic_pad_is_not_active(name: str) -> None:
    """Gagarin's pad, Shepard's, Apollo 7's, Ariane 5's."""
    assert [pad["active"] for pad in table("pads").values() if pad["name"] == name] == [False]


def test_recently_used_places_are_active() -> None:
    """Pads of launches, and sites of landings, of the catalogue's last nine months."""
    pads, sites, landings = table("pads"), table("landing_locations"), table("landings")
    launches = {pk: launch for pk, launch in table("launches").items() if launch["net"] >= RECENT}
    used = {launch["pad"] for launch in launches.values() if "pad" in launch}
    assert used
    assert [pads[pad] for pad in used if not pads[pad].get("active", True)] == []
    flights = [flight for flight in table("spacecraft_flights").values() if flight["launch"] in launches]
    landed = {landings[flight["landing"]].get("landing_location") for flight in flights if "landing" in flight}
    assert landed - {None}
    assert [sites[site] for site in landed - {None} if not sites[site].get("active", True)] == []
