"""The form of a list."""

from collections.abc import Mapping
from typing import Any

import pytest
from django import forms
from django.db.models import Model
from django.http import QueryDict

from downrange.api.filters import Filter, NumberFilter
from downrange.api.filters.lists import CsvFilter
from downrange.api.filters.values import BooleanFilter, DateTimeFilter, TextFilter
from downrange.api.resource import Resource
from downrange.api.v230.spacecraft import SpacecraftEndpointDetailed, SpacecraftNormal
from downrange.explorer.forms import Field, Form, read_form

CHOICES = [("1", "Active"), ("2", "Retired")]


class Offered(Filter):
    """A filter that offers a list."""

    schema = {"type": "integer"}

    def form_field(self, model: type[Model]) -> forms.Field:
        return forms.ChoiceField(choices=[("", "any"), *CHOICES])


class Several(Filter):
    """A filter that takes its parameter many times."""

    schema = {"type": "array"}

    def form_field(self, model: type[Model]) -> forms.Field:
        return forms.MultipleChoiceField(choices=CHOICES)


RESOURCE = Resource(
    route="spacecraft",
    title="Spacecraft",
    components={"normal": SpacecraftNormal, "detailed": SpacecraftEndpointDetailed},
    record=SpacecraftEndpointDetailed,
    filters=(
        Offered(name="status", path="status"),
        Several(name="owners", path="status"),
        BooleanFilter(name="in_space", path="in_space"),
        TextFilter(name="name", path="name"),
        NumberFilter(name="flights", path="flights_count"),
        DateTimeFilter(name="docked__gt", path="docked"),
        CsvFilter(name="ids", path="id"),
    ),
    search=("name",),
    orderings=("id", "flights_count"),
)


def form(query: str = "", errors: Mapping[str, Any] | None = None) -> Form:
    return read_form(RESOURCE, QueryDict(query), "/2.3.0/spacecraft/", errors or {})


def field(name: str, query: str = "", errors: Mapping[str, Any] | None = None) -> Field:
    fields = [field for fields in form(query, errors).sections.values() for field in fields]
    return next(field for field in fields if field.name == name)


def chosen(name: str, query: str) -> list[str]:
    return [option.value for option in field(name, query).options if option.chosen]


def test_every_parameter_has_a_field() -> None:
    """Except `offset`, because a new request starts at the first record; `fields` and `format` are hidden."""
    names = {field.name for fields in form().sections.values() for field in fields}
    assert names == RESOURCE.parameters - {"offset", "fields", "format"}


def test_filters_are_in_the_order_of_the_help() -> None:
    """By name, with `id`, which every list takes."""
    assert [field.name for field in form().sections["Filters"]] == [
        "docked__gt", "flights", "id", "ids", "in_space", "name", "owners", "status"
    ]  # fmt: skip


def test_the_form_keeps_the_format() -> None:
    """Once."""
    assert form("format=json&format=api").hidden == (("format", "api"),)
    assert form().hidden == ()


@pytest.mark.parametrize(
    ("value", "shown"), [("true", "true"), ("True", "true"), ("1", "true"), ("0", "false"), ("", "")]
)
def test_a_boolean_is_shown_however_it_was_spelled(value: str, shown: str) -> None:
    """true, false, or any."""
    assert chosen("in_space", f"in_space={value}") == [shown]
    assert [option.label for option in field("in_space").options] == ["any", "true", "false"]


def test_a_choice_is_a_select() -> None:
    """Its options are the records, by name; the requested one is selected."""
    assert [option.label for option in field("status").options] == ["any", "Active", "Retired"]
    assert chosen("status", "status=2") == ["2"]


def test_an_invalid_choice_is_shown() -> None:
    """It stands beside the error message."""
    refused = field("status", "status=99", {"status": ["Select a valid choice."]})
    assert [option.value for option in refused.options if option.chosen] == ["99"]
    assert refused.errors == ("Select a valid choice.",)
    assert form("status=99", {"status": ["Select a valid choice."]}).refused


def test_a_parameter_that_may_be_repeated_is_a_list() -> None:
    """All requested values are selected."""
    assert field("owners").several
    assert chosen("owners", "owners=1&owners=2") == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("flights", "5", "number"),
        ("flights", "five", "text"),
        ("docked__gt", "2026-06-03T12:00Z", "text"),
        ("name", "Soyuz T-2", "text"),
        ("ids", "1,2", "text"),
    ],
)
def test_an_input_shows_an_invalid_value(name: str, value: str, kind: str) -> None:
    """A number input would hide a value that is no number."""
    shown = field(name, f"{name}={value}")
    assert (shown.value, shown.type) == (value, kind)


def test_every_ordering_is_offered_both_ways() -> None:
    """An ordering by several fields is shown as requested."""
    assert [option.value for option in field("ordering").options] == [
        "",
        "flights_count",
        "-flights_count",
        "id",
        "-id",
    ]
    assert chosen("ordering", "ordering=-flights_count,id") == ["-flights_count,id"]


def test_any_page_size_is_shown() -> None:
    """This includes sizes that the form does not offer."""
    assert [option.value for option in field("limit").options] == ["", "10", "25", "50", "100"]
    assert chosen("limit", "limit=7") == ["7"]
