"""`fields=`: a component with some of its fields. What is left out is not fetched."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from .components import Component

PARAMETER = "fields"
MAX_NARROWED = 64
"""Narrowed components that are kept: clients ask for the same fields again."""
Paths = tuple[tuple[str, "Paths"], ...]
"""Names of fields in the order asked for, each with those that are wanted inside it; `ALL` for a whole one."""
ALL: Paths = ()
Tree = dict[str, "Tree"]


def read_fields(component: type[Component], parameters: QueryDict) -> Paths:
    """The fields that a client asks for. Raises Django REST framework's `ValidationError` for one that there is not."""
    return _read(component, parameters.get(PARAMETER, ""))


@lru_cache(maxsize=MAX_NARROWED)
def _read(component: type[Component], text: str) -> Paths:
    names = [name.strip() for name in text.split(",")]
    whole = {name for name in names if name}
    tree: Tree = {}
    for name in filter(None, names):
        parents = name.split(".")
        if any(".".join(parents[:length]) in whole for length in range(1, len(parents))):
            continue  # its parent is wanted whole
        inside = tree
        for step in parents:
            inside = inside.setdefault(step, {})
    paths = _frozen(tree)
    _check(component, paths, "")
    return paths


def narrow(component: type[Component], paths: Paths) -> type[Component]:
    """The component with these fields alone, in its own order."""
    return component if paths == ALL else _narrow(component, paths)


@lru_cache(maxsize=MAX_NARROWED)
def _narrow(component: type[Component], paths: Paths) -> type[Component]:
    wanted, serializer = dict(paths), component()
    components, nested = dict(component.components), {}
    serializer.get_fields()  # fills `nested`
    for name, inside in paths:
        if inside == ALL:
            continue
        field = serializer.nested[name]
        own = f"{field.component}.{name}"
        components[own] = narrow(component.components[field.component], inside)
        nested[name] = field.of(own)
    fields = tuple(name for name in component.Meta.fields if name in wanted)
    meta = type("Meta", (component.Meta,), {"fields": fields})
    return type(component.__name__, (component,), {"components": components, "Meta": meta, **nested})


def _check(component: type[Component], paths: Paths, prefix: str) -> None:
    """Raise `ValidationError` if the component has not all of the fields."""
    serializer = component()
    known = serializer.get_fields()  # fills `nested`
    for name, inside in paths:
        if name not in known:
            raise ValidationError({PARAMETER: [f"There is no {prefix}{name}. Known are {_listed(known, prefix)}."]})
        if inside == ALL:
            continue
        if name not in serializer.nested:
            raise ValidationError({PARAMETER: [f"{prefix}{name} has nothing inside."]})
        _check(component.components[serializer.nested[name].component], inside, f"{prefix}{name}.")


def _listed(known: Iterable[str], prefix: str) -> str:
    return ", ".join(f"{prefix}{name}" for name in known)


def _frozen(tree: Mapping[str, Tree]) -> Paths:
    return tuple((name, _frozen(inside)) for name, inside in tree.items())
