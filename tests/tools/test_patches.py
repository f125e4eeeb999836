"""Addresses of mission patches."""

from hashlib import md5

import pytest
from tools.catalogue.patches import OF_EXPEDITIONS, OF_MISSIONS, OF_PROGRAMS

PLACES = [place for _, place in (*OF_MISSIONS.values(), *OF_PROGRAMS.values(), *OF_EXPEDITIONS.values())]


@pytest.mark.parametrize("place", PLACES)
def test_an_address_agrees_with_the_name_of_its_picture(place: str) -> None:
    """Wikimedia takes the two folders from the MD5 of the name, so a slip in either would show."""
    name = place.rpartition("/")[2]
    digest = md5(name.encode(), usedforsecurity=False).hexdigest()
    assert place == f"{digest[0]}/{digest[:2]}/{name}"
