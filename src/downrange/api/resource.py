"""A resource: one declaration from which come the query, its validation, the help, the OpenAPI document and the tests
of it.

It reads like a row of the tables in the contract (02 §§0-1): route, model, modes, filters, search fields, ordering
fields, examples.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import BigIntegerField, ExpressionWrapper, F, Model, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from downrange.catalog.derived.formulas import seconds

from .components import columns
from .filters import Filter


@dataclass(frozen=True, kw_only=True)
class Examples:
    """What the documentation of each parameter shows: `x=y` for filters, a value for the others. Empty: the section has
    no example.
    """

    mode: str = "detailed"
    filters: str = ""
    search: str = ""
    ordering: str = ""


@dataclass(frozen=True)
class Ordering:
    """A field to order by: `name` as clients write it, and the expression behind it at an instant."""

    name: str
    expression: Callable[[datetime], Combinable]
    nullable: bool = False


@dataclass(frozen=True)
class Searched:
    """A field to search: `name` as the contract documents it, and the `path` to it here, where they differ."""

    name: str
    path: str


DEFAULT_MODE = "normal"


@dataclass(frozen=True, kw_only=True, eq=False)
class Resource:
    """One family of addresses, `/2.3.0/{route}/` and `/2.3.0/{route}/{id}/`.

    `components` maps each offered level of detail to the contract's component that answers it; `record` is that of a
    single record. Orderings are names of columns, or `Ordering`s where what clients order by is not a column. A
    `scope` says which records of the model there are here at an instant; without one, all.
    """

    route: str
    title: str
    model: type[Model]
    components: Mapping[str, str]
    record: str
    filters: tuple[Filter, ...] = ()
    search: tuple[str | Searched, ...] = ()
    orderings: tuple[str | Ordering, ...] = ()
    default_ordering: tuple[str, ...] = ("id",)
    scope: Callable[[datetime], Q] | None = None
    examples: Examples = field(default_factory=Examples)

    @property
    def modes(self) -> tuple[str, ...]:
        """The levels of detail on offer, in the order of the contract; empty where there is a single form."""
        return tuple(self.components) if len(self.components) > 1 else ()

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
        """What `ordering=` takes: the documented names; without any, every column and to-one relation of the form."""
        declared = self.orderings or columns(self.components[DEFAULT_MODE])
        entries = (entry if isinstance(entry, Ordering) else by_column(entry) for entry in declared)
        return {entry.name: entry for entry in entries}

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Every query parameter that the list understands."""
        names = {declared.name for declared in self.filters} | {"limit", "offset", "format", "ordering", "search"}
        return frozenset(names | ({"mode"} if self.modes else set()))


def by_column(name: str) -> Ordering:
    return Ordering(name, lambda now: F(name))


def running(name: str) -> Ordering:
    """Order by a figure that grows with time, as it is shown at the answer's instant."""

    def expression(now: datetime) -> Combinable:
        # Seconds since 1970 times a rate may be more than the integers of PostgreSQL hold, which a rate is one of.
        line = F(f"{name}_offset") + Cast(f"{name}_rate", BigIntegerField()) * seconds(now)
        return ExpressionWrapper(line, output_field=BigIntegerField())

    return Ordering(name, expression)
