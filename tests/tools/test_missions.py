"""What the log tells of the mission of a launch."""

import pytest
from tools.catalogue import missions
from tools.catalogue.facts import Fact


def launch(**values: object) -> Fact:
    return Fact({"vehicle": "Soyuz-U", "name": "Kosmos-1", "outcome": "success", **values}, "launches.jsonl:1")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"ll2_mission": "Crew-10", "name": "Dragon Endurance"}, "Crew-10"),
        ({"ll2_name": "Soyuz-FG | Soyuz  MS-06"}, "Soyuz MS-06"),
        ({"name": "Starlink-34", "mission": "Starlink Group 4-3"}, "Starlink Group 4-3"),
        ({"vehicle": "Electron", "name": "UK launch", "mission": "Start Me Up"}, "Start Me Up"),
        ({"name": "-           [NOSS12]", "mission": "SLDCOM 3"}, "NOSS12"),
        ({"name": "Kosmos-871/878", "mission": "Strela-1M"}, "Kosmos-871/878"),
        ({"name": "-"}, "Unknown Payload"),
    ],
)
def test_the_name_of_a_mission(values: dict[str, object], name: str) -> None:
    """Launch Library's where it is recorded, else that under which people know the flight."""
    assert missions.mission_name(launch(**values)) == name


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"ll2_mission_type": "Tourism"}, "Tourism"),
        ({"payload_class": "Communications", "customer": "Military"}, "Communications"),
        ({"payload_class": "Observation", "customer": "Eastern Military"}, "Government/Top Secret"),
        ({"payload_class": "IMG-R", "customer": "Government"}, "Earth Science"),
        ({"payload_class": "Tech Demo"}, "Technology"),
        ({"name": "GPS III SV09", "payload_class": "Other", "orbit": "MEO"}, "Navigation"),
        ({"name": "Luna-16", "orbit": "BEO"}, "Lunar Exploration"),
        ({"name": "Galileo", "orbit": "BEO"}, "Planetary Science"),
        ({"payload_class": "Other"}, "Unknown"),
    ],
)
def test_the_type_of_a_mission(values: dict[str, object], kind: str) -> None:
    """Unknown where the log does not determine it."""
    fact = launch(**values)
    assert missions.mission_type(fact, fact["name"]) == kind


@pytest.mark.parametrize(
    ("values", "orbit"),
    [
        ({"orbit": "LEO", "op_orbit": "LLEO/I"}, "Low Earth Orbit"),
        ({"orbit": "LEO", "op_orbit": "LLEO/P"}, "Polar Orbit"),
        ({"orbit": "GTO", "op_orbit": "GEO/S"}, "Geostationary Transfer Orbit"),
        ({"orbit": "BEO", "name": "Surveyor 7"}, "Trans Lunar Injection"),
        ({"orbit": "BEO", "name": "Voyager 2"}, "Heliocentric N/A"),
        ({"orbit": "BEO", "name": "STEREO A/B"}, "Deep Space"),
        ({"orbit": "suborbital"}, "Suborbital"),
        ({}, "Unknown"),
    ],
)
def test_the_orbit_of_a_mission(values: dict[str, object], orbit: str) -> None:
    """Where it was bound for, whether it came there or not."""
    fact = launch(**values)
    assert missions.orbit_name(fact, fact["name"]) == orbit


def test_a_description_says_what_and_where_to() -> None:
    """It names three payloads, and says how many more there are."""
    one = launch(payloads=["Satcom C5"])
    text = missions.description(one, "Communications", "Geostationary Transfer Orbit")
    assert text == "Communications satellite into geostationary transfer orbit: Satcom C5."
    many = launch(payloads=["A", "B", "C", "D"], payload_count=52)
    text = missions.description(many, "Communications", "Low Earth Orbit")
    assert text == "52 payloads into low Earth orbit: A, B, C and 49 more."
    assert missions.description(launch(), "Unknown", "Suborbital") == "Payload on a suborbital path."


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        ("stage 1: propulsion; Fail T+19s", "Stage 1 failed because of its propulsion."),
        ("stage 0: ignition; Castor ft ignite", "A booster did not ignite as planned."),
        ("stage 3: unknown; Underburn", "Stage 3 failed for an unknown reason."),
        ("stage 2; Details unknown", "Stage 2 failed for an unknown reason."),
        ("payload fairing; Fairing ft sep", "The payload fairing failed."),
        ("Lightning strike", "The vehicle was struck by lightning."),
        ("Pop music destruct", None),
        (None, None),
    ],
)
def test_the_reason_of_a_failure_is_one_sentence(cause: str | None, sentence: str | None) -> None:
    """None where the source has only a note of its own."""
    fact = launch(outcome="failure", **({} if cause is None else {"cause": cause}))
    assert missions.failure(fact) == sentence
    assert missions.failure(launch(cause="stage 1: propulsion; x")) is None
