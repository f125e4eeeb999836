"""Filters by several values, separated by commas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F, Func, IntegerField, Model, Q
from django.db.models.lookups import In

from .base import MAX_NUMBER, Filter, Schema

ItemType = type[int | float | str | UUID]
ITEM_TYPES: Mapping[ItemType, tuple[forms.Field, Schema]] = {
    int: (forms.DecimalField(), {"type": "integer"}),
    float: (forms.DecimalField(), {"type": "number"}),
    str: (forms.CharField(), {"type": "string"}),
    UUID: (forms.UUIDField(), {"type": "string", "format": "uuid"}),
}
"""How each item is read, and how the contract documents it. Upstream documents some whole numbers as `number`; they are
read as whole numbers all the same.
"""
FIELD = forms.CharField(help_text="a,b,c")


@dataclass(frozen=True, kw_only=True)
class CsvFilter(Filter):
    """Several values, separated by commas, of which one must match. `item_type` is what each must be."""

    lookup: str = "in"
    description: str = "Multiple values may be separated by commas."
    item_type: ItemType = int

    @property
    def schema(self) -> Schema:  # type: ignore[override] # here it depends on `item_type`
        return {"type": "array", "items": ITEM_TYPES[self.item_type][1]}

    def clean(self, values: Sequence[str], model: type[Model]) -> tuple[Any, ...]:
        field, _ = ITEM_TYPES[self.item_type]
        cleaned = tuple(field.clean(value) for value in values[-1].split(",") if value.strip())
        if self.item_type in (int, float):
            return tuple(
                int(number)
                for number in cleaned
                if -MAX_NUMBER <= number <= MAX_NUMBER and number == number.to_integral_value()
            )
        return cleaned

    def form_field(self, model: type[Model]) -> forms.Field:
        return FIELD


class YearFilter(CsvFilter):
    """The years of an instant, in UTC."""

    def condition(self, value: tuple[Any, ...], now: datetime) -> Q:
        years = [year for year in value if MINYEAR <= year < MAXYEAR]
        ranges = (
            Q(**{f"{self.path}__gte": _new_year(year), f"{self.path}__lt": _new_year(year + 1)}) for year in years
        )
        return reduce(or_, ranges, Q(pk__in=()))


@dataclass(frozen=True, kw_only=True)
class DatePartFilter(CsvFilter):
    """The months, or the days of a month, of an instant in UTC."""

    part: type["DatePart"]

    def condition(self, value: tuple[Any, ...], now: datetime) -> Q:
        return Q(In(self.part(F(self.path)), value)) if value else Q(pk__in=())


class DatePart(Func):
    """A part of an instant. SQLite stores instants as text, of which Django's own functions parse each in Python."""

    output_field = IntegerField()
    start: int

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = f"CAST(SUBSTR(%(expressions)s, {self.start}, 2) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = f"EXTRACT({type(self).__name__.upper()} FROM %(expressions)s AT TIME ZONE 'UTC')::integer"
        return self.as_sql(compiler, connection, template=template, **context)


class Month(DatePart):
    start = 6


class Day(DatePart):
    start = 9


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


class MatchNone(CsvFilter):
    """Ids of a family that is not served yet, so that no record has any of them."""

    def condition(self, value: tuple[Any, ...], now: datetime) -> Q:
        return Q(pk__in=())
