"""Short forms by which resources declare their filters."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import CharField, Model, UUIDField

from .base import COMPARISONS, Filter
from .choices import ChoiceFilter, MultipleChoiceFilter, UUIDChoiceFilter
from .lists import CsvFilter, DatePartFilter, Day, IdFilter, ItemType, Month, Year
from .values import BooleanFilter, DateFilter, DateTimeFilter, ExistsFilter, FloatFilter, NumberFilter, TextFilter

Kind = TypeVar("Kind", bound=Filter)
MEANINGS = {
    "gt": "greater than",
    "gte": "greater than or equal to",
    "lt": "less than",
    "lte": "less than or equal to",
}


def boolean(name: str, path: str = "") -> BooleanFilter:
    return BooleanFilter(name=name, path=path or name)


def exists(name: str, path: str) -> ExistsFilter:
    return ExistsFilter(name=name, path=path)


def choice(name: str, path: str = "") -> ChoiceFilter:
    return ChoiceFilter(name=name, path=path or name)


def uuid_choice(name: str) -> UUIDChoiceFilter:
    return UUIDChoiceFilter(name=name, path=name)


def multiple(name: str, path: str = "") -> MultipleChoiceFilter:
    return MultipleChoiceFilter(name=name, path=path or name, lookup="in")


def text(name: str, *lookups: str, path: str = "") -> tuple[TextFilter, ...]:
    """A text filter, and its variants by other lookups: `…__contains`, `…__icontains`."""
    return _by_lookups(TextFilter, name, path or name, ("exact", *lookups))


def number(name: str, path: str = "") -> NumberFilter:
    return NumberFilter(name=name, path=path or name)


def numbers(*names: str) -> tuple[NumberFilter, ...]:
    """For each name the five comparisons: itself, `__gt`, `__gte`, `__lt`, `__lte`."""
    return tuple(declared for name in names for declared in _by_lookups(NumberFilter, name, name, COMPARISONS))


def floats(*names: str) -> tuple[FloatFilter, ...]:
    """For each name the four inequalities."""
    return tuple(declared for name in names for declared in _by_lookups(FloatFilter, name, name, COMPARISONS[1:]))


def dates(*names: str) -> tuple[DateFilter, ...]:
    """For each name of a day the five comparisons."""
    return tuple(declared for name in names for declared in _by_lookups(DateFilter, name, name, COMPARISONS))


def datetimes(name: str, *lookups: str, title: str = "") -> tuple[DateTimeFilter, ...]:
    """An instant compared by each of the lookups, by default the five comparisons. With a `title` the parameters are
    described.
    """
    return tuple(
        DateTimeFilter(
            name=_name(name, lookup),
            path=name,
            lookup=lookup,
            description=f"{title} is {MEANINGS[lookup]}" if title else "",
        )
        for lookup in lookups or COMPARISONS
    )


def csv(
    name: str, path: str, item_type: ItemType = int, *, or_paths: tuple[str, ...] = (), description: str = ""
) -> CsvFilter:
    described = {"description": description} if description else {}
    return CsvFilter(name=name, path=path, item_type=item_type, or_paths=or_paths, **described)


def ids(model: type[Model], *, replacing: Filter | None) -> IdFilter:
    """The filter by the ids of records themselves, instead of the one that the contract has."""
    key = model._meta.pk
    item_type: ItemType = UUID if isinstance(key, UUIDField) else str if isinstance(key, CharField) else int
    schema = replacing.schema if replacing else None
    return IdFilter(name="id", path="pk", item_type=item_type, contract_schema=schema)


def date_parts(path: str) -> tuple[CsvFilter, ...]:
    """The day of the month, the month and the year of an instant, each one or several."""
    return (
        DatePartFilter(name="day", path=path, item_type=float, part=Day),
        DatePartFilter(name="month", path=path, item_type=float, part=Month),
        DatePartFilter(name="year", path=path, item_type=float, part=Year),
    )


def _by_lookups(kind: type[Kind], name: str, path: str, lookups: Sequence[str]) -> tuple[Kind, ...]:
    return tuple(kind(name=_name(name, lookup), path=path, lookup=lookup) for lookup in lookups)


def _name(name: str, lookup: str) -> str:
    return name if lookup == "exact" else f"{name}__{lookup}"
