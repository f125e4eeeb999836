"""Each rule of scope is needed: without it, some edit would leave a derived column as it was.

A rule is one column that a derivation reads at the end of a path, or a foreign key that the path goes along.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.db.models import Model

from downrange.catalog.derived import deriver, store
from downrange.catalog.derived.derivation import Derivation, Keys
from downrange.catalog.derived.derivations import trees
from downrange.catalog.derived.scope import Node, Rows, scope
from downrange.catalog.editing import editing
from downrange.catalog.models.fields import derived_fields

from .rich_log import DAY, NOW, edit, edit_column, make_log

pytestmark = pytest.mark.django_db

EDITS = 4800
EDITS_OF_ONE_LOG = 6
"""More would leave less and less of the log related."""


class Rule(NamedTuple):
    derivation: Derivation
    root: Node
    node: Node
    column: str

    def __str__(self) -> str:
        hops: list[str] = []
        node: Node | None = self.node
        while node is not None and node.hop is not None:
            hops.append(node.model.__name__)
            node = node.parent
        return " → ".join((self.derivation.model.__name__, *reversed(hops), self.column))

    @contextmanager
    def removed(self) -> Iterator[None]:
        self.node.columns.remove(self.column)
        try:
            yield
        finally:
            self.node.columns.add(self.column)


IMPLIED = {"SpacecraftFlight → spacecraft_id", "FirstStage → launcher_id"}
"""Foreign keys along which a path goes and returns: the way back finds the same records."""


def rules() -> list[Rule]:
    """All rules but the implied ones and those of memberships. A membership is created and deleted; an edit refuses to
    change it.
    """
    every = (
        Rule(derivation, root, node, column)
        for derivation, root in trees()
        for node in root.all()
        if not node.model._meta.auto_created
        for column in sorted(node.columns)
    )
    return [rule for rule in every if str(rule) not in IMPLIED]


def stored() -> dict[type[Model], dict[object, tuple[object, ...]]]:
    """The derived columns of every record."""
    return {
        derivation.model: {
            pk: tuple(values)
            for pk, *values in derivation.model._default_manager.values_list(
                "pk", *(field.attname for field in derived_fields(derivation.model))
            )
        }
        for derivation, _ in trees()
    }


class Scopes:
    """Stands in for `scope`: notes what would be found without each rule that is not proven yet."""

    def __init__(self, unproven: Sequence[Rule]) -> None:
        self.unproven = unproven
        self.found: list[tuple[Rule, Keys]] = []

    def __call__(self, derivations: Any, rows: Rows) -> dict[type[Model], Keys]:
        for rule in self.unproven:
            if _differs(rows, rule):
                with rule.removed():
                    found = scope([(rule.derivation, rule.root)], rows)
                self.found.append((rule, found.get(rule.derivation.model, set())))
        return scope(derivations, rows)


def _differs(rows: Rows, rule: Rule) -> bool:
    """Whether an edit changed the column of a rule, in any record."""
    values: dict[object, set[object]] = {}
    for row in rows.get(rule.node.model, ()):
        values.setdefault(row[rule.node.model._meta.pk.attname], set()).add(row[rule.column])
    return any(len(each) > 1 for each in values.values())


@pytest.mark.long
def test_without_a_rule_some_edit_leaves_a_column_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random edits of the rich log, each of a column whose rule has not been needed yet, until all have been."""
    make_log()
    deriver.derive(NOW)
    unproven, random = rules(), Random(9)  # noqa: S311 - chooses edits
    for _ in range(EDITS // EDITS_OF_ONE_LOG):
        if not unproven:
            break
        with transaction.atomic():
            now = NOW
            with editing(by="Alice", source="local", now=now):
                for _ in range(random.randrange(30)):
                    edit(random.randrange)
            for rule in random.choices(unproven, k=EDITS_OF_ONE_LOG):
                before, scopes = stored(), Scopes(unproven)
                monkeypatch.setattr(store, "scope", scopes)
                with editing(by="Alice", source="local", now=now):
                    edit_column(rule.node.model, rule.column, random.randrange)
                needed = _needed(scopes, before, stored())
                unproven = [each for each in unproven if each not in needed]
                now += random.choice((0, 0, 0, 1)) * DAY
            transaction.set_rollback(True)
    assert [str(rule) for rule in unproven] == []


def _needed(scopes: Scopes, before: dict[Any, Any], after: dict[Any, Any]) -> list[Rule]:
    """The rules without which a record that is in another state after an edit would not have been derived."""
    return [
        rule
        for rule, keys in scopes.found
        for old, new in [(before[rule.derivation.model], after[rule.derivation.model])]
        if keys is not None and any(pk not in keys and pk in old and old[pk] != value for pk, value in new.items())
    ]
