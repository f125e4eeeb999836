"""The kinds of filter that a resource may declare, with the semantics of django-filter (contract, 01 "Filters").

A filter reads the values given for its parameter (`clean`), with Django's own form fields and so in Django's own words,
and turns what it read into a condition on the database (`condition`). An empty value is not given at all; a boolean
that is none is ignored, because clients rely on it.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Field, ForeignObjectRel, IntegerField, Model, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from .compiled import Prepared

Schema = dict[str, Any]
MOST_CHOICES = 100
"""Above this many records a choice is not offered as a list."""
COMPARISONS = ("exact", "gt", "gte", "lt", "lte")
MEANINGS = {
    "gt": "greater than",
    "gte": "greater than or equal to",
    "lt": "less than",
    "lte": "less than or equal to",
}
MOST_NUMBER = 2**63 - 1
WHOLE = re.compile("[0-9]{1,18}")
"""A whole number that every database takes."""
MOST_PATTERN = 10_000
"""Characters of a text to look for within others; SQLite refuses a pattern of over 50 000 bytes."""


class Ignored(Exception):  # noqa: N818 - not an error: the client's request is answered as if the parameter were not there
    """The value means nothing and is passed over."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One query parameter: `name` as clients write it, `path` to the column, `lookup` between column and value."""

    name: str
    path: str
    lookup: str = "exact"
    description: str = ""
    also: tuple[str, ...] = ()
    """Further paths, of which any may match as well as `path`."""

    kind: ClassVar[str]
    schema: ClassVar[Schema]
    repeatable: ClassVar[bool] = False
    """Whether every value of a repeated parameter counts, and not the last alone."""

    def clean(self, values: Sequence[str], model: type[Model]) -> Any:
        """The value to filter by, hashable. Raises `ValidationError` in Django's words, or `Ignored`."""
        raise NotImplementedError

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, *self.also)

    def condition(self, value: Any, now: datetime) -> Q:
        """What a record must meet, at an instant."""
        return reduce(or_, (Q(**{f"{path}__{self.lookup}": value}) for path in self.paths))

    def choices(self, model: type[Model]) -> list[tuple[str, str]] | None:
        """What a form may offer as a list of (value, label); None where anything may be written."""
        return None


Kind = TypeVar("Kind", bound=Filter)


class Boolean(Filter):
    """`true`, `false`, `1`, `0` in any case; anything else is ignored."""

    kind = "boolean"
    schema = {"type": "boolean"}

    def clean(self, values: Sequence[str], model: type[Model]) -> bool:
        try:
            return {"true": True, "1": True, "false": False, "0": False}[values[-1].lower()]
        except KeyError:
            raise Ignored from None

    def choices(self, model: type[Model]) -> list[tuple[str, str]]:
        return [("true", "true"), ("false", "false")]


class Presence(Boolean):
    """Whether the record has any of what `path` leads to."""

    def condition(self, value: Any, now: datetime) -> Q:
        present = Q(**{f"{self.path}__isnull": False})
        return present if value else ~present


@dataclass(frozen=True, kw_only=True)
class Statement(Boolean):
    """Whether what `holds` says is true of the record at the answer's instant. With `only_if`, just that value asks for
    it, and the other leaves everything in.
    """

    holds: Callable[[datetime], Q]
    only_if: bool | None = None
    path: str = "pk"

    def condition(self, value: Any, now: datetime) -> Q:
        if self.only_if is None:
            return self.holds(now) if value else ~self.holds(now)
        return self.holds(now) if value is self.only_if else Q()


def going_on(start: str, end: str) -> Callable[[datetime], Q]:
    """What has begun and not ended at an instant."""
    return lambda now: Q(**{f"{start}__lte": now}) & (Q(**{end: None}) | Q(**{f"{end}__gt": now}))


class Text(Filter):
    """Exactly this text, case and all; or, with the lookup `contains`, text with this in it, case and all."""

    kind = "text"
    schema = {"type": "string"}

    def clean(self, values: Sequence[str], model: type[Model]) -> str:
        longest = MOST_PATTERN if self.lookup == "icontains" else None
        return cast(str, forms.CharField(max_length=longest).clean(values[-1]))

    def condition(self, value: str, now: datetime) -> Q:
        if self.lookup == "contains":
            # SQLite's LIKE folds case, so `contains` would; the position of a text in another does not.
            return Q(GreaterThan(StrIndex(F(self.path), Value(value)), 0))
        return super().condition(value, now)


