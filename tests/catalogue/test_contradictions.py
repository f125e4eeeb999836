"""Contradictions in the log are found, each with its record."""

from datetime import datetime, timedelta

import pytest

from downrange.catalog import models
from downrange.catalog.checks import contradictions

from .cast import make_crew, make_docking, make_flight, make_spacecraft, make_station, utc
from .vehicles import make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]
NOW = utc("2026-06-03T00:00:00")


def found(now: datetime = NOW) -> list[tuple[type, object, str]]:
    return [(wrong.model, wrong.pk, wrong.why) for wrong in contradictions(now)]


@pytest.fixture(name="flight")
def flight_() -> models.SpacecraftFlight:
    return make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-07-01T00:00:00")


def test_a_possible_log_has_no_contradiction(flight: models.SpacecraftFlight) -> None:
    """Two stays one after the other, and a crew that launched and landed."""
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-02-01T00:00:00")
    make_docking(flight, "2020-02-01T00:00:00", "2020-06-30T00:00:00")
    make_crew("Alice", [flight], [flight])
    assert event.departure is not None
    assert found() == []


def test_a_ship_docked_to_two_ports_at_once_is_found(flight: models.SpacecraftFlight) -> None:
    """The later of the two events is named."""
    first = make_docking(flight, "2020-01-02T00:00:00", "2020-03-01T00:00:00")
    second = make_docking(flight, "2020-02-01T00:00:00", "2020-04-01T00:00:00")
    assert found() == [(models.DockingEvent, second.pk, f"the same craft is docked since docking event {first.pk}")]


def test_a_port_with_two_ships_is_found(flight: models.SpacecraftFlight) -> None:
    """One port, one ship."""
    first = make_docking(flight, "2020-01-02T00:00:00", "2020-03-01T00:00:00")
    other = make_flight(make_spacecraft("Other"), "2020-01-15T00:00:00", "2020-07-01T00:00:00")
    port = {"docking_location": first.docking_location, "space_station_target": first.space_station_target}
    second = make_docking(other, "2020-02-01T00:00:00", "2020-04-01T00:00:00", **port)
    assert found() == [(models.DockingEvent, second.pk, f"the same port is taken since docking event {first.pk}")]


def test_a_docking_outside_the_flight_of_its_chaser_is_found(flight: models.SpacecraftFlight) -> None:
    """Before its launch, after its end, or left after its end."""
    early = make_docking(flight, "2019-12-31T00:00:00", "2020-01-02T00:00:00")
    left_late = make_docking(flight, "2020-06-01T00:00:00", "2020-08-01T00:00:00")
    late = make_docking(flight, "2020-09-01T00:00:00", "2020-10-01T00:00:00")
    whys = {pk: why for _, pk, why in found()}
    assert whys == {
        early.pk: "it comes before the launch of its chaser at 2020-01-01 00:00:00+00:00",
        left_late.pk: f"its departure comes after the end of its chaser's flight {flight.pk}",
        late.pk: f"it comes after the end of its chaser's flight {flight.pk}",
    }


def test_a_docking_outside_the_life_of_its_station_is_found(flight: models.SpacecraftFlight) -> None:
    """Not yet founded, or come down already."""
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-02-01T00:00:00")
    models.SpaceStation.objects.update(founded="2021-01-01")
    assert found() == [(models.DockingEvent, event.pk, "its target was founded later, on 2021-01-01")]
    models.SpaceStation.objects.update(founded="1990-01-01", deorbited="1999-01-01")
    assert found() == [(models.DockingEvent, event.pk, "its target came down before, on 1999-01-01")]


def test_a_port_of_another_target_is_found(flight: models.SpacecraftFlight) -> None:
    """A docking happens at a port of its target."""
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-02-01T00:00:00")
    elsewhere = make_docking(flight, "2020-03-02T00:00:00", "2020-04-01T00:00:00").docking_location
    models.DockingEvent.objects.filter(pk=event.pk).update(docking_location=elsewhere)
    assert found() == [(models.DockingEvent, event.pk, f"its port {elsewhere.pk} is not its target's")]


