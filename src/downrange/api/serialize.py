"""Component serializers: what a component needs from the database, read off its declaration, and how its records become
JSON.

A component is fetched separately: one query for its records, and one for each relation to a nested component that no
column gives. A nested component is serialized once for all records that nest it, and its JSON is put in its place. So
the number of queries is fixed by the declarations, whatever the number of records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from graphlib import TopologicalSorter
from operator import attrgetter
from typing import Any

import orjson
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from rest_framework import serializers
from rest_framework.fields import Field
from rest_framework.utils.encoders import JSONEncoder

from downrange.catalog import clock
from downrange.catalog.derived import past
from downrange.catalog.snapshot import Snapshot

from .compiled import CompiledKeyQuery
from .components import Answer, Component, Nested, TimeDependentField, answer
from .filters.paths import sort_path
from .links import Links

Key = Any
"""A primary key."""
MAX_SERIALIZERS = 1024
"""Several times as many as a contract has: clients narrow components to the fields that they want."""
WARM_SIZES = (1, 8, 128)
"""Numbers of keys that queries are compiled for before the first request."""
OVERHEAD = 512
"""Bytes that a cached fragment costs beside its JSON."""
VERBATIM = (
    serializers.BooleanField,
    serializers.CharField,
    serializers.DateField,
    serializers.DateTimeField,
    serializers.IntegerField,
    serializers.ReadOnlyField,
    serializers.URLField,
    serializers.UUIDField,
)
"""Fields whose column value orjson writes as Django REST framework does."""
LINE_SEPARATORS = ((b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""Characters that end a line in JavaScript; Django REST framework escapes them."""
Getter = Callable[[Model], Any]
_encode_other = JSONEncoder().default


@dataclass(frozen=True, slots=True)
class Fragment:
    """The JSON of one record as one component."""

    json: bytes
    valid_until: datetime | None
    """When it ceases to hold; None while the revision lasts."""

    @property
    def size(self) -> int:
        return len(self.json) + OVERHEAD


Fragments = Mapping[tuple[type[Component], Key], Fragment]


