"""The families of launch vehicles."""

import pytest
from tools.catalogue.launchers import family_of


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Long March 3B/E", "Long March"),
        ("Blue Scout Jr", "Scout"),
        ("Falcon 9 Block 5", "Falcon"),
        ("Proton / UR-500", "Proton"),
        ("Uprated Saturn I", "Saturn"),
        ("NOTS EV1", None),
    ],
)
def test_a_vehicle_belongs_to_the_family_that_its_name_begins_with(name: str, family: str | None) -> None:
    """Or to that which another beginning stands for; a vehicle of its own has none."""
    assert family_of(name) == family
