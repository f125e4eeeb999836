"""Expeditions: from when to when, and who."""

import json
from typing import Any

import pytest
from tools.catalogue.aboard import Aboard
from tools.catalogue.commanders import BY_EXPEDITION, COMMANDERS
from tools.catalogue.errors import FactError
from tools.catalogue.expeditions import Crew, Departure, Docking, Expedition, Expeditions, Landing, Launch
from tools.catalogue.expeditions_iss import expeditions
from tools.catalogue.expeditions_others import EXPEDITIONS
from tools.catalogue.expeditions_visits import VISITS
from tools.catalogue.facts import Fact
from tools.catalogue.ledger import Ledger
from tools.catalogue.records import Catalogue
from tools.catalogue.roles import Positions

from downrange.seed import DATA

SALYUT_6 = 14
ROLES = {"Commander": 1, "Flight Engineer": 10005}
KOVALYONOK = Crew("Soyuz-29", ("Vladimir Kovalyonok",))


def table(name: str) -> dict[Any, dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines[1:])}


@pytest.fixture
def seats() -> Aboard:
    """Soyuz 29 brought Kovalyonok, who had a seat on Soyuz 31 as well, which docked twice."""
    catalogue = Catalogue(Ledger())
    times = {"launch_net": "1978-06-15T20:16:45Z", "mission_end": "1978-09-03T11:40:34Z"}
    flights = {pk: Fact({"id": pk, "mission_name": f"Soyuz-{pk}", **times}, "flights") for pk in (29, 31)}
    for pk in flights:
        catalogue.own("astronaut_flights", f"{pk}:1", {"astronaut": 1, "role": 1})
    for pk, (flight, docking, departure) in enumerate(
        (
            (31, "1978-09-07T11:21:00Z", "1978-11-02T07:46:00Z"),
            (31, "1978-08-27T16:37:00Z", "1978-09-07T10:53:00Z"),
            (29, "1978-06-16T21:58:14Z", "1978-09-03T08:23:00Z"),
        )
    ):
        values = {"flight_vehicle_chaser": flight, "docking": docking, "departure": departure}
        catalogue.add("docking_events", pk, {**values, "space_station_target": SALYUT_6})
    return Aboard(catalogue, {1: Fact({"id": 1, "name": "Vladimir Kovalyonok"}, "astronauts")}, flights)


def test_an_expedition_lasts_from_the_first_docking_to_the_last_departure(seats: Aboard) -> None:
    """A ship that moved from port to port did not end it."""
    expedition = Expedition(SALYUT_6, "Salyut 6 EO-2", Docking("Soyuz-29"), Departure("Soyuz-31"), (KOVALYONOK,))
    pk = Expeditions(seats.catalogue, seats, ROLES, [expedition]).ids["Salyut 6 EO-2"]
    assert seats.catalogue.tables["expeditions"][pk].values == {
        "name": "Salyut 6 EO-2",
        "start": "1978-06-16T21:58:14Z",
        "end": "1978-11-02T07:46:00Z",
        "spacestation": SALYUT_6,
        "crew": [seats.catalogue.ledger.id("astronaut_flights", "Salyut 6 EO-2:1")],
        "source": 'Wikipedia, "Soyuz 29" and "Soyuz 31"',
    }


@pytest.mark.parametrize(
    ("start", "crew", "reason"),
    [
        (Docking("Soyuz-29"), Crew("Soyuz-29", ("Valery Ryumin",)), "'Valery Ryumin' has no seat on Soyuz-29"),
        (Docking("Soyuz-30"), KOVALYONOK, "there is no flight 'Soyuz-30'"),
    ],
)
def test_a_mistake_in_the_table_is_refused(seats: Aboard, start: Docking, crew: Crew, reason: str) -> None:
    """Somebody who was not aboard, a mission that nobody flew."""
    with pytest.raises(FactError, match=reason):
        Expeditions(seats.catalogue, seats, ROLES, [Expedition(SALYUT_6, "Salyut 6 EO-2", start, None, (crew,))])


def test_an_expedition_has_seats_of_its_own(seats: Aboard) -> None:
    """Who commands the ship may be a flight engineer aboard the station; the seat on the ship stays as it is."""
    engineers = Positions({}, rest="Flight Engineer")
    plain = Expedition(SALYUT_6, "Salyut 6 EO-2", Docking("Soyuz-29"), None, (KOVALYONOK,))
    Expeditions(seats.catalogue, seats, ROLES, [plain, plain._replace(name="Another", positions=engineers)])
    ids, given = seats.catalogue.ledger, seats.catalogue.tables["astronaut_flights"]
    roles = [given[ids.id("astronaut_flights", key)].values["role"] for key in ("29:1", "Salyut 6 EO-2:1", "Another:1")]
    assert roles == [1, 1, 10005]


