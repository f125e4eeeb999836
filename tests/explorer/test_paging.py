"""Where a page of a list is."""

from typing import Any

import pytest

from downrange.explorer.paging import Paging

ADDRESS = "https://launches.example:8443/2.3.0/spacecraft/?limit=10&offset="


def body(shown: int, **facts: Any) -> dict[str, Any]:
    return {"count": 568, "next": None, "previous": None, "results": [{}] * shown} | facts


def test_a_page_knows_its_records_and_neighbours() -> None:
    """Records count from 1; neighbours stay on the host that the browser knows."""
    paging = Paging.read(body(10, next=f"{ADDRESS}256", previous=f"{ADDRESS}236"), {"offset": "246"})
    assert paging == Paging(
        count=568,
        first=247,
        last=256,
        previous="/2.3.0/spacecraft/?limit=10&offset=236",
        next="/2.3.0/spacecraft/?limit=10&offset=256",
    )


@pytest.mark.parametrize("offset", ["", "abc", "-5", "1.5", "0"])
def test_an_invalid_offset_counts_as_zero(offset: str) -> None:
    """The page shows what the list answered."""
    paging = Paging.read(body(10), {"offset": offset})
    assert paging is not None
    assert (paging.first, paging.last) == (1, 10)


def test_a_page_beyond_the_end_has_no_records() -> None:
    """Its way back is there."""
    paging = Paging.read(body(0, previous=f"{ADDRESS}558"), {"offset": "9999"})
    assert paging is not None
    assert (paging.first, paging.last, paging.previous) == (0, 0, "/2.3.0/spacecraft/?limit=10&offset=558")


@pytest.mark.parametrize("answer", [{"detail": "Not found."}, {"count": 1}, [], None, "text"])
def test_only_lists_have_paging(answer: Any) -> None:
    """Records, errors and the root listing."""
    assert Paging.read(answer, {}) is None
