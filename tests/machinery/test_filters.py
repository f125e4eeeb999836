"""Filters: what each kind reads from a parameter, and which records it selects."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Q
from django.test.utils import CaptureQueriesContext

from downrange.api.filters import Filter, IgnoredValueError, date_parts, dates, datetimes, floats, numbers, text
from downrange.api.filters.base import MAX_NUMBER, MAX_PATTERN
from downrange.api.filters.choices import MAX_CHOICES, ChoiceFilter, MultipleChoiceFilter
from downrange.api.filters.lists import MAX_RANGES, CsvFilter
from downrange.api.filters.paths import crosses_many, field_at, related_model
from downrange.api.filters.values import BooleanFilter, ConditionFilter, ExistsFilter

from .client import NOON, Get, body
from .models import Author, Book

pytestmark = pytest.mark.django_db
LARGE = str(10**30)


def found(declared: Filter, *values: str, model: type[Model] = Book) -> list[str]:
    """The records that a filter selects for the values of its parameter, in the order in which they were made."""
    condition = declared.condition(declared.clean(values, model), NOON)
    return [str(record) for record in model._default_manager.filter(condition).order_by("pk")]


@pytest.mark.parametrize(
    ("lookup", "value", "pages"),
    [
        ("", "10", "b"),
        ("", "10.0", "b"),
        ("", "10.5", ""),
        ("", "9.5", ""),
        ("", LARGE, ""),
        ("__gt", "9", "bc"),
        ("__gt", "10", "c"),
        ("__gt", "9.5", "bc"),
        ("__gt", "10.5", "c"),
        ("__gt", f"-{LARGE}", "abc"),
        ("__gt", LARGE, ""),
        ("__gte", "10", "bc"),
        ("__gte", "11", "c"),
        ("__gte", "9.5", "bc"),
        ("__gte", "10.5", "c"),
        ("__gte", f"-{LARGE}", "abc"),
        ("__lt", "10", "a"),
        ("__lt", "9.5", "a"),
        ("__lt", "10.5", "ab"),
        ("__lt", LARGE, "abc"),
        ("__lt", f"-{LARGE}", ""),
        ("__lte", "10", "ab"),
        ("__lte", "9", "a"),
        ("__lte", "9.5", "a"),
        ("__lte", "10.5", "ab"),
        ("__lte", LARGE, "abc"),
    ],
)
def test_a_number_is_compared_with_whole_numbers_as_it_is(lookup: str, value: str, pages: str) -> None:
    """A fraction equals none; one beyond what a database takes is above or below all."""
    for title, number in (("a", 0), ("b", 10), ("c", 20)):
        Book.objects.create(title=title, pages=number)
    (declared,) = (each for each in numbers("pages") if each.name == f"pages{lookup}")
    assert "".join(found(declared, value)) == pages


@pytest.mark.parametrize("value", [MAX_NUMBER, -MAX_NUMBER])
def test_the_largest_number_of_a_database_is_taken(value: int) -> None:
    """One beyond it is taken as that, of a single number; of several it is left out."""
    single, several = numbers("pages")[0], CsvFilter(name="pages", path="pages")
    beyond = value + (1 if value > 0 else -1)
    assert [single.clean([str(each)], Book) for each in (value, beyond)] == [value, value]
    assert several.clean([f"{value},{beyond}"], Book) == (value,)


@pytest.mark.parametrize(
    ("lookup", "value", "prices"), [("gt", "1.5", "c"), ("gte", "1.5", "bc"), ("lt", "1.5", "a"), ("lte", "1.5", "ab")]
)
def test_a_number_is_compared_with_fractions(lookup: str, value: str, prices: str) -> None:
    """Without being made whole."""
    for title, price in (("a", 1.25), ("b", 1.5), ("c", 1.75)):
        Book.objects.create(title=title, price=price)
    (declared,) = (each for each in floats("price") if each.lookup == lookup)
    assert "".join(found(declared, value)) == prices


def test_a_fraction_is_at_most_the_largest_number() -> None:
    """Whatever its exponent."""
    declared = floats("price")[0]
    values = ["1e400", "-1e400", "1e-999999999", str(MAX_NUMBER - 1024)]
    assert [declared.clean([value], Book) for value in values] == [
        float(MAX_NUMBER),
        -float(MAX_NUMBER),
        0.0,
        float(MAX_NUMBER - 1024),
    ]


@pytest.mark.parametrize(
    ("lookup", "value", "titles"),
    [
        ("", "Solaris", ["Solaris"]),
        ("", "solaris", []),
        ("", "Sol", []),
        ("__contains", "Sol", ["Solaris"]),
        ("__contains", "aris", ["Solaris"]),
        ("__contains", "sol", ["insolation"]),
        ("__icontains", "SOL", ["Solaris", "insolation"]),
    ],
)
def test_a_text_is_equal_or_contained(lookup: str, value: str, titles: list[str]) -> None:
    """Only `icontains` ignores case."""
    for title in ("Solaris", "insolation"):
        Book.objects.create(title=title)
    (declared,) = (each for each in text("title", "contains", "icontains") if each.name == f"title{lookup}")
    assert found(declared, value) == titles


def test_only_a_pattern_has_a_greatest_length() -> None:
    """It is what a database looks for in each record."""
    exact, pattern = text("title", "icontains")
    assert len(exact.clean(["x" * (MAX_PATTERN + 1)], Book)) == MAX_PATTERN + 1
    assert len(pattern.clean(["x" * MAX_PATTERN], Book)) == MAX_PATTERN
    with pytest.raises(ValidationError, match="at most 10000 characters"):
        pattern.clean(["x" * (MAX_PATTERN + 1)], Book)


def test_a_boolean_is_read_in_any_case() -> None:
    """Any other value is ignored. A page shows the choice that a value means."""
    declared = BooleanFilter(name="x", path="x")
    assert [declared.clean([value], Book) for value in ("true", "True", "1", "FALSE", "0")] == [True] * 3 + [False] * 2
    for value in ("yes", "2", ""):
        with pytest.raises(IgnoredValueError):
            declared.clean([value], Book)
    assert [declared.normalize(value) for value in ("1", "0", "TRUE", "False", "x")] == [
        "true",
        "false",
        "true",
        "false",
        "x",
    ]


@pytest.mark.parametrize(
    ("declared", "values", "read"),
    [
        (BooleanFilter(name="x", path="x"), ("true", "false"), False),
        (CsvFilter(name="x", path="x"), ("1,2", "3"), (3,)),
        (ChoiceFilter(name="author", path="author"), ("x", "1"), 1),
        (ChoiceFilter(name="author", path="author"), ("x", " 1"), 1),
        (numbers("pages")[0], ("1", "2"), 2),
        (floats("price")[0], ("1", "2.5"), 2.5),
        (text("title")[0], ("a", "b"), "b"),
        (dates("born")[0], ("1934-03-09", "1934-03-10"), date(1934, 3, 10)),
        (datetimes("published")[0], ("2030-01-01T13:00:00Z", "2030-01-01T12:00:00Z"), NOON),
    ],
    ids=lambda value: type(value).__name__,
)
def test_of_several_values_the_last_one_is_read(declared: Filter, values: tuple[str, str], read: object) -> None:
    """By every kind of filter that takes one."""
    Author.objects.create(pk=1, name="Stanisław Lem")
    assert declared.clean(values, Book) == read


def test_whether_anything_is_related(books: dict[str, Book]) -> None:
    """Each record once, though it has several."""
    Author.objects.create(name="Nobody")
    declared = ExistsFilter(name="has_books", path="books")
    assert found(declared, "false", model=Author) == ["Nobody"]
    assert sorted(set(found(declared, "true", model=Author))) == ["Stanisław Lem", "Ursula K. Le Guin"]


@pytest.mark.parametrize(
    ("applies_to", "value", "titles"),
    [
        (None, "true", "a"),
        (None, "false", "b"),
        (True, "true", "a"),
        (True, "false", "ab"),
        (False, "true", "ab"),
        (False, "false", "a"),
    ],
)
def test_a_condition_may_apply_to_one_value_only(applies_to: Any, value: str, titles: str) -> None:
    """The other one leaves everything in."""
    for title, published in (("a", NOON), ("b", datetime(2031, 1, 1, tzinfo=UTC))):
        Book.objects.create(title=title, published=published)
    declared = ConditionFilter(name="x", holds=lambda now: Q(published__lte=now), applies_to=applies_to)
    assert "".join(found(declared, value)) == titles


@pytest.mark.parametrize(
    ("lookup", "titles"), [("", "b"), ("__gt", "c"), ("__gte", "bc"), ("__lt", "a"), ("__lte", "ab")]
)
@pytest.mark.parametrize(
    "value", ["2030-01-01T12:00:00Z", "2030-01-01T12:00:00", "2030-01-01 14:00:00+02:00", "2030-01-01T12:00Z"]
)
def test_an_instant_is_compared_in_its_zone(lookup: str, titles: str, value: str) -> None:
    """Without one it is UTC."""
    for second, title in enumerate("abc", 59):
        Book.objects.create(title=title, published=datetime.fromtimestamp(NOON.timestamp() - 60 + second, UTC))
    (declared,) = (each for each in datetimes("published") if each.name == f"published{lookup}")
    assert "".join(found(declared, value)) == titles


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "x"])
def test_an_instant_beyond_the_calendar_is_refused(value: str) -> None:
    """In UTC it has no year."""
    with pytest.raises(ValidationError, match=r"Enter a valid date/time\."):
        datetimes("published")[0].clean([value], Book)


@pytest.mark.parametrize(
    ("lookup", "names"), [("", "b"), ("__gt", "c"), ("__gte", "bc"), ("__lt", "a"), ("__lte", "ab")]
)
def test_a_day_is_compared(lookup: str, names: str) -> None:
    """With a column of days."""
    for day, name in enumerate("abc", 8):
        Author.objects.create(name=name, born=date(1934, 3, day))
    (declared,) = (each for each in dates("born") if each.name == f"born{lookup}")
    assert "".join(found(declared, "1934-03-09", model=Author)) == names


@pytest.fixture
def dated() -> None:
    for title, instant in {
        "first": (1, 1, 2, 0, 0),
        "eve": (1974, 12, 31, 23, 59),
        "year": (1975, 1, 1, 0, 0),
        "apollo": (1975, 7, 15, 12, 20),
        "end": (1975, 12, 31, 23, 59),
        "next": (1976, 1, 1, 0, 0),
    }.items():
        Book.objects.create(title=title, published=datetime(*instant, tzinfo=UTC))
    Book.objects.create(title="undated")


@pytest.mark.usefixtures("dated")
@pytest.mark.parametrize(
    ("part", "value", "titles"),
    [
        ("year", "1975", ["year", "apollo", "end"]),
        ("year", "1974,1976", ["eve", "next"]),
        ("year", "1", ["first"]),
        ("year", "0,-1,9999,10000", []),
        ("year", "1975.5", []),
        ("year", ",", []),
        ("year", ",".join(map(str, range(1975, 1975 + MAX_RANGES + 1))), ["year", "apollo", "end", "next"]),
        ("month", "7", ["apollo"]),
        ("month", "1,7", ["first", "year", "apollo", "next"]),
        ("month", "12", ["eve", "end"]),
        ("day", "15", ["apollo"]),
        ("day", "2,31", ["first", "eve", "end"]),
        ("day", ",", []),
    ],
)
def test_a_part_of_an_instant_is_one_of_several(part: str, value: str, titles: list[str]) -> None:
    """A year begins with its first instant and ends before the next one's."""
    (declared,) = (each for each in date_parts("published") if each.name == part)
    assert found(declared, value) == titles


