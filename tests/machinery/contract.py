"""The toy contract: two resources, three components."""

from datetime import datetime

from django.db.models import Q

from downrange.api import components
from downrange.api.components import Constant, Link, many, one
from downrange.api.contract import Contract
from downrange.api.filters import choice, csv, datetimes, exists, numbers, text
from downrange.api.resource import Examples, Resource, Scope, next_tick

from . import models

COMPONENTS: components.Components = {}


class Component(components.Component):
    """A component of the toy contract."""

    components = COMPONENTS


class AuthorMini(Component):
    url = Link("authors")

    class Meta:
        model = models.Author
        fields: tuple[str, ...] = ("id", "url", "name")


class AuthorDetailed(AuthorMini):
    response_mode = Constant("detailed")
    books = many("BookNormal", order=("title", "pk"))

    class Meta(AuthorMini.Meta):
        fields = (*AuthorMini.Meta.fields, "response_mode", "born", "books")


class BookNormal(Component):
    response_mode = Constant("normal")
    url = Link("books")
    author = one("AuthorMini", null=True)

    class Meta:
        model = models.Book
        fields = ("response_mode", "id", "url", "title", "author", "pages", "price", "published")


def published(now: datetime) -> Q:
    return Q(published__lte=now)


AUTHORS = Resource(
    route="authors",
    title="Author",
    components={"normal": AuthorMini, "detailed": AuthorDetailed},
    record=AuthorDetailed,
    filters=(*text("name", "contains"), exists("has_books", "books"), *text("book", "icontains", path="books__title")),
    search=("name", "books__title"),
    orderings=("id", "name", "born"),
    examples=Examples(search="le", ordering="name"),
)
BOOKS = Resource(
    route="books",
    title="Book",
    components={"normal": BookNormal},
    record=BookNormal,
    filters=(choice("author"), csv("author__ids", "author"), *numbers("pages"), *datetimes("published")),
    search=("title",),
    orderings=("id", "title", "pages", "published", "author__name"),
    default_ordering=("title",),
)
PUBLISHED = Resource(
    route="books/published",
    title="Published Book",
    components={"normal": BookNormal},
    record=BookNormal,
    orderings=("published",),
    scope=Scope(published, valid_until=next_tick),
)

TOY = Contract("9.9.0", COMPONENTS, (AUTHORS, BOOKS, PUBLISHED))