@dataclass(frozen=True, eq=False)
class Relation:
    """What a component nests in one field; `part` is the object inside its own that has the field, if any."""

    name: str
    part: str
    model: type[Model]
    nested: Nested
    component: type[Component]
    attribute: str
    """The attribute that holds the key of the one record; empty where the reverse path must be queried."""
    reverse_path: str
    """The path from the nested record to the record around it."""

    def keys(self, records: Mapping[Key, Model], snapshot: Snapshot) -> Mapping[Key, Sequence[Key]]:
        """The keys of what each record nests, in order."""
        if self.attribute:
            found = {key: getattr(record, self.attribute) for key, record in records.items()}
            return {key: () if other is None else (other,) for key, other in found.items()}
        keys, nested = list(records), self.nested
        now = snapshot.now if nested.goes_by_clock else snapshot.figures_now
        when = nested.when
        rows = self.reverse_keys.run(keys) if when is None else self._reverse_keys(keys).filter(when(now))
        found_keys: dict[Key, dict[Key, None]] = {key: {} for key in keys}
        for key, other in rows:
            found_keys[key][other] = None
        return {key: tuple(others) for key, others in found_keys.items()}

    @cached_property
    def reverse_keys(self) -> CompiledKeyQuery:
        """Pairs of the key of a record and the key of one that it nests."""
        return CompiledKeyQuery(self.model, self._reverse_keys)

    def _reverse_keys(self, keys: Sequence[Key]) -> QuerySet[Model, Any]:
        others = self.component.model()._default_manager.filter(**{f"{self.reverse_path}__in": keys})
        if self.nested.where is not None:
            others = others.filter(self.nested.where)
        return others.order_by(*self.order).values_list(self.reverse_path, "pk")

    @cached_property
    def order(self) -> Sequence[str | OrderBy]:
        """The order of the nested records. Texts are ordered by their sort keys."""
        model = self.component.model()
        return [sort_path(model, each) if isinstance(each, str) else each for each in self.nested.order]

    def value(self, fragments: Sequence[Fragment]) -> Any:
        if self.nested.many:
            return [orjson.Fragment(fragment.json) for fragment in fragments]
        return orjson.Fragment(fragments[0].json) if fragments else None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The records of a component by key, and for each of its relations the keys of what they nest."""

    records: Mapping[Key, Model]
    nested: Sequence[tuple[Relation, Mapping[Key, Sequence[Key]]]]


class ComponentSerializer:
    """Fetches the records of one component, and serializes them."""

    def __init__(self, component: type[Component]) -> None:
        serializer = component()
        fields = serializer.fields  # also fills `nested` and `parts`
        self.component, self.model = component, component.model()
        self.relations = tuple(_relations(component, serializer))
        self.is_time_dependent = any(isinstance(field, TimeDependentField) for field in fields.values())
        self.shows_figures = any(past.is_derived(self.model, _column(name, field)) for name, field in fields.items())
        self.records = CompiledKeyQuery(self.model, self._query)
        inside = serializer.nested.keys() | serializer.parts.keys()
        self._joined = tuple(path for name, field in fields.items() if name not in inside for path in _joins(field))
        self._fields = _Fields(component)

    def _query(self, keys: Sequence[Key]) -> QuerySet[Model]:
        annotations = {relation.attribute: relation.nested.key for relation in self.relations if relation.nested.key}
        records: QuerySet[Model] = self.model._default_manager.annotate(**annotations).filter(pk__in=keys)
        return records.select_related(*self._joined) if self._joined else records

    def blank(self) -> bytes:
        """A record that nothing is known of, as JSON: constants, and relations that lead nowhere."""
        values = self._fields.values(self.model())
        for relation in self.relations:
            around = values[relation.part] if relation.part else values
            around[relation.name] = relation.value(())
        return to_json(values)

    def fetch(self, keys: Sequence[Key], snapshot: Snapshot) -> Fetched:
        """The records with these keys, as far as they exist."""
        records = {record.pk: record for record in self.records.run(keys)}
        if snapshot.is_past and self.shows_figures:
            past.restore(self.model, records, snapshot.figures_now)
        return Fetched(
            records, [(relation, relation.keys(records, snapshot)) for relation in self.relations if records]
        )

    def serialize(
        self, fetched: Fetched, fragments: Fragments, links: Links, snapshot: Snapshot
    ) -> Iterator[tuple[Key, Fragment]]:
        """The fetched records as JSON; `fragments` has all that they nest."""
        fields = self._fields
        answer.set(Answer(links, snapshot))
        for key, record in fetched.records.items():
            nested = [
                [
                    fragments[relation.component, other]
                    for other in keys[key]
                    if (relation.component, other) in fragments  # absent where a reference is broken
                ]
                for relation, keys in fetched.nested
            ]
            valid_until = None
            if self.is_time_dependent:
                with clock.track() as tracker:
                    values = fields.values(record)
                valid_until = tracker.valid_until
            else:
                values = fields.values(record)
            for (relation, _), inside in zip(fetched.nested, nested, strict=True):
                around = values[relation.part] if relation.part else values
                around[relation.name] = relation.value(inside)
                for fragment in inside:
                    if fragment.valid_until is not None:
                        valid_until = clock.earlier(valid_until, fragment.valid_until)
            yield key, Fragment(to_json(values), valid_until)


class _Fields:
    """A component's serializer, and how the values of its fields are read; those of nested ones are filled in later."""

    def __init__(self, component: type[Component]) -> None:
        self.serializer = component()
        fields = self.serializer.fields  # also fills `nested` and `parts`
        self.parts = tuple(self.serializer.parts)
        inside = self.serializer.nested.keys() | self.serializer.parts.keys()
        verbatim: list[tuple[str, str]] = []
        self.getters: list[tuple[str, Getter]] = []
        for name, field in fields.items():
            if name in inside:
                continue
            if type(field) in VERBATIM and "." not in str(field.source):
                verbatim.append((name, str(field.source)))
            else:
                self.getters.append((name, _getter(field)))
        self.empty: dict[str, Any] = dict.fromkeys(fields)
        self.verbatim = tuple(name for name, _ in verbatim)
        sources = [source for _, source in verbatim]
        self._columns: Callable[[Model], Sequence[Any]] = (
            attrgetter(*sources) if len(sources) > 1 else lambda record: [getattr(record, source) for source in sources]
        )

    def values(self, record: Model) -> dict[str, Any]:
        values = self.empty.copy()
        values.update(zip(self.verbatim, self._columns(record), strict=True))
        for name, get in self.getters:
            values[name] = get(record)
        for name in self.parts:
            values[name] = {}
        return values


