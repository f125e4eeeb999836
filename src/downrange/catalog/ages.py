"""Ages in SQL: `derived.formulas.age` as an expression, for annotations, filters and orderings."""

from datetime import datetime

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear, Greatest
from django.db.models.lookups import LessThanOrEqual


def age(now: datetime, birth: str = "date_of_birth", death: str = "date_of_death") -> Case:
    """The whole years from a date of birth to `now`, or to a date of death before it: null without a date of birth.

    `birth` and `death` are the columns' names, or paths to them. The expression gives on every database what
    `formulas.age` gives.
    """
    today = now.date()
    alive = _years(birth, Value(today.year), Value(today.month * 100 + today.day))
    dead = _years(birth, ExtractYear(death), _place_in_year(ExtractMonth(death), ExtractDay(death)))
    return Case(
        When(Q(**{f"{birth}__isnull": True}), then=Value(None)),
        When(Q(**{f"{death}__lte": today}), then=dead),
        default=alive,
        output_field=IntegerField(),
    )


def _years(birth: str, year: Combinable, day: Combinable) -> Combinable:
    """The birthdays from a date of birth up to a day, which is given as its year and as its place in the year."""
    birthday = _place_in_year(ExtractMonth(birth), ExtractDay(birth))
    passed = Case(When(LessThanOrEqual(birthday, day), then=Value(0)), default=Value(1), output_field=IntegerField())
    return Greatest(year - ExtractYear(birth) - passed, Value(0))


def _place_in_year(month: Combinable, day: Combinable) -> Combinable:
    """A number by which the days of a year are in order; 29 February is before 1 March, in every year."""
    return month * 100 + day
