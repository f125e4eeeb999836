"""How components are written: what each needs from the database, read off its declaration, and how a record of it
becomes JSON.

A component is fetched alone: one query for its records, one for each relation to what it nests unless a column says it.
What is nested is a component again, written apart and put in its place, so that an agency is fetched and written once
for all the records of a page that name it. The queries behind a component are those of all components in it, each once:
their number is fixed by the declarations, whatever the number of records.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from graphlib import TopologicalSorter
from json.encoder import encode_basestring
from operator import attrgetter
from threading import local
from types import NoneType
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.fields import Field
from rest_framework.renderers import JSONRenderer

from downrange.catalog import clock

from .compiled import Prepared
from .components import COMPONENTS, Nested
from .links import Links

Key = Any
"""A primary key."""
OVERHEAD = 512
"""Bytes that a fragment costs beside its own."""
VERBATIM = (
    serializers.BooleanField,
    serializers.CharField,
    serializers.IntegerField,
    serializers.ReadOnlyField,
    serializers.URLField,
)
"""Fields that represent a value by itself, so that a column need not be given to them."""
Member = Callable[[Model], str]
_renderer = JSONRenderer()


@dataclass(frozen=True, slots=True)
class Fragment:
    """The JSON of one record as one component."""

    json: bytes
    running: bool
    """Whether it holds for one tick alone."""

    @property
    def size(self) -> int:
        return len(self.json) + OVERHEAD


class Context(dict[str, Any]):
    """What the fields of a component share.

    Whoever reads `now` makes what is written one of this tick alone. `log_now` is the same instant, for comparing with
    the log's instants only: when one of those passes, the revision rises.
    """

    def __getitem__(self, name: str) -> Any:
        if name == "now":
            clock.mark_time_dependent(clock.tick() + clock.TICK)
        return super().__getitem__(name)


@dataclass(frozen=True, eq=False)
class Relation:
    """What a component of a model nests in one place, and which records those are."""

    model: type[Model]
    nested: Nested
    attribute: str
    """The attribute that holds the key of the one record; empty where the way back must be asked for."""
    back: str
    """The path from what is nested to the record around it."""
    label: bytes

    def keys(self, records: Mapping[Key, Model], now: datetime) -> Mapping[Key, Sequence[Key]]:
        """For each record the keys of what it nests, in order."""
        if self.attribute:
            found = {key: getattr(record, self.attribute) for key, record in records.items()}
            return {key: () if other is None else (other,) for key, other in found.items()}
        keys, when = list(records), self.nested.when
        rows = self.ways.run(keys) if when is None else self._ways(keys).filter(when(now))
        ways: dict[Key, dict[Key, None]] = {key: {} for key in keys}
        for key, other in rows:
            ways[key][other] = None
        return {key: tuple(found) for key, found in ways.items()}

    @cached_property
    def ways(self) -> Prepared:
        """The keys of the records around, each with the key of one that it nests."""
        return Prepared(self.model, self._ways)

    def _ways(self, keys: Sequence[Key]) -> QuerySet[Model, Any]:
        others = model_of(self.nested.component)._default_manager.filter(**{f"{self.back}__in": keys})
        if self.nested.where is not None:
            others = others.filter(self.nested.where)
        return others.order_by(*self.nested.order).values_list(self.back, "pk")

    def join(self, fragments: Sequence[Fragment]) -> bytes:
        if self.nested.many:
            return b"[%b]" % b",".join([fragment.json for fragment in fragments])
        return fragments[0].json if fragments else b"null"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The records of a component by their keys, and for each of its relations the keys of what they nest."""

    records: Mapping[Key, Model]
    nested: Sequence[tuple[Relation, Mapping[Key, Sequence[Key]]]]


class Writer:
    """Fetches and writes the records of one component."""

    def __init__(self, component: str) -> None:
        form = COMPONENTS[component]()
        fields = form.fields  # also fills `nested`
        self.component, self.model = component, model_of(component)
        self.relations = tuple(_relation(self.model, name, nested) for name, nested in form.nested.items())
        self.records = Prepared(self.model, self._query)
        self._joined = tuple(
            path for name, field in fields.items() if name not in form.nested for path in _joins(field)
        )

    def _query(self, keys: Sequence[Key]) -> QuerySet[Model]:
        annotations = {relation.attribute: relation.nested.key for relation in self.relations if relation.nested.key}
        records: QuerySet[Model] = self.model._default_manager.annotate(**annotations).filter(pk__in=keys)
        return records.select_related(*self._joined) if self._joined else records

    def fetch(self, keys: Sequence[Key], now: datetime) -> Fetched:
        """The records with these keys, as far as they are there."""
        records = {record.pk: record for record in self.records.run(keys)}
        return Fetched(records, [(relation, relation.keys(records, now)) for relation in self.relations if records])

    def write(
        self, fetched: Fetched, fragments: Mapping[tuple[str, Key], Fragment], links: Links, now: datetime
    ) -> Iterator[tuple[Key, Fragment]]:
        """The fetched records as JSON; `fragments` holds all that they nest."""
        form = _forms.of(self)
        form.serializer._context = Context(links=links, now=now, log_now=now)
        for key, record in fetched.records.items():
            # One that is gone since was taken away by an edit, and the answer will be computed anew (see delivery).
            inside = [
                [
                    fragments[relation.nested.component, other]
                    for other in keys[key]
                    if (relation.nested.component, other) in fragments
                ]
                for relation, keys in fetched.nested
            ]
            with clock.track() as tracker:
                parts = [form.first(record)]
                for (relation, _), others, stretch in zip(fetched.nested, inside, form.others, strict=True):
                    parts += (relation.label, relation.join(others), b",", stretch(record))
            running = tracker.valid_until is not None or any(other.running for others in inside for other in others)
            yield key, Fragment(b"{%b}" % b"".join(parts)[:-1], running)


