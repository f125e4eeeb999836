"""Finds records of ours in what upstream has under ids of its own, and gives them those ids."""

from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.db.models import Model

from downrange.catalog.editing import Edit
from downrange.catalog.identity import FIRST_OWN_ID, find_by_natural_key, is_own, move
from downrange.catalog.models.natural_keys import NaturalKey

from .reading import Facts, Reference

Key = tuple[type[Model], Any]


def identify(edit: Edit, facts: Mapping[Key, Facts], stored: Mapping[type[Model], set[Any]]) -> int:
    """Move the records of ours that a page has under other ids, also those that stand there under both. `stored` are
    the keys that there are; it is brought up to date. Returns how many records moved.
    """
    unknown: dict[type[Model], list[Facts]] = {}
    for (model, key), each in facts.items():
        if hasattr(model, "natural_keys") and (key not in stored[model] or _may_lack_key(model)):
            unknown.setdefault(model, []).append(each)
    moved = 0
    for model in sorted(unknown, key=_rank):
        if _has_own(model):
            known = {key for kind, key in facts if kind is model}
            for each in unknown[model]:
                if is_own(each.key):
                    continue  # a Downrange's, whose ids of its own mean the same here
                own = find_by_natural_key(model, lambda name, of=each: _value(of, name, facts), known)  # type: ignore[misc]
                if own is not None:
                    move(edit, model, own, each.key)
                    stored[model] -= {own}
                    stored[model] |= {each.key}
                    moved += 1
    return moved


@cache
def _may_lack_key(model: type[Model]) -> bool:
    """Whether a record may have been stored before what its natural key refers to was known, such as the flight of a
    payload on a launch that had not been read yet. Such records are looked at whenever a page has them.
    """
    names = {name.partition("__")[0] for key in model.natural_keys for name in key.fields}  # type: ignore[attr-defined]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    return any(field.null and field.is_relation for field in fields)


def _has_own(model: type[Model]) -> bool:
    """Whether any record has an id of our own."""
    if model._meta.pk.get_internal_type() == "UUIDField":
        return any(is_own(key) for key in model._base_manager.values_list("pk", flat=True).iterator())
    return bool(model._base_manager.filter(pk__gte=FIRST_OWN_ID).exists())


def _value(facts: Facts, path: str, page: Mapping[Key, Facts]) -> Any:
    """What a page says of a field, or of a path of relations."""
    name, _, rest = path.partition("__")
    if name in facts.around:
        return facts.around[name]
    value = facts.columns.get(name)
    if not isinstance(value, Reference):
        return value
    if not rest:
        return value.key
    target = page.get((value.model, value.key))
    return None if target is None else _value(target, rest, page)


@cache
def _rank(model: type[Model]) -> int:
    return _order().index(model)


@cache
def _order() -> tuple[type[Model], ...]:
    """The models with natural keys, each after those that its keys lead to."""
    from downrange.catalog import models

    declared = [each for each in vars(models).values() if isinstance(each, type) and hasattr(each, "natural_keys")]
    depends = {model: set(_targets(model)) - {model} for model in declared}
    return tuple(TopologicalSorter(depends).static_order())


def _targets(model: type[Model]) -> Iterable[type[Model]]:
    keys: Iterable[NaturalKey] = model.natural_keys  # type: ignore[attr-defined]
    for path in {name for key in keys for name in (*key.fields, *key.near)}:
        target: Any = model
        for step in path.split("__"):
            target = target._meta.get_field(step).related_model
        if target is not None:
            yield target