class Number(Filter):
    """A number, compared with a column of whole numbers."""

    kind = "number"
    schema = {"type": "integer"}

    def clean(self, values: Sequence[str], model: type[Model]) -> int | None:
        return self.whole(forms.DecimalField().clean(values[-1]))

    def whole(self, number: Decimal) -> int | None:
        """The whole number that compares with whole numbers as `number` does; None where none can be equal to it."""
        if not -MOST_NUMBER <= number <= MOST_NUMBER:
            return MOST_NUMBER if number > 0 else -MOST_NUMBER
        if self.lookup == "exact" and number != number.to_integral_value():
            return None
        return math.ceil(number) if self.lookup in ("gte", "lt") else math.floor(number)

    def condition(self, value: int | None, now: datetime) -> Q:
        return Q(pk__in=()) if value is None else super().condition(value, now)


class Float(Number):
    """A number, compared with a column of numbers."""

    schema = {"type": "number", "format": "float"}

    def clean(self, values: Sequence[str], model: type[Model]) -> Any:
        return float(max(min(forms.DecimalField().clean(values[-1]), MOST_NUMBER), -MOST_NUMBER))


class DateTime(Filter):
    """An instant in ISO 8601; without a zone it is UTC."""

    kind = "datetime"
    schema = {"type": "string", "format": "date-time"}

    def clean(self, values: Sequence[str], model: type[Model]) -> datetime:
        field = forms.DateTimeField()
        value = cast(datetime, field.clean(values[-1]))
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise ValidationError(field.error_messages["invalid"], code="invalid") from None


class Date(Filter):
    """A day in ISO 8601."""

    kind = "date"
    schema = {"type": "string", "format": "date"}

    def clean(self, values: Sequence[str], model: type[Model]) -> date:
        return cast(date, forms.DateField().clean(values[-1]))


class Choice(Filter):
    """The id of a related record that must exist."""

    kind = "choice"
    schema = {"type": "integer"}

    def clean(self, values: Sequence[str], model: type[Model]) -> Any:
        related = related_model(model, self.path)
        if WHOLE.fullmatch(values[-1]) and isinstance(related._meta.pk, IntegerField):
            # The field below would ask the same, and take longer over the asking.
            found = _keys(related).run([int(values[-1])])
            if found:
                return found[0]
        field = forms.ModelChoiceField(queryset=related._default_manager.all())
        return field.clean(values[-1]).pk

    def choices(self, model: type[Model]) -> list[tuple[str, str]] | None:
        """The related records as (id, name), unless they are too many to offer."""
        related = list(related_model(model, self.path)._default_manager.order_by("pk")[: MOST_CHOICES + 1])
        return None if len(related) > MOST_CHOICES else [(str(record.pk), str(record)) for record in related]


@cache
def _keys(model: type[Model]) -> Prepared:
    """Which of some keys there are."""
    return Prepared(model, lambda keys: model._default_manager.filter(pk__in=keys).values_list("pk", flat=True))


class Multiple(Choice):
    """The ids of related records that must exist, the parameter repeated for each; one of them must match."""

    kind = "multiple"
    schema = {"type": "array", "items": {"type": "integer"}}
    repeatable = True

    def clean(self, values: Sequence[str], model: type[Model]) -> tuple[Any, ...]:
        field = forms.ModelMultipleChoiceField(queryset=related_model(model, self.path)._default_manager.all())
        try:
            return tuple(record.pk for record in field.clean(values))
        except (ValidationError, OverflowError):  # the latter of a number beyond the database's integers
            for value in dict.fromkeys(values):  # so that the first is named; Django names any
                _check(field, value)
            raise


def _check(field: forms.Field, value: str) -> None:
    try:
        field.clean([value])
    except OverflowError:
        raise ValidationError(field.error_messages["invalid_choice"], params={"value": value}) from None


Member = type[int | float | str | UUID]
MEMBERS: Mapping[Member, tuple[type[forms.Field], Schema]] = {
    int: (forms.DecimalField, {"type": "integer"}),
    float: (forms.DecimalField, {"type": "number"}),
    str: (forms.CharField, {"type": "string"}),
    UUID: (forms.UUIDField, {"type": "string", "format": "uuid"}),
}
"""What each of several values may be: how it is read, and how the contract documents it. Upstream documents some whole
numbers as `number`; they are read as whole numbers all the same.
"""


