"""The stored figures follow the log."""

import pytest
from pytest_django import DjangoAssertNumQueries

from downrange.catalog import models
from downrange.catalog.derived import deriver, store
from downrange.catalog.revision import Revision

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
    assert list(store.differences(derived_for)) == []


@pytest.mark.usefixtures("catalogue")
def test_figures_of_many_records_are_written_by_as_many_statements_as_those_of_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """A few queries for each model, however many spacecraft there are: here 568, all wrong."""
    models.Spacecraft.objects.update(flights_count=7, mission_ends_count=7, fastest_turnaround=None)
    with django_assert_max_num_queries(110):
        assert deriver.derive(NOW).changed >= 560
    assert list(store.differences(NOW)) == []
