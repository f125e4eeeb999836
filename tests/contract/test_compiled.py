"""Compiled queries give the rows of the queries that they are made from."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

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
        return models.Spacecraft.objects.filter(pk__in=keys).select_related("status").order_by("name")


def test_it_gives_the_records_of_its_query_for_any_number_of_keys() -> None:
    """With what is joined to them, in its order; keys without a record give none."""
    made = [make_spacecraft(f"Soyuz {number:02}") for number in range(9)]
    query = Asked()
    statement = CompiledKeyQuery(models.Spacecraft, query)
    for keys in ([craft.pk for craft in made[:size]] for size in (1, 2, 3, 4, 5, 9, 8, 1)):
        records = statement.run([*reversed(keys), 99_999])
        assert [record.name for record in records] == [craft.name for craft in made[: len(keys)]]
        with CaptureQueriesContext(connection) as queries:
            assert records[0].status == made[0].status
        assert not queries
    assert query.times == len({8, 128})


def test_it_gives_tuples_with_keys_of_another_model() -> None:
    """Keys that are UUIDs, and rows of two of them."""
    flights = [make_flight(make_spacecraft(f"Soyuz {year}"), f"{year}-01-01T00:00:00") for year in (1990, 1991, 1992)]
    statement = CompiledKeyQuery(
        models.Launch,
        lambda keys: models.SpacecraftFlight.objects.filter(launch__in=keys).order_by("pk").values_list("launch", "pk"),
    )
    for chosen in (flights[:1], flights[1:], flights):
        rows = statement.run([flight.launch_id for flight in chosen])
        assert rows == [(flight.launch_id, flight.pk) for flight in chosen]
        assert isinstance(rows[0][0], UUID)


def test_no_keys_and_very_many_are_answered_by_the_query_itself() -> None:
    """Nothing is compiled for them."""
    craft = make_spacecraft()
    query = Asked()
    statement = CompiledKeyQuery(models.Spacecraft, query)
    assert statement.run([]) == []
    assert statement.run([craft.pk, *range(10_000, 10_000 + SIZES[-1])]) == [craft]
    assert query.times == 2
