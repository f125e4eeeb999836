"""The form of a list: a field for every parameter of the resource, filled with the values of the request."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict

from downrange.api.filters import Filter
from downrange.api.query import DEFAULT_LIMIT
from downrange.api.resource import DEFAULT_MODE, Endpoint, Resource

PAGE_SIZES = (DEFAULT_LIMIT, 25, 50, 100)

# A browser shows an empty number input for a value that is no number. Such a value is shown in a text input.
_WHOLE = re.compile(r"-?\d*")
_DAY = re.compile(r"(?:\d{4}-\d\d-\d\d)?")
USEFUL = frozenset(
    (
        *(
            "name",
            "in_space",
            "status",
            "is_crewed",
            "lsp__name",
            "year",
            "net__gte",
            "net__lte",
            "date__gte",
            "date__lte",
        ),
        *("docking__gte", "docking__lte", "start__gte", "start__lte", "serial_number", "has_flown", "nationality"),
        *("spacecraft_config", "location__name", "country_code", "manufacturer__name", "active", "type", "success"),
    )
)
"""Names of filters that people use most: what a record is called, where it stands, and when."""
_HINTS: dict[type[forms.Field], str] = {forms.DateTimeField: "2026-06-03T12:00Z", forms.DateField: "2026-06-03"}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One input: a `<select>` if there are options, else an `<input type=…>`."""

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
    def is_useful(self) -> bool:
        """Whether it is shown though others are folded away."""
        return self.name in USEFUL

    @property
    def asked(self) -> bool:
        return any(self.values)


@dataclass(frozen=True, kw_only=True)
class Form:
    """The fields, by section of the help."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    sections: Mapping[str, tuple[Field, ...]]

    @property
    def refused(self) -> bool:
        return any(field.errors for fields in self.sections.values() for field in fields)


HIDDEN = ("fields", "at", "format")
"""Parameters that a form keeps and does not show."""


def read_form(endpoint: Endpoint, parameters: QueryDict, action: str, errors: Mapping[str, Any]) -> Form:
    """The form of a resource's list, or of a single object. `errors` is the body of a 400: a list of messages for each
    invalid parameter.
    """
    fields = _Fields(endpoint, parameters, errors)
    sections = {"Modes": tuple(fields.mode())}
    if isinstance(endpoint, Resource):
        sections |= {
            "Filters": tuple(fields.filters(endpoint)),
            "Search": tuple(fields.search(endpoint)),
            "Ordering": tuple(fields.ordering(endpoint)),
            "Number of results": tuple(fields.limit()),
        }
    hidden = tuple((name, value) for name in HIDDEN for value in parameters.getlist(name)[-1:])
    return Form(action=action, hidden=hidden, sections=sections)


class _Fields:
    def __init__(self, endpoint: Endpoint, parameters: QueryDict, errors: Mapping[str, Any]) -> None:
        self.endpoint = endpoint
        self.parameters = parameters
        self.errors = errors

    def field(
        self,
        name: str,
        label: str,
        options: Any = None,
        *,
        several: bool = False,
        value: str | None = None,
        **more: Any,
    ) -> Field:
        values = tuple(self.parameters.getlist(name)) if several else tuple(self.parameters.getlist(name)[-1:])
        if value is not None and values:
            values = (value,)
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
        if self.endpoint.modes:
            offered = [("", f"default ({DEFAULT_MODE})"), *((mode, mode) for mode in self.endpoint.modes)]
            yield self.field("mode", "Level of detail", offered)

    def filters(self, resource: Resource) -> Iterator[Field]:
        for declared in sorted(resource.accepted_filters, key=lambda declared: declared.name):
            yield self.filter(resource, declared)

    def filter(self, resource: Resource, declared: Filter) -> Field:
        """The input that fits the filter's own form field."""
        name, form_field = declared.name, declared.form_field(resource.model)
        if isinstance(form_field, forms.MultipleChoiceField):
            return self.field(name, name, form_field.choices, several=True)
        if isinstance(form_field, forms.ChoiceField):
            return self.field(name, name, form_field.choices, value=declared.normalize(self.parameters.get(name, "")))
        if isinstance(form_field, forms.DateTimeField | forms.DateField) and _DAY.fullmatch(
            self.parameters.get(name, "")
        ):
            return self.field(name, name, type="date")  # it shows days only, so an instant is shown in a text input
        is_number = isinstance(form_field, forms.DecimalField) and _WHOLE.fullmatch(self.parameters.get(name, ""))
        hint = _HINTS.get(type(form_field), str(form_field.help_text))
        return self.field(name, name, type="number" if is_number else "text", hint=hint)

    def search(self, resource: Resource) -> Iterator[Field]:
        if resource.search:
            yield self.field("search", "Search for", type="search")

    def ordering(self, resource: Resource) -> Iterator[Field]:
        if resource.ordering:
            offered = [("", "default")]
            for name in sorted(resource.ordering):
                offered += [(name, f"{name}, ascending"), (f"-{name}", f"{name}, descending")]
            yield self.field("ordering", "Order by", offered)

    def limit(self) -> Iterator[Field]:
        sizes = [*(size for size in PAGE_SIZES if size < settings.MAX_LIMIT), settings.MAX_LIMIT]
        offered = [("", f"default ({DEFAULT_LIMIT})"), *((str(size), str(size)) for size in sizes)]
        yield self.field("limit", "Records on a page", offered)


def _options(offered: Sequence[tuple[str, str]], values: Sequence[str]) -> Iterator[Option]:
    """The options, then the requested values that are none of them."""
    for value, label in offered:
        yield Option(value, label, value in values)
    known = {value for value, _ in offered}
    for value in dict.fromkeys(values):
        if value not in known:
            yield Option(value, value, chosen=True)


def _sentences(errors: Any) -> tuple[str, ...]:
    return tuple(map(str, errors)) if isinstance(errors, list | tuple) else ()
