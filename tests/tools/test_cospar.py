"""Launch tags of GCAT as international designators."""

import pytest
from tools.catalogue.cospar import cospar


@pytest.mark.parametrize(
    ("tag", "designator"),
    [
        ("1965-012", "1965-012"),
        ("1960 EPS", "1960-005"),
        ("1960 RHO", "1960-017"),
        ("1961 MU", "1961-012"),
        ("1961 A ALP", "1961-025"),
        ("1962 A NU", "1962-037"),
        ("1962 B DEL", "1962-052"),
    ],
)
def test_a_launch_tag_gives_the_number_in_the_year(tag: str, designator: str) -> None:
    """A numbered tag stays; a Greek letter counts from alpha, 24 more for each time the alphabet was used up."""
    assert cospar(tag) == designator


@pytest.mark.parametrize("tag", [None, "1960-F09", "2025-U02"])
def test_failures_and_suborbital_launches_have_no_designator(tag: str | None) -> None:
    """Failures and suborbital flights have a tag in GCAT, but no international designator."""
    assert cospar(tag) is None


@pytest.mark.parametrize("tag", ["1960 XYZ", "60-005", "1960  EPS", ""])
def test_an_unknown_form_is_refused(tag: str) -> None:
    """A tag of no known form is an error, not a null."""
    with pytest.raises(ValueError, match="no launch tag"):
        cospar(tag)