def test_few_years_are_compared_as_ranges() -> None:
    """For which an index serves; a condition of more would be too long."""
    _, _, declared = date_parts("published")
    few = tuple(range(1000, 1000 + MAX_RANGES))
    assert str(declared.condition(few, NOON)).count("published__gte") == MAX_RANGES
    assert "published__gte" not in str(declared.condition((*few, 999), NOON))


@pytest.mark.parametrize(
    ("item_type", "value", "items"),
    [
        (int, "1,2,2.5,,3.0", (1, 2, 3)),
        (float, "1.0,2.5", (1,)),
        (int, ",", ()),
        (str, "a, b,,  ,c", ("a", "b", "c")),
        (
            UUID,
            "106243ce-0e2b-5f50-bf36-1896524e9895, ,206243ce0e2b5f50bf361896524e9895",
            (UUID("106243ce-0e2b-5f50-bf36-1896524e9895"), UUID("206243ce-0e2b-5f50-bf36-1896524e9895")),
        ),
    ],
)
def test_several_values_are_separated_by_commas(item_type: Any, value: str, items: tuple[object, ...]) -> None:
    """Empty ones are left out, and so are fractions."""
    assert CsvFilter(name="x", path="x", item_type=item_type).clean([value], Book) == items


@pytest.mark.parametrize(("item_type", "value"), [(int, "1,x"), (int, "1, "), (UUID, "x")])
def test_a_bad_value_among_several_is_refused(item_type: Any, value: str) -> None:
    """A blank is no number."""
    with pytest.raises(ValidationError):
        CsvFilter(name="x", path="x", item_type=item_type).clean([value], Book)


