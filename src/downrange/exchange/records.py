"""What a page makes of the records here: what each is to be, which go, and what is kept because it was edited here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import CASCADE, Model

from downrange.catalog.editing import Edit
from downrange.catalog.identity import foreign_keys
from downrange.catalog.keeping import Kept, keep_pinned
from downrange.catalog.noting import membership_field, owner_attname
from downrange.catalog.pins import WHOLE, Pins, pin_whole
from downrange.catalog.upsert import Record, RecordSet, Stored, batches, read_stored
from downrange.catalog.values import Column, Relation, typed

from .page import FeedChange, Folded, Folds

Key = tuple[type[Model], Any]


class Reference(NamedTuple):
    """A record that refers to another one, by a field."""

    referrer: Key
    field: str
    referred: Key


class Records:
    """The records of a page. Each has the change that it comes from, for errors."""

    def __init__(self, edit: Edit, folded: Folds) -> None:
        """Reads what is stored of them. Raises `FeedError` where a change does not fit what is here."""
        self.edit = edit
        self.pins = Pins.against(edit.source)
        self.kept = Kept()
        self.sets: dict[type[Model], RecordSet] = {}
        self.stored: dict[type[Model], dict[Any, Stored]] = {}
        self.deleted: dict[type[Model], dict[Any, FeedChange]] = {}
        self.changes: dict[Key, FeedChange] = {}
        for model, records in folded.items():
            self._compose(model, records)
        self._resolve_references()
        self._hold_deletions()

    def _compose(self, model: type[Model], folded: Mapping[Any, Folded]) -> None:
        target = self.sets[model] = RecordSet(model, typed)
        stored = self.stored[model] = read_stored(target, folded)
        deleted = self.deleted[model] = {}
        for key, record in folded.items():
            self.changes[model, key] = record.change
            if record.values is not None:
                if WHOLE in self.pins.of(model, key):
                    self.kept.whole += 1
                else:
                    target.records[key] = _record(target, record, stored.get(key))
            elif key in stored:
                deleted[key] = record.change
        keep_pinned(target, stored, self.pins, self.kept, self.edit)

    # References to records that are not here

    def _resolve_references(self) -> None:
        """See that whatever a record refers to is here. Where it was deleted here, the reference is left out, and the
        record with it if it cannot be without.
        """
        absent = self._absent()
        while absent:
            left_out: set[Key] = set()
            for model, target in self.sets.items():
                for pk, record in list(target.records.items()):
                    changed = self._without(target, record, self.stored[model].get(pk), absent)
                    if changed is None:
                        del target.records[pk]
                        left_out.add((model, pk))
                    else:
                        target.records[pk] = changed
            pin_whole(left_out, self.edit.by, self.edit.now)
            self.kept.whole += len(left_out)
            absent = left_out

    def _absent(self) -> set[Key]:
        """What was deleted here of what records newly refer to. Raises `FeedError` for what was never here."""
        referred: dict[type[Model], dict[Any, Reference]] = defaultdict(dict)
        for reference in self._new_references():
            model, pk = reference.referred
            if model not in self.sets or pk not in self.sets[model].records:
                referred[model].setdefault(pk, reference)
        absent = set()
        for model, references in referred.items():
            found = {
                pk
                for batch in batches(references)
                for pk in model._base_manager.filter(pk__in=batch).values_list("pk", flat=True)
            }
            for pk in references.keys() - (found - self.deleted.get(model, {}).keys()):
                if WHOLE not in self.pins.of(model, pk):
                    reference = references[pk]
                    kind = model._meta.verbose_name
                    raise self.changes[reference.referrer].error(f"{reference.field}: there is no {kind} {pk}")
                absent.add((model, pk))
        return absent

    def _new_references(self) -> Iterator[Reference]:
        for model, target in self.sets.items():
            for pk, record in target.records.items():
                old = self.stored[model].get(pk)
                for index, column in enumerate(target.columns):
                    value = record.values[index]
                    if column.target is not None and value is not None and (old is None or old.values[index] != value):
                        yield Reference((model, pk), column.field.name, (column.target, value))
                for index, relation in enumerate(target.relations):
                    for member in record.members[index]:
                        if old is None or member not in old.members[index]:
                            yield Reference((model, pk), relation.field.name, (relation.target, member))

    def _without(self, target: RecordSet, record: Record, old: Stored | None, absent: set[Key]) -> Record | None:
        """The record without references to what is absent; None where there is no such record."""
        values = list(record.values)
        for index, column in enumerate(target.columns):
            if column.target is not None and (column.target, values[index]) in absent:
                # Null only where that is what deleting the other record leaves; else no record, or what it referred to.
                relation: Any = column.field.remote_field
                is_kept = column.field.null and relation.on_delete is not CASCADE
                if old is None and not is_kept:
                    return None
                values[index] = None if is_kept or old is None else old.values[index]
                self.kept.fields += 1
        members = tuple(
            [member for member in ids if (relation.target, member) not in absent]
            for relation, ids in zip(target.relations, record.members, strict=True)
        )
        return Record(record.origin, tuple(values), members)

    # Records that others here refer to

    def _hold_deletions(self) -> None:
        """Keep what was edited here, and what such records refer to: it is this catalogue's own from now on. Raises
        `FeedError` where something else refers to a record that goes.
        """
        held = {(model, pk) for model, keys in self.deleted.items() for pk in keys if self.pins.of(model, pk)}
        references = [each for model in self.deleted for each in self._references_to(model)]
        while True:
            more = {each.referred for each in references if self._is_held(each, held)} - held
            if not more:
                break
            held |= more
        for model, pk in held:
            del self.deleted[model][pk]
        for reference in references:
            (model, pk), (referrer, key) = reference.referred, reference.referrer
            if pk in self.deleted[model] and key not in self.deleted.get(referrer, {}):
                error = f"{reference.field} of {referrer._meta.model_name} {key} refers to it"
                raise self.deleted[model][pk].error(error)
        pin_whole(held, self.edit.by, self.edit.now)
        self.kept.whole += len(held)

    def _is_held(self, reference: Reference, held: set[Key]) -> bool:
        model, pk = reference.referrer
        return reference.referrer in held or bool(self.pins.of(model, pk) & {WHOLE, reference.field})

    def _references_to(self, model: type[Model]) -> Iterator[Reference]:
        """The references, once the page is applied, to records of a model that go."""
        for field in foreign_keys(model) if self.deleted[model] else ():
            through = field.model
            if not field.editable or (through._meta.auto_created and field.attname == owner_attname(through)):
                continue  # what is derived follows, and memberships go with their owner
            referrer = membership_field(through).model if through._meta.auto_created else through
            name = membership_field(through).name if through._meta.auto_created else field.name
            key = owner_attname(through) if through._meta.auto_created else "pk"
            for batch in batches(self.deleted[model]):
                rows = through._base_manager.filter(**{f"{field.attname}__in": batch})
                for pk, referred in rows.values_list(key, field.attname):
                    if self._will_refer(referrer, pk, name, referred):
                        yield Reference((referrer, pk), name, (model, referred))

    def _will_refer(self, model: type[Model], pk: Any, name: str, referred: Any) -> bool:
        target = self.sets.get(model)
        record = target.records.get(pk) if target else None
        if target is None or record is None:
            return True
        values = zip(target.columns, record.values, strict=True)
        members = zip(target.relations, record.members, strict=True)
        return any(column.field.name == name and value == referred for column, value in values) or any(
            relation.field.name == name and referred in ids for relation, ids in members
        )


def _record(target: RecordSet, folded: Folded, stored: Stored | None) -> Record:
    """What a record is to be: the values of its changes. What they leave out is as it is stored, or of a new record the
    field's default.
    """
    change, values = folded.change, dict(folded.values or {})
    names = {column.field.name for column in target.columns} | {relation.field.name for relation in target.relations}
    if stored is None and not folded.is_created and not names <= values.keys():
        raise change.error("is changed, but is not here")
    key = target.model._meta.pk
    if key.name in values and change.read(key.name, typed(key), values.pop(key.name)) != change.key:
        raise change.error(f"{key.name}: is not that of the record")
    row = tuple(
        _value(change, column, values.pop(column.field.name))
        if column.field.name in values
        else _missing(change, column)
        if stored is None
        else stored.values[index]
        for index, column in enumerate(target.columns)
    )
    members = tuple(
        _members(change, relation, values.pop(relation.field.name, []))
        if stored is None or relation.field.name in values
        else sorted(stored.members[index])
        for index, relation in enumerate(target.relations)
    )
    for unknown in values:
        raise change.error(f"{unknown}: no such field")
    return Record(change.revision, row, members)


def _value(change: FeedChange, column: Column, value: Any) -> Any:
    if value is not None:
        return change.read(column.field.name, column.read, value)
    if not column.field.null:
        raise change.error(f"{column.field.name}: must not be null")
    return None


def _missing(change: FeedChange, column: Column) -> Any:
    if column.required:
        raise change.error(f"{column.field.name}: is missing")
    return column.field.get_default()


def _members(change: FeedChange, relation: Relation, ids: Any) -> list[Any]:
    name = relation.field.name
    if not isinstance(ids, list):
        raise change.error(f"{name}: must be a list of ids")
    members = [change.read(name, relation.read, value) for value in ids]
    if len(set(members)) != len(members):
        raise change.error(f"{name}: an id stands twice")
    return members
