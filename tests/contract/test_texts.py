"""Texts are ordered as people order them, and searched without accents, in every list."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, F, Model, TextField
from django.test import Client
from django.test.utils import CaptureQueriesContext

from downrange.api.filters.paths import field_at
from downrange.api.serialize import serializer_of
from downrange.api.v230 import RESOURCES
from downrange.api.v230.components import COMPONENTS
from downrange.catalog import models
from downrange.catalog.derived import texts
from downrange.catalog.models.text import FoldedText, SortKey, TextColumn, column_for, text_columns
from tests.catalogue.cast import make_flight, make_spacecraft

NOW = datetime(2026, 6, 3, tzinfo=UTC)
NEITHER = {(models.SpaceStationType, "name_sort_key")}
"""Declared in a base class, for lists that this model does not have."""
NAMES = ["Adam", "ádám", "Çelik", "de Winne", "Dé Winne", "DeWinter", "José", "Łukasz", "Ohara", "O'Hara", "Zoë"]
"""In order."""


def ordered() -> Iterator[tuple[type[Model], str]]:
    """What lists can be ordered by, and what is nested in records is."""
    for resource in RESOURCES:
        for ordering in resource.orderings_by_name.values():
            expression = ordering.expression(NOW)
            if isinstance(expression, F):
                yield resource.model, expression.name
    for component in COMPONENTS.values():
        for relation in serializer_of(component).relations:
            for name in relation.nested.order:
                if isinstance(name, str) and name.removeprefix("-") != "pk":
                    yield relation.component.model(), name.removeprefix("-")


def searched() -> Iterator[tuple[type[Model], str]]:
    for resource in RESOURCES:
        for path in resource.search_paths:
            yield resource.model, path


def columns(paths: Iterator[tuple[type[Model], str]], kind: type[TextColumn]) -> dict[Any, TextColumn | None]:
    """The texts at the end of paths, and the column of a kind that stands in for each."""
    fields = (field_at(model, path) for model, path in paths if path != "pk")
    return {
        field: column_for(field.model, field.name, kind) for field in fields if isinstance(field, CharField | TextField)
    }


def test_every_text_that_something_is_ordered_by_has_a_sort_key() -> None:
    """It is null where the text is."""
    found = columns(ordered(), SortKey)
    assert {field for field, key in found.items() if key is None or key.null != field.null} == set()


def test_every_text_that_is_searched_has_a_folded_one() -> None:
    """Numbers are searched as they are."""
    assert {field for field, folded in columns(searched(), FoldedText).items() if folded is None} == set()


def test_no_other_text_has_either() -> None:
    """What nothing is ordered by or searched in needs no column."""
    found = {
        column
        for kind, paths in ((SortKey, ordered()), (FoldedText, searched()))
        for column in columns(paths, kind).values()
    }
    unused = {(model, column.name) for model in texts.models() for column in text_columns(model) if column not in found}
    assert unused == NEITHER


@pytest.fixture
def people() -> list[str]:
    for name in reversed(NAMES):
        models.Astronaut.objects.create(name=name)
    return NAMES


@pytest.mark.django_db
@pytest.mark.usefixtures("direct_writes")
def test_names_are_in_the_order_of_people(client: Client, people: list[str]) -> None:
    """On every database, up and down."""
    for ordering, names in (("name", people), ("-name", people[::-1])):
        page = client.get(f"/2.3.0/astronauts/?limit=100&ordering={ordering}").json()
        assert [each["name"] for each in page["results"]] == names


@pytest.mark.django_db
@pytest.mark.usefixtures("direct_writes")
def test_a_name_of_a_related_record_orders_alike(client: Client) -> None:
    """Patches by their agencies, those without one last."""
    kind = models.AgencyType.objects.create(name="Government")
    for name in (None, "zeta", "Épsilon", "Delta", "eta"):
        agency = name and models.Agency.objects.create(name=name, type=kind)
        models.MissionPatch.objects.create(name="Patch", agency=agency or None)
    for ordering, names in (
        ("agency__name", ["Delta", "Épsilon", "eta", "zeta", None]),
        ("-agency__name", [None, "zeta", "eta", "Épsilon", "Delta"]),
    ):
        page = client.get(f"/2.3.0/mission_patches/?ordering={ordering}").json()
        assert [(each["agency"] or {}).get("name") for each in page["results"]] == names


@pytest.mark.django_db
@pytest.mark.usefixtures("direct_writes")
@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("jose", ["José"]),
        ("JOSÉ", ["José"]),
        ("Jose\u0301", ["José"]),
        ("łukasz", ["Łukasz"]),
        ("lukasz", ["Łukasz"]),
        ("adam", ["Adam", "ádám"]),
        ("ÁDÁM", ["Adam", "ádám"]),
        ("dé", ["de Winne", "Dé Winne", "DeWinter"]),
        ("oë", ["Zoë"]),
        ("ö", ["José", "Ohara", "O'Hara", "Zoë"]),
        ("zoe jose", []),
    ],
)
def test_a_search_finds_with_and_without_accents(
    client: Client, people: list[str], term: str, found: list[str]
) -> None:
    """Whichever side has them, also in terms too short for a trigram."""
    page = client.get("/2.3.0/astronauts/", {"limit": 100, "ordering": "name", "search": term}).json()
    assert [each["name"] for each in page["results"]] == found


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner takes the index by itself")
@pytest.mark.parametrize(("term", "is_used"), [("zoë", True), ("ß1", True), ("zo", False)])
def test_a_search_uses_the_index(client: Client, term: str, *, is_used: bool) -> None:
    """For terms of three letters and more, counted without accents."""
    with CaptureQueriesContext(connection) as queries:
        client.get("/2.3.0/astronauts/", {"search": term})
    assert any("name_folded_trigrams" in query["sql"] for query in queries) == is_used


@pytest.mark.django_db
@pytest.mark.usefixtures("direct_writes")
def test_a_filter_minds_accents(client: Client) -> None:
    """`icontains` ignores case alone, as upstream's does, though the index that it uses is of folded names."""
    for name in ("Ångström", "Angstrom"):
        make_flight(make_spacecraft(name), "2020-01-01T00:00:00")
    for part, number in (("ANGSTROM", 1), ("åNGSTRÖM", 1), ("ngstr", 2), ("ng", 2), ("ström", 1)):
        query = {"rocket__spacecraftflight__spacecraft__name__icontains": part}
        assert client.get("/2.3.0/launches/", query).json()["count"] == number, part