def _getter(field: Field[Any, Any, Any, Any]) -> Getter:
    read, represent = field.get_attribute, field.to_representation

    def get(record: Model) -> Any:
        value = read(record)
        return None if value is None else represent(value)

    if isinstance(field, serializers.FloatField):
        # orjson writes exponents otherwise than Python does.
        return lambda record: None if (value := get(record)) is None else orjson.Fragment(repr(value))
    return get


def to_json(data: object) -> bytes:
    """Compact JSON, as Django REST framework writes it."""
    json = orjson.dumps(data, default=_encode_other, option=orjson.OPT_UTC_Z)
    if b"\xe2\x80" in json:
        for character, escape in LINE_SEPARATORS:
            json = json.replace(character, escape)
    return json


@lru_cache(maxsize=MAX_SERIALIZERS)
def serializers_of(component: type[Component]) -> tuple[ComponentSerializer, ...]:
    """The serializers of a component and of all that it nests, each before those that it nests."""
    nested: dict[type[Component], set[type[Component]]] = {}
    waiting = [component]
    while waiting:
        one = waiting.pop()
        if one not in nested:
            nested[one] = {relation.component for relation in serializer_of(one).relations}
            waiting += nested[one]
    return tuple(serializer_of(one) for one in reversed(list(TopologicalSorter(nested).static_order())))


def warm_up(components: Iterable[type[Component]]) -> None:
    """Build the serializers of components and compile their queries, so that the first answer need not."""
    for component in components:
        serializer = serializer_of(component)
        for size in WARM_SIZES:
            serializer.records.compile(size)
            for relation in serializer.relations:
                if not relation.attribute and relation.nested.when is None:
                    relation.reverse_keys.compile(size)


@lru_cache(maxsize=MAX_SERIALIZERS)
def serializer_of(component: type[Component]) -> ComponentSerializer:
    return ComponentSerializer(component)


def _column(name: str, field: Field[Any, Any, Any, Any]) -> str:
    """What a field is written from, by the name that it goes by among the columns."""
    source = str(field.source)
    return name if source == "*" else source


def _joins(field: Field[Any, Any, Any, Any]) -> Sequence[str]:
    """The relations behind a plain field: of a dotted source such as `parent.name`, or of a `fetch`."""
    relations = str(field.source).split(".")[:-1]
    return ["__".join(relations)] if relations else getattr(field, "fetch", ())


def _relations(component: type[Component], serializer: Component) -> Iterator[Relation]:
    for name, nested in serializer.nested.items():
        yield _relation(component, name, nested)
    for part, field in serializer.parts.items():
        inside = component.components[field.component]()
        inside.get_fields()  # fills `nested`
        for name, nested in inside.nested.items():
            yield _relation(component, name, nested.selected(field.selections[name]), part)


def _relation(component: type[Component], name: str, nested: Nested, part: str = "") -> Relation:
    model = component.model()
    steps = (nested.path or name).split(".")
    first: Any = None if nested.key is not None else model._meta.get_field(steps[0])
    attribute, reverse, start = "", [], model
    if first is None:
        attribute = f"{name}_key"
    elif first.concrete and not nested.many:
        attribute = first.attname
    else:
        for step in steps:
            field: Any = model._meta.get_field(step)
            reverse.append(field.field.name if field.auto_created else field.related_query_name())
            model = field.related_model
    nests, reverse_path = component.components[nested.component], "__".join(reversed(reverse))
    return Relation(name, part, start, nested, nests, attribute, reverse_path)
