"""Figures of agencies."""

import pytest

from downrange.catalog import models
from downrange.catalog.derived import store
from downrange.catalog.models.fields import derived_fields

from ..cast import make_flight, make_launch, make_spacecraft, utc
from ..vehicles import make_agency, make_landing, make_stage, make_statuses

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def test_an_agency_counts_its_launches_up_to_now() -> None:
    """Success, failure, success, success at now; one is planned. Consecutive are those after the failure."""
    agency, (success, failure) = make_agency(), make_statuses()
    for net, status in (
        ("2020-01-01", success),
        ("2020-02-01", failure),
        ("2020-03-01", success),
        ("2026-06-03", success),
        ("2026-06-04", success),
    ):
        make_launch(f"{net}T00:00:00", launch_service_provider=agency, status=status)
    make_launch("2020-01-01T00:00:00", status=success)
    store.derive(NOW)
    agency.refresh_from_db()
    assert (agency.total_launch_count, agency.successful_launches, agency.failed_launches) == (4, 3, 1)
    assert (agency.pending_launches, agency.consecutive_successful_launches) == (1, 2)


def test_of_two_launches_at_one_instant_the_failure_counts_as_the_last() -> None:
    """So no figure depends on the order in which a database returns its rows."""
    agency, (success, failure) = make_agency(), make_statuses()
    for status in (failure, success):
        make_launch("2020-01-01T00:00:00", launch_service_provider=agency, status=status)
    store.derive(NOW)
    agency.refresh_from_db()
    assert (agency.total_launch_count, agency.consecutive_successful_launches) == (2, 0)


def test_landings_of_an_agency_are_of_its_spacecraft_its_payloads_and_its_launches_stages() -> None:
    """Three stages of which one crashed first, one spacecraft, two payloads of which one crashed; one lies ahead."""
    agency, configuration = make_agency(), models.LauncherConfiguration.objects.create(name="Rocket")
    for number, landed in ((1, False), (2, True), (3, True)):
        make_stage(configuration, f"2020-0{number}-01T00:00:00", number, landed=landed, launch_service_provider=agency)
    craft = make_spacecraft()
    models.SpacecraftConfiguration.objects.update(agency=agency)
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-02T00:00:00", landing=make_landing(success=True))
    payload = models.Payload.objects.create(name="Capsule", operator=agency)
    for net, landed in (("2020-01-01", True), ("2020-02-01", False), ("2026-06-04", True)):
        models.PayloadFlight.objects.create(
            payload=payload, launch=make_launch(f"{net}T00:00:00"), landing=make_landing(success=landed)
        )
    store.derive(NOW)
    agency.refresh_from_db()
    assert (agency.attempted_landings, agency.successful_landings, agency.failed_landings) == (3, 2, 1)
    assert agency.consecutive_successful_landings == 2
    assert (agency.attempted_landings_spacecraft, agency.successful_landings_spacecraft) == (1, 1)
    assert agency.failed_landings_spacecraft == 0
    assert (agency.attempted_landings_payload, agency.successful_landings_payload) == (2, 1)
    assert agency.failed_landings_payload == 1


def test_a_partial_failure_is_a_failure_and_a_deployed_payload_a_success() -> None:
    """By the primary keys of the statuses (contract, 02 §16); no other status has an outcome."""
    agency = make_agency()
    for pk in range(1, 11):
        status = models.LaunchStatus.objects.create(pk=pk, name=f"Status {pk}")
        make_launch(f"2020-01-{pk:02}T00:00:00", launch_service_provider=agency, status=status)
    store.derive(NOW)
    agency.refresh_from_db()
    assert (agency.total_launch_count, agency.successful_launches, agency.failed_launches) == (4, 2, 2)
    assert agency.consecutive_successful_launches == 1


def test_an_agency_without_a_launch_has_zeros() -> None:
    """In every column."""
    agency = make_agency()
    store.derive(NOW)
    agency.refresh_from_db()
    assert {getattr(agency, field.attname) for field in derived_fields(models.Agency)} == {0}