def test_a_craft_that_flies_twice_at_once_is_found(flight: models.SpacecraftFlight) -> None:
    """By its later flight; one after the other is right, even on the day on which the first ended."""
    again = make_flight(flight.spacecraft, "2020-03-01T00:00:00", "2020-04-01T00:00:00")
    make_flight(flight.spacecraft, "2020-07-01T00:00:00", "2020-08-01T00:00:00")
    why = f"its craft is still flying, since its flight {flight.pk}"
    assert found() == [(models.SpacecraftFlight, again.pk, why)]
    models.SpacecraftFlight.objects.filter(pk=flight.pk).update(mission_end=None, mission_end_date="2020-03-01")
    assert found() == []


def test_a_craft_in_flight_may_be_planned_to_fly_again(flight: models.SpacecraftFlight) -> None:
    """It will have come down by then; but not when the later flight has begun."""
    models.SpacecraftFlight.objects.update(mission_end=None)
    later = make_flight(flight.spacecraft, "2026-12-01T00:00:00")
    assert found() == []
    models.Launch.objects.filter(pk=later.launch_id).update(net="2026-01-01T00:00:00Z")
    assert [pk for _, pk, _ in found()] == [later.pk]


def test_a_placeholder_may_stand_for_craft_that_fly_at_once() -> None:
    """The craft are not known yet."""
    craft = make_spacecraft("To be announced", is_placeholder=True)
    for net in ("2020-01-01T00:00:00", "2020-01-02T00:00:00"):
        make_flight(craft, net)
    assert found() == []


def test_a_docking_to_itself_is_found(flight: models.SpacecraftFlight) -> None:
    """A craft cannot be its own target."""
    port = models.DockingLocation.objects.create(name="Nose", spacecraft=flight.spacecraft.spacecraft_config)
    target = {"space_station_target": None, "flight_vehicle_target": flight, "docking_location": port}
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-01-03T00:00:00", **target)
    assert found() == [(models.DockingEvent, event.pk, "its target is its own chaser")]


def test_a_docking_outside_the_flight_of_its_target_is_found(flight: models.SpacecraftFlight) -> None:
    """Not yet launched, landed, or left after it has landed; and at a port of its type of craft."""
    target = make_flight(make_spacecraft("Target"), "2020-02-01T00:00:00", "2020-04-01T00:00:00")
    port = models.DockingLocation.objects.create(name="Nose", spacecraft=target.spacecraft.spacecraft_config)
    ship = {"space_station_target": None, "flight_vehicle_target": target, "docking_location": port}
    early = make_docking(flight, "2020-01-02T00:00:00", "2020-01-03T00:00:00", **ship)
    left_late = make_docking(flight, "2020-03-02T00:00:00", "2020-04-02T00:00:00", **ship)
    late = make_docking(flight, "2020-05-02T00:00:00", "2020-05-03T00:00:00", **ship)
    assert {pk: why for _, pk, why in found()} == {
        early.pk: "it comes before the launch of its target at 2020-02-01 00:00:00+00:00",
        left_late.pk: f"its departure comes after the end of its target's flight {target.pk}",
        late.pk: f"it comes after the end of its target's flight {target.pk}",
    }
    models.DockingEvent.objects.exclude(pk=left_late.pk).delete()
    models.DockingEvent.objects.update(departure="2020-03-03T00:00:00Z")
    assert found() == []
    models.DockingLocation.objects.update(spacecraft=None, spacestation=make_station())
    assert found() == [(models.DockingEvent, left_late.pk, f"its port {port.pk} is not its target's")]


def test_a_docking_to_a_payload_before_its_launch_is_found(flight: models.SpacecraftFlight) -> None:
    """The payload is not in space yet."""
    payload = models.Payload.objects.create(name="Target vehicle")
    launch = make_flight(make_spacecraft("Other"), "2020-01-05T00:00:00").launch
    target = models.PayloadFlight.objects.create(payload=payload, launch=launch)
    port = models.DockingLocation.objects.create(name="Cone", payload=payload)
    facts = {"space_station_target": None, "payload_flight_target": target, "docking_location": port}
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-01-03T00:00:00", **facts)
    why = "it comes before the launch of its target at 2020-01-05 00:00:00+00:00"
    assert found() == [(models.DockingEvent, event.pk, why)]


