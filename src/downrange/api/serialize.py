"""Component serializers: what a component needs from the database, read off its declaration, and how its records become
JSON.

A component is fetched separately: one query for the columns that it shows, and one for each relation to a nested
component that no column gives. A nested component is serialized once for all records that nest it, and its JSON is put
in its place. So the number of queries is fixed by the declarations, whatever the number of records.
"""

from collections import namedtuple
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
from rest_framework.fields import Field, empty
from rest_framework.utils.encoders import JSONEncoder

from downrange.cache import compact
from downrange.catalog import clock
from downrange.catalog.derived import past
from downrange.catalog.snapshot import Snapshot

from .compiled import WARM_SIZES, CompiledKeyQuery
from .components import Answer, Component, Constant, Nested, RecordField, TimeDependentField, answer
from .filters.paths import sort_path
from .links import Links

Key = Any
"""A primary key."""
MAX_SERIALIZERS = 1024
"""Several times as many as a contract has: clients narrow components to the fields that they want."""
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
Record = Any
"""The columns of a record that a component shows, as a named tuple: by name, by path, and the primary key as `pk`."""
Getter = Callable[[Record], Any]
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


Fragments = Mapping[type[Component], Mapping[Key, Fragment]]


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

    def keys(self, records: Mapping[Key, Record], snapshot: Snapshot) -> Mapping[Key, Sequence[Key]]:
        """The keys of what each record nests, in order."""
        if self.attribute:
            read = attrgetter(self.attribute)
            found = {key: read(record) for key, record in records.items()}
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

    records: Mapping[Key, Record]
    nested: Sequence[tuple[Relation, Mapping[Key, Sequence[Key]]]]


class ComponentSerializer:
    """Fetches the records of one component, and serializes them."""

    def __init__(self, component: type[Component]) -> None:
        self.component, self.model = component, component.model()
        serializer = component()
        fields = serializer.fields  # also fills `nested` and `parts`
        self.relations = tuple(_relations(component, serializer))
        self.is_time_dependent = any(isinstance(field, TimeDependentField) for field in fields.values())
        self._fields = _Fields(serializer)
        keys = (relation.attribute for relation in self.relations if relation.attribute)
        self._columns = tuple(dict.fromkeys(("pk", *self._fields.columns, *keys)))
        self._record_type: Any = namedtuple(component.__name__, self._columns)  # type: ignore[misc] # mypy wants literal names
        self.shows_figures = any(past.is_derived(self.model, column) for column in self._columns)
        self.rows = CompiledKeyQuery(self.model, self._query)

    def _query(self, keys: Sequence[Key]) -> QuerySet[Model, Any]:
        annotations = {relation.attribute: relation.nested.key for relation in self.relations if relation.nested.key}
        records: QuerySet[Model] = self.model._default_manager.annotate(**annotations).filter(pk__in=keys)
        return records.values_list(*self._columns)

    def blank(self) -> bytes:
        """A record that nothing is known of, as JSON: constants, and relations that lead nowhere."""
        unknown = self.model()
        record = self._record_type._make(getattr(unknown, column, None) for column in self._columns)
        values = self._fields.values(record)
        for relation in self.relations:
            around = values[relation.part] if relation.part else values
            around[relation.name] = relation.value(())
        return to_json(values)

    def fetch(self, keys: Sequence[Key], snapshot: Snapshot) -> Fetched:
        """The records with these keys, as far as they exist."""
        records: dict[Key, Record] = {row[0]: self._record_type._make(row) for row in self.rows.run(keys)}
        if snapshot.is_past and self.shows_figures:
            records |= self._of_past(records, snapshot.figures_now)
        return Fetched(
            records, [(relation, relation.keys(records, snapshot)) for relation in self.relations if records]
        )

    def _of_past(self, records: Mapping[Key, Record], instant: datetime) -> Mapping[Key, Record]:
        """The records with the derived columns of an instant."""
        figures = past.figures_at(self.model, tuple(records), instant)
        return {
            key: records[key]._replace(**{name: value for name, value in values.items() if name in self._columns})
            for key, values in figures.items()
            if key in records
        }

    def serialize(
        self, fetched: Fetched, fragments: Fragments, links: Links, snapshot: Snapshot
    ) -> Iterator[tuple[Key, Fragment]]:
        """The fetched records as JSON; `fragments` has all that they nest."""
        read, is_time_dependent = self._fields.values, self.is_time_dependent
        nested = [(relation, keys, fragments[relation.component]) for relation, keys in fetched.nested]
        answer.set(Answer(links, snapshot))
        for key, record in fetched.records.items():
            valid_until = None
            if is_time_dependent:
                with clock.track() as tracker:
                    values = read(record)
                valid_until = tracker.valid_until
            else:
                values = read(record)
            for relation, keys, others in nested:
                inside = [others[other] for other in keys[key] if other in others]  # absent: a broken reference
                around = values[relation.part] if relation.part else values
                around[relation.name] = relation.value(inside)
                for fragment in inside:
                    if fragment.valid_until is not None:
                        valid_until = clock.earlier(valid_until, fragment.valid_until)
            yield key, Fragment(to_json(values), valid_until)


