"""The filters that a resource may declare."""

from .base import Filter, IgnoredValueError
from .declare import (
    boolean,
    choice,
    csv,
    date_parts,
    dates,
    datetimes,
    exists,
    floats,
    ids,
    multiple,
    number,
    numbers,
    text,
    uuid_choice,
)
from .values import ConditionFilter, DateTimeFilter, NumberFilter, OngoingFilter, ongoing

__all__ = [
    "ConditionFilter",
    "DateTimeFilter",
    "Filter",
    "IgnoredValueError",
    "NumberFilter",
    "OngoingFilter",
    "boolean",
    "choice",
    "csv",
    "date_parts",
    "dates",
    "datetimes",
    "exists",
    "floats",
    "ids",
    "multiple",
    "number",
    "numbers",
    "ongoing",
    "text",
    "uuid_choice",
]
