"""What every filter is: one query parameter, with the semantics of django-filter (contract, 01 "Filters")."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, Q

Schema = dict[str, Any]
COMPARISONS = ("exact", "gt", "gte", "lt", "lte")
MAX_NUMBER = 2**63 - 1
"""The largest whole number that every database takes."""
MAX_PATTERN = 10_000
"""Characters of a text to look for within others; SQLite refuses a pattern of over 50 000 bytes."""


class IgnoredValueError(Exception):
    """The value means nothing. The request is answered as if the parameter were not there."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One query parameter: `name` as clients write it, `path` to the column, `lookup` between column and value.

    A filter reads the values given for its parameter (`clean`), by a form field of Django and so in Django's words, and
    makes of what it read a condition on the database (`condition`).
    """

    name: str
    path: str
    lookup: str = "exact"
    description: str = ""
    or_paths: tuple[str, ...] = ()
    """Further paths, of which any may match as well as `path`."""

    schema: ClassVar[Schema]
    repeatable: ClassVar[bool] = False
    """Whether every value of a repeated parameter counts, and not only the last."""
    goes_by_facts: ClassVar[bool] = False
    """Whether the instant is the one that figures are shown for: beyond the facts, nothing is known to begin or end."""
    ignores_blanks: ClassVar[bool] = False
    """Whether a value of blanks is ignored, as an empty one is; where it is not, it is refused."""

    def clean(self, values: Sequence[str], model: type[Model]) -> Any:
        """The value to filter by, hashable. Raises Django's `ValidationError`, or `IgnoredValueError`."""
        raise NotImplementedError

    def form_field(self, model: type[Model]) -> forms.Field:
        """The form field that a page shows for the parameter."""
        raise NotImplementedError

    def normalize(self, value: str) -> str:
        """The one of the form field's choices that a value means."""
        return value

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, *self.or_paths)

    def condition(self, value: Any, now: datetime) -> Q:
        """What a record must meet, at an instant."""
        return reduce(or_, (Q(**{f"{path}__{self.lookup}": value}) for path in self.paths))

    def valid_until(self, now: datetime) -> datetime | None:
        """When the condition may select other records though no instant of the log has passed; None: never."""
        return None
