"""Dates that are known twice, and crews of expeditions."""

from typing import Any

import pytest
from tools.catalogue.agreement import BEGAN
from tools.catalogue.check import check
from tools.catalogue.errors import FactError
from tools.catalogue.records import Catalogue, Values

from .test_check import LAUNCH, catalogue_of

DOCKED, LEFT, LANDED = "1980-06-06T15:58:00Z", "1980-06-09T09:20:00Z", "1980-06-09T12:39:00Z"
SALYUT_6, ISS = 14, 4
EXPEDITION: Values = {"name": "EO-1", "start": DOCKED, "end": LEFT, "crew": [2], "source": 'Wikipedia, "Soyuz T-2"'}
PROGRAM: Values = {"name": "Soyuz", "type": 2, "source": 'Wikipedia, "Soyuz programme"'}


def catalogue_with(expedition: Values, station: int = SALYUT_6) -> Catalogue:
    """Soyuz T-2 takes Malyshev, its commander, to a station, where an expedition takes place."""
    catalogue = catalogue_of({"mission_end": LANDED, "launch_crew": [1], "onboard_crew": [1], "landing_crew": [1]})
    catalogue.add("astronaut_roles", 1, {"role": "Commander", "priority": 0})
    for pk, name in ((1, "Yury Malyshev"), (2, "Valery Ryumin")):
        catalogue.add("astronauts", pk, {"name": name})
    for pk, astronaut, role in ((1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, None), (5, 2, 1)):
        catalogue.add("astronaut_flights", pk, {"astronaut": astronaut, "role": role})
    catalogue.add("space_station_types", 2, {"name": "Government"})
    catalogue.add("space_stations", station, {"name": "Salyut 6", "founded": "1977-09-29", "type": 2})
    catalogue.add("docking_locations", 9, {"name": "Salyut-6 aft", "spacestation": station})
    stay = {"docking": DOCKED, "departure": LEFT, "docking_location": 9, "flight_vehicle_chaser": 10135}
    catalogue.add("docking_events", 1, {**stay, "space_station_target": station})
    catalogue.add("expeditions", 1, {**EXPEDITION, "spacestation": station, **expedition})
    return catalogue


ATTEMPT = {"start": "1980-06-05T14:19:30Z", "end": LANDED}


@pytest.mark.parametrize(
    "expedition",
    [{}, {"end": None}, {"crew": [2, 4]}, {"crew": []}, ATTEMPT, {"name": "Salyut 7 EP-5", "crew": [4]}],
)
def test_an_expedition_that_agrees_with_the_log_passes(expedition: Values) -> None:
    """It may go on; others may have other roles or none; one whose crew nobody knows has no commander, nor has one of a
    flight engineer; one that did not get aboard lasts from launch to landing.
    """
    check(catalogue_with(expedition))


@pytest.mark.parametrize(
    ("expedition", "reason"),
    [
        ({"crew": [4]}, "EO-1, has 0 commanders"),
        ({"crew": [2, 3]}, "EO-1, has 2 commanders"),
        ({"crew": [5]}, "EO-1: astronaut 2 was not in space during it"),
        ({"start": "1980-06-06T15:58:01Z"}, "nothing docked or departed at 1980-06-06T15:58:01Z"),
        ({"start": "1980-06-05T14:19:30Z"}, "nothing docked or departed at 1980-06-05T14:19:30Z"),
        ({"end": "1980-06-10T00:00:00Z"}, "nothing docked or departed at 1980-06-10T00:00:00Z"),
        ({"source": ""}, "expeditions 1 has no source"),
    ],
)
def test_an_expedition_that_contradicts_the_log_is_refused(expedition: Values, reason: str) -> None:
    """One commander; all of its crew in space; from one docking or departure to another; a source."""
    with pytest.raises(FactError, match=reason):
        check(catalogue_with(expedition))


def test_an_expedition_of_the_iss_begins_on_the_day_that_was_published() -> None:
    """Whatever the log says: one of the two is wrong."""
    with pytest.raises(FactError, match="Expedition 23 began at 1980-06-06T15:58:00Z and on 2010-03-18"):
        check(catalogue_with({"name": "Expedition 23"}, station=ISS))


def test_a_day_is_known_for_every_expedition_of_the_iss() -> None:
    """74, in order."""
    assert len(BEGAN) == len(set(BEGAN)) == 74
    assert sorted(BEGAN) == BEGAN


def catalogue_with_program(**values: Any) -> Catalogue:
    catalogue = catalogue_of({"mission_end": LANDED})
    catalogue.add("program_types", 2, {"name": "Human Spaceflight"})
    catalogue.add("programs", 1, {**PROGRAM, **values})
    catalogue.link("launches", LAUNCH, "program", 1)
    return catalogue


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"start_date": "1980-06-05T00:00:00Z", "end_date": "1980-06-09T00:00:00Z"},
        {"start_date": "1966-11-28T00:00:00Z"},
    ],
)
def test_a_program_that_spans_its_flights_passes(dates: dict[str, str]) -> None:
    """To the day; without a date there is nothing to contradict."""
    check(catalogue_with_program(**dates))


@pytest.mark.parametrize(
    "dates", [{"start_date": "1980-06-06T00:00:00Z"}, {"end_date": "1980-06-08T00:00:00Z"}, {"source": None}]
)
def test_a_program_that_does_not_span_its_flights_is_refused(dates: dict[str, str | None]) -> None:
    """A launch before its start, a landing after its end; or no source."""
    with pytest.raises(FactError, match=r"Soyuz T-2 flew from 1980-06-05 to 1980-06-09|programs 1 has no source"):
        check(catalogue_with_program(**dates))