def test_a_ship_that_never_docked_opens_no_expedition(seats: Aboard) -> None:
    """At another station than that of the expedition."""
    with pytest.raises(FactError, match="Soyuz-29 did not dock to station 5"):
        seats.stays("Soyuz-29", 5)


def test_an_expedition_that_did_not_get_aboard_lasts_from_launch_to_landing(seats: Aboard) -> None:
    """Under Launch Library's id, where it has one and no record of ours is joined to it."""
    attempt = Expedition(SALYUT_6, "Soyuz 29", Launch("Soyuz-29"), Landing("Soyuz-29"), (KOVALYONOK,), pk=105)
    Expeditions(seats.catalogue, seats, ROLES, [attempt])
    values = seats.catalogue.tables["expeditions"][105].values
    assert (values["start"], values["end"]) == ("1978-06-15T20:16:45Z", "1978-09-03T11:40:34Z")


def test_twenty_one_visits_have_their_ids_and_names_in_launch_library() -> None:
    """No id and no name stands twice, nor is a name that of a main expedition."""
    assert len({visit.pk for visit in VISITS}) == len({visit.name for visit in VISITS}) == len(VISITS) == 21
    assert not {visit.name for visit in VISITS} & {expedition.name for expedition in EXPEDITIONS}


def test_each_expedition_of_the_iss_begins_as_the_one_before_ends() -> None:
    """74 in a row, of which the last goes on."""
    every = expeditions()
    assert [expedition.name for expedition in every] == [f"Expedition {number}" for number in range(1, 75)]
    assert [expedition.end for expedition in every[:-1]] == [expedition.start for expedition in every[1:]]
    assert every[-1].end is None


def test_each_expedition_of_the_iss_has_one_commander_who_belonged_to_it() -> None:
    """Nobody's number stands twice, and none is left out."""
    assert sum(map(len, COMMANDERS.values())) == len(BY_EXPEDITION) == 74
    for number, expedition in enumerate(expeditions(), 1):
        assert BY_EXPEDITION[number] in [name for crew in expedition.crew for name in crew.names]


@pytest.mark.parametrize(
    ("name", "commander"),
    [
        ("Expedition 1", "William Shepherd"),
        ("Expedition 8", "Michael Foale"),
        ("Expedition 20", "Gennady Padalka"),
        ("Expedition 21", "Frank De Winne"),
        ("Expedition 65", "Akihiko Hoshide"),
        ("Mir EO-19", "Anatoly Solovyev"),
        ("Skylab 2", "Pete Conrad"),
        ("Shenzhou 20", "Chen Dong"),
    ],
)
def test_the_shipped_crew_begins_with_its_commander(name: str, commander: str) -> None:
    """Whatever the commander was aboard the ship; the commander of Expedition 1 had no role there."""
    astronauts, seats = table("astronauts"), table("astronaut_flights")
    (expedition,) = [record for record in table("expeditions").values() if record["name"] == name]
    held = [seats[seat] for seat in expedition["crew"]]
    assert [astronauts[seat["astronaut"]]["name"] for seat in held if seat.get("role") == 1] == [commander]


def test_no_seat_belongs_to_a_flight_and_to_an_expedition() -> None:
    """Nor to two expeditions; spacewalks are made from seats on flights."""
    flights = {seat for flight in table("spacecraft_flights").values() for seat in flight.get("onboard_crew", ())}
    aboard = [seat for expedition in table("expeditions").values() for seat in expedition.get("crew", ())]
    assert len(aboard) == len(set(aboard))
    assert not flights & set(aboard)
    assert flights | set(aboard) == table("astronaut_flights").keys()
    assert {seat for walk in table("spacewalks").values() for seat in walk["crew"]} <= flights


def test_long_stays_belong_to_several_expeditions() -> None:
    """Koichi Wakata came with STS-119 in Expedition 18 and left in Expedition 20."""
    wakata = Crew("Discovery (STS-119)", ("Koichi Wakata",))
    names = [expedition.name for expedition in expeditions() if wakata in expedition.crew]
    assert names == ["Expedition 18", "Expedition 19", "Expedition 20"]


def test_mir_had_twenty_eight_main_expeditions() -> None:
    """EO-1 to EO-28."""
    names = [expedition.name for expedition in EXPEDITIONS if expedition.name.startswith("Mir")]
    assert names == [f"Mir EO-{number}" for number in range(1, 29)]
