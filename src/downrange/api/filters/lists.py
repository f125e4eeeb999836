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
    str: (forms.CharField(required=False), {"type": "string"}),
    UUID: (forms.UUIDField(required=False), {"type": "string", "format": "uuid"}),
}
"""How each item is read, and how the contract documents it. Upstream documents some whole numbers as `number`; they are
read as whole numbers all the same.
"""
MAX_RANGES = 100
"""Years that are compared as ranges; SQLite refuses very long conditions."""
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
        items = (field.clean(item) for item in values[-1].split(",") if item)
        cleaned = tuple(item for item in items if item not in field.empty_values)
        if self.item_type in (int, float):
            return tuple(
                int(number)
                for number in cleaned
                if -MAX_NUMBER <= number <= MAX_NUMBER and number == number.to_integral_value()
            )
        return cleaned

    def form_field(self, model: type[Model]) -> forms.Field:
        return FIELD


@dataclass(frozen=True, kw_only=True)
class IdFilter(CsvFilter):
    """The ids of the records themselves. The OpenAPI document keeps the contract's schema where the contract has the
    parameter, so clients that are generated from it keep their types.
    """

    contract_schema: Schema | None = None

    @property
    def schema(self) -> Schema:  # type: ignore[override] # see `CsvFilter.schema`
        return super().schema if self.contract_schema is None else self.contract_schema


@dataclass(frozen=True, kw_only=True)
class DatePartFilter(CsvFilter):
    """The days of a month, the months or the years of an instant, in UTC."""

    part: type["DatePart"]

    def condition(self, value: tuple[Any, ...], now: datetime) -> Q:
        years = {year for year in value if MINYEAR <= year < MAXYEAR}
        if self.part is Year and len(years) <= MAX_RANGES:
            return reduce(or_, map(self._within, years), Q(pk__in=()))
        return Q(In(self.part(F(self.path)), value)) if value else Q(pk__in=())

    def _within(self, year: int) -> Q:
        """That the instant lies in a year, as a range, for which an index serves."""
        return Q(**{f"{self.path}__gte": _new_year(year), f"{self.path}__lt": _new_year(year + 1)})


class DatePart(Func):
    """A part of an instant. SQLite stores instants as text, of which Django's own functions parse each in Python."""

    output_field = IntegerField()
    place: tuple[int, int]
    """Where the part stands in an instant as text: its first character, counted from 1, and its length."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = "CAST(SUBSTR(%(expressions)s, {}, {}) AS INTEGER)".format(*self.place)
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = f"EXTRACT({type(self).__name__.upper()} FROM %(expressions)s AT TIME ZONE 'UTC')::integer"
        return self.as_sql(compiler, connection, template=template, **context)


class Year(DatePart):
    place = (1, 4)


class Month(DatePart):
    place = (6, 2)


class Day(DatePart):
    place = (9, 2)


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
