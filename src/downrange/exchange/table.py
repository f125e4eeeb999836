"""Records as rows of a table: what a component shows, in columns with dotted names.

A nested object becomes a column for each of its fields, `pad.location.name`. A nested list becomes one column: the
names of its members, or what identifies them, with `; ` between. Beside a duration in ISO 8601 stands a column in
seconds, `time_in_space.seconds`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.utils.dateparse import parse_duration
from rest_framework import serializers
from rest_framework.fields import Field

from downrange.api.components import Component, ShownDuration
from downrange.api.narrow import Paths
from downrange.api.whole import WholeList
from downrange.catalog.snapshot import Snapshot

MAX_DEPTH = 12
"""Objects inside objects, of which a component may have so many."""
NAMES = ("name", "title", "role", "id")
"""What a member of a list is called by: the first of these that it has."""
SEPARATOR = "; "
SECONDS = "seconds"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How texts begin that a spreadsheet runs as a formula."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its `name`, and the `path` to its value in a record."""

    name: str
    path: tuple[str, ...]
    kind: type
    """What its values are: `bool`, `int`, `float` or `str`. Any may be absent."""
    read: Callable[[Any], Any] = lambda value: value

    def value(self, record: Mapping[str, Any]) -> Any:
        """The value of a record, as its JSON has it; None where it has none."""
        inside: Any = record
        for step in self.path:
            inside = inside.get(step) if isinstance(inside, dict) else None
        return None if inside is None else self.read(inside)


def columns_of(whole: WholeList) -> tuple[Column, ...]:
    """The columns of a list."""
    return columns(whole.resource.components[whole.query.mode], whole.query.fields)


@lru_cache(maxsize=256)
def columns(component: type[Component], paths: Paths = ()) -> tuple[Column, ...]:
    """The columns of a component, in its own order, or in the order of the fields that a client asked for."""
    return tuple(_columns(component, paths, ()))


def _columns(component: type[Component], paths: Paths, above: tuple[str, ...]) -> Iterator[Column]:
    serializer = component()
    fields = serializer.get_fields()  # fills `nested`
    for name, inside in paths or tuple((name, ()) for name in fields):
        path = (*above, name)
        nested = serializer.nested.get(name)
        if name in serializer.parts:
            yield from _columns(component.components[serializer.parts[name].component], inside, path)
        elif nested is None:
            yield from _scalar(fields[name], path)
        elif nested.many:
            yield Column(".".join(path), path, str, _joined)
        elif len(path) < MAX_DEPTH:
            yield from _columns(component.components[nested.component], inside, path)


def _scalar(field: "Field[Any, Any, Any, Any]", path: tuple[str, ...]) -> Iterator[Column]:
    yield Column(".".join(path), path, _kind(field))
    if isinstance(field, ShownDuration):
        yield Column(".".join((*path, SECONDS)), path, float, _seconds)


def _kind(field: "Field[Any, Any, Any, Any]") -> type:
    if isinstance(field, serializers.BooleanField):
        return bool
    if isinstance(field, serializers.IntegerField):
        return int
    return float if isinstance(field, serializers.FloatField) else str


def _seconds(duration: str) -> float | None:
    parsed = parse_duration(duration)
    if parsed is None:
        return None
    seconds = parsed.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds


def _joined(members: Sequence[Any]) -> str:
    return SEPARATOR.join(_called(member) for member in members)


def _called(member: Any) -> str:
    """What a member of a list is called; where it has no name of its own, what it is most about."""
    if not isinstance(member, dict):
        return str(member)
    for name in NAMES:
        if member.get(name) not in (None, ""):
            return str(member[name])
    inside = next((value for value in member.values() if isinstance(value, dict)), None)
    return "" if inside is None else _called(inside)


def rows_of(whole: WholeList, snapshot: Snapshot) -> Iterator[list[Any]]:
    """The rows of a list, each with a value for each column."""
    shown = columns_of(whole)
    for record in map(orjson.loads, whole.records(snapshot)):
        yield [column.value(record) for column in shown]


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs: before a text that begins as a formula does stands an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