class _Fields:
    """The fields of a component but nested ones, and how their values are read from a record."""

    def __init__(self, serializer: Component) -> None:
        fields = serializer.fields  # also fills `nested` and `parts`
        inside = serializer.nested.keys() | serializer.parts.keys()
        self.parts = tuple(serializer.parts)
        self.initial: dict[str, Any] = dict.fromkeys(fields)
        verbatim: dict[str, str] = {}
        self.getters: list[tuple[str, Getter]] = []
        columns: dict[str, None] = {}
        for name, field in fields.items():
            if name in inside:
                continue
            if isinstance(field, Constant):
                self.initial[name] = field.text
            elif isinstance(field, RecordField):
                columns |= dict.fromkeys(field.columns)
                self.getters.append((name, field.to_representation))
            else:
                column = str(field.source).replace(".", "__")
                columns[column] = None
                if type(field) in VERBATIM and field.default is empty:
                    verbatim[name] = column
                else:
                    self.getters.append((name, _getter(field, column)))
        self.columns = tuple(columns)
        self.verbatim = tuple(verbatim)
        self._read: Callable[[Record], Sequence[Any]] = (
            attrgetter(*verbatim.values())
            if len(verbatim) > 1
            else lambda record: [getattr(record, column) for column in verbatim.values()]
        )

    def values(self, record: Record) -> dict[str, Any]:
        """By name of the field; those that are nested are filled in later."""
        values = self.initial.copy()
        values.update(zip(self.verbatim, self._read(record), strict=True))
        for name, get in self.getters:
            values[name] = get(record)
        for name in self.parts:
            values[name] = {}
        return values


def _getter(field: Field[Any, Any, Any, Any], column: str) -> Getter:
    read, represent = attrgetter(column), field.to_representation
    missing = None if field.default is empty else field.default

    def get(record: Record) -> Any:
        value = read(record)
        return missing if value is None else represent(value)

    if isinstance(field, serializers.FloatField):
        # orjson writes exponents otherwise than Python does.
        return lambda record: None if (value := get(record)) is None else orjson.Fragment(repr(value))
    return get


def to_json(data: object) -> bytes:
    """Compact JSON, as Django REST framework writes it, in no more memory than its bytes: most of it is cached."""
    json = orjson.dumps(data, default=_encode_other, option=orjson.OPT_UTC_Z)
    if b"\xe2" in json:  # one byte is found much faster than three
        for character, escape in LINE_SEPARATORS:
            json = json.replace(character, escape)
    return compact(json)


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
            serializer.rows.compile(size)
            for relation in serializer.relations:
                if not relation.attribute and relation.nested.when is None:
                    relation.reverse_keys.compile(size)


@lru_cache(maxsize=MAX_SERIALIZERS)
def serializer_of(component: type[Component]) -> ComponentSerializer:
    return ComponentSerializer(component)


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
