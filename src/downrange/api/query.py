"""The query of a list request: its parameters, validated (contract, 01).

What a client may get wrong without harm is ignored as upstream ignores it, and listed in `ignored`. What would give a
wrong answer is refused with a body that has one key for each bad parameter.
"""

from collections.abc import Collection, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import QueryDict
from rest_framework.exceptions import ValidationError
from rest_framework.fields import CharField
from rest_framework.filters import search_smart_split

from downrange.catalog.text import fold

from .filters import DateTimeFilter, Filter, IgnoredValueError
from .filters.base import MAX_PATTERN
from .narrow import Paths, read_fields
from .resource import DEFAULT_MODE, Endpoint, Resource, SingleObject

DEFAULT_LIMIT = 10
MAX_PARAMETERS = 1000
MAX_RECORDS = 2**31 - 1
"""The limit of a whole list: more than any table has."""
LIMITED = "The limit is at most {}"
"""Says in a `Warning` header that a higher limit was cut."""
MAX_SEARCH_TERMS = 32
"""More would cost the database more than any answer is worth."""
SEARCH = CharField(trim_whitespace=False, allow_blank=True, max_length=MAX_PATTERN)

INSTANT = DateTimeFilter(name="at", path="")
"""Reads the instant that figures are asked for."""
AHEAD = "Ensure this instant is not in the future."


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a client asks of a list."""

    mode: str
    filters: tuple[tuple[Filter, Any], ...]
    terms: tuple[str, ...]
    """What a search looks for, without case and accents."""
    ordering: tuple[str, ...]
    limit: int
    offset: int
    fields: Paths
    ignored: tuple[str, ...]
    """The parameters that were ignored, as `name=value`."""
    is_cut: bool
    """Whether the limit that was asked for is more than a page may have."""

    @property
    def selection(self) -> tuple[Hashable, ...]:
        """The part that says which records are selected, and in which order."""
        return (*self.conditions, self.ordering)

    @property
    def conditions(self) -> tuple[Hashable, ...]:
        """The part that says which records are selected."""
        return (tuple((declared.name, value) for declared, value in self.filters), self.terms)

    @classmethod
    def read(cls, resource: Resource, parameters: QueryDict, *, is_whole: bool = False) -> "ListQuery":
        """Validate the parameters of a request for a list, which is answered by a page, or is `whole` unless a limit is
        given. Raises Django REST framework's `ValidationError` (400).
        """
        reader = _Reader(resource, parameters)
        limit, is_cut = reader.limit(*((MAX_RECORDS, MAX_RECORDS) if is_whole else (DEFAULT_LIMIT, settings.MAX_LIMIT)))
        mode = reader.mode()
        return cls(
            mode=mode,
            filters=tuple(reader.filters()),
            terms=reader.terms(),
            ordering=reader.ordering(),
            limit=limit,
            offset=reader.offset(),
            fields=read_fields(resource.components[mode], parameters),
            ignored=(*reader.ignored, *reader.unknown()),
            is_cut=is_cut,
        )


@dataclass(frozen=True, slots=True)
class ObjectQuery:
    """What a client asks of a single object."""

    mode: str
    ignored: tuple[str, ...]
    """The parameters that were ignored, as `name=value`."""

    @classmethod
    def read(cls, endpoint: SingleObject, parameters: QueryDict) -> "ObjectQuery":
        reader = _EndpointReader(endpoint, parameters)
        return cls(mode=reader.mode(), ignored=(*reader.ignored, *reader.unknown()))


def parameters_of(query: bytes) -> QueryDict:
    """The parameters of a query. Raises `SuspiciousOperation` for one that cannot be read, or has too many."""
    if query.count(b"&") >= MAX_PARAMETERS:
        raise TooManyFieldsSent("too many parameters")
    return QueryDict(query)


def read_instant(resource: Resource, parameters: QueryDict, now: datetime) -> datetime | None:
    """The instant of the past that a client asks for; None: now. Raises Django REST framework's `ValidationError`."""
    text = parameters.get(INSTANT.name, "").strip()
    if not text or not resource.takes_instant:
        return None
    try:
        instant = INSTANT.clean([text], resource.model)
    except DjangoValidationError as error:
        raise ValidationError({INSTANT.name: error.messages}) from None
    if instant > now:
        raise ValidationError({INSTANT.name: [AHEAD]})
    return instant


