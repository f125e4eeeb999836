"""What was changed since somebody opened a form, and what changes say field by field."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Model
from django.http import QueryDict
from django.utils.safestring import SafeString

from downrange.catalog.changes import Change

from .judging import link
from .showing import NOTHING, model_of, show


class Difference(NamedTuple):
    """One field of a record that a change changed."""

    record: SafeString | str
    name: str
    before: str
    after: str
    by: str = ""
    yours: str = ""


def differences(changes: Iterable[Change]) -> Iterator[Difference]:
    """What changes changed, field by field."""
    for change in changes:
        model = model_of(change.model)
        if model is None or change.action == "moved":
            continue
        before, after = change.before or {}, change.after or {}
        for name in dict.fromkeys([*before, *after]):
            was, now = (show(model, name, side.get(name)) for side in (before, after))
            if was != now:
                label = link(model, change.key)
                yield Difference(label, name.replace("_", " "), was, now, change.by)


def changed_meanwhile(
    model: type[Model], key: str, revision: int, posted: QueryDict, prefix: str = ""
) -> list[Difference]:
    """What others have changed of a record since a revision, beside what was sent of it under names with a prefix."""
    found: dict[str, Difference] = {}
    changes = Change.objects.filter(model=model._meta.model_name, key=key, id__gt=revision).order_by("id")
    for change in changes:
        before, after = change.before or {}, change.after or {}
        for name in dict.fromkeys([*before, *after]):
            first = found.get(name)
            found[name] = Difference(
                link(model, key),
                name.replace("_", " "),
                first.before if first else show(model, name, before.get(name)),
                show(model, name, after.get(name)),
                change.by,
                show(model, name, _posted(posted, prefix + name)),
            )
    return list(found.values())


def _posted(posted: Mapping[str, Any], name: str) -> Any:
    """The value of a field as the form sent it: instants come in two parts, relations may have several members."""
    data: Any = posted
    if f"{name}_0" in data:
        return f"{data[f'{name}_0']} {data.get(f'{name}_1', '')}".strip() or NOTHING
    values = data.getlist(name)
    return values if len(values) > 1 else (values[0] if values else None)