@dataclass(frozen=True, kw_only=True)
class Csv(Filter):
    """Several values, separated by commas, of which one must match. `of` is what each must be."""

    lookup: str = "in"
    description: str = "Multiple values may be separated by commas."
    of: Member = int

    kind = "csv"

    @property
    def schema(self) -> Schema:  # type: ignore[override] # here it depends on `of`
        return {"type": "array", "items": MEMBERS[self.of][1]}

    def clean(self, values: Sequence[str], model: type[Model]) -> tuple[Any, ...]:
        field = MEMBERS[self.of][0]()
        cleaned = tuple(field.clean(value) for value in values[-1].split(",") if value.strip())
        if self.of in (int, float):
            return tuple(
                int(each)
                for each in cleaned
                if -MOST_NUMBER <= each <= MOST_NUMBER and each == each.to_integral_value()
            )
        return cleaned


class Nothing(Csv):
    """Several ids of what is not served yet, so that no record has any of them."""

    def condition(self, value: tuple[Any, ...], now: datetime) -> Q:
        return Q(pk__in=())


def related_model(model: type[Model], path: str) -> type[Model]:
    """The model that a path of relations leads to."""
    for name in path.split("__"):
        model = cast(type[Model], model._meta.get_field(name).related_model)
    return model


def field_at(model: type[Model], path: str) -> Any:
    """The field at the end of a path."""
    *relations, name = path.split("__")
    return (related_model(model, "__".join(relations)) if relations else model)._meta.get_field(name)


def crosses_many(model: type[Model], path: str) -> bool:
    """Whether a path goes through a relation that leads to many records, so that a join would repeat the record it
    starts from.
    """
    for name in path.split("__"):
        if name == "pk":
            return False
        field = cast("Field[Any, Any] | ForeignObjectRel", model._meta.get_field(name))
        if field.one_to_many or field.many_to_many:
            return True
        if field.related_model is None:
            return False
        model = cast(type[Model], field.related_model)
    return False


def boolean(name: str, path: str = "") -> Boolean:
    return Boolean(name=name, path=path or name)


def presence(name: str, path: str) -> Presence:
    return Presence(name=name, path=path)


def choice(name: str, path: str = "") -> Choice:
    return Choice(name=name, path=path or name)


def text(name: str, *lookups: str, path: str = "") -> tuple[Text, ...]:
    """A text filter, and its twins by other lookups: `…__contains`, `…__icontains`."""
    return _by_lookups(Text, name, path or name, ("exact", *lookups))


def number(name: str, path: str = "") -> Number:
    return Number(name=name, path=path or name)


def numbers(*names: str) -> tuple[Number, ...]:
    """For each name the five comparisons: itself, `__gt`, `__gte`, `__lt`, `__lte`."""
    return tuple(declared for name in names for declared in _by_lookups(Number, name, name, COMPARISONS))


def floats(*names: str) -> tuple[Float, ...]:
    """For each name the four inequalities."""
    return tuple(declared for name in names for declared in _by_lookups(Float, name, name, COMPARISONS[1:]))


def dates(*names: str) -> tuple[Date, ...]:
    """For each name of a day the five comparisons."""
    return tuple(declared for name in names for declared in _by_lookups(Date, name, name, COMPARISONS))


def datetimes(*names: str) -> tuple[DateTime, ...]:
    """For each name of an instant the five comparisons."""
    return tuple(declared for name in names for declared in _by_lookups(DateTime, name, name, COMPARISONS))


def multiple(name: str, path: str = "") -> Multiple:
    return Multiple(name=name, path=path or name, lookup="in")


def csv(name: str, path: str, of: Member = int, *, also: tuple[str, ...] = (), description: str = "") -> Csv:
    return Csv(name=name, path=path, of=of, also=also, **({"description": description} if description else {}))


def instants(name: str, *lookups: str, title: str = "") -> tuple[DateTime, ...]:
    """An instant compared by each of the lookups."""
    title = title or name.replace("_", " ").capitalize()
    return tuple(
        DateTime(name=_name(name, lookup), path=name, lookup=lookup, description=f"{title} is {MEANINGS[lookup]}")
        for lookup in lookups
    )


def _by_lookups(kind: type[Kind], name: str, path: str, lookups: Sequence[str]) -> tuple[Kind, ...]:
    return tuple(kind(name=_name(name, lookup), path=path, lookup=lookup) for lookup in lookups)


def _name(name: str, lookup: str) -> str:
    return name if lookup == "exact" else f"{name}__{lookup}"