def test_a_filter_of_several_paths_selects_by_any_of_them(books: dict[str, Book]) -> None:
    """One by its title, and one by its author."""
    declared = CsvFilter(name="x", path="title", item_type=str, or_paths=("author__name",))
    assert found(declared, "Solaris,Ursula K. Le Guin") == ["Solaris", "The Dispossessed"]


def test_a_choice_must_exist(books: dict[str, Book]) -> None:
    """By its primary key, however it is written."""
    declared, lem = ChoiceFilter(name="author", path="author"), books["Solaris"].author_id
    assert found(declared, str(lem)) == found(declared, f"0{lem}") == ["Solaris", "Line\u2028break"]
    for value in ("999999", str(10**18), "x", "-1"):
        with pytest.raises(ValidationError, match="Select a valid choice"):
            declared.clean([value], Book)


def test_of_several_choices_one_must_match(books: dict[str, Book]) -> None:
    """The first that does not exist is named."""
    declared = MultipleChoiceFilter(name="author", path="author", lookup="in")
    lem, le_guin = books["Solaris"].author_id, books["The Dispossessed"].author_id
    assert found(declared, str(lem), str(le_guin)) == ["Solaris", "The Dispossessed", "Line\u2028break"]
    for wrong in ("999999", LARGE, "x"):
        with pytest.raises(ValidationError, match=wrong):
            declared.clean([str(lem), wrong, "888888"], Book)