def test_a_docking_that_outlasts_its_station_is_found(flight: models.SpacecraftFlight) -> None:
    """A craft cannot stay docked to a station that was deorbited."""
    event = make_docking(flight, "2020-01-02T00:00:00", "2020-02-01T00:00:00")
    models.SpaceStation.objects.update(deorbited="2020-01-20")
    assert found() == [(models.DockingEvent, event.pk, "it goes on after its target came down, on 2020-01-20")]


def test_all_overlapping_dockings_are_found(flight: models.SpacecraftFlight) -> None:
    """The long stay overlaps a later one although a short one lies between."""
    first = make_docking(flight, "2020-01-02T00:00:00", "2020-06-01T00:00:00")
    second = make_docking(flight, "2020-02-01T00:00:00", "2020-02-02T00:00:00")
    third = make_docking(flight, "2020-03-01T00:00:00", "2020-03-02T00:00:00")
    why = f"the same craft is docked since docking event {first.pk}"
    assert [(pk, why) for _, pk, why in found()] == [(second.pk, why), (third.pk, why)]


def test_a_landing_of_no_vehicle_is_found() -> None:
    """Each landing is one vehicle's."""
    landing = models.Landing.objects.create(success=True)
    assert found() == [(models.Landing, landing.pk, "it is the landing of no vehicle")]


@pytest.mark.parametrize("vehicle", ["spacecraft", "first stage", "payload"])
def test_a_landing_before_the_launch_is_found(vehicle: str) -> None:
    """Of whatever lands: it has an outcome though its launch lies ahead. Until it has one, it is planned."""
    landing = models.Landing.objects.create(success=True)
    flight = make_flight(make_spacecraft(), "2026-12-01T00:00:00")
    if vehicle == "spacecraft":
        models.SpacecraftFlight.objects.update(landing=landing)
    elif vehicle == "payload":
        payload = models.Payload.objects.create(name="Capsule")
        models.PayloadFlight.objects.create(payload=payload, launch=flight.launch, landing=landing)
    else:
        rocket = models.LauncherConfiguration.objects.create(name="Rocket")
        stage = make_stage(rocket, "2026-12-01T00:00:00", 1)
        models.FirstStage.objects.filter(pk=stage.pk).update(landing=landing)
    why = "it has an outcome, and its launch lies ahead, at 2026-12-01 00:00:00+00:00"
    assert found() == [(models.Landing, landing.pk, why)]
    models.Landing.objects.update(success=None)
    assert found() == []


def test_a_landing_of_two_vehicles_is_found(flight: models.SpacecraftFlight) -> None:
    """Each landing is one vehicle's."""
    landing = models.Landing.objects.create(success=True)
    flight.landing = landing
    flight.save()
    payload = models.Payload.objects.create(name="Capsule")
    models.PayloadFlight.objects.create(payload=payload, launch=flight.launch, landing=landing)
    assert found() == [(models.Landing, landing.pk, "it is the landing of more than one vehicle")]


def test_a_mission_that_ends_on_a_day_before_its_launch_is_found(flight: models.SpacecraftFlight) -> None:
    """The database guards instants; an end known to the day is looked at here."""
    day = (utc("2020-01-01T00:00:00") - timedelta(days=1)).date()
    models.SpacecraftFlight.objects.update(mission_end=None, mission_end_date=day)
    assert found() == [(models.SpacecraftFlight, flight.pk, "it ends before its launch at 2020-01-01 00:00:00+00:00")]


@pytest.mark.usefixtures("catalogue")
def test_nothing_in_the_shipped_catalogue_contradicts_itself() -> None:
    """Launches, flights, dockings, landings and crews, as of the day of the last fact."""
    assert found(utc("2026-10-09T00:00:00")) == []
