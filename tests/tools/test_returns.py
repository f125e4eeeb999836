"""How craft came home."""

from pathlib import Path

import pytest
from tools.catalogue.facts import Fact, Facts
from tools.catalogue.landings import LandingSites
from tools.catalogue.ledger import Ledger
from tools.catalogue.records import Catalogue
from tools.catalogue.returns import EDWARDS, LUNAR_MODULE, SHUTTLE, Returns, kind_of_landing, known_site
from tools.catalogue.vocabulary import OCEAN, PARACHUTE, RUNWAY, VERTICAL

SOYUZ, CREW_DRAGON, X_15, STARSHIP, PROGRESS = 1, 6, 13, 26, 33
EARTH, MOON = 1, 10002


@pytest.mark.parametrize(
    ("configuration", "kind"),
    [
        (SOYUZ, PARACHUTE),
        (CREW_DRAGON, PARACHUTE),
        (SHUTTLE, RUNWAY),
        (X_15, RUNWAY),
        (STARSHIP, OCEAN),
        (LUNAR_MODULE, VERTICAL),
        (PROGRESS, None),
    ],
)
def test_a_landing_is_of_the_kind_of_its_craft(configuration: int, kind: str | None) -> None:
    """Cargo craft that burn up have no kind."""
    assert kind_of_landing(configuration) == kind


@pytest.mark.parametrize(
    ("mission", "site"),
    [
        ("Columbia (STS-1)", "Edwards"),
        ("Columbia (STS-3)", "WSSH"),
        ("Discovery (STS-26R)", "Edwards"),
        ("Atlantis  (STS-117)", "Edwards"),
        ("Challenger (STS-41-B)", "SLF"),
        ("Challenger (STS-51-L)", None),
        ("Columbia (STS-107)", None),
    ],
)
def test_a_shuttle_landed_in_florida_unless_it_is_said_where_else(mission: str, site: str | None) -> None:
    """The two that were lost landed nowhere."""
    assert known_site(mission, SHUTTLE) == site


def test_fifty_four_flights_of_the_shuttle_landed_at_edwards() -> None:
    """As NASA counts them."""
    assert len(EDWARDS) == 54


def test_a_landing_on_the_moon_does_not_end_a_flight(tmp_path: Path) -> None:
    """It is a landing of the flight, on the Moon, but its mission went on; that of an X-15 ended with its landing."""
    (tmp_path / "landings.jsonl").write_text("", encoding="utf-8")
    flights = {
        pk: Fact(
            {"id": pk, "spacecraft": pk, "mission_name": mission, "landing": None, "landing_text": text}, "flights"
        )
        for pk, mission, text in ((1, "Apollo 11 LM", "Landed at 1969-07-20T20:17:40Z."), (2, "X-15 flight 62", None))
    }
    craft = {pk: Fact({"spacecraft_config": kind}, "craft") for pk, kind in ((1, LUNAR_MODULE), (2, X_15))}
    catalogue = Catalogue(Ledger())
    sites = LandingSites(catalogue, {"Earth": EARTH, "Moon": MOON})
    returns = Returns(catalogue, Facts(tmp_path), flights, craft, sites)
    landings = [catalogue.tables["landings"][returns.landings[pk]].values for pk in (1, 2)]
    places = [catalogue.tables["landing_locations"][landing["landing_location"]].values for landing in landings]
    assert [(place["name"], place["celestial_body"]) for place in places] == [
        ("Sea of Tranquility, Moon", MOON),
        ("Edwards Air Force Base, CA, USA", EARTH),
    ]
    assert [landing["description"] for landing in landings] == ["Landed at 1969-07-20T20:17:40Z.", ""]
    assert returns.landed == {2}


@pytest.mark.parametrize(
    ("mission", "site"),
    [("X-15 flight 191", None), ("Mercury-Redstone 1", None), ("Apollo AS-202", "Pacific Ocean"), ("NS-1", None)],
)
def test_early_flights_landed_where_it_is_certain(mission: str, site: str | None) -> None:
    """The last flight of Michael Adams broke up; capsules of New Shepard land outside all sites."""
    assert known_site(mission, SOYUZ) == site
