"""Figures of launches, first stages and launchers."""

from datetime import timedelta

import pytest

from downrange.catalog import models
from downrange.catalog.derived import store

from ..cast import make_launch, utc
from ..vehicles import make_stage, make_statuses

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


@pytest.fixture(name="configuration")
def configuration_() -> models.LauncherConfiguration:
    return models.LauncherConfiguration.objects.create(name="Rocket")


@pytest.fixture(name="agency")
def agency_() -> models.Agency:
    kind = models.AgencyType.objects.create(name="Commercial")
    return models.Agency.objects.create(name="Provider", type=kind)


def test_a_stage_knows_its_flight_before_where_the_catalogue_has_it(
    configuration: models.LauncherConfiguration,
) -> None:
    """The second flight follows the first; before the fifth the catalogue lacks the fourth."""
    first = make_stage(configuration, "2020-01-01T00:00:00", 1)
    second = make_stage(configuration, "2020-03-01T00:00:00", 2)
    fifth = make_stage(configuration, "2021-01-01T00:00:00", 5)
    store.derive(NOW)
    for stage in (first, second, fifth):
        stage.refresh_from_db()
    assert (first.previous_flight, first.turn_around_time) == (None, None)
    assert (second.previous_flight, second.turn_around_time) == (first.rocket.launch, timedelta(days=60))
    assert (fifth.previous_flight, fifth.turn_around_time) == (None, None)


def test_a_launcher_counts_its_own_flights(configuration: models.LauncherConfiguration) -> None:
    """Its last flight number says how often it flew, though the catalogue has two flights; none of what lies ahead."""
    stage = make_stage(configuration, "2020-01-01T00:00:00", 1, landed=True)
    make_stage(configuration, "2021-01-01T00:00:00", 5, landed=False)
    make_stage(configuration, "2027-01-01T00:00:00", 6)
    store.derive(NOW)
    launcher = stage.launcher
    launcher.refresh_from_db()
    assert (launcher.flights, launcher.flight_proven) == (5, True)
    assert (launcher.attempted_landings, launcher.successful_landings) == (2, 1)
    assert (launcher.first_launch_date, launcher.last_launch_date) == (
        utc("2020-01-01T00:00:00"),
        utc("2021-01-01T00:00:00"),
    )


def test_a_launcher_that_has_not_flown_has_no_flights(configuration: models.LauncherConfiguration) -> None:
    """Neither without any nor with one that is planned."""
    planned = make_stage(configuration, "2027-01-01T00:00:00", None).launcher
    idle = models.Launcher.objects.create(serial_number="Idle", launcher_config=configuration, status=planned.status)
    store.derive(NOW)
    for launcher in (planned, idle):
        launcher.refresh_from_db()
        assert (launcher.flights, launcher.flight_proven, launcher.last_launch_date) == (0, False, None)


def test_landings_of_first_stages_are_the_launchers_and_the_providers(
    configuration: models.LauncherConfiguration, agency: models.Agency
) -> None:
    """Those of spacecraft and payloads are counted apart."""
    make_stage(configuration, "2020-01-01T00:00:00", 1, landed=False, launch_service_provider=agency)
    make_stage(configuration, "2020-02-01T00:00:00", 2, landed=True, launch_service_provider=agency)
    make_stage(configuration, "2020-05-01T00:00:00", 3, landed=True, launch_service_provider=agency)
    payload = models.Payload.objects.create(name="Capsule", operator=agency)
    launch = make_launch("2020-06-01T00:00:00")
    landing = models.Landing.objects.create(success=True)
    models.PayloadFlight.objects.create(payload=payload, launch=launch, landing=landing)
    store.derive(NOW)
    agency.refresh_from_db()
    configuration.refresh_from_db()
    for counted in (agency, configuration):
        assert (counted.attempted_landings, counted.successful_landings, counted.failed_landings) == (3, 2, 1)
        assert counted.consecutive_successful_landings == 2
    assert (agency.attempted_landings_spacecraft, agency.attempted_landings_payload) == (0, 1)
    assert configuration.fastest_turnaround == timedelta(days=31)


def test_a_pads_turnaround_is_since_the_launch_before_it(agency: models.Agency) -> None:
    """Zero for its first launch, and without a pad."""
    pad = models.Pad.objects.create(name="1")
    first = make_launch("2020-01-01T00:00:00", pad=pad)
    second = make_launch("2020-01-11T00:00:00", pad=pad)
    elsewhere = make_launch("2020-01-12T00:00:00")
    store.derive(NOW)
    for launch, turnaround in ((first, 0), (second, 10), (elsewhere, 0)):
        launch.refresh_from_db()
        assert launch.pad_turnaround == timedelta(days=turnaround)


def test_a_launchers_flight_counts_from_its_instant_on(configuration: models.LauncherConfiguration) -> None:
    """Two flights without numbers, the second at exactly now, three days after the first; a third is planned."""
    stage = make_stage(configuration, "2026-05-31T00:00:00", None)
    for net, flights in (("2026-06-03T00:00:00", 2), ("2026-06-04T00:00:00", 2)):
        make_stage(configuration, net, None)
        store.derive(NOW)
        stage.launcher.refresh_from_db()
        assert (stage.launcher.flights, stage.launcher.last_launch_date) == (flights, NOW)


def test_a_launchers_fastest_turnaround_is_the_least_of_its_flights(
    configuration: models.LauncherConfiguration,
) -> None:
    """Sixty days, then ten; a day before what is planned does not count yet."""
    stage = make_stage(configuration, "2026-03-02T00:00:00", 1)
    make_stage(configuration, "2026-05-01T00:00:00", 2)
    make_stage(configuration, "2026-05-11T00:00:00", 3)
    make_stage(configuration, "2026-06-04T00:00:00", 4)
    make_stage(configuration, "2026-06-05T00:00:00", 5)
    store.derive(NOW)
    stage.launcher.refresh_from_db()
    configuration.refresh_from_db()
    assert stage.launcher.fastest_turnaround == configuration.fastest_turnaround == timedelta(days=10)


def test_a_family_counts_what_its_configurations_did(configuration: models.LauncherConfiguration) -> None:
    """Launches and landings of its one configuration, none of another's; one launch is planned."""
    models.LauncherConfigurationFamily.objects.create(name="Empty")
    family = models.LauncherConfigurationFamily.objects.create(name="Family")
    configuration.families.add(family)
    success, failure = make_statuses()
    make_stage(configuration, "2020-01-01T00:00:00", 1, landed=True, status=failure)
    make_stage(configuration, "2026-06-03T00:00:00", 2, landed=True, status=success)
    make_stage(configuration, "2026-06-04T00:00:00", 3, landed=True, status=success)
    other = models.LauncherConfiguration.objects.create(name="Other")
    make_stage(other, "2020-01-01T00:00:00", 1, serial="B2", landed=False, status=failure)
    store.derive(NOW)
    family.refresh_from_db()
    assert (family.total_launch_count, family.successful_launches, family.failed_launches) == (2, 1, 1)
    assert (family.pending_launches, family.consecutive_successful_launches) == (1, 1)
    assert (family.attempted_landings, family.successful_landings, family.failed_landings) == (2, 2, 0)
    assert family.consecutive_successful_landings == 2
