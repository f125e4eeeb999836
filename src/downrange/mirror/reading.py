"""Reads records off upstream's JSON by the components that write ours, so no field list is written a second time.

A page is read into `Facts`, one for each record in it however deep it is nested. Of a record that stands in several
places, in longer and shorter forms, the facts are joined. A field that a form lacks says nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from reprlib import repr as short
from typing import Any

from django.db.models import Model

from downrange.api.components import Component, GrowingDuration, Nested
from downrange.catalog.derived.formulas import seconds
from downrange.catalog.durations import parse_duration

from .values import ReadError, read_key, read_value


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that another refers to: by its key, or by the value of one of its columns, such as its name."""

    model: type[Model]
    key: Any = None
    column: str = ""
    value: Any = None

    def __str__(self) -> str:
        return f"{self.model._meta.verbose_name} {self.value if self.column else self.key}"


@dataclass(slots=True)
class Facts:
    """What a page says of one record. Columns are by the names of their fields."""

    model: type[Model]
    key: Any
    component: type[Component]
    json: Mapping[str, Any]
    columns: dict[str, Any] = field(default_factory=dict)
    """Stored columns. A foreign key is a `Reference`, or None."""
    figures: dict[str, Any] = field(default_factory=dict)
    """Derived columns as upstream reports them, by attname."""
    members: dict[str, list[Reference]] = field(default_factory=dict)
    """The records of each many-to-many field."""
    objects: dict[str, "list[Facts]"] = field(default_factory=dict)
    """What belongs to this record alone and has no id, in order, by relation."""
    children: dict[str, set[Any]] = field(default_factory=dict)
    """The keys of all records that refer to this one, by relation. Only of models that have no list of their own."""
    around: dict[str, Any] = field(default_factory=dict)
    """The keys of records that nest this one, by the path from this one to them."""
    unknown: dict[str, Any] = field(default_factory=dict)
    """Fields that the component does not have."""

    def join(self, other: "Facts") -> None:
        """Take what another form of the same record says besides."""
        for mine, theirs in zip(self._parts(), other._parts(), strict=True):
            mine.update(theirs)
        if len(other.json) > len(self.json):
            self.component, self.json = other.component, other.json

    def _parts(self) -> tuple[dict[str, Any], ...]:
        return self.columns, self.figures, self.members, self.objects, self.children, self.around, self.unknown


@dataclass(frozen=True, slots=True)
class Misread:
    """A record that cannot be read, and why."""

    component: type[Component]
    json: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How a component's nested field is read."""

    name: str
    nested: Nested
    component: type[Component]
    column: str = ""
    """The foreign key of the record around, whose target is nested."""
    members: str = ""
    """The many-to-many field of the record around, whose members are nested."""
    backwards: str = ""
    """The foreign key of the nested record that leads to the record around, or to the one at `enclosing`."""
    enclosing: type[Model] | None = None
    is_derived: bool = False
    path_back: str = ""
    """The path from the nested record to the record around it, where there is one."""
    is_complete: bool = False
    """Whether all related records are nested, and nothing else lists them."""

    @property
    def accessor(self) -> str:
        """The attribute of the record around that has the related records."""
        return self.nested.path or self.name


@dataclass(frozen=True, slots=True)
class Form:
    """How a component is read: which column each field is of, and what its relations are."""

    names: frozenset[str]
    columns: Mapping[str, str]
    figures: Mapping[str, str]
    running: Sequence[str]
    lookups: Mapping[str, tuple[str, str]]
    """Fields with a column of a related record, such as `parent.name`: the foreign key, and that column."""
    relations: Sequence[Relation]
    parts: Mapping[str, Sequence[Relation]]
    has_key: bool


