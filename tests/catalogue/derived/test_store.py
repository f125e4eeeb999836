"""The stored figures follow the log."""

from datetime import timedelta

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from downrange.catalog import models
from downrange.catalog.derived import deriver, store
from downrange.catalog.editing import editing
from downrange.catalog.revision import Revision, capped

from ..cast import make_flight, make_spacecraft, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")


def test_deriving_twice_changes_nothing() -> None:
    """The second time finds every figure as the log has it, and leaves the revision."""
    make_flight(make_spacecraft(), "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    assert deriver.derive(NOW).changed > 0
    revision = Revision.current().number
    assert deriver.derive(NOW).changed == 0
    assert Revision.current().number == revision


def test_a_wrong_figure_is_found_and_named() -> None:
    """`downrange check` reports what is stored against what the log says."""
    craft = make_spacecraft()
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    deriver.derive(NOW)
    models.Spacecraft.objects.filter(pk=craft.pk).update(flights_count=7)
    assert [(d.model, d.pk, d.field, d.stored, d.derived) for d in store.differences(NOW)] == [
        (models.Spacecraft, craft.pk, "flights_count", 7, 1)
    ]


@pytest.mark.usefixtures("catalogue")
def test_the_shipped_catalogues_figures_are_as_its_log_has_them() -> None:
    """Nothing stored differs from what the log says."""
    derived_for = Revision.current().figures_at
    assert derived_for is not None
    assert list(store.differences(capped(derived_for, Revision.current().figures_horizon))) == []


@pytest.mark.usefixtures("catalogue")
def test_figures_of_many_records_are_written_by_as_many_statements_as_those_of_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """A few queries for each model, however many spacecraft there are: here 633, all wrong. One for each of 46 models
    reads its texts.
    """
    models.Spacecraft.objects.update(flights_count=7, mission_ends_count=7, fastest_turnaround=None)
    with django_assert_max_num_queries(168):
        assert deriver.derive(NOW).changed >= 560
    assert list(store.differences(NOW)) == []


def test_an_edit_by_a_clock_that_lags_derives_for_the_instant_of_the_figures() -> None:
    """A flight that another machine has seen launched is not taken back by an edit of its craft a minute behind."""
    craft = make_spacecraft()
    make_flight(craft, "2026-06-03T00:00:00")
    deriver.derive(NOW)
    row = models.Spacecraft.objects.filter(pk=craft.pk).values().get()
    assert store.derive(NOW - timedelta(minutes=1), {models.Spacecraft: [row]}).figures_at == NOW
    craft.refresh_from_db()
    assert craft.flights_count == 1


def test_an_edit_at_the_instant_of_the_figures_derives_its_scope_alone() -> None:
    """Everything is derived only where time went back."""
    craft, other = make_spacecraft(), make_spacecraft("Other")
    deriver.derive(NOW)
    models.Spacecraft.objects.update(flights_count=7)
    row = models.Spacecraft.objects.filter(pk=craft.pk).values().get()
    assert store.derive(NOW, {models.Spacecraft: [row]}).changed == 1
    craft.refresh_from_db()
    other.refresh_from_db()
    assert (craft.flights_count, other.flights_count) == (0, 7)


def test_facts_that_are_newer_derive_what_has_passed_since() -> None:
    """Figures stop at the horizon of the facts. When it moves on, the instants between are derived, without an edit."""
    craft = make_spacecraft()
    make_flight(craft, "2026-06-02T00:00:00")
    for horizon, flights in ((NOW - timedelta(days=2), 0), (NOW, 1)):
        with editing(by="Alice", source="local", now=NOW) as edit:
            edit.as_of[models.Launch] = horizon - settings.FIGURES_GRACE
        craft.refresh_from_db()
        assert (craft.flights_count, Revision.current().figures_horizon) == (flights, horizon)
