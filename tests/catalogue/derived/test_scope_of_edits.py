"""Edits that reach a figure only by the path that is declared for it: its scope has the record of the figure."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from downrange.catalog import models
from downrange.catalog.derived import deriver, store
from downrange.catalog.editing import editing

from ..cast import make_docking, make_flight, make_launch, make_spacecraft, make_station, utc
from ..vehicles import make_agency, make_landing, make_stage

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")
DAY = timedelta(days=1)
Edit = Callable[[], object]


def launch_at(pad: models.Pad, day: str, number: int) -> models.Launch:
    return make_launch(f"2026-05-{day}T00:00:00", pad=pad, id=UUID(int=number))


def a_launch_between_two_of_a_pad() -> Edit:
    pad = models.Pad.objects.create(name="A")
    launch_at(pad, "01", 1)
    launch_at(pad, "20", 2)
    return lambda: launch_at(pad, "10", 3)


def a_launch_at_the_instant_of_another_one() -> Edit:
    """Which comes after it by its primary key."""
    pad = models.Pad.objects.create(name="A")
    launch_at(pad, "01", 1)
    launch_at(pad, "20", 3)
    return lambda: launch_at(pad, "20", 2)


def a_launch_that_moves_to_another_pad() -> Edit:
    pads = [models.Pad.objects.create(name=name) for name in "AB"]
    for number, day in enumerate(("01", "10", "20"), 1):
        launch_at(pads[0], day, number)
    launch_at(pads[1], "15", 4)
    return lambda: models.Launch.objects.filter(pk=UUID(int=2)).update(pad=pads[1])


def the_landing_of_a_payload() -> Edit:
    landing = make_landing(success=True)
    payload = models.Payload.objects.create(name="Capsule", operator=make_agency())
    models.PayloadFlight.objects.create(payload=payload, launch=make_launch("2026-05-01T00:00:00"), landing=landing)
    return lambda: models.Landing.objects.update(success=False)


def somebody_more_aboard_a_docked_ship() -> Edit:
    flight = make_flight(make_spacecraft(), "2026-05-01T00:00:00")
    make_docking(flight, "2026-05-02T00:00:00")
    seat = models.AstronautFlight.objects.create(astronaut=models.Astronaut.objects.create(name="Alice"))
    return lambda: flight.onboard_crew.add(seat)


def a_departure() -> Edit:
    make_docking(make_flight(make_spacecraft(), "2026-05-01T00:00:00"), "2026-05-02T00:00:00")
    return lambda: models.DockingEvent.objects.update(departure=NOW - DAY)


def the_station_of_an_expedition() -> Edit:
    one, other = make_station("One"), make_station("Other")
    expedition = models.Expedition.objects.create(name="1", start=NOW - 9 * DAY, spacestation=one)
    models.Spacewalk.objects.create(name="EVA", start=NOW - DAY, end=NOW - DAY / 2, expedition=expedition)
    return lambda: models.Expedition.objects.update(spacestation=other)


def the_launch_of_a_first_stage() -> Edit:
    configuration = models.LauncherConfiguration.objects.create(name="Rocket")
    configuration.families.add(models.LauncherConfigurationFamily.objects.create(name="Rockets"))
    make_stage(configuration, "2026-04-01T00:00:00", 1, landed=True)
    make_stage(configuration, "2026-05-01T00:00:00", 2, landed=True)
    # The configuration of the rocket differs, so that the launch reaches the figure through the launcher alone.
    models.Rocket.objects.update(configuration=models.LauncherConfiguration.objects.create(name="Other"))
    return lambda: models.Launch.objects.filter(net=utc("2026-05-01T00:00:00")).update(net=NOW - DAY)


@pytest.mark.parametrize(
    "prepare",
    [
        a_launch_between_two_of_a_pad,
        a_launch_at_the_instant_of_another_one,
        a_launch_that_moves_to_another_pad,
        the_landing_of_a_payload,
        somebody_more_aboard_a_docked_ship,
        a_departure,
        the_station_of_an_expedition,
        the_launch_of_a_first_stage,
    ],
)
def test_an_edit_derives_what_it_touches(prepare: Callable[[], Edit]) -> None:
    """Before it something differs, and afterwards nothing does."""
    edit = prepare()
    deriver.derive(NOW)
    assert list(store.differences(NOW)) == []
    with editing(by="Alice", source="local", now=NOW):
        edit()
        assert list(store.differences(NOW)) != []
    assert list(store.differences(NOW)) == []
