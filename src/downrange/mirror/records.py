"""Writes the columns of a page's records: what is new is created, what differs is changed, the rest is left alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from downrange.catalog import withheld
from downrange.catalog.editing import Edit
from downrange.catalog.identity import give_own_ids
from downrange.catalog.models.fields import stored_fields
from downrange.catalog.pins import WHOLE, Pins

from .reading import Facts, Reference

BATCH = 500  # keys per statement


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that cannot be written, why, and for which record it waits, if for one."""

    facts: Facts
    reason: str
    waits_for: Reference | None = None


@dataclass(slots=True)
class Outcome:
    """What writing a page did, in records."""

    created: dict[type[Model], set[Any]] = field(default_factory=dict)
    changed: set[tuple[type[Model], Any]] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    pending: dict[tuple[type[Model], Any, str], list[Reference]] = field(default_factory=dict)
    """References to records that are not there, by the record and the field that has them; empty where all are."""
    pinned: int = 0
    """Fields that upstream has otherwise, and that stay as they were edited here."""
    moved: int = 0
    removed: int = 0

    def add(self, later: "Outcome") -> None:
        """Count in what was written after it."""
        for model, keys in later.created.items():
            self.created.setdefault(model, set()).update(keys)
        self.changed |= later.changed
        self.refused += later.refused
        self.pinned += later.pinned
        self.moved += later.moved
        self.removed += later.removed


class Records:
    """The records of one page, as they are stored."""

    def __init__(self, edit: Edit, pins: Pins, stored: dict[type[Model], set[Any]], outcome: Outcome) -> None:
        self.edit, self.pins, self.stored, self.outcome = edit, pins, stored, outcome
        self._named: dict[tuple[type[Model], str, Any], Any] = {}

    def key_of(self, reference: Reference) -> Any:
        """The key of the record that is referred to; None if there is none."""
        if not reference.column:
            return reference.key if reference.key in self.stored[reference.model] else None
        looked_up = reference.model, reference.column, reference.value
        if self._named.get(looked_up) is None:
            self._named[looked_up] = self._find(reference)
        return self._named[looked_up]

    def _find(self, reference: Reference) -> Any:
        """A record by the value of a column. A word of a vocabulary that is not there gets an id of ours: the record
        moves when upstream's is known.
        """
        model, condition = reference.model, {reference.column: reference.value}
        key = model._base_manager.filter(**condition).order_by("pk").values_list("pk", flat=True).first()
        if key is not None or _required(model) != {reference.column}:
            return key
        word = model(**condition)
        give_own_ids([word])
        word.save(force_insert=True)
        self.stored.setdefault(model, set()).add(word.pk)
        return word.pk

    def is_pinned(self, facts: Facts, name: str = WHOLE) -> bool:
        pinned = self.pins.of(facts.model, facts.key)
        return WHOLE in pinned or name in pinned

    def create(self, model: type[Model], facts: Sequence[Facts]) -> None:
        """Create those of the records that are not there and of which all is known that must be."""
        new = []
        for each in facts:
            if (
                each.key not in self.stored[model]
                and not self.is_pinned(each)
                and _required(model) <= each.columns.keys()
            ):
                values, missing = self.resolved(each)
                needed = [name for name in missing if name in _required(model)]
                if needed:
                    waits_for = missing[needed[0]]
                    self.outcome.refused.append(Refusal(each, f"{needed[0]}: there is no {waits_for}", waits_for))
                else:
                    new.append((each, model(pk=each.key, **values)))
        done = _each_or_all(
            new, lambda pairs: model._base_manager.bulk_create([record for _, record in pairs]), self._refuse
        )
        if done:
            keys = {each.key for each, _ in done}
            self.stored[model] |= keys
            self.outcome.created.setdefault(model, set()).update(keys)

    def change(self, model: type[Model], facts: Sequence[Facts]) -> None:
        """Change the stored records that differ from what a page says of them."""
        present = [each for each in facts if each.key in self.stored[model] and not self.is_pinned(each)]
        rows = _rows(model, [each.key for each in present])
        differing = []
        for each in present:
            values, missing = self.resolved(each)
            for name in each.columns:
                if isinstance(each.columns[name], Reference) or each.columns[name] is None:
                    self._note_pending(each, name, missing.get(name))
            row = rows[each.key]
            differs = {name: value for name, value in values.items() if row[name] != value}
            held = {_attname(model, name) for name in each.columns if self.is_pinned(each, name)}
            if held:
                names = {_attname(model, name): name for name in each.columns}
                said, known = ({names[key]: side[key] for key in held & values.keys()} for side in (values, row))
                self.outcome.pinned += withheld.note(model, each.key, said, known, self.edit.source, self.edit.now)
            values = {name: value for name, value in differs.items() if name not in held}
            if values:
                differing.append((each, values))
        self.edit.note(model, [each.key for each, _ in differing])

        def write(pairs: Iterable[tuple[Facts, dict[str, Any]]]) -> None:
            for each, values in pairs:
                model._base_manager.filter(pk=each.key).update(**values)

        for each, _ in _each_or_all(differing, write, self._refuse):
            self.outcome.changed.add((model, each.key))

    def resolved(self, facts: Facts) -> tuple[dict[str, Any], dict[str, Reference]]:
        """The columns by attname, and by name the references to records that are not there."""
        values: dict[str, Any] = {}
        missing: dict[str, Reference] = {}
        for name, value in facts.columns.items():
            if not isinstance(value, Reference):
                values[_attname(facts.model, name)] = value
            elif (key := self.key_of(value)) is not None:
                values[_attname(facts.model, name)] = key
            else:
                missing[name] = value
        return values, missing

    def _note_pending(self, facts: Facts, name: str, missing: Reference | None) -> None:
        self.outcome.pending[facts.model, facts.key, name] = [] if missing is None else [missing]

    def _refuse(self, facts: Facts, error: Exception) -> None:
        self.outcome.refused.append(Refusal(facts, f"the database refuses it: {str(error).splitlines()[0]}"))


