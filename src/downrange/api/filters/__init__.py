"""The filters that a resource may declare."""

from .base import Filter, IgnoredValueError
from .declare import boolean, choice, csv, date_parts, dates, datetimes, exists, floats, multiple, number, numbers, text
from .lists import MatchNone
from .values import ConditionFilter, NumberFilter, ongoing

__all__ = [
    "ConditionFilter",
    "Filter",
    "IgnoredValueError",
    "MatchNone",
    "NumberFilter",
    "boolean",
    "choice",
    "csv",
    "date_parts",
    "dates",
    "datetimes",
    "exists",
    "floats",
    "multiple",
    "number",
    "numbers",
    "ongoing",
    "text",
]
