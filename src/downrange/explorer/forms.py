"""The form of a list: a field for every parameter that the resource declares, with what was asked in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from downrange.api.filters import Filter
from downrange.api.query import DEFAULT_LIMIT, MOST_LIMIT
from downrange.api.resource import DEFAULT_MODE, Resource

PAGE_SIZES = (DEFAULT_LIMIT, 25, 50, MOST_LIMIT)

# A browser shows nothing in a number input for a value that is none; such a value stays in a text input.
_WHOLE = re.compile(r"-?\d*")
_HINTS = {"datetime": "2026-06-03T12:00Z", "date": "2026-06-03", "csv": "a,b,c"}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One input: a select where there are options, else an `<input type=…>`."""

    name: str
    label: str
    type: str = "text"
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    several: bool = False
    hint: str = ""
    errors: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        return self.values[-1] if self.values else ""

    @property
    def asked(self) -> bool:
        return any(self.values)


@dataclass(frozen=True, kw_only=True)
class Form:
    """The fields, by the section of the help that they belong to."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    sections: Mapping[str, tuple[Field, ...]]

    @property
    def refused(self) -> bool:
        return any(field.errors for fields in self.sections.values() for field in fields)


def read_form(resource: Resource, asked: QueryDict, action: str, errors: Mapping[str, Any]) -> Form:
    """The form of a resource's list. `errors` is the body of a 400: a list of sentences for each bad parameter."""
    fields = _Fields(resource, asked, errors)
    return Form(
        action=action,
        hidden=tuple(("format", value) for value in asked.getlist("format")[-1:]),
        sections={
            "Modes": tuple(fields.mode()),
            "Filters": tuple(fields.filters()),
            "Search": tuple(fields.search()),
            "Ordering": tuple(fields.ordering()),
            "Number of results": tuple(fields.limit()),
        },
    )


class _Fields:
    def __init__(self, resource: Resource, asked: QueryDict, errors: Mapping[str, Any]) -> None:
        self.resource = resource
        self.asked = asked
        self.errors = errors

    def field(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[str, str]] | None = None,
        *,
        several: bool = False,
        **more: Any,
    ) -> Field:
        values = tuple(self.asked.getlist(name)) if several else tuple(self.asked.getlist(name)[-1:])
        return Field(
            name=name,
            label=label,
            values=values,
            options=() if options is None else tuple(_options(options, values)),
            several=several,
            errors=_sentences(self.errors.get(name)),
            **more,
        )

    def mode(self) -> Iterator[Field]:
        if self.resource.modes:
            offered = [("", f"default ({DEFAULT_MODE})"), *((mode, mode) for mode in self.resource.modes)]
            yield self.field("mode", "Level of detail", offered)

    def filters(self) -> Iterator[Field]:
        for declared in sorted(self.resource.filters, key=lambda declared: declared.name):
            yield self.filter(declared)

    def filter(self, declared: Filter) -> Field:
        name, kind = declared.name, declared.kind
        choices = declared.choices(self.resource.model)
        value = self.asked.get(name, "")
        if kind == "boolean":
            said = {"1": "true", "0": "false"}.get(value, value.lower())
            options = tuple(Option(key, label, key == said) for key, label in [("", "any"), *(choices or ())])
            return Field(
                name=name, label=name, values=(value,), options=options, errors=_sentences(self.errors.get(name))
            )
        if choices is not None and kind == "multiple":
            return self.field(name, name, choices, several=True)
        if choices is not None:
            return self.field(name, name, [("", "any"), *choices])
        type_ = "number" if kind == "number" and _WHOLE.fullmatch(value) else "text"
        return self.field(name, name, type=type_, hint=_HINTS.get(kind, ""))

    def search(self) -> Iterator[Field]:
        if self.resource.search:
            yield self.field("search", "Search for", type="search")

    def ordering(self) -> Iterator[Field]:
        if self.resource.ordering:
            offered = [("", "default")]
            for name in sorted(self.resource.ordering):
                offered += [(name, f"{name}, ascending"), (f"-{name}", f"{name}, descending")]
            yield self.field("ordering", "Order by", offered)

    def limit(self) -> Iterator[Field]:
        offered = [("", f"default ({DEFAULT_LIMIT})"), *((str(size), str(size)) for size in PAGE_SIZES)]
        yield self.field("limit", "Records on a page", offered)


def _options(offered: Sequence[tuple[str, str]], values: Sequence[str]) -> Iterator[Option]:
    """The options, and after them what was asked though it is not on offer."""
    for value, label in offered:
        yield Option(value, label, value in values)
    known = {value for value, _ in offered}
    for value in dict.fromkeys(values):
        if value not in known:
            yield Option(value, value, chosen=True)


def _sentences(errors: Any) -> tuple[str, ...]:
    return tuple(map(str, errors)) if isinstance(errors, list | tuple) else ()
