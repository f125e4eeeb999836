"""Figures of pads, locations, landing locations and celestial bodies."""

from datetime import timedelta

import pytest

from downrange.catalog import models
from downrange.catalog.derived import store

from ..cast import make_flight, make_launch, make_spacecraft, utc
from ..vehicles import make_body, make_landing, make_stage, make_statuses

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def test_a_suborbital_launch_is_no_orbital_attempt() -> None:
    """A pad counts both, and tells them apart."""
    kind = models.CelestialBodyType.objects.create(name="Planet")
    earth = models.CelestialBody.objects.create(name="Earth", type=kind)
    hop = models.Orbit.objects.create(name="Suborbital", abbrev="Sub", celestial_body=earth)
    success, _ = models.LaunchStatus.objects.get_or_create(pk=3, name="Launch Successful")
    pad = models.Pad.objects.create(name="Pad")
    make_launch("2020-01-01T00:00:00", pad=pad, status=success)
    make_launch(
        "2020-02-01T00:00:00", pad=pad, status=success, mission=models.Mission.objects.create(name="Hop", orbit=hop)
    )
    store.derive(NOW)
    pad.refresh_from_db()
    assert (pad.total_launch_count, pad.orbital_launch_attempt_count) == (2, 1)


def test_places_count_the_launches_of_their_pads_up_to_now() -> None:
    """Two pads at one location: a success, a failure at now, one without an outcome, one planned."""
    earth, (success, failure) = make_body(), make_statuses()
    location = models.Location.objects.create(name="Cape", celestial_body=earth)
    pads = [models.Pad.objects.create(name=name, location=location) for name in "AB"]
    make_launch("2020-01-01T00:00:00", pad=pads[0], status=success)
    make_launch("2026-06-03T00:00:00", pad=pads[1], status=failure)
    make_launch("2020-02-01T00:00:00", pad=pads[1])
    make_launch("2026-06-04T00:00:00", pad=pads[0], status=success)
    store.derive(NOW)
    for place in (earth, location, *pads):
        place.refresh_from_db()
    assert [pad.total_launch_count for pad in pads] == [1, 1]
    assert location.total_launch_count == 2
    assert (earth.total_attempted_launches, earth.successful_launches, earth.failed_launches) == (2, 1, 1)


def test_places_count_the_landings_of_every_kind_of_vehicle() -> None:
    """A stage, a spacecraft that crashed and a payload; what was not attempted counts nowhere."""
    mars, home = make_body("Mars"), make_body()
    location = models.Location.objects.create(name="Zone", celestial_body=home)
    ground = models.LandingLocation.objects.create(name="Ground", location=location, celestial_body=mars)
    stage = make_stage(models.LauncherConfiguration.objects.create(name="Rocket"), "2020-01-01T00:00:00", 1)
    models.FirstStage.objects.filter(pk=stage.pk).update(landing=make_landing(success=True, location=ground))
    make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2026-06-03T00:00:00", landing=make_landing(False, ground))
    payload = models.Payload.objects.create(name="Capsule")
    for landing in (
        make_landing(success=True, location=ground),
        models.Landing.objects.create(attempt=False, success=False, landing_location=ground),
    ):
        models.PayloadFlight.objects.create(payload=payload, launch=make_launch("2020-01-01T00:00:00"), landing=landing)
    store.derive(NOW)
    for place in (mars, home, location, ground):
        place.refresh_from_db()
    assert (ground.attempted_landings, ground.successful_landings, ground.failed_landings) == (3, 2, 1)
    assert (mars.total_attempted_landings, mars.successful_landings, mars.failed_landings) == (3, 2, 1)
    assert (location.total_landing_count, home.total_attempted_landings) == (3, 0)


def test_a_pads_fastest_turnaround_is_the_least_between_two_of_its_launches() -> None:
    """Ten days, then three; a day before what is planned. With one launch there is none."""
    pad, lone = models.Pad.objects.create(name="A"), models.Pad.objects.create(name="B")
    for day in ("2026-05-01", "2026-05-11", "2026-05-14", "2026-06-04", "2026-06-05"):
        make_launch(f"{day}T00:00:00", pad=pad)
    make_launch("2026-05-01T00:00:00", pad=lone)
    store.derive(NOW)
    pad.refresh_from_db()
    lone.refresh_from_db()
    assert (pad.fastest_turnaround, lone.fastest_turnaround) == (timedelta(days=3), None)


def test_two_launches_of_a_pad_at_one_instant_have_no_time_between_them() -> None:
    """The fastest turnaround is zero, not that to the third launch."""
    pad = models.Pad.objects.create(name="A")
    for day in ("2026-05-01", "2026-05-01", "2026-05-11"):
        make_launch(f"{day}T00:00:00", pad=pad)
    store.derive(NOW)
    pad.refresh_from_db()
    assert pad.fastest_turnaround == timedelta(0)
