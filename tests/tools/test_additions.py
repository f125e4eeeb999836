"""Craft, flights, dockings and astronauts that the launch log adds to the catalogue of spacecraft."""

import json
from pathlib import Path
from typing import Any

import pytest
from tools.catalogue.additions import Additions, merged
from tools.catalogue.errors import FactError
from tools.catalogue.facts import Fact, Facts
from tools.catalogue.ledger import FIRST, Ledger

UUID = "a556b963-0f36-4660-95a8-fdffdba653e2"
SOYUZ = {
    "launch_tag": "2026-162",
    "spacecraft": {"ll2": 616, "name": "Soyuz MS-29", "serial": "11F732 #760", "config_ll2": 38, "status": 4},
    "flight": {"ll2": 887, "destination": "International Space Station"},
    "docking_events": [
        {"ll2": 642, "docking": "2026-07-14T17:52:00Z", "precision": 1, "location": "Prichal nadir"},
    ],
    "launch_crew": [
        {"name": "Pyotr Dubrov", "role": "Commander", "ll2": 650, "ours": 10589},
        {"name": "Anil Menon", "role": "Flight Engineer", "ll2": 713},
    ],
}
X_15 = {
    "launch_tag": "X-15 62",
    "spacecraft": {"ll2": 444, "name": "X-15-3", "config_ll2": 13},
    "flight": {"ll2": 678, "destination": "Suborbital", "mission_end": "1962-07-17T17:41:00Z"},
    "launch_crew": ["Robert White"],
}
EAGLE = {
    "launch_tag": "1969-059",
    "spacecraft": {"name": "LM Eagle", "serial": "LM-5", "config_ll2": 43},
    "flight": {"lunar_landing": "1969-07-20T20:17:40Z", "lunar_liftoff": "1969-07-21T17:54:01Z"},
}
MENON = {"ll2": 713, "name": "Anil Menon", "nationality": "American", "status_ll2": 3, "type_ll2": 2, "agency_ll2": 44}
LAUNCHES = (
    ("2026-162", "2026-07-14T14:47:43Z", "Second", "success", "Soyuz MS-29"),
    ("2026-212", "2026-09-16T13:33:53Z", "Second", "success", "Progress MS-35"),
    ("X-15 62", "1962-07-17T00:00:00Z", "Day", "success", "X-15 flight 62"),
    ("1969-059", "1969-07-16T13:32:00Z", "Second", "success", "Apollo 11"),
    ("NS-1", "2015-04-29T17:06:00Z", "Minute", "success", "NS-1"),
    ("MR-1", "1960-11-21T14:00:00Z", "Minute", "failure", "Mercury-Redstone 1"),
    ("MR-1A", "1960-12-19T16:15:00Z", "Minute", "success", "Mercury-Redstone 1A"),
)
SHENZHOU_23 = {"id": 10570, "flight_vehicle_chaser": 10739, "docking": "2026-05-24T18:45:00Z"}
GIVEN: dict[str, list[dict[str, Any]]] = {
    "spacecraft": [{"id": 452, "name": "Crew Dragon"}],
    "spacecraft_configurations": [{"id": 33, "name": "Progress-MS"}],
    "docking_locations": [{"id": 10036, "name": "Prichal nadir", "spacestation": 4}],
    "docking_events": [SHENZHOU_23],
    "spacecraft_flights": [{"id": 10739}],
}


def record(table: str, values: dict[str, Any], do: str = "new") -> dict[str, Any]:
    return {"do": do, "table": table, "record": values}


def flight(tag: str, name: str, **own: Any) -> dict[str, Any]:
    """The record of a suborbital flight of a Mercury capsule or a craft of `own`."""
    craft = {"name": name, "config_ll2": 11, **own}
    return record(
        "spacecraft_flights", {"launch_tag": tag, "spacecraft": craft, "flight": {"destination": "Suborbital"}}
    )


