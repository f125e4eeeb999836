"""The scope of a change: the records whose derived columns may differ after it.

A derivation states what it reads as paths from its model (`Derivation.reads`). Here the paths are walked backwards,
from the records that changed to those whose columns are computed from them. The first step takes the foreign keys from
the rows, as they were and as they are; further steps query the database. That finds every record: of the rows of a
path that an edit changed, the one nearest to the path's start is linked to that start by rows that the edit did not
change.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db.models import Model

from .derivation import MAX_KEYS, Derivation, Keys, Row

Rows: TypeAlias = Mapping[type[Model], Sequence[Row]]
"""The rows of changed records, as they were and as they are: two for a changed record, if they differ in a column that
is read; one for a record that was created or deleted, or that an instant of the log has passed.
"""


@dataclass(frozen=True, slots=True)
class Hop:
    """A step of a path from `parent` to `child` along a foreign key, which one of the two has."""

    parent: type[Model]
    child: type[Model]
    attname: str
    is_forward: bool
    """Whether the parent has the foreign key."""


@dataclass(slots=True)
class Node:
    """The end of a path, or of a part of it: a model, and which of its columns are read there."""

    model: type[Model]
    hop: Hop | None = None
    parent: "Node | None" = None
    columns: set[str] = field(default_factory=set)
    children: "dict[Hop, Node]" = field(default_factory=dict)

    def child(self, hop: Hop) -> "Node":
        if hop not in self.children:
            self.children[hop] = Node(hop.child, hop, self)
            (self if hop.is_forward else self.children[hop]).columns.add(hop.attname)
        return self.children[hop]

    def all(self) -> "Iterator[Node]":
        yield self
        for child in self.children.values():
            yield from child.all()


def scope(derivations: Iterable[tuple[Derivation, Node]], rows: Rows) -> dict[type[Model], Keys]:
    """The primary keys of the records to derive, by model; a model without any is left out."""
    walk = _Walk(rows)
    found = {derivation.model: walk.to_root(derivation, root) for derivation, root in derivations}
    return {model: keys for model, keys in found.items() if keys is None or keys}


def tree(derivation: Derivation) -> Node:
    """The paths of a derivation as a tree that begins with its model."""
    root = Node(derivation.model)
    for path, columns in derivation.reads.items():
        node = root
        for name in path.split("__") if path else ():
            for hop in hops(node.model, name):
                node = node.child(hop)
        node.columns.update(columns)
    return root


def hops(model: type[Model], name: str) -> Sequence[Hop]:
    """The steps along one relation; a many-to-many relation leads through the model of its table."""
    relation: Any = model._meta.get_field(name)
    if relation.many_to_many:
        field = relation if relation.concrete else relation.field
        through: Any = field.remote_field.through
        names = field.m2m_field_name(), field.m2m_reverse_field_name()
        own, other = (through._meta.get_field(each) for each in (names if relation.concrete else names[::-1]))
        return (
            Hop(model, through, own.attname, is_forward=False),
            Hop(through, other.related_model, other.attname, is_forward=True),
        )
    foreign_key = relation if relation.concrete else relation.field
    return (Hop(model, relation.related_model, foreign_key.attname, is_forward=relation.concrete),)


def differing(model: type[Model], rows: Sequence[Row], columns: Collection[str]) -> Sequence[Row]:
    """The rows of a model, as they were and as they are, that differ in one of the columns."""
    facts: defaultdict[object, list[tuple[object, ...]]] = defaultdict(list)
    key = model._meta.pk.attname
    for row in rows:
        facts[row[key]].append(tuple(row[column] for column in columns))
    changed = {pk for pk, values in facts.items() if len(values) == 1 or len(set(values)) > 1}
    return [row for row in rows if row[key] in changed]


class _Walk:
    """Walks from changed rows to what is computed from them. A step is queried once for equal keys."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._steps: dict[tuple[Hop, frozenset[Any]], Keys] = {}

    def to_root(self, derivation: Derivation, root: Node) -> Keys:
        """The records of a derivation's model that read what changed."""
        found: set[Any] = set()
        for node in root.all():
            rows = self._changed(node)
            keys = self._climb(node, rows) if rows else ()
            if keys is None or len(keys) > MAX_KEYS:
                return None
            found.update(keys)
        if derivation.neighbours is not None and found:
            rows = self._changed_and_stored(root, found)
            neighbours = derivation.neighbours(rows).order_by().values_list("pk", flat=True)
            found.update(neighbours[: MAX_KEYS + 1])
        return found if len(found) <= MAX_KEYS else None

    def _changed_and_stored(self, root: Node, keys: set[Any]) -> list[Row]:
        """The changed rows of the root's model, and the rows with the other keys as they are stored."""
        changed, key = self._changed(root), root.model._meta.pk.attname
        others = keys - {row[key] for row in changed}
        return [*changed, *(root.model._base_manager.filter(pk__in=others).values() if others else ())]

    def _changed(self, node: Node) -> Sequence[Row]:
        """The rows that differ in what is read at a node."""
        return differing(node.model, self._rows.get(node.model, ()), node.columns)

    def _climb(self, node: Node, rows: Sequence[Row]) -> Keys:
        """From rows of a node's model to records of the root's."""
        hop, keys = node.hop, {row[node.model._meta.pk.attname] for row in rows}
        if hop is None:
            return keys
        found: Keys = self._step(hop, keys) if hop.is_forward else {row[hop.attname] for row in rows} - {None}
        return self._rest(node.parent, found)

    def _rest(self, node: "Node | None", keys: Keys) -> Keys:
        while node is not None and node.hop is not None and keys != set():
            keys, node = self._step(node.hop, keys), node.parent
        return keys

    def _step(self, hop: Hop, keys: Keys) -> Keys:
        """The parents of a hop's children; None if there are too many to tell them apart."""
        if keys is None or len(keys) > MAX_KEYS:
            return None
        step = hop, frozenset(keys)
        if step not in self._steps:
            self._steps[step] = _parents(hop, keys)
        return self._steps[step]


def _parents(hop: Hop, keys: Collection[Any]) -> set[Any]:
    """The parents of children; one more than a scope tells apart, at most."""
    if hop.is_forward:
        parents = hop.parent._base_manager.filter(**{f"{hop.attname}__in": keys}).values_list("pk", flat=True)
    else:
        parents = hop.child._base_manager.filter(pk__in=keys).values_list(hop.attname, flat=True)
    return set(parents.order_by().distinct()[: MAX_KEYS + 1]) - {None}
