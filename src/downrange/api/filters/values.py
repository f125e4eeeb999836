"""Filters by one value: booleans, texts, numbers, dates and instants."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from .base import MAX_NUMBER, MAX_PATTERN, Filter, IgnoredValueError

DECIMAL = forms.DecimalField()
DATE = forms.DateField()
DATE_TIME = forms.DateTimeField()
TEXT = forms.CharField()
PATTERN = forms.CharField(max_length=MAX_PATTERN)
LARGEST = Decimal(MAX_NUMBER)


class BooleanFilter(Filter):
    """`true`, `false`, `1`, `0` in any case; any other value is ignored, because clients rely on it."""

    schema = {"type": "boolean"}
    ignores_blanks = True
    values: ClassVar[dict[str, bool]] = {"true": True, "1": True, "false": False, "0": False}

    def clean(self, values: Sequence[str], model: type[Model]) -> bool:
        try:
            return self.values[values[-1].lower()]
        except KeyError:
            raise IgnoredValueError from None

    def form_field(self, model: type[Model]) -> forms.Field:
        return forms.ChoiceField(choices=[("", "any"), ("true", "true"), ("false", "false")])

    def normalize(self, value: str) -> str:
        return {"1": "true", "0": "false"}.get(value, value.lower())


class ExistsFilter(BooleanFilter):
    """Whether the record has any of what `path` leads to."""

    def condition(self, value: Any, now: datetime) -> Q:
        exists = Q(**{f"{self.path}__isnull": False})
        return exists if value else ~exists


@dataclass(frozen=True, kw_only=True)
class ConditionFilter(BooleanFilter):
    """Whether a condition holds for the record at the answer's instant. With `applies_to`, only that value filters, and
    the other leaves everything in.
    """

    holds: Callable[[datetime], Q]
    applies_to: bool | None = None
    path: str = "pk"

    def condition(self, value: Any, now: datetime) -> Q:
        if self.applies_to is None:
            return self.holds(now) if value else ~self.holds(now)
        return self.holds(now) if value is self.applies_to else Q()


class OngoingFilter(ConditionFilter):
    """Whether something goes on at the instant that figures are shown for (see `ongoing`)."""

    goes_by_facts = True


def ongoing(start: str, end: str) -> Callable[[datetime], Q]:
    """What has begun and not ended at an instant."""
    return lambda now: Q(**{f"{start}__lte": now}) & (Q(**{end: None}) | Q(**{f"{end}__gt": now}))


class TextFilter(Filter):
    """Exactly this text, or with the lookup `contains` a text that contains it; both are case-sensitive. The lookup
    `icontains` ignores case.
    """

    schema = {"type": "string"}
    ignores_blanks = True

    def clean(self, values: Sequence[str], model: type[Model]) -> str:
        return cast(str, (PATTERN if self.lookup == "icontains" else TEXT).clean(values[-1]))

    def form_field(self, model: type[Model]) -> forms.Field:
        return TEXT

    def condition(self, value: str, now: datetime) -> Q:
        if self.lookup == "contains":
            # SQLite's LIKE ignores case, so its `contains` does; the position of a text in another does not.
            return Q(GreaterThan(StrIndex(F(self.path), Value(value)), 0))
        return super().condition(value, now)


class NumberFilter(Filter):
    """A number, compared with a column of whole numbers."""

    schema = {"type": "integer"}

    def clean(self, values: Sequence[str], model: type[Model]) -> int | None:
        return self.whole(DECIMAL.clean(values[-1]))

    def form_field(self, model: type[Model]) -> forms.Field:
        return DECIMAL

    def whole(self, number: Decimal) -> int | None:
        """The whole number that compares with whole numbers as `number` does; None where none can be equal to it."""
        within = max(min(number, LARGEST), -LARGEST)
        below, above = math.floor(within), math.ceil(within)
        if self.lookup == "exact" and below != above:
            return None
        return above if self.lookup in ("gte", "lt") else below

    def condition(self, value: int | None, now: datetime) -> Q:
        return Q(pk__in=()) if value is None else super().condition(value, now)


class FloatFilter(NumberFilter):
    """A number, compared with a column of numbers."""

    schema = {"type": "number", "format": "float"}

    def clean(self, values: Sequence[str], model: type[Model]) -> Any:
        return float(max(min(DECIMAL.clean(values[-1]), LARGEST), -LARGEST))


class DateTimeFilter(Filter):
    """An instant in ISO 8601; without a zone it is UTC."""

    schema = {"type": "string", "format": "date-time"}

    def clean(self, values: Sequence[str], model: type[Model]) -> datetime:
        value = cast(datetime, DATE_TIME.clean(values[-1]))
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise ValidationError(DATE_TIME.error_messages["invalid"], code="invalid") from None

    def form_field(self, model: type[Model]) -> forms.Field:
        return DATE_TIME


class DateFilter(Filter):
    """A day in ISO 8601."""

    schema = {"type": "string", "format": "date"}

    def clean(self, values: Sequence[str], model: type[Model]) -> date:
        return cast(date, DATE.clean(values[-1]))

    def form_field(self, model: type[Model]) -> forms.Field:
        return DATE
