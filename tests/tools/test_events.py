"""Events of the shipped catalogue."""

import json
from typing import Any

from tools.catalogue.events import HAPPENED, PLANNED
from tools.catalogue.updates import NOTES

from downrange.catalog.identity import FIRST_OWN_ID
from downrange.seed import DATA


def records(table: str) -> dict[Any, dict[str, Any]]:
    lines = (DATA / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    return {record["id"]: record for record in map(json.loads, lines)}


def test_an_event_has_launch_librarys_id_and_what_belongs_to_it() -> None:
    """Launches by their tag, so they are ours; expeditions and stations too."""
    events, launches, expeditions = records("events"), records("launches"), records("expeditions")
    docking = events[3]
    assert (docking["name"], docking["date"]) == ("Soyuz MS-12 Docking", "2019-03-15T01:07:00Z")
    assert [launches[pk]["launch_designator"] for pk in docking["launches"]] == ["2019-013"]
    assert [expeditions[pk]["name"] for pk in docking["expeditions"]] == ["Expedition 59"]
    assert docking["spacestations"] == [4]


def test_events_share_the_record_of_a_link() -> None:
    """One record for each URL."""
    for table in ("vid_urls", "info_urls"):
        urls = [link["url"] for link in records(table).values()]
        assert len(urls) == len(set(urls))
    shared = {pk for pk, link in records("vid_urls").items() if link["url"] == "https://youtu.be/21X5lGlDOfg"}
    assert sum(set(event.get("vid_urls", ())) == shared for event in records("events").values()) > 1


def test_what_was_planned_when_it_was_recorded_has_its_instant() -> None:
    """Nothing stands where it was only planned to be."""
    events = records("events")
    assert events[89]["date"] == "2021-02-18T20:55:00Z"  # Perseverance
    assert {pk: events[pk]["date"] for pk in HAPPENED} == HAPPENED


def test_a_spacewalk_has_the_event_of_its_day() -> None:
    """Of its station."""
    events = records("events")
    linked = [walk for walk in records("spacewalks").values() if "event" in walk]
    assert len(linked) > 5
    for walk in linked:
        event = events[walk["event"]]
        assert (event["type"], event["date"][:10]) == (3, walk["start"][:10])
        assert event["location"] == walk["location"] == "International Space Station"


def test_a_future_event_says_how_well_its_date_is_known() -> None:
    """And what it is."""
    events = {event["name"]: event for event in records("events").values()}
    for plan in PLANNED:
        event = events[plan.name]
        assert event["id"] >= FIRST_OWN_ID
        assert event["description"]
        assert event["date"].endswith("T00:00:00Z") == (plan.precision == "Day")
        assert "date_precision" in event


def test_each_note_is_of_a_launch_that_is_ahead() -> None:
    """By its mission."""
    launches, updates = records("launches"), records("updates").values()
    assert {launches[update["launch"]]["name"].partition(" | ")[2] for update in updates} == set(NOTES)
    assert all(launches[update["launch"]]["net"] > update["created_on"] for update in updates)
