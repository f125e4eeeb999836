"""A resource: one declaration, from which the query, its validation, the help, the OpenAPI document and the tests of it
are made. A resource is a list of records; what is one object is a `SingleObject`, and both are endpoints.

It reads like a row of the tables in the contract (02 §§0-1): route, modes, filters, search fields, ordering fields,
examples.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Model, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from rest_framework.serializers import Serializer

from downrange.catalog import clock
from downrange.catalog.derived.formulas import seconds
from downrange.messages import Request

from .components import Component
from .filters import Filter, ids


@dataclass(frozen=True, kw_only=True)
class Examples:
    """What the help of each parameter shows: `x=y` for filters, a value for the others. Empty: the section has no
    example.
    """

    mode: str = "detailed"
    filters: str = ""
    search: str = ""
    ordering: str = ""


Instants = Callable[[datetime], datetime | None]
"""When what depends on an instant may differ from what it is at `now`; None: only when an instant of the log passes,
which raises the revision.
"""


def never(now: datetime) -> None:
    return None


def next_tick(now: datetime) -> datetime:
    return now + clock.TICK


@dataclass(frozen=True)
class Ordering:
    """A field to order by: `name` as clients write it, and the expression behind it at an instant."""

    name: str
    expression: Callable[[datetime], Combinable]
    nullable: bool = False
    valid_until: Instants = never
    is_figure: bool = False
    """Whether it orders by figures that grow, at the instant that figures are shown for."""


@dataclass(frozen=True)
class Scope:
    """Which records of the model a resource has at an instant."""

    condition: Callable[[datetime], Q]
    valid_until: Instants = never


@dataclass(frozen=True)
class Pending:
    """Which records wait for an outcome: those whose `instant` (a column) lies beyond the facts and that are not
    `has_outcome`. A `Warning` header names those whose instant has passed, and says `what`.
    """

    instant: str
    has_outcome: Q
    what: str


@dataclass(frozen=True)
class Searched:
    """A field to search: `name` as the contract documents it, and the `path` to it here, where they differ."""

    name: str
    path: str


DEFAULT_MODE = "normal"


@dataclass(frozen=True, kw_only=True, eq=False)
class Endpoint:
    """A URL below the contract's base path, `{route}/`. `components` maps each offered mode (level of detail) to the
    component that answers it.
    """

    route: str
    title: str
    components: Mapping[str, type[Serializer[Any]]]
    examples: Examples = field(default_factory=Examples)

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes on offer, in the order of the contract; empty where there is only one."""
        return tuple(self.components) if len(self.components) > 1 else ()

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Every query parameter that the endpoint understands."""
        return frozenset({"format", "mode"} if self.modes else {"format"})


@dataclass(frozen=True, kw_only=True, eq=False)
class SingleObject(Endpoint):
    """An endpoint that answers with one object, which has no id and is in no list."""


@dataclass(frozen=True, kw_only=True, eq=False)
class StoredObject(SingleObject):
    """The one record with the primary key `key`. Where there is none, the object is there all the same, and empty."""

    components: Mapping[str, type[Component]]
    key: Any


@dataclass(frozen=True, kw_only=True, eq=False)
class ClientObject(SingleObject):
    """What is computed from the request, for its client alone: no cache keeps it, and asking is free of charge."""

    values: Callable[[Request], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Resource(Endpoint):
    """A list of records at `{route}/`, and each of them at `{route}/{id}/`.

    `record` is the component of a single record. Orderings are names of columns, or `Ordering`s where clients order by
    something else. Without a `scope` the resource has all records of the model.
    """

    components: Mapping[str, type[Component]]
    record: type[Component]
    takes_instant: bool = False
    """Whether clients may ask for the figures of an instant of the past, `at=…`."""
    filters: tuple[Filter, ...] = ()
    search: tuple[str | Searched, ...] = ()
    orderings: tuple[str | Ordering, ...] = ()
    default_ordering: tuple[str, ...] = ("id",)
    scope: Scope | None = None
    pending: Pending | None = None

    @cached_property
    def model(self) -> type[Model]:
        return self.record.model()

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The names of the fields that `search=` is documented to look in."""
        return tuple(entry if isinstance(entry, str) else entry.name for entry in self.search)

    @cached_property
    def search_paths(self) -> tuple[str, ...]:
        return tuple(entry if isinstance(entry, str) else entry.path for entry in self.search)

    @cached_property
    def ordering(self) -> tuple[str, ...]:
        """The names that `ordering=` is documented to take."""
        return tuple(entry if isinstance(entry, str) else entry.name for entry in self.orderings)

    @cached_property
    def orderings_by_name(self) -> Mapping[str, Ordering]:
        """What `ordering=` takes: the documented names, or else every column and to-one relation of the component."""
        if not self.orderings:
            columns = self.components[DEFAULT_MODE].columns()
            return {name: by_column(name, path) for name, path in columns.items()}
        entries = (entry if isinstance(entry, Ordering) else by_column(entry) for entry in self.orderings)
        return {entry.name: entry for entry in entries}

    @cached_property
    def accepted_filters(self) -> tuple[Filter, ...]:
        """The contract's filters, and `id` of one or several records, which is an extension: it stands in for the
        contract's own `id` where there is one.
        """
        by_name = {declared.name: declared for declared in self.filters}
        by_name["id"] = ids(self.model, replacing=by_name.get("id"))
        return tuple(by_name.values())

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Every query parameter that the list understands."""
        names = {declared.name for declared in self.accepted_filters}
        names |= {"limit", "offset", "format", "ordering", "search"}
        return frozenset(names | ({"mode"} if self.modes else set()) | self.record_parameters)

    @cached_property
    def record_parameters(self) -> frozenset[str]:
        """Every query parameter that a record understands."""
        return frozenset({"format", "fields"} | ({"at"} if self.takes_instant else set()))


def by_column(name: str, path: str = "") -> Ordering:
    return Ordering(name, lambda now: F(path or name))


def linear(name: str) -> Ordering:
    """Order by a `LinearDuration`, as the answer shows it."""

    def expression(now: datetime) -> Combinable:
        # A rate is int4 in PostgreSQL: without the cast to int8, the product overflows.
        line = F(f"{name}_offset") + Cast(f"{name}_rate", BigIntegerField()) * seconds(now)
        return ExpressionWrapper(line, output_field=BigIntegerField())

    return Ordering(name, expression, is_figure=True)