def _each_or_all(
    pairs: list[tuple[Facts, Any]],
    write: Callable[[list[tuple[Facts, Any]]], object],
    refuse: Callable[[Facts, Exception], None],
) -> list[tuple[Facts, Any]]:
    """Write all at once. If the database refuses that, write one after the other, and refuse what it refuses: records
    that change places meet half-way, so those that were refused are tried once more at the end.
    """
    if not pairs:
        return []
    try:
        with transaction.atomic():
            write(pairs)
    except (IntegrityError, DataError):
        done: list[tuple[Facts, Any]] = []
        again: list[tuple[Facts, Any]] = []
        for pair in pairs:
            (done if _succeeds(write, pair) is None else again).append(pair)
        for pair in again:
            error = _succeeds(write, pair)
            if error is None:
                done.append(pair)
            else:
                refuse(pair[0], error)
        return done
    return pairs


def _succeeds(write: Callable[[list[tuple[Facts, Any]]], object], pair: tuple[Facts, Any]) -> Exception | None:
    try:
        with transaction.atomic():
            write([pair])
    except (IntegrityError, DataError) as error:
        return error
    return None


def _required(model: type[Model]) -> set[str]:
    """The stored fields without which there is no record."""
    return {
        field.name for field in stored_fields(model) if not (field.primary_key or field.null or field.has_default())
    }


def _attname(model: type[Model], name: str) -> str:
    return cast("str", model._meta.get_field(name).attname)  # type: ignore[union-attr]


def _rows(model: type[Model], keys: Sequence[Any]) -> dict[Any, dict[str, Any]]:
    """Stored columns by attname, by key."""
    names = [field.attname for field in stored_fields(model)]
    rows = {}
    for start in range(0, len(keys), BATCH):
        for key, *values in model._base_manager.filter(pk__in=keys[start : start + BATCH]).values_list("pk", *names):
            rows[key] = dict(zip(names, values, strict=True))
    return rows