@pytest.mark.parametrize("kind", [ChoiceFilter, MultipleChoiceFilter])
def test_as_many_choices_are_offered_as_fit_a_page(kind: type[ChoiceFilter]) -> None:
    """More are a field to write into."""
    declared = kind(name="author", path="author")
    Author.objects.bulk_create(Author(name=str(number)) for number in range(MAX_CHOICES))
    with CaptureQueriesContext(connection) as queries:
        field = declared.form_field(Book)
    assert [query["sql"].partition(" LIMIT ")[2] for query in queries] == ["101"]
    assert isinstance(field, forms.ChoiceField)
    assert len([value for value, _ in field.choices if value]) == MAX_CHOICES  # type: ignore[union-attr, misc] # a choice field
    Author.objects.create(name="One more")
    assert type(declared.form_field(Book)) is forms.CharField


def test_paths_lead_to_models_and_fields() -> None:
    """A path goes through many where one of its steps does, and never beyond its end."""
    assert related_model(Book, "author") is related_model(Author, "books__author") is Author
    assert field_at(Book, "author__name") is Author._meta.get_field("name")
    assert field_at(Book, "title") is Book._meta.get_field("title")
    many = {
        path: crosses_many(Book, path) for path in ("pk", "title", "author", "author__name", "author__books__title")
    }
    assert many == {
        "pk": False,
        "title": False,
        "author": False,
        "author__name": False,
        "author__books__title": True,
    }
    assert crosses_many(Author, "books")


def test_a_record_that_matches_in_several_ways_is_selected_once(get: Get, books: dict[str, Book]) -> None:
    """Both of Lem's titles contain an `s` or an `a`."""
    page = body(get("/9.9.0/authors/?book__icontains=a"))
    assert (page["count"], [author["name"] for author in page["results"]]) == (1, ["Stanisław Lem"])
    page = body(get("/9.9.0/authors/?has_books=true&ordering=name"))
    assert [author["name"] for author in page["results"]] == ["Stanisław Lem", "Ursula K. Le Guin"]
