"""Until when an answer holds: the first instant at which a part of it may differ, cached or not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F, Model
from django.http import QueryDict

from downrange.api import components
from downrange.api.components import TimeDependentField, many
from downrange.api.filters import NumberFilter
from downrange.api.fragments import FragmentCache, render
from downrange.api.links import Links
from downrange.api.query import ListQuery
from downrange.api.resource import Ordering, Resource
from downrange.api.select import SelectionCache, select_page
from downrange.catalog import clock
from downrange.catalog.snapshot import Snapshot

from .client import NOON
from .contract import BookNormal
from .models import Author, Book

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HORIZON = NOON - 60 * MINUTE
LINKS = Links.of("http://testserver/9.9.0/")
COMPONENTS: components.Components = {}


class Component(components.Component):
    components = COMPONENTS


class Minutes(TimeDependentField):
    """Holds for as many minutes as a book has pages; for ever if it has none."""

    columns = ("pages",)

    def to_representation(self, value: Any) -> int:
        if value.pages:
            clock.mark_time_dependent(NOON + value.pages * MINUTE)
        return value.pages


class TimedBook(Component):
    minutes = Minutes()

    class Meta:
        model = Book
        fields = ("id", "minutes")


class TimedAuthor(Component):
    books = many("TimedBook", order=("pk",))

    class Meta:
        model = Author
        fields = ("id", "books")


class SoonFilter(NumberFilter):
    """Selects others after three minutes."""

    def valid_until(self, now: datetime) -> datetime:
        return now + 3 * MINUTE


def ordering(called_with: list[datetime], **facts: Any) -> Ordering:
    """An ordering that notes the instants that it is evaluated at."""

    def expression(now: datetime) -> F:
        called_with.append(now)
        return F("pages")

    return Ordering(expression=expression, **facts)


@pytest.mark.parametrize(
    ("query", "horizon", "until", "evaluated_at"),
    [
        ("", None, None, []),
        ("pages__soon=1", None, NOON + 3 * MINUTE, []),
        ("ordering=age", None, NOON + 2 * MINUTE, [NOON]),
        ("ordering=-age&pages__soon=1", None, NOON + 2 * MINUTE, [NOON]),
        ("ordering=figure", None, NOON + clock.TICK, [NOON]),
        ("ordering=age", HORIZON, NOON + 2 * MINUTE, [NOON]),
        ("ordering=figure", HORIZON, None, [HORIZON]),
        ("ordering=figure,age", HORIZON, NOON + 2 * MINUTE, [HORIZON, NOON]),
        ("ordering=figure", NOON, NOON + clock.TICK, [NOON]),
    ],
)
def test_a_selection_holds_until_a_filter_or_an_ordering_may_differ(
    query: str, horizon: datetime | None, until: datetime | None, evaluated_at: list[datetime]
) -> None:
    """Figures are ordered at the instant that they are shown for, and hold when they have stopped."""
    called_with: list[datetime] = []
    resource = Resource(
        route="timed",
        title="Timed",
        components={"normal": BookNormal},
        record=BookNormal,
        filters=(SoonFilter(name="pages__soon", path="pages"),),
        orderings=(
            ordering(called_with, name="age", valid_until=lambda now: now + 2 * MINUTE),
            ordering(called_with, name="figure", is_figure=True),
        ),
    )
    cache, snapshot = SelectionCache(1 << 20), Snapshot(1, NOON, horizon=horizon)
    Book.objects.create(title="A", pages=1)
    for _ in range(2):
        with clock.track() as tracker:
            count, _ = select_page(resource, ListQuery.read(resource, QueryDict(query)), snapshot, cache)
        assert (count, tracker.valid_until) == (1, until)
    assert called_with == evaluated_at


def test_a_record_holds_until_one_that_it_nests_may_differ() -> None:
    """The first of them; a page until the first of its records."""
    authors = [Author.objects.create(name=name) for name in "ABC"]
    for author, pages in ((authors[0], 5), (authors[0], 3), (authors[0], 4), (authors[1], 2), (authors[2], 0)):
        Book.objects.create(title="A book", author=author, pages=pages)
    cache, snapshot = FragmentCache(1 << 20), Snapshot(1, NOON)

    def holds_until(component: type[components.Component], records: list[Model]) -> datetime | None:
        with clock.track() as tracker:
            render(component, [record.pk for record in records], LINKS, snapshot, cache)
        return tracker.valid_until

    books: list[Any] = list(Book.objects.order_by("pk"))
    for _ in range(2):
        assert holds_until(TimedAuthor, authors[:1]) == NOON + 3 * MINUTE
        assert holds_until(TimedAuthor, [*authors]) == NOON + 2 * MINUTE
        assert holds_until(TimedAuthor, authors[2:]) is None
        assert holds_until(TimedBook, books[:1]) == NOON + 5 * MINUTE
        assert holds_until(TimedBook, books[4:]) is None


def test_a_record_is_rendered_again_when_one_that_it_nests_may_differ() -> None:
    """And not before."""
    author = Author.objects.create(name="A")
    book = Book.objects.create(title="A book", author=author, pages=3)
    cache = FragmentCache(1 << 20)
    shown = []
    for minutes in (0, 2, 3):
        shown += render(TimedAuthor, [author.pk], LINKS, Snapshot(1, NOON + minutes * MINUTE), cache)
        Book.objects.filter(pk=book.pk).update(pages=4)  # without a revision, as time would
    assert shown == [
        f'{{"id":{author.pk},"books":[{{"id":{book.pk},"minutes":{pages}}}]}}'.encode() for pages in (3, 3, 4)
    ]
