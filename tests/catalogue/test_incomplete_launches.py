"""Launches that lack what clients expect are found, each with what it lacks."""

from typing import Any

import pytest

from downrange.catalog import models
from downrange.catalog.checks import incomplete_launches

from .cast import make_launch
from .vehicles import make_agency, make_body, make_statuses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]


@pytest.fixture(name="facts")
def facts_() -> dict[str, Any]:
    """Everything that a launch should have."""
    location = models.Location.objects.create(name="Range", celestial_body=make_body())
    agency = make_agency()
    configuration = models.LauncherConfiguration.objects.create(name="Launcher", manufacturer=agency)
    return {
        "launch_service_provider": agency,
        "mission": models.Mission.objects.create(name="Mission"),
        "pad": models.Pad.objects.create(name="Unknown Pad", location=location),
        "rocket": models.Rocket.objects.create(configuration=configuration),
        "status": make_statuses()[0],
    }


def test_a_complete_launch_is_not_found(facts: dict[str, Any]) -> None:
    """An unknown pad is a pad."""
    make_launch("2020-01-01T00:00:00", **facts)
    assert list(incomplete_launches()) == []


@pytest.mark.parametrize("name", ["launch_service_provider", "mission", "pad", "rocket", "status"])
def test_a_launch_that_lacks_one_is_found(facts: dict[str, Any], name: str) -> None:
    """Whichever it is."""
    del facts[name]
    launch = make_launch("2020-01-01T00:00:00", **facts)
    assert list(incomplete_launches()) == [(launch.pk, (name,))]


def test_incomplete_launches_are_found_in_order_with_all_that_they_lack() -> None:
    """The earliest first."""
    everything = ("launch_service_provider", "mission", "pad", "rocket", "status")
    later, earlier = make_launch("2021-01-01T00:00:00"), make_launch("2020-01-01T00:00:00")
    assert list(incomplete_launches()) == [(earlier.pk, everything), (later.pk, everything)]
