"""What a list understands of its query parameters, and what it passes over."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from downrange.api.query import ListQuery
from downrange.api.v230.agencies import AGENCIES
from downrange.api.v230.spacecraft import SPACECRAFT

pytestmark = pytest.mark.django_db


def ask(text: str) -> ListQuery:
    return ListQuery.read(SPACECRAFT, QueryDict(text))


@pytest.mark.parametrize(
    ("query", "limit"),
    [("", 10), ("limit=1", 1), ("limit=100", 100), ("limit=1000", 100), ("limit=3&limit=7", 7)],
)
def test_limit_is_the_number_asked_up_to_a_hundred(query: str, limit: int) -> None:
    """Ten unless asked, a hundred at most, the last value wins."""
    assert ask(query).limit == limit


@pytest.mark.parametrize("value", ["0", "-5", "abc", "5.0", "9" * 5000, "%00", "٣٣٣x"])
def test_a_limit_that_is_no_positive_number_is_ignored(value: str) -> None:
    """Nonsense falls back to ten, and is named."""
    query = ask(f"limit={value}")
    assert query.limit == 10
    assert [parameter.partition("=")[0] for parameter in query.ignored] == ["limit"]


@pytest.mark.parametrize(("value", "offset"), [("246", 246), ("-1", 0), ("abc", 0), ("0", 0)])
def test_an_offset_that_is_no_number_is_zero(value: str, offset: int) -> None:
    """An offset need not be a multiple of the limit; nonsense is the beginning."""
    assert ask(f"offset={value}").offset == offset


@pytest.mark.parametrize(
    ("query", "mode"),
    [
        ("", "normal"),
        ("mode=detailed", "detailed"),
        ("mode=list", "normal"),
        ("mode=Detailed", "normal"),
        ("mode=", "normal"),
    ],
)
def test_an_unknown_mode_is_normal(query: str, mode: str) -> None:
    """A mode that the resource does not offer falls to normal; the value is case-sensitive."""
    assert ask(query).mode == mode


@pytest.mark.parametrize(
    ("value", "ordering"),
    [
        ("-time_in_space", ("-time_in_space",)),
        ("flights_count,-id", ("flights_count", "-id")),
        (" flights_count , nonsense", ("flights_count",)),
        ("nonsense", ("id",)),
        ("--id", ("id",)),
        ("id,-id", ("id",)),
        ("", ("id",)),
    ],
)
def test_ordering_drops_names_that_it_does_not_know(value: str, ordering: tuple[str, ...]) -> None:
    """If none is left, the default ordering applies."""
    assert ask(f"ordering={value}").ordering == ordering


@pytest.mark.parametrize(
    ("value", "terms"),
    [
        ("soyuz", ("soyuz",)),
        ("soyuz  ms,08", ("soyuz", "ms", "08")),
        ('"Crew Dragon" 2', ("Crew Dragon", "2")),
        ("", ()),
        ("  ", ()),
        ('"unclosed', ('"unclosed',)),
    ],
)
def test_search_splits_into_terms_and_quoted_phrases(value: str, terms: tuple[str, ...]) -> None:
    """Terms are split at white space and commas; a quoted phrase is one term."""
    assert ListQuery.read(SPACECRAFT, QueryDict(urlencode({"search": value}))).terms == terms


def test_a_search_of_too_many_terms_is_refused() -> None:
    """A query that no database can plan is a clear 400."""
    with pytest.raises(ValidationError, match="at most 32 search terms"):
        ask("search=" + "+".join(f"t{number}" for number in range(33)))


def test_a_search_that_is_too_long_is_refused() -> None:
    """A text that no database can look for is a clear 400."""
    with pytest.raises(ValidationError, match="no more than 10000 characters"):
        ask("search=" + "x" * 10_001)


def test_everything_passed_over_is_named() -> None:
    """Unknown parameters are named on the page."""
    query = ask("mode=detialed&ordering=flight_count&in_space=maybe&statsu=4&limit=none&offset=&format=json&name=")
    assert set(query.ignored) == {
        "mode=detialed",
        "ordering=flight_count",
        "in_space=maybe",
        "statsu=4",
        "limit=none",
    }


def test_a_stray_question_mark_in_a_key_is_ignored_and_named() -> None:
    """A real program sends `?limit=8&?mode=list`."""
    query = ask("limit=8&?mode=list")
    assert (query.limit, query.mode, query.ignored) == (8, "normal", ("?mode=list",))


def test_several_bad_filters_are_refused_together_in_the_order_of_declaration() -> None:
    """One key for each bad parameter."""
    with pytest.raises(ValidationError) as refused:
        ListQuery.read(AGENCIES, QueryDict("type__id=x&id=1,x&name=%00"))
    assert list(refused.value.detail) == ["id", "name", "type__id"]  # type: ignore[arg-type]
    assert refused.value.detail == {
        "id": ["Enter a number."],
        "name": ["Null characters are not allowed."],
        "type__id": ["Enter a number."],
    }


@pytest.mark.parametrize("value", ["999999", "abc", "-1", "9" * 30, "1.5"])
def test_a_choice_that_is_not_there_is_refused(value: str) -> None:
    """A related record must exist."""
    with pytest.raises(ValidationError) as refused:
        ask(f"status={value}")
    assert refused.value.detail == {
        "status": ["Select a valid choice. That choice is not one of the available choices."]
    }
