"""Expeditions: from when to when, and who."""

from pathlib import Path

import pytest
from tools.catalogue.aboard import Aboard
from tools.catalogue.errors import FactError
from tools.catalogue.expeditions import Crew, Departure, Docking, Expedition, Expeditions
from tools.catalogue.expeditions_iss import expeditions
from tools.catalogue.expeditions_others import EXPEDITIONS
from tools.catalogue.facts import Fact, Facts
from tools.catalogue.ledger import Ledger
from tools.catalogue.records import Catalogue

SALYUT_6 = 14
KOVALYONOK = Crew("Soyuz-29", ("Vladimir Kovalyonok",))


@pytest.fixture
def seats(tmp_path: Path) -> Aboard:
    """Soyuz 29 brought Kovalyonok, who had a seat on Soyuz 31 as well, which docked twice."""
    (tmp_path / "astronauts.jsonl").write_text('{"id": 1, "name": "Vladimir Kovalyonok"}\n')
    catalogue = Catalogue(Ledger())
    flights = {pk: Fact({"id": pk, "mission_name": f"Soyuz-{pk}"}, "flights") for pk in (29, 31)}
    for pk in flights:
        catalogue.own("astronaut_flights", f"{pk}:1", {"astronaut": 1})
    for pk, (flight, docking, departure) in enumerate(
        (
            (31, "1978-09-07T11:21:00Z", "1978-11-02T07:46:00Z"),
            (31, "1978-08-27T16:37:00Z", "1978-09-07T10:53:00Z"),
            (29, "1978-06-16T21:58:14Z", "1978-09-03T08:23:00Z"),
        )
    ):
        values = {"flight_vehicle_chaser": flight, "docking": docking, "departure": departure}
        catalogue.add("docking_events", pk, {**values, "space_station_target": SALYUT_6})
    return Aboard(catalogue, Facts(tmp_path), flights)


def test_an_expedition_lasts_from_the_first_docking_to_the_last_departure(seats: Aboard) -> None:
    """A ship that moved from port to port did not end it."""
    expedition = Expedition(SALYUT_6, "Salyut 6 EO-2", Docking("Soyuz-29"), Departure("Soyuz-31"), (KOVALYONOK,))
    pk = Expeditions(seats.catalogue, seats, [expedition]).ids["Salyut 6 EO-2"]
    assert seats.catalogue.tables["expeditions"][pk].values == {
        "name": "Salyut 6 EO-2",
        "start": "1978-06-16T21:58:14Z",
        "end": "1978-11-02T07:46:00Z",
        "spacestation": SALYUT_6,
        "crew": [seats.catalogue.ledger.id("astronaut_flights", "29:1")],
    }


@pytest.mark.parametrize(
    ("start", "crew", "reason"),
    [
        (Docking("Soyuz-29"), Crew("Soyuz-29", ("Valery Ryumin",)), "'Valery Ryumin' has no seat on Soyuz-29"),
        (Docking("Soyuz-30"), KOVALYONOK, "there is no flight 'Soyuz-30'"),
    ],
)
def test_a_slip_in_the_table_is_refused(seats: Aboard, start: Docking, crew: Crew, reason: str) -> None:
    """Somebody who was not aboard, a mission that nobody flew."""
    with pytest.raises(FactError, match=reason):
        Expeditions(seats.catalogue, seats, [Expedition(SALYUT_6, "Salyut 6 EO-2", start, None, (crew,))])


def test_a_ship_that_never_docked_opens_no_expedition(seats: Aboard) -> None:
    """At another station than that of the expedition."""
    with pytest.raises(FactError, match="Soyuz-29 did not dock to station 5"):
        seats.stays("Soyuz-29", 5)


def test_each_expedition_of_the_iss_begins_as_the_one_before_ends() -> None:
    """74 in a row, of which the last goes on."""
    every = expeditions()
    assert [expedition.name for expedition in every] == [f"Expedition {number}" for number in range(1, 75)]
    assert [expedition.end for expedition in every[:-1]] == [expedition.start for expedition in every[1:]]
    assert every[-1].end is None


def test_long_stays_belong_to_several_expeditions() -> None:
    """Koichi Wakata came with STS-119 in Expedition 18 and left in Expedition 20."""
    wakata = Crew("Discovery (STS-119)", ("Koichi Wakata",))
    names = [expedition.name for expedition in expeditions() if wakata in expedition.crew]
    assert names == ["Expedition 18", "Expedition 19", "Expedition 20"]


def test_mir_had_twenty_eight_main_expeditions() -> None:
    """EO-1 to EO-28."""
    names = [expedition.name for expedition in EXPEDITIONS if expedition.name.startswith("Mir")]
    assert names == [f"Mir EO-{number}" for number in range(1, 29)]
