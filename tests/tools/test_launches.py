"""Missions of launches, from their spacecraft."""

import pytest
from tools.catalogue.facts import Fact
from tools.catalogue.launches import mission_name, mission_type
from tools.catalogue.ledger import Ledger
from tools.catalogue.records import Catalogue
from tools.catalogue.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("mission", "name"),
    [
        ("Apollo 11 CSM", "Apollo 11"),
        ("Apollo 11 LM", "Apollo 11"),
        ("[Soyuz-18]", "Soyuz-18"),
        ("Apollo AS-201", "Apollo AS-201"),
    ],
)
def test_the_parts_of_an_apollo_spacecraft_share_a_mission(mission: str, name: str) -> None:
    """And brackets around names that were never given are left out."""
    assert mission_name(Fact({"mission_name": mission}, "flights")) == name


@pytest.mark.parametrize(("mission", "kind"), [("Poisk", "Space Station Assembly"), ("Progress M-01M", "Resupply")])
def test_a_cargo_craft_that_brings_a_module_builds_a_station(mission: str, kind: str) -> None:
    """Others supply it."""
    progress = Fact({"id": 10005, "type": {"id": 4}}, "configurations")
    assert mission_type(progress, mission, crewed=False) == kind


@pytest.mark.parametrize(
    ("destination", "orbit"),
    [
        ("International Space Station", "Low Earth Orbit"),
        ("Indian Ocean", "Suborbital"),
        ("Heliocentric", "Heliocentric N/A"),
        ("Medium Earth Orbit", "Medium Earth Orbit"),
    ],
)
def test_a_destination_is_in_an_orbit(destination: str, orbit: str) -> None:
    """A station is in low Earth orbit; a destination may be an orbit itself."""
    vocabulary = Vocabulary(Catalogue(Ledger()))
    assert vocabulary.orbit(destination) == vocabulary.orbits[orbit]
