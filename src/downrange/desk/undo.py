"""Reverts changes: gives records back the values that they had before."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Model, ProtectedError

from downrange.catalog.changes import Change
from downrange.catalog.tables import TABLES
from downrange.catalog.values import typed

from .showing import model_of

ORDER = {model: place for place, model in enumerate(TABLES.values())}


class UndoError(Exception):
    """A change that cannot be taken back; its text is a sentence."""


def take_back(changes: Sequence[Change]) -> None:
    """Bring the records to what they were before the changes, within an edit: what was deleted is created again, what
    was changed gets its values back, and what was created is deleted.

    Raises `UndoError` where a record is needed elsewhere, or is no longer there.
    """
    kinds = {each: model_of(each.model) for each in changes}
    moved = [each for each in changes if each.action in ("moved", "derived") or kinds[each] is None]
    if moved:
        raise UndoError("A record that got another id keeps it: Launch Library's ids are not taken back.")
    ordered = sorted(changes, key=lambda each: (ORDER[_model(kinds, each)], each.id))
    restored = [each for each in ordered if each.action == "deleted"]
    changed = [each for each in ordered if each.action == "changed"]
    for change in restored:
        _write(_model(kinds, change), change.key, change.before or {}, is_new=True)
    for change in sorted(changed, key=lambda each: -each.id):
        _write(_model(kinds, change), change.key, change.before or {}, is_new=False)
    for change in [*restored, *changed]:
        _link(_model(kinds, change), change.key, change.before or {})
    for change in reversed([each for each in ordered if each.action == "created"]):
        try:
            record = _model(kinds, change)._base_manager.filter(pk=change.key).first()
            if record is not None:
                record.delete()
        except ProtectedError as error:
            others = ", ".join(str(each) for each in list(error.protected_objects)[:3])
            raise UndoError(f"It is needed by other records, so it cannot be taken away: {others}.") from None


def write_values(model: type[Model], key: str, values: dict[str, Any]) -> None:
    """Give a record values as a `Change` holds them, within an edit. Raises `UndoError` as above."""
    _write(model, key, values, is_new=False)
    _link(model, key, values)


def _model(kinds: dict[Change, type[Model] | None], change: Change) -> type[Model]:
    model = kinds[change]
    assert model is not None  # noqa: S101 - `take_back` has refused it
    return model


def _write(model: type[Model], key: str, values: dict[str, Any], *, is_new: bool) -> None:
    record: Any = model._base_manager.filter(pk=key).first()
    if record is None and not is_new:
        raise UndoError(f"{model._meta.verbose_name} {key} is no longer there. Take back its deletion first.")
    if record is None:
        record = model(pk=model._meta.pk.to_python(key))
    for name, value in values.items():
        field: Any = model._meta.get_field(name)
        if field.many_to_many or field.primary_key:
            continue
        read = None if value is None else typed(field)(value)
        if read is not None and isinstance(field, models.ForeignKey):
            _refuse_missing(field.related_model, read)
        setattr(record, field.attname, read)
    record.save()


def _link(model: type[Model], key: str, values: dict[str, Any]) -> None:
    record: Any = model._base_manager.get(pk=key)
    for field in model._meta.local_many_to_many:
        if field.name in values:
            target: Any = field.related_model
            keys = [target._meta.pk.to_python(each) for each in values[field.name]]
            for each in keys:
                _refuse_missing(target, each)
            getattr(record, field.name).set(keys)


def _refuse_missing(target: Any, key: Any) -> None:
    if not target._base_manager.filter(pk=key).exists():
        raise UndoError(f"It refers to {target._meta.verbose_name} {key}, which is no longer there.")