class _Form:
    """A component's serializer, and its plain fields in the stretches between what it nests."""

    def __init__(self, writer: Writer) -> None:
        self.serializer = COMPONENTS[writer.component]()
        stretches: list[list[Member]] = [[]]
        for name, field in self.serializer.fields.items():
            if name in self.serializer.nested:
                stretches.append([])
            else:
                stretches[-1].append(_member(f"{_encode(name)}:", field))
        self.first, *self.others = (partial(_write_plain, stretch) for stretch in stretches)


class _Forms(local):
    """To build a serializer takes longer than to write a page with it, and it holds the context of one answer, so each
    thread keeps its own.
    """

    def __init__(self) -> None:
        self.by_component: dict[str, _Form] = {}

    def of(self, writer: Writer) -> _Form:
        if writer.component not in self.by_component:
            self.by_component[writer.component] = _Form(writer)
        return self.by_component[writer.component]


_forms = _Forms()


def _write_plain(members: Sequence[Member], record: Model) -> bytes:
    return "".join([member(record) for member in members]).encode()


def _member(label: str, field: Field[Any, Any, Any, Any]) -> Member:
    """A plain field as a member of an object, a comma after it."""
    get: Callable[[Model], Any] = field.get_attribute
    if type(field) in VERBATIM and "." not in str(field.source):
        get = attrgetter(str(field.source))

        def write(record: Model) -> str:
            return f"{label}{_encode(get(record))},"

    else:

        def write(record: Model) -> str:
            value = get(record)
            return f"{label}{_encode(None if value is None else field.to_representation(value))},"

    return write


def _encode(value: Any) -> str:
    """What `render` gives, for most values by a shorter way."""
    encode = _ENCODERS.get(type(value))
    return encode(value) if encode is not None else render(value).decode()


def _encode_text(text: str) -> str:
    quoted: str = encode_basestring(text)
    return quoted if quoted.isascii() else quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_ENCODERS: Mapping[type, Callable[[Any], str]] = {
    str: _encode_text,
    int: int.__repr__,
    bool: {True: "true", False: "false"}.__getitem__,
    NoneType: lambda _: "null",
}


def render(data: object) -> bytes:
    """As JSON, as Django REST framework writes it."""
    json: bytes = _renderer.render(data)
    return json


@cache
def writers_of(component: str) -> tuple[Writer, ...]:
    """The writers of a component and of all that it nests, each before those that it nests."""
    inside: dict[str, set[str]] = {}
    waiting = [component]
    while waiting:
        name = waiting.pop()
        if name not in inside:
            inside[name] = {relation.nested.component for relation in writer(name).relations}
            waiting += inside[name]
    return tuple(writer(name) for name in reversed(list(TopologicalSorter(inside).static_order())))


@cache
def writer(component: str) -> Writer:
    return Writer(component)


def model_of(component: str) -> type[Model]:
    model: type[Model] = COMPONENTS[component].Meta.model
    return model


def _joins(field: Field[Any, Any, Any, Any]) -> Sequence[str]:
    """The relations behind a plain field: of a dotted source such as `parent.name`, or of a `fetch`."""
    relations = str(field.source).split(".")[:-1]
    return ["__".join(relations)] if relations else getattr(field, "fetch", ())


def _relation(model: type[Model], name: str, nested: Nested) -> Relation:
    steps = (nested.path or name).split(".")
    first: Any = None if nested.key is not None else model._meta.get_field(steps[0])
    attribute, back, start = "", [], model
    if first is None:
        attribute = f"{name}_key"
    elif first.concrete and not nested.many:
        attribute = first.attname
    else:
        for step in steps:
            field: Any = model._meta.get_field(step)
            back.append(field.field.name if field.auto_created else field.related_query_name())
            model = field.related_model
    return Relation(start, nested, attribute, "__".join(reversed(back)), f"{_encode(name)}:".encode())