def additions(folder: Path, *records: dict[str, Any], ledger: Ledger | None = None) -> Additions:
    """What the log adds with these records, to a catalogue of one craft, one docking and one port."""
    ids = [
        {"table": "astronauts", "ll2": 690, "name": "Robert M. White"},
        {"table": "spacecraft", "ours": 10515, "ll2": 595, "name": "Crew Dragon Grace"},
    ]
    for name, lines in (("corrections", records), ("ids", ids)):
        text = "".join(f"{json.dumps(line)}\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    keys = ("tag", "net", "precision", "outcome", "name")
    launches = [
        Fact({**dict(zip(keys, launch, strict=True)), "ll2_id": UUID}, "launches.jsonl:1") for launch in LAUNCHES
    ]
    given = {table: {fact["id"]: Fact(fact, f"{table}.jsonl:1") for fact in facts} for table, facts in GIVEN.items()}
    return Additions(Facts(folder), ledger or Ledger(), launches, given)


def test_a_new_flight_has_the_ids_of_launch_library(tmp_path: Path) -> None:
    """Those of flight, craft and docking; the port is that of the facts, and people are known by either id."""
    added = additions(tmp_path, record("astronauts", MENON), record("spacecraft_flights", SOYUZ))
    soyuz = added.flights[887]
    assert (soyuz["spacecraft"], soyuz["launch"], soyuz["mission_name"]) == (616, UUID, "Soyuz MS-29")
    assert (soyuz["mission_end"], soyuz["mission_end_date_only"]) == (None, None)
    craft = added.craft[616]
    assert (craft["serial_number"], craft["spacecraft_config"], craft["status"]["id"]) == ("11F732 #760", 38, 4)
    (docking,) = added.dockings
    assert (docking["id"], docking["docking_location"], docking["space_station_target"]) == (642, 10036, 4)
    assert docking["docking_precision"] == "MIN"
    assert [(seat[0], seat[1], seat[2]["role"]) for seat in added.seats] == [
        (887, 10589, "Commander"),
        (887, 713, "Flight Engineer"),
    ]
    assert added.astronauts[713]["nationality"] == "United States"


def test_what_launch_library_has_no_id_for_gets_one_of_the_ledger(tmp_path: Path) -> None:
    """Above those of the facts, and the same in the next build."""
    progress = {
        "launch_tag": "2026-212",
        "spacecraft": {"name": "Progress MS-35", "config": "Progress-MS"},
        "flight": {"destination": "International Space Station"},
        "docking_events": [{"docking": "2026-09-16T17:00:00Z", "precision": 1, "location": "Zvezda zenith"}],
    }
    ledger = Ledger()
    added = additions(tmp_path, record("spacecraft_flights", progress), ledger=ledger)
    again = additions(tmp_path, record("spacecraft_flights", progress), ledger=ledger)
    assert list(added.flights) == list(again.flights) == [10740]
    assert list(added.craft) == list(again.craft) == [FIRST]
    assert added.craft[FIRST]["spacecraft_config"] == 33
    assert added.ports == {10037: ("Zvezda zenith", 4)}
    assert [event["docking_location"] for event in added.dockings] == [10037]


def test_a_flight_whose_launch_is_known_to_the_day_ends_by_the_day(tmp_path: Path) -> None:
    """From midnight to its end it would have lasted hours instead of minutes."""
    x_15 = additions(tmp_path, record("spacecraft_flights", X_15)).flights[678]
    assert (x_15["mission_end"], x_15["mission_end_date_only"]) == (None, "1962-07-17")


def test_people_are_known_by_name_too(tmp_path: Path) -> None:
    """The log calls Robert M. White Robert White; Michael Adams has no id in Launch Library."""
    adams = {**X_15, "launch_crew": ["Robert White", "Michael Adams"]}
    ledger = Ledger()
    added = additions(tmp_path, record("spacecraft_flights", adams), ledger=ledger)
    assert [seat[1] for seat in added.seats] == [690, ledger.known("astronauts", "Michael J. Adams")]


def test_a_suborbital_flight_ends_on_its_day(tmp_path: Path) -> None:
    """Nobody flies for a day on such a path."""
    added = additions(tmp_path, flight("NS-1", "Crew Capsule 1-M1", ll2=277, config_ll2=21))
    assert [own["mission_end_date_only"] for own in added.flights.values()] == ["2015-04-29"]


def test_a_launch_that_fails_destroys_its_craft(tmp_path: Path) -> None:
    """Except one that flew again."""
    mr_1, mr_1a = flight("MR-1", "Mercury No.2", ll2=9), flight("MR-1A", "Mercury No.2", ll2=9)
    assert additions(tmp_path, mr_1).craft[9]["status"]["name"] == "Destroyed"
    assert additions(tmp_path, mr_1, mr_1a).craft[9]["status"]["name"] == "Retired"
    assert additions(tmp_path, mr_1a).craft[9]["status"]["name"] == "Single Use"


def test_a_lunar_module_says_where_it_landed(tmp_path: Path) -> None:
    """In the descriptions of craft and landing; its flight is that of its launch, and ends on a day."""
    added = additions(tmp_path, record("spacecraft_flights", EAGLE))
    (eagle,), (craft,) = added.flights.values(), added.craft.values()
    assert (eagle["mission_name"], eagle["destination"]) == ("Apollo 11 LM", "Moon")
    assert eagle["mission_end_date_only"] == "1969-07-21"
    assert eagle["landing_text"] == "Landed at 1969-07-20T20:17:40Z. The ascent stage left at 1969-07-21T17:54:01Z."
    assert craft["note"] == (
        "It landed on the Moon, in the Sea of Tranquility, on 20 July 1969."
        " Its ascent stage left the Moon on 21 July 1969."
    )


def test_craft_that_the_facts_have_are_not_added(tmp_path: Path) -> None:
    """Neither under the same id, nor under one that is joined to it."""
    known = [record("spacecraft", {"ll2": pk, "name": name}) for pk, name in ((452, "TBD"), (595, "Crew Dragon Grace"))]
    added = additions(tmp_path, *known, record("spacecraft", {"ll2": 615, "name": "Ship 36"}))
    assert {pk: craft["status"]["name"] for pk, craft in added.craft.items()} == {615: "Destroyed"}


def test_a_docking_of_the_facts_gets_the_id_of_launch_library(tmp_path: Path) -> None:
    """If it is the same to the minute."""
    docking = {"ll2": 641, "flight": 10739, "docking": "2026-05-24T18:45:00Z"}
    assert additions(tmp_path, record("docking_events", docking)).joined["docking_events", 10570] == 641
    with pytest.raises(FactError, match="flight 10739 did not dock at 2026-05-24T18:46:00Z"):
        additions(tmp_path, record("docking_events", {**docking, "docking": "2026-05-24T18:46:00Z"}))


def test_a_crew_of_a_flight_of_the_facts_is_added(tmp_path: Path) -> None:
    """That of Shenzhou 23."""
    crew = [{"name": "Lai Ka-ying", "role": "Operator", "ll2": 917}]
    fix = {"do": "fix", "table": "spacecraft_flights", "id": 10739, "field": "launch_crew", "new": crew}
    assert [seat[:2] for seat in additions(tmp_path, fix).seats] == [(10739, 917)]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (flight("2026-999", "Soyuz MS-30"), "there is no launch 2026-999 in the log"),
        (flight("MR-1", "Mercury No.2", config_ll2=None), "the configuration of 'Mercury No.2' is not known"),
        (record("astronauts", {**MENON, "nationality": "Martian"}), "there is no nationality 'Martian'"),
    ],
)
def test_a_record_that_cannot_be_added_is_an_error(tmp_path: Path, wrong: dict[str, Any], reason: str) -> None:
    """With file and line."""
    with pytest.raises(FactError, match=f"corrections.jsonl:1: {reason}"):
        additions(tmp_path, wrong)


def test_planned_flights_are_those_whose_launch_is_still_ahead(tmp_path: Path) -> None:
    """Gaganyaan G1 is; the others have been launched, or are not planned any more."""
    added = additions(tmp_path)
    launch = "dfac5ab7-7017-454f-b6cf-eeed277a97b5"
    added.add_ahead([Fact({"ll2_id": launch, "name": "LVM-3 | Gaganyaan-1"}, "planned.jsonl:1")])
    assert {pk: (own["spacecraft"], own["launch"]) for pk, own in added.ahead.items()} == {770: (547, launch)}


def test_flights_of_craft_that_launch_library_has_as_one_belong_to_that_craft() -> None:
    """The Chinese spaceplane; other flights stay as they are."""
    flights = {pk: Fact({"id": pk, "spacecraft": craft}, "flights") for pk, craft in ((1, 10452), (2, 10496), (3, 224))}
    assert {pk: own["spacecraft"] for pk, own in merged(flights).items()} == {1: 560, 2: 560, 3: 224}
