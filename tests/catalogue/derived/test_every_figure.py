"""One hand-made log, and every derived column of one record of each model, with its value written out."""

from datetime import timedelta

import pytest
from django.db.models import Model

from downrange.catalog import models
from downrange.catalog.derived import store
from downrange.catalog.derived.derivations import DERIVATIONS
from downrange.catalog.models.fields import derived_fields

from ..cast import make_crew, make_docking, make_spacecraft, make_station, utc
from ..vehicles import make_agency, make_body, make_landing, make_stage, make_statuses

pytestmark = pytest.mark.django_db
NOW, NOW_IN_SECONDS, DAY_IN_SECONDS = utc("2026-06-03T00:00:00"), 1_780_444_800, 86_400

LAUNCHES: dict[str, object] = {
    "total_launch_count": 3,
    "consecutive_successful_launches": 2,
    "successful_launches": 2,
    "failed_launches": 1,
    "pending_launches": 1,
    "attempted_landings": 3,
    "successful_landings": 2,
    "failed_landings": 1,
    "consecutive_successful_landings": 2,
}
SHIPS: dict[str, object] = {
    "spacecraft_flown": 1,
    "total_launch_count": 2,
    "successful_launches": 2,
    "failed_launches": 0,
    "attempted_landings": 1,
    "successful_landings": 1,
    "failed_landings": 0,
}

GROUPS = ("orbital", "location", "pad", "agency")