class Page:
    """The records of an answer. `now` is the instant that it was of: figures that grow are reported for it."""

    def __init__(self, listed: frozenset[type[Model]], now: datetime) -> None:
        self.listed, self.now = listed, now
        self.facts: dict[tuple[type[Model], Any], Facts] = {}
        self.misread: list[Misread] = []
        self.unknown: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()

    def read_again(self, component: type[Component], json: Any, around: Mapping[str, Any]) -> None:
        """Read a record that was set aside. `around` has the keys that its place in a page had told."""
        reference = self.read(component, json)
        facts = self.facts.get((reference.model, reference.key)) if reference else None
        if facts is not None:
            for name, key in around.items():
                target: Any = facts.model._meta.get_field(name).related_model
                facts.columns.setdefault(name, Reference(target, target._meta.pk.to_python(key)))

    def read(self, component: type[Component], json: Any, key: Any = None) -> Reference | None:
        """Read an outermost record; None where it cannot be read. `key` is its key where the JSON has none."""
        try:
            return self._record(component, json, (), {}, key)
        except ReadError as error:
            self.misread.append(Misread(component, json, str(error)))
            return None

    def _record(
        self,
        component: type[Component],
        json: Any,
        enclosing: tuple[tuple[type[Model], Any], ...],
        around: Mapping[str, Any],
        key: Any = None,
    ) -> Reference:
        model = component.model()
        if not isinstance(json, dict):
            raise ReadError(f"must be an object of {component.__name__}, not {short(json)}")
        key = read_key(model._meta.pk, json.get("id")) if key is None else key
        facts = Facts(model, key, component, json, around=dict(around))
        try:
            self._fill(facts, form_of(component, self.listed), (*enclosing, (model, key)))
        except ReadError as error:
            self.misread.append(Misread(component, json, str(error)))
        else:
            self._join(facts)
        return Reference(model, key)

    def _join(self, facts: Facts) -> None:
        known = self.facts.get((facts.model, facts.key))
        if known is None:
            self.facts[facts.model, facts.key] = facts
        else:
            known.join(facts)

    def _fill(self, facts: Facts, form: Form, enclosing: tuple[tuple[type[Model], Any], ...]) -> None:
        json, meta, name = facts.json, facts.model._meta, facts.component.__name__
        facts.unknown = {unknown: value for unknown, value in json.items() if unknown not in form.names}
        self.unknown.update(f"{name}.{unknown}" for unknown in facts.unknown)
        self.missing.update(f"{name}.{missing}" for missing in form.names if missing not in json)
        columns = facts.component.columns_from_json(json)
        for shown, column in form.columns.items():
            if shown in json:
                facts.columns[column] = _read(facts.model, column, json[shown])
        for shown, column in form.figures.items():
            if shown in json:
                facts.figures[column] = _read(facts.model, column, json[shown])
        for shown in form.running:
            if json.get(shown) is not None:
                facts.figures |= self._running(shown, json)
        for shown, (column, attribute) in form.lookups.items():
            if shown in json:
                target: Any = meta.get_field(column).related_model
                value = _read(target, attribute, json[shown]) if json[shown] else None
                facts.columns[column] = Reference(target, column=attribute, value=value) if value else None
        for relation in form.relations:
            if relation.name in json:
                self._nested(facts, relation, json[relation.name], enclosing)
        for part, relations in form.parts.items():
            inside = json.get(part)
            for relation in relations:
                if isinstance(inside, dict) and relation.name in inside:
                    self._nested(facts, relation, inside[relation.name], enclosing)
        facts.columns |= {column: _read(facts.model, column, value) for column, value in columns.items()}

    def _running(self, field: str, json: Mapping[str, Any]) -> dict[str, int]:
        """A figure that grows, as the line through what is reported: it grows while the craft or person is in space."""
        try:
            reported = parse_duration(json[field])
        except (TypeError, ValueError) as error:
            raise ReadError(f"{field}: {error}") from None
        rate = int(field == "time_in_space" and json.get("in_space") is True)
        return {
            f"{field}_offset": int(reported.total_seconds()) - rate * seconds(self.now),
            f"{field}_rate": rate,
        }

    def _nested(
        self, facts: Facts, relation: Relation, value: Any, enclosing: tuple[tuple[type[Model], Any], ...]
    ) -> None:
        nested, name = relation.nested, relation.name
        listed = value if nested.many else [] if value is None else [value]
        if not isinstance(listed, list):
            raise ReadError(f"{name}: must be a list, not {short(value)}")
        if not form_of(relation.component, self.listed).has_key:
            facts.objects[relation.accessor] = [self._object(relation.component, each, enclosing) for each in listed]
            return
        around = {relation.path_back: facts.key} if relation.path_back else {}
        references = []
        for each in listed:
            try:
                references.append(self._record(relation.component, each, enclosing, around))
            except ReadError as error:
                raise ReadError(f"{name}: {error}") from None
        self._refer(facts, relation, references, enclosing)

    def _refer(
        self,
        facts: Facts,
        relation: Relation,
        references: list[Reference],
        enclosing: tuple[tuple[type[Model], Any], ...],
    ) -> None:
        first = references[0] if references else None
        if relation.column and relation.is_derived:
            facts.figures[f"{relation.column}_id"] = None if first is None else first.key
        elif relation.column:
            column: Any = facts.model._meta.get_field(relation.column)
            if first is None and not column.null:
                raise ReadError(f"{relation.name}: must not be null")
            facts.columns[relation.column] = first
        elif relation.members:
            facts.members[relation.members] = references
        elif relation.backwards:
            of = relation.enclosing or facts.model
            owner = next((Reference(*each) for each in reversed(enclosing) if each[0] is of), None)
            for reference in references:
                child = self.facts.get((reference.model, reference.key))
                if child is not None and owner is not None:
                    child.columns.setdefault(relation.backwards, owner)
            if relation.is_complete:
                facts.children[relation.accessor] = {each.key for each in references}

    def _object(self, component: type[Component], json: Any, enclosing: tuple[tuple[type[Model], Any], ...]) -> Facts:
        """What has no id: it is told apart by its place in the list of the record that it belongs to."""
        if not isinstance(json, dict):
            raise ReadError(f"must be an object of {component.__name__}, not {short(json)}")
        facts = Facts(component.model(), None, component, json)
        self._fill(facts, form_of(component, self.listed), enclosing)
        return facts


