"""How many records a scope tells apart: beyond that, all records of the model are derived."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from downrange.catalog import models
from downrange.catalog.derived import scope as module
from downrange.catalog.derived.derivation import Keys
from downrange.catalog.derived.derivations import trees
from downrange.catalog.derived.scope import scope

from ..cast import make_flight, make_spacecraft

pytestmark = pytest.mark.django_db
SUCCESSIVE = ("2020-01-01T00:00:00", "2020-02-01T00:00:00", "2020-03-01T00:00:00")


@pytest.fixture(autouse=True)
def _two_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEYS", 2)


def make_flights(number: int) -> list[models.SpacecraftFlight]:
    """Flights of as many craft, each of a configuration of its own."""
    flights = []
    for each in range(number):
        craft = make_spacecraft(str(each))
        agency = models.Agency.objects.create(name=str(each), type=models.AgencyType.objects.get())
        craft.spacecraft_config = models.SpacecraftConfiguration.objects.create(
            name=str(each), type=models.SpacecraftConfigurationType.objects.get(), agency=agency
        )
        craft.save()
        flights.append(make_flight(craft, SUCCESSIVE[each]))
    return flights


def found(records: Sequence[Model]) -> dict[type[Model], Keys]:
    """The scope of records that were created."""
    model: Any = type(records[0])
    return scope(trees(), {model: list(model.objects.filter(pk__in=[record.pk for record in records]).values())})


def test_as_many_as_are_told_apart_are_found_by_their_keys() -> None:
    """In the next table, by the rows alone, and in those further away."""
    make_flights(3)
    flights = list(models.SpacecraftFlight.objects.select_related("spacecraft__spacecraft_config").order_by("pk")[:2])
    scopes = found(flights)
    assert scopes[models.SpacecraftFlight] == {flight.pk for flight in flights}
    assert scopes[models.Spacecraft] == {flight.spacecraft_id for flight in flights}
    assert scopes[models.SpacecraftConfiguration] == {flight.spacecraft.spacecraft_config_id for flight in flights}
    assert scopes[models.Agency] == {flight.spacecraft.spacecraft_config.agency_id for flight in flights}
    assert models.Launcher not in scopes


def test_of_more_all_are_derived() -> None:
    """Of every model that reads them, and of no other."""
    scopes = found(make_flights(3))
    for model in (models.SpacecraftFlight, models.Spacecraft, models.SpacecraftConfiguration, models.Agency):
        assert scopes[model] is None
    assert models.Launcher not in scopes


def test_one_record_may_lead_to_more_than_are_told_apart() -> None:
    """A launch with three craft aboard, the third found by the last step."""
    flights = make_flights(3)
    models.SpacecraftFlight.objects.update(launch=flights[2].launch)
    scopes = found([flights[2].launch])
    assert scopes[models.Spacecraft] is None
    assert scopes[models.Launch] == {flights[2].launch_id}


def test_launches_after_a_changed_one_are_found_with_it() -> None:
    """Their ordinals count it; of more than are told apart, all are derived."""
    flights = make_flights(3)
    assert found([flights[1].launch])[models.Launch] == {flights[1].launch_id, flights[2].launch_id}
    assert found([flights[0].launch])[models.Launch] is None


def test_no_step_reads_more_than_one_record_beyond_them() -> None:
    """However many there are."""
    flights = make_flights(3)
    models.SpacecraftFlight.objects.update(launch=flights[0].launch)
    with CaptureQueriesContext(connection) as queries:
        found([flights[0].launch])
    limits = {query["sql"].rpartition(" LIMIT ")[2] for query in queries if " LIMIT " in query["sql"]}
    assert "3" in limits
    assert limits <= {"1", "3"}


def test_a_step_is_read_once_for_all_derivations() -> None:
    """Several figures read the flights of a launch."""
    flights = make_flights(1)
    with CaptureQueriesContext(connection) as queries:
        found([flights[0].launch])
    statements = [query["sql"] for query in queries]
    assert len(statements) == len(set(statements))


def test_rows_that_differ_in_nothing_that_is_read_lead_nowhere() -> None:
    """As they were and as they are; a single row is of a record that was created or deleted."""
    (flight,) = make_flights(1)
    row = models.Spacecraft.objects.filter(pk=flight.spacecraft_id).values().get()
    assert scope(trees(), {models.Spacecraft: [row, row | {"name": "Other"}]}) == {}
    assert scope(trees(), {models.Spacecraft: [row, row | {"spacecraft_config_id": None}]})[
        models.SpacecraftConfiguration
    ] == {row["spacecraft_config_id"]}
    assert scope(trees(), {models.Spacecraft: [row]})[models.Spacecraft] == {flight.spacecraft_id}
