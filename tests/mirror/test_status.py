"""What the status of a mirror says, and how far a copy is."""

from datetime import timedelta

import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog import models
from downrange.catalog.editing import editing
from downrange.config.environment import DEFAULT_SHARES
from downrange.mirror.models import Upstream
from downrange.mirror.plan import Plan
from downrange.mirror.status import MAX_SHOWN, Progress, ResourceStatus, Status, progress, status

from .test_ingest import NOW, country, read

pytestmark = pytest.mark.django_db
COUNTRIES = "config/countries"


def ours(count: int) -> None:
    """Records under ids of our own."""
    with editing(by="test", source="seed", now=NOW):
        models.Country.objects.bulk_create(
            models.Country(pk=1_000_000_000 + n, name=f"Ours {n}", alpha_2_code=f"{n:02}", alpha_3_code=f"{n:03}")
            for n in range(count)
        )


def known() -> Status:
    Upstream.objects.get_or_create(base="https://upstream.example")
    found = status(CONTRACT, NOW)
    assert found is not None
    return found


def countries() -> ResourceStatus:
    return next(each for each in known().resources if each.route == COUNTRIES)


def test_records_that_upstream_lacks_are_named_once_its_list_is_known() -> None:
    """Before, nobody knows which they are."""
    ours(2)
    read(COUNTRIES, country(11), country(12), count=3)
    assert (countries().records, countries().mirrored, countries().only_here) == (4, 2, 0)
    assert known().only_here == []
    read(COUNTRIES, country(13), count=3)
    assert (countries().records, countries().mirrored, countries().only_here) == (5, 3, 2)
    assert [(each.route, each.key, each.name) for each in known().only_here] == [
        (COUNTRIES, "1000000000", "Ours 0"),
        (COUNTRIES, "1000000001", "Ours 1"),
    ]


def test_the_list_of_what_upstream_lacks_is_bounded() -> None:
    """Its number is not."""
    ours(MAX_SHOWN + 1)
    read(COUNTRIES, country(99))
    assert countries().only_here == MAX_SHOWN + 1
    assert len(known().only_here) == MAX_SHOWN


def test_what_was_edited_here_is_listed() -> None:
    """The latest edit first."""
    read(COUNTRIES, country(11), country(12))
    with editing(by="Ada", source="local", now=NOW):
        models.Country.objects.filter(pk=11).update(name="Corrected")
    with editing(by="Bo", source="local", now=NOW + timedelta(minutes=1)):
        models.Country.objects.create(pk=13, name="Added", alpha_2_code="XX", alpha_3_code="XXX")
    assert [(each.model, each.key, each.field, each.by) for each in known().pins] == [
        ("country", "13", "", "Bo"),
        ("country", "11", "name", "Ada"),
    ]
    assert countries().pinned == 2


def test_the_progress_of_a_copy_counts_what_is_left() -> None:
    """As many records as there are here until upstream says how many it has; a call for each hundred."""
    plan = Plan(CONTRACT, DEFAULT_SHARES, [COUNTRIES])
    assert progress(plan, NOW) == Progress(read=0, records=0, calls=1)
    ours(99)
    assert progress(plan, NOW) == Progress(read=0, records=99, calls=1)
    read(COUNTRIES, country(11), country(12), count=203)
    assert progress(plan, NOW) == Progress(read=2, records=203, calls=3)
    read(COUNTRIES, *map(country, range(13, 23)), count=12)
    assert progress(plan, NOW) == Progress(read=12, records=12, calls=0)