def make_log() -> dict[type[Model], tuple[Model, dict[str, object]]]:
    """A launcher flies on 1 May (a failure), 11 May and 14 May (suborbital), and is to fly on 4 June. Its first landing
    and the payload's fail. A craft is aboard the second and third launch, and docked since 15 May.
    """
    agency, earth, (success, failure) = make_agency(), make_body(), make_statuses()
    location = models.Location.objects.create(name="Cape", celestial_body=earth)
    pad = models.Pad.objects.create(name="Pad", location=location)
    ground = models.LandingLocation.objects.create(name="Ground", location=location, celestial_body=earth)
    hop = models.Orbit.objects.create(name="Suborbital", abbrev="Sub", celestial_body=earth)
    suborbital = models.Mission.objects.create(name="Hop", orbit=hop)
    rocket = models.LauncherConfiguration.objects.create(name="Rocket")
    rockets = models.LauncherConfigurationFamily.objects.create(name="Rockets")
    rocket.families.add(rockets)
    first, second, third, _ = (
        make_stage(
            rocket,
            f"2026-{day}T00:00:00",
            number,
            landed=landed,
            status=status,
            mission=mission,
            pad=pad,
            launch_service_provider=agency,
        )
        for number, (day, landed, status, mission) in enumerate(
            (
                ("05-01", False, failure, None),
                ("05-11", True, success, None),
                ("05-14", True, success, suborbital),
                ("06-04", None, success, None),
            ),
            1,
        )
    )
    craft = make_spacecraft()
    ship = craft.spacecraft_config
    models.SpacecraftConfiguration.objects.update(agency=agency)
    ships = models.SpacecraftConfigurationFamily.objects.create(name="Ships")
    ship.family.add(ships)
    ended = models.SpacecraftFlight.objects.create(
        spacecraft=craft,
        launch=second.rocket.launch,
        mission_end=utc("2026-05-12T00:00:00"),
        landing=make_landing(success=True),
    )
    flight = models.SpacecraftFlight.objects.create(spacecraft=craft, launch=third.rocket.launch)
    models.PayloadFlight.objects.create(
        payload=models.Payload.objects.create(name="Capsule", operator=agency),
        launch=first.rocket.launch,
        landing=make_landing(success=False),
    )
    models.Landing.objects.update(landing_location=ground)
    station = make_docking(flight, "2026-05-15T00:00:00").space_station_target
    assert station is not None
    make_docking(
        flight,
        "2026-05-16T00:00:00",
        flight_vehicle_chaser=None,
        space_station_chaser=station,
        space_station_target=make_station("Other"),
    )
    alice = make_crew("Alice", [ended, flight], [ended])
    walk = models.Spacewalk.objects.create(name="EVA", start=utc("2026-05-20T00:00:00"), end=utc("2026-05-20T02:00:00"))
    walk.crew.add(models.AstronautFlight.objects.get(onboard_flights=flight))

    expected: tuple[tuple[Model, dict[str, object]], ...] = (
        (
            second.rocket.launch,
            {"pad_turnaround": timedelta(days=10)}
            | {f"{group}_launch_attempt_count{year}": 2 for group in GROUPS for year in ("", "_year")},
        ),
        (second, {"previous_flight_id": first.rocket.launch.pk, "turn_around_time": timedelta(days=10)}),
        (
            second.launcher,
            {
                "flights": 3,
                "flight_proven": True,
                "attempted_landings": 3,
                "successful_landings": 2,
                "first_launch_date": utc("2026-05-01T00:00:00"),
                "last_launch_date": utc("2026-05-14T00:00:00"),
                "fastest_turnaround": timedelta(days=3),
            },
        ),
        (rocket, LAUNCHES | {"fastest_turnaround": timedelta(days=3)}),
        (rockets, LAUNCHES),
        (
            agency,
            LAUNCHES
            | {
                "attempted_landings_spacecraft": 1,
                "successful_landings_spacecraft": 1,
                "failed_landings_spacecraft": 0,
                "attempted_landings_payload": 1,
                "successful_landings_payload": 0,
                "failed_landings_payload": 1,
            },
        ),
        (
            pad,
            {
                "total_launch_count": 3,
                "orbital_launch_attempt_count": 2,
                "fastest_turnaround": timedelta(days=3),
            },
        ),
        (location, {"total_launch_count": 3, "total_landing_count": 5}),
        (ground, {"attempted_landings": 5, "successful_landings": 3, "failed_landings": 2}),
        (
            earth,
            {
                "total_attempted_launches": 3,
                "successful_launches": 2,
                "failed_launches": 1,
                "total_attempted_landings": 5,
                "successful_landings": 3,
                "failed_landings": 2,
            },
        ),
        (station, {"onboard_crew": 1, "docked_vehicles": 1}),
        (
            alice,
            {
                "in_space": True,
                "time_in_space_offset": (1 + 20) * DAY_IN_SECONDS - NOW_IN_SECONDS,
                "time_in_space_rate": 1,
                "eva_time": timedelta(hours=2),
                "first_flight": utc("2026-05-11T00:00:00"),
                "last_flight": utc("2026-05-14T00:00:00"),
                "flights_count": 2,
                "landings_count": 1,
                "spacewalks_count": 1,
            },
        ),
        (
            craft,
            {
                "in_space": True,
                "time_in_space_offset": (1 + 20) * DAY_IN_SECONDS - NOW_IN_SECONDS,
                "time_in_space_rate": 1,
                "time_docked_offset": 19 * DAY_IN_SECONDS - NOW_IN_SECONDS,
                "time_docked_rate": 1,
                "flights_count": 2,
                "mission_ends_count": 1,
                "fastest_turnaround": timedelta(days=2),
            },
        ),
        (flight, {"mission_end_instant": None, "turn_around_time": timedelta(days=2)}),
        (ship, SHIPS | {"fastest_turnaround": timedelta(days=2)}),
        (ships, SHIPS),
        (walk, {"spacestation_id": station.pk, "spacecraft_flight_id": flight.pk}),
    )
    return {type(record): (record, values) for record, values in expected}


def test_every_derived_column_has_the_value_that_is_written_out() -> None:
    """A derived column, or a model with some, that has no value here makes the test fail."""
    expected = make_log()
    store.derive(NOW)
    assert set(expected) == {derivation.model for derivation in DERIVATIONS}
    for model, (record, values) in expected.items():
        record.refresh_from_db()
        assert {field.attname: getattr(record, field.attname) for field in derived_fields(model)} == values, model
