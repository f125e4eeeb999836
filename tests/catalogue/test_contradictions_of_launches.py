"""Launches that cannot have happened as they are told."""

from datetime import date

import pytest

from downrange.catalog import models
from downrange.catalog.checks import contradictions

from .cast import make_launch, utc
from .vehicles import make_body, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]


def found() -> list[tuple[type, object, str]]:
    wrongs = contradictions(utc("2026-06-03T00:00:00"))
    return [(wrong.model, wrong.pk, wrong.why) for wrong in wrongs if wrong.model is not models.Landing]


@pytest.fixture(name="falcon")
def falcon_() -> models.LauncherConfiguration:
    return models.LauncherConfiguration.objects.create(name="Falcon 9")


def test_a_booster_that_came_home_may_fly_again(falcon: models.LauncherConfiguration) -> None:
    """Also one of whose landing nothing is known, and two boosters on one day."""
    make_stage(falcon, "2020-01-01T00:00:00", 1, landed=True)
    make_stage(falcon, "2020-01-10T00:00:00", 2)
    make_stage(falcon, "2020-01-10T00:00:00", 1, serial="B2", landed=False)
    make_stage(falcon, "2020-02-10T00:00:00", 3, landed=False)
    assert found() == []


def test_a_booster_is_not_on_two_launches_at_once(falcon: models.LauncherConfiguration) -> None:
    """Nor within half a day."""
    make_stage(falcon, "2020-01-01T00:00:00", 1, landed=True)
    second = make_stage(falcon, "2020-01-01T11:59:00", 2, landed=True)
    assert found() == [
        (models.FirstStage, second.pk, "its launcher was on another launch at 2020-01-01 00:00:00+00:00")
    ]


@pytest.mark.parametrize("outcome", [{"success": False}, {"attempt": False, "success": None}])
def test_a_lost_booster_does_not_fly_again(falcon: models.LauncherConfiguration, outcome: dict[str, object]) -> None:
    """Whether its landing failed or none was tried."""
    make_stage(falcon, "2020-01-01T00:00:00", 1, landed=True)
    models.Landing.objects.update(**outcome)
    second = make_stage(falcon, "2020-02-01T00:00:00", 2, landed=True)
    assert found() == [
        (models.FirstStage, second.pk, "its launcher was lost after the launch at 2020-01-01 00:00:00+00:00")
    ]


def test_a_plan_is_not_judged(falcon: models.LauncherConfiguration) -> None:
    """A booster may be swapped until the launch."""
    make_stage(falcon, "2026-01-01T00:00:00", 1, landed=False)
    make_stage(falcon, "2026-07-01T00:00:00", 2)
    assert found() == []


def test_no_launch_is_before_the_maiden_flight_of_its_launcher(falcon: models.LauncherConfiguration) -> None:
    """The day itself is allowed."""
    models.LauncherConfiguration.objects.update(maiden_flight=date(2010, 6, 4))
    rockets = [models.Rocket.objects.create(configuration=falcon) for _ in range(2)]
    make_launch("2010-06-04T00:00:00", rocket=rockets[0])
    early = make_launch("2010-06-03T23:59:59", rocket=rockets[1])
    assert found() == [(models.Launch, early.pk, "its launcher configuration first flew on 2010-06-04")]


def test_a_designator_belongs_to_one_launch() -> None:
    """Both are named; launches without one are not."""
    for designator in ("2020-001", "2020-002", None, None):
        make_launch("2020-01-01T00:00:00", launch_designator=designator)
    twin = make_launch("2020-01-02T00:00:00", launch_designator="2020-001")
    assert [(pk, why) for _, pk, why in found()] == [
        (
            models.Launch.objects.exclude(pk=twin.pk).get(launch_designator="2020-001").pk,
            "another launch has its designator 2020-001",
        ),
        (twin.pk, "another launch has its designator 2020-001"),
    ]


def test_a_pad_is_somewhere() -> None:
    """At a location, even if only the Unknown Pad of one."""
    location = models.Location.objects.create(name="Range", celestial_body=make_body())
    models.Pad.objects.create(name="Pad 1", location=location)
    lost = models.Pad.objects.create(name="Pad 2")
    assert found() == [(models.Pad, lost.pk, "it has no location")]
