"""Where a landing was, from the short texts of GCAT."""

import pytest
from tools.catalogue.landings import describe_landing, site_of


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("26 44N 71 57W", "Atlantic Ocean"),
        ("69.70E 47.34N", "Kazakhstan"),
        ("117.7W 32.6N", "Pacific Ocean"),
        ("GM 86.2W 29.7N", "Gulf of Mexico"),
        ("100 04E 41 37N", "Dongfeng"),
        ("KSC RW15", "SLF"),
        ("Kaz.", "Kazakhstan"),
        ("50 50N 83 25E", None),
        ("61.3E 52.0N?", None),
        (None, None),
    ],
)
def test_a_place_is_named_only_where_it_is_certain(text: str | None, site: str | None) -> None:
    """Coordinates near a border or a coast name no place."""
    assert site_of(text) == site


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("26 44N 71 57W", "Landed at 26°44′N 71°57′W."),
        ("69.70E 47.34N", "Landed at 47.34°N 69.70°E."),
        ("106E 17S?", "Landed about 17°S 106°E."),
        ("EAFB RW04L", "Landed on runway 04L."),
        ("POR", ""),
        (None, ""),
    ],
)
def test_coordinates_are_kept_as_they_were_given(text: str | None, description: str) -> None:
    """North or south first, as precise as the source, `about` where the source doubts."""
    assert describe_landing(text) == description
