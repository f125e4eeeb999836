"""Which flights belong to which programs."""

import json

import pytest
from tools.catalogue.expeditions_others import EXPEDITIONS
from tools.catalogue.facts import Fact
from tools.catalogue.programs import PROGRAMS, programs_of, programs_of_launch

from downrange.seed import DATA

SOYUZ, APOLLO, SHUTTLE, CREW_DRAGON, DRAGON, PROGRESS = 1, 10009, 10008, 6, 3, 34
ISS, LEO = "International Space Station", "Low Earth Orbit"


@pytest.mark.parametrize(
    ("mission", "configuration", "destination", "programs"),
    [
        ("Soyuz-11", SOYUZ, "Salyut 1", ["Soyuz", "Salyut"]),
        ("Soyuz-33", SOYUZ, LEO, ["Soyuz", "Salyut"]),
        ("Zond-5", SOYUZ, "Deep space", ["Zond"]),
        ("Soyuz-19", SOYUZ, LEO, ["Soyuz", "Apollo–Soyuz"]),
        ("Apollo 11 CSM", APOLLO, "Deep space", ["Apollo"]),
        ("Skylab SL-2", APOLLO, "Skylab", ["Skylab"]),
        ("Apollo-Soyuz Test Project", APOLLO, LEO, ["Apollo–Soyuz"]),
        ("Atlantis (STS-71)", SHUTTLE, "Mir", ["Space Shuttle", "Mir", "Shuttle–Mir"]),
        ("Discovery (STS-63)", SHUTTLE, LEO, ["Space Shuttle", "Shuttle–Mir"]),
        ("Dragon Endeavour (Crew-2)", CREW_DRAGON, ISS, [ISS, "Commercial Crew Program"]),
        ("Axiom Ax-1", CREW_DRAGON, ISS, [ISS, "Axiom Private Spaceflight"]),
        ("Inspiration4", CREW_DRAGON, LEO, []),
        ("Dragon C2", DRAGON, ISS, [ISS]),
        ("Dragon CRS-7", DRAGON, LEO, [ISS, "Commercial Resupply Services"]),
        ("Progress M-12M", PROGRESS, LEO, [ISS]),
    ],
)
def test_a_flight_belongs_to_programs_by_craft_goal_and_mission(
    mission: str, configuration: int, destination: str, programs: list[str]
) -> None:
    """One that missed its station still belongs to the station's program; a private or test flight to no agency's."""
    assert programs_of(mission, configuration, destination) == programs


def test_no_program_ends_before_it_starts() -> None:
    """Days as ISO 8601, which sort as they follow each other."""
    assert all(program.start < program.end for program in PROGRAMS.values() if program.start and program.end)


def test_each_program_and_each_expedition_says_where_it_can_be_checked() -> None:
    """By the title of a document, as a note in the file."""
    for table, first in (("programs", "SpaceX Starship"), ("expeditions", "Skylab 2")):
        lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
        sources = [json.loads(line)["source"] for line in lines]
        assert first in sources[0]
        assert all('"' in source for source in sources)


def test_a_source_is_the_titles_of_articles() -> None:
    """On the missions that an expedition began and ended with, each once."""
    sources = {expedition.name: expedition.source for expedition in EXPEDITIONS}
    assert sources["Salyut 6 EO-1"] == 'Wikipedia, "Soyuz 26" and "Soyuz 27"'
    assert sources["Skylab 2"] == 'Wikipedia, "Skylab 2"'
    assert sources["Mir EO-19"] == 'Wikipedia, "STS-71" and "Soyuz TM-21"'
    assert PROGRAMS["Vostok"].source == 'Wikipedia, "Vostok programme"'
    assert PROGRAMS["Mercury"].source.endswith('NASA SP-4001, "Project Mercury: A Chronology"')


@pytest.mark.parametrize(
    ("name", "programs"),
    [
        ("Starlink Group 4-3", [25]),
        ("Chang'e 5", [18]),
        ("GPS III SV09", [29]),
        ("Sentinel-1A", [22]),
        ("Kosmos-1", []),
    ],
)
def test_constellations_are_programs(name: str, programs: list[int]) -> None:
    """By the name of the mission, beside those that Launch Library gives."""
    assert programs_of_launch(Fact({}, "launches.jsonl:1"), name) == programs
    assert programs_of_launch(Fact({"ll2_programs": [1]}, "launches.jsonl:1"), name) == sorted({1, *programs})
