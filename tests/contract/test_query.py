"""What a list understands of its query parameters, and what it passes over."""

from urllib.parse import urlencode

import django_filters
import pytest
from django.http import QueryDict
from pytest_django import Settings
from rest_framework.exceptions import ValidationError

from downrange.api.query import ListQuery
from downrange.api.v230.agencies import AGENCIES
from downrange.api.v230.launches import LAUNCHES
from downrange.api.v230.spacecraft import SPACECRAFT
from downrange.api.v230.stations import SPACE_STATIONS
from downrange.catalog import models

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


@pytest.mark.parametrize(("query", "is_cut"), [("", False), ("limit=100", False), ("limit=101", True)])
def test_a_limit_that_is_cut_is_noted(query: str, *, is_cut: bool) -> None:
    """The `Warning` header says so."""
    assert ask(query).is_cut is is_cut
    assert ask(query).ignored == ()


def test_the_highest_limit_is_a_setting(settings: Settings) -> None:
    """`DOWNRANGE_MAX_LIMIT`, above a hundred or below ten."""
    settings.MAX_LIMIT = 250
    assert (ask("limit=200").limit, ask("limit=999").limit) == (200, 250)
    settings.MAX_LIMIT = 5
    assert (ask("").limit, ask("limit=8").limit, ask("limit=8").is_cut, ask("").is_cut) == (5, 5, True, False)


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
        ('"Crew Dragon" 2', ("crew dragon", "2")),
        ("", ()),
        ("  ", ()),
        ('"unclosed', ('"unclosed',)),
        ("José,JOSE ß \u0301", ("jose", "ss")),
        ('"', ()),
    ],
)
def test_search_splits_into_terms_and_quoted_phrases(value: str, terms: tuple[str, ...]) -> None:
    """Terms are split at white space and commas; a quoted phrase is one term. Case and accents are folded."""
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


class Ids(django_filters.BaseInFilter, django_filters.NumberFilter):
    """As upstream declares several ids."""


class Library(django_filters.FilterSet):
    """Filters of launches as django-filter has them."""

    status__ids = Ids(field_name="status", lookup_expr="in")
    status = django_filters.ModelChoiceFilter(queryset=models.LaunchStatus.objects.all())
    rocket__configuration__id = django_filters.NumberFilter()
    net__gte = django_filters.IsoDateTimeFilter(field_name="net", lookup_expr="gte")
    name = django_filters.CharFilter()
    is_crewed = django_filters.BooleanFilter(field_name="webcast_live")

    class Meta:
        model = models.Launch
        fields: tuple[str, ...] = ()


@pytest.mark.parametrize("value", ["", " ", "\t", " , ", "x"])
@pytest.mark.parametrize("name", [name for name in Library.base_filters if name != "is_crewed"])
def test_blanks_are_refused_as_django_filter_refuses_them(name: str, value: str) -> None:
    """By typed filters, with its text; a filter of texts ignores them."""
    data = QueryDict(urlencode({name: value}))
    theirs = Library(data, queryset=models.Launch.objects.all())
    try:
        ListQuery.read(LAUNCHES, data)
        ours = {}
    except ValidationError as refused:
        ours = {key: [str(text) for text in texts] for key, texts in refused.detail.items()}  # type: ignore[union-attr]
    assert ours == {key: list(texts) for key, texts in theirs.errors.items()}


@pytest.mark.parametrize("name", ["name", "is_crewed"])
def test_texts_and_booleans_ignore_blanks(name: str) -> None:
    """Neither filters, nor is named."""
    query = ListQuery.read(LAUNCHES, QueryDict(urlencode({name: "  "})))
    assert (query.filters, query.ignored) == ((), ())


def test_a_lone_comma_selects_nothing() -> None:
    """It is a list of no ids."""
    query = ListQuery.read(LAUNCHES, QueryDict("status__ids=,"))
    assert [value for _, value in query.filters] == [()]


def test_of_a_repeated_parameter_the_last_value_counts() -> None:
    """Unless the filter takes several."""
    query = ListQuery.read(LAUNCHES, QueryDict("name=a&name=b&name=c"))
    assert [value for _, value in query.filters] == ["c"]


def test_a_last_value_that_is_blank_leaves_none_of_those_before_it() -> None:
    """It is the one that counts, and it is ignored."""
    assert ListQuery.read(LAUNCHES, QueryDict("name=a&name=")).filters == ()


def test_a_blank_or_ignored_parameter_leaves_the_others() -> None:
    """Whichever is declared first."""
    query = ListQuery.read(LAUNCHES, QueryDict("is_crewed=maybe&slug=b&name=&include_suborbital="))
    assert [(declared.name, value) for declared, value in query.filters] == [("slug", "b")]
    assert query.ignored == ("is_crewed=maybe",)
    query = ask("in_space=&name=Endeavour&is_placeholder=true&status=")
    assert [declared.name for declared, _ in query.filters] == ["is_placeholder", "name"]


def test_of_a_repeated_parameter_that_is_ignored_the_last_value_is_named() -> None:
    """It is the one that was read."""
    assert ask("in_space=maybe&in_space=perhaps").ignored == ("in_space=perhaps",)


@pytest.mark.usefixtures("direct_writes")
def test_every_value_of_a_filter_that_takes_several_counts() -> None:
    """Blank ones aside."""
    owners = [models.Agency.objects.create(name=name, type=government()).pk for name in ("A", "B")]
    query = ListQuery.read(SPACE_STATIONS, QueryDict(f"owners={owners[0]}&owners={owners[1]}&owners="))
    assert [sorted(value) for _, value in query.filters] == [owners]


def test_as_many_terms_as_may_be_are_searched_for() -> None:
    """32; one more is refused."""
    assert len(ask("search=" + "+".join(f"t{number}" for number in range(32))).terms) == 32


def test_an_offset_of_zero_is_not_named_as_ignored() -> None:
    """It is a number like any other."""
    assert ask("offset=0").ignored == ()


def government() -> models.AgencyType:
    kind, _ = models.AgencyType.objects.get_or_create(name="Government")
    return kind
