"""Type, agency and status of astronauts, and their days of birth and death."""

from datetime import date

import pytest
from tools.catalogue import standing
from tools.catalogue.careers import DEAD, IN_SERVICE, LEFT
from tools.catalogue.facts import Fact
from tools.catalogue.lives import LIVES


def astronaut(name: str, nationality: str) -> Fact:
    return Fact({"name": name, "nationality": nationality}, "astronauts.jsonl:1")


@pytest.mark.parametrize(
    ("name", "nationality", "agency", "kind"),
    [
        ("Yury Malyshev", "Soviet Union", 63, "Government"),
        ("John Glenn", "United States", 44, "Government"),
        ("Charles Walker", "United States", None, "Unknown"),
        ("Gary Payton", "United States", None, "Government"),
        ("Marc Garneau", "Canada", 16, "Government"),
        ("Guy Laliberté", "Canada", None, "Private"),
        ("Ulf Merbold", "West Germany", 27, "Government"),
        ("Vladimír Remek", "Czechoslovakia", None, "Government"),
        ("Helen Sharman", "United Kingdom", None, "Unknown"),
    ],
)
def test_agency_and_type(name: str, nationality: str, agency: int | None, kind: str) -> None:
    """By nationality, but for those who flew for others; no agency and an unknown type where it is not certain."""
    assert standing.agency(astronaut(name, nationality)) == agency
    assert standing.type_of(astronaut(name, nationality)) == kind


@pytest.mark.parametrize(
    ("name", "last_year", "in_space", "expected"),
    [
        ("Sergey Kud-Sverchkov", 2025, True, "Active"),
        ("Virgil Grissom", 1965, False, "Lost In Training"),
        ("Kalpana Chawla", 2003, False, "Lost In Flight"),
        ("Yuri Gagarin", 1961, False, "Deceased"),
        ("Edwin Aldrin", 1969, False, "Retired"),
        ("Stephanie Wilson", 2010, False, None),
        ("Dennis Tito", 2001, False, None),
        ("Nick Hague", 2024, False, None),
        ("Scott Kelly", 2015, False, "Retired"),
        ("Reid Wiseman", 2026, False, "Active"),
        ("Valeri Polyakov", 1994, False, "Deceased"),
    ],
)
def test_status(name: str, last_year: int, in_space: bool, expected: str | None) -> None:
    """The living whose last flight is long ago are taken to have retired; of others, those who are known to."""
    assert standing.status(name, last_year, in_space=in_space) == expected


def test_nobody_has_two_statuses() -> None:
    """Each is in one set, and nobody in one who is known by a day of death."""
    sets = [DEAD, LEFT, IN_SERVICE, standing.IN_FLIGHT, standing.IN_TRAINING, standing.PERHAPS_IN_SERVICE]
    assert len(frozenset().union(*sets)) == sum(map(len, sets))
    assert not [name for name in DEAD | LEFT | IN_SERVICE if name in LIVES and LIVES[name][1]]


def test_lives_are_possible() -> None:
    """Nobody was born after 1995 or died before thirty, and who was lost has a day of death."""
    for name, (born, died) in LIVES.items():
        assert born or died, name
        assert born is None or date(1921, 1, 1) <= date.fromisoformat(born) <= date(1995, 1, 1), name
        if born and died:
            assert date.fromisoformat(died).year - date.fromisoformat(born).year >= 30, name
    assert all(LIVES[name][1] for name in standing.IN_FLIGHT | standing.IN_TRAINING)
