"""How craft came home."""

import pytest
from tools.catalogue.kinds import OCEAN, PARACHUTE, RUNWAY, SPLASHDOWN
from tools.catalogue.returns import EDWARDS, SHUTTLE, kind_of_landing, known_site

SOYUZ, CREW_DRAGON, STARSHIP, PROGRESS = 1, 6, 26, 33


@pytest.mark.parametrize(
    ("mission", "configuration", "kind"),
    [
        ("Soyuz-22", SOYUZ, PARACHUTE),
        ("Soyuz-23", SOYUZ, SPLASHDOWN),
        ("Inspiration4", CREW_DRAGON, SPLASHDOWN),
        ("Columbia (STS-1)", SHUTTLE, RUNWAY),
        ("Starship FT-5", STARSHIP, OCEAN),
        ("Progress MS-08", PROGRESS, None),
    ],
)
def test_a_landing_is_of_the_kind_of_its_craft(mission: str, configuration: int, kind: str | None) -> None:
    """A flight that came down on water though its kind lands is told apart; cargo craft that burn up have no kind."""
    assert kind_of_landing(mission, configuration) == kind


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
