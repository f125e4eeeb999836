"""Ages in SQL are those of the formula."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Q
from django.db.models.lookups import GreaterThanOrEqual

from downrange.catalog import models
from downrange.catalog.ages import age
from downrange.catalog.derived import formulas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]
BIRTHS = (date(1960, 2, 28), date(1960, 2, 29), date(1960, 3, 1), date(1961, 12, 31), date(1962, 1, 1), None)
DEATHS = (None, date(2003, 2, 1), date(2004, 2, 28), date(2004, 2, 29))
DAYS = (
    *(date(year, 2, 27) + timedelta(days=days) for year in (2003, 2004, 2100) for days in range(5)),
    date(2004, 12, 31),
    date(2005, 1, 1),
    date(1950, 1, 1),
)


def test_an_age_in_sql_is_that_of_the_formula() -> None:
    """On the days around 29 February and New Year, of the living and the dead, and before their birth."""
    models.Astronaut.objects.bulk_create(
        models.Astronaut(name="Alice", date_of_birth=birth, date_of_death=death) for birth in BIRTHS for death in DEATHS
    )
    for day in DAYS:
        now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        people = models.Astronaut.objects.annotate(age=age(now))
        assert [person.age for person in people] == [
            formulas.age(person.date_of_birth, person.date_of_death, now) for person in people
        ], day


def test_an_age_filters_and_orders() -> None:
    """The expression is used as it is, in a lookup or in an ordering."""
    for name, year in (("Alice", 1980), ("Bob", 1990), ("Charlie", 1970)):
        models.Astronaut.objects.create(name=name, date_of_birth=date(year, 6, 3))
    now = datetime(2026, 6, 3, tzinfo=UTC)
    people = models.Astronaut.objects.filter(Q(GreaterThanOrEqual(age(now), 46))).order_by(age(now))
    assert list(people.values_list("name", flat=True)) == ["Alice", "Charlie"]