@cache
def form_of(component: type[Component], listed: frozenset[type[Model]]) -> Form:
    """How a component is read; `listed` are the models that have a list of their own."""
    serializer, model = component(), component.model()
    fields = serializer.fields  # also fills `nested` and `parts`
    columns, figures, running, lookups = {}, {}, [], {}
    for name, declared in fields.items():
        source = str(declared.source)
        if name in serializer.nested or name in serializer.parts:
            continue
        if isinstance(declared, GrowingDuration):
            running.append(name)
        elif "." in source:
            relation, attribute = source.split(".")
            if model._meta.get_field(relation).editable:
                lookups[name] = (relation, attribute)
        elif source != "*":
            column: Any = model._meta.get_field(source)
            if column.primary_key:
                continue
            if column.editable:
                columns[name] = column.name
            elif name == source:  # one of another name is computed from the record's own columns
                figures[name] = column.name
    return Form(
        names=frozenset(fields),
        columns=columns,
        figures=figures,
        running=running,
        lookups=lookups,
        relations=[_relation(component, name, nested, listed) for name, nested in serializer.nested.items()],
        parts={
            part: list(_relations_of_part(component, declared.component, listed))
            for part, declared in serializer.parts.items()
        },
        has_key="id" in fields,
    )


def _read(model: type[Model], column: str, value: Any) -> Any:
    """A column's value. None stands for no record, in a foreign key."""
    declared: Any = model._meta.get_field(column)
    return None if value is None and declared.remote_field is not None else read_value(declared, value)


def _relations_of_part(component: type[Component], part: str, listed: frozenset[type[Model]]) -> Iterator[Relation]:
    """What stands in an object inside the record's own is read; how it belongs to the record, its own lists say."""
    inside = component.components[part]()
    inside.get_fields()  # fills `nested`
    for name, nested in inside.nested.items():
        yield Relation(name, nested, component.components[nested.component])


def _relation(component: type[Component], name: str, nested: Nested, listed: frozenset[type[Model]]) -> Relation:
    target = component.components[nested.component]
    *above, last = (nested.path or name).split(".")
    model, enclosing = component.model(), None
    for step in above:
        reached: Any = model._meta.get_field(step)
        model = enclosing = reached.related_model
    relation: Any = model._meta.get_field(last)
    if above and not relation.one_to_many:
        return Relation(name, nested, target)
    if relation.concrete and relation.many_to_many:
        return Relation(name, nested, target, members=relation.name, path_back=_path_back(relation))
    if relation.concrete:
        path_back = _path_back(relation)
        return Relation(
            name, nested, target, column=relation.name, is_derived=not relation.editable, path_back=path_back
        )
    if relation.many_to_many:
        return Relation(name, nested, target)
    is_complete = nested.many and nested.when is None and nested.where is None and target.model() not in listed
    return Relation(
        name, nested, target, backwards=relation.field.name, enclosing=enclosing, is_complete=is_complete and not above
    )


def _path_back(relation: Any) -> str:
    path: str = relation.related_query_name()
    return "" if path.endswith("+") else path
