"""Compiled queries give the rows of the queries that they are made from."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet

from downrange.api.compiled import SIZES, CompiledKeyQuery
from downrange.catalog import models

from ..catalogue.cast import make_flight, make_spacecraft

pytestmark = pytest.mark.django_db


class Asked:
    """A query that counts how often it is made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, keys: Sequence[Any]) -> QuerySet[Any, Any]:
        self.times += 1
        rows = models.Spacecraft.objects.filter(pk__in=keys).order_by("name")
        return rows.values_list("pk", "name", "status__name", "in_space", "time_docked_offset")


def test_it_gives_the_rows_of_its_query_for_any_number_of_keys() -> None:
    """With what is joined to them, in its order, converted as the ORM converts; keys without a record give none."""
    made = [make_spacecraft(f"Soyuz {number:02}") for number in range(40)]
    query = Asked()
    statement = CompiledKeyQuery(models.Spacecraft, query)
    sizes = (1, 2, 3, 7, 9, 31, 40, 8, 1)
    for keys in ([craft.pk for craft in made[:size]] for size in sizes):
        asked = [*reversed(keys), 99_999]
        expected = list(Asked()(asked))
        assert [tuple(row) for row in statement.run(asked)] == expected
        assert [row[1] for row in expected] == [craft.name for craft in made[: len(keys)]]
    assert query.times == len({next(size for size in SIZES if size > keys) for keys in sizes})


def test_it_gives_tuples_with_keys_of_another_model() -> None:
    """Keys that are UUIDs, and rows of two of them."""
    flights = [make_flight(make_spacecraft(f"Soyuz {year}"), f"{year}-01-01T00:00:00") for year in (1990, 1991, 1992)]
    statement = CompiledKeyQuery(
        models.Launch,
        lambda keys: models.SpacecraftFlight.objects.filter(launch__in=keys).order_by("pk").values_list("launch", "pk"),
    )
    for chosen in (flights[:1], flights[1:], flights):
        rows = statement.run([flight.launch_id for flight in chosen])
        assert [tuple(row) for row in rows] == [(flight.launch_id, flight.pk) for flight in chosen]
        assert isinstance(rows[0][0], UUID)


def test_no_keys_and_very_many_are_answered_by_the_query_itself() -> None:
    """Nothing is compiled for them."""
    craft = make_spacecraft()
    query = Asked()
    statement = CompiledKeyQuery(models.Spacecraft, query)
    assert statement.run([]) == []
    assert statement.run([craft.pk, *range(10_000, 10_000 + SIZES[-1])]) == list(query([craft.pk]))
    assert query.times == 3


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(lambda keys: models.Spacecraft.objects.filter(pk__gt=0), id="no keys"),
        pytest.param(lambda keys: models.Spacecraft.objects.filter(pk__in=keys[::-1]), id="another order"),
        pytest.param(lambda keys: models.Spacecraft.objects.filter(pk__in=keys[1:]), id="not all"),
        pytest.param(lambda keys: models.Spacecraft.objects.filter(pk__in=keys, status__in=keys), id="twice"),
    ],
)
def test_a_query_whose_parameters_are_not_its_keys_is_refused(query: Callable[..., QuerySet[Any, Any]]) -> None:
    """Else keys would take the place of other parameters, and the wrong records would be read."""
    statement = CompiledKeyQuery(models.Spacecraft, lambda keys: query(keys).values_list("pk"))
    with pytest.raises(ValueError, match="the keys are not parameters of this query"):
        statement.compile(8)