class ParameterReader:
    """Reads parameters of a query, and notes those that mean nothing. `known` are the names that are understood."""

    def __init__(self, known: Collection[str], parameters: QueryDict) -> None:
        self.known = known
        self.parameters = parameters
        self.ignored: list[str] = []

    def ignore(self, name: str, value: str) -> None:
        self.ignored.append(f"{name}={value}")

    def unknown(self) -> Iterator[str]:
        for name in self.parameters:
            if name not in self.known:
                yield f"{name}={self.parameters[name]}"

    def limit(self, default: int, most: int) -> tuple[int, bool]:
        """The limit, and whether more was asked for."""
        limit = self.whole_number("limit", least=1)
        return min(limit or default, most), limit is not None and limit > most

    def whole_number(self, name: str, least: int) -> int | None:
        text = self.parameters.get(name)
        if not text:
            return None
        with suppress(ValueError):
            number = int(text)
            if number >= least:
                return number
        self.ignore(name, text)
        return None


class _EndpointReader(ParameterReader):
    """Reads the parameters that every endpoint has."""

    def __init__(self, endpoint: Endpoint, parameters: QueryDict) -> None:
        super().__init__(endpoint.parameters, parameters)
        self.endpoint = endpoint

    def mode(self) -> str:
        mode = self.parameters.get("mode", "")
        if mode in self.endpoint.components:
            return mode
        if mode and self.endpoint.modes:
            self.ignore("mode", mode)
        return DEFAULT_MODE


class _Reader(_EndpointReader):
    """Reads the parameters of a list."""

    def __init__(self, resource: Resource, parameters: QueryDict) -> None:
        super().__init__(resource, parameters)
        self.resource = resource

    def filters(self) -> Iterator[tuple[Filter, Any]]:
        errors: dict[str, list[str]] = {}
        for declared in self.resource.accepted_filters:
            if declared.name not in self.parameters:
                continue
            given = self.parameters.getlist(declared.name)
            means = str.strip if declared.ignores_blanks else str
            values = [value for value in (given if declared.repeatable else given[-1:]) if means(value)]
            if not values:
                continue
            try:
                yield declared, declared.clean(values, self.resource.model)
            except IgnoredValueError:
                self.ignore(declared.name, self.parameters.get(declared.name, ""))
            except DjangoValidationError as error:
                errors[declared.name] = error.messages
        if errors:
            raise ValidationError(errors)

    def terms(self) -> tuple[str, ...]:
        if not self.resource.search:
            if self.parameters.get("search"):
                self.ignore("search", self.parameters.get("search", ""))
            return ()
        text = SEARCH.run_validation(self.parameters.get("search", ""))
        terms = tuple(dict.fromkeys(filter(None, map(fold, search_smart_split(text)))))
        if len(terms) > MAX_SEARCH_TERMS:
            raise ValidationError({"search": [f"Ensure there are at most {MAX_SEARCH_TERMS} search terms."]})
        return terms

    def ordering(self) -> tuple[str, ...]:
        given = self.parameters.get("ordering", "")
        ordering: dict[str, str] = {}
        for term in (term.strip() for term in given.split(",")):
            name = term.removeprefix("-")
            if name in self.resource.orderings_by_name:
                ordering.setdefault(name, term)
            elif term:
                self.ignore("ordering", term)
        return tuple(ordering.values()) or self.resource.default_ordering

    def offset(self) -> int:
        return self.whole_number("offset", least=0) or 0
