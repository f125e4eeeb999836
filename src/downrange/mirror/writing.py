"""Writes a page that was read into the catalogue, within one edit.

What differs is written, in an order in which every record finds those that it refers to. What cannot be written is set
aside with the reason, and tried again when the record that it waits for is there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from downrange.api.components import Components
from downrange.catalog import reported
from downrange.catalog.editing import Edit
from downrange.catalog.pins import Pins
from downrange.catalog.tables import TABLES
from downrange.catalog.triggers import checked_at_once

from .identifying import identify
from .lists import add_pending, remove_children, write_members, write_objects
from .models import Finding, PendingReference, SetAside, UnknownFields
from .reading import Facts, Misread, Page, Reference
from .records import Outcome, Records, Refusal
from .values import storable

BATCH = 500  # keys per statement
MAX_REASON, MAX_KEY = 512, 64  # characters
SET_ASIDE = ("component", "json", "around", "reason", "waits_for", "url", "at")
MODELS: Mapping[str, type[Model]] = {str(model._meta.model_name): model for model in TABLES.values()}


def write(edit: Edit, page: Page, components: Components, url: str) -> Outcome:
    """Write what a page says, and what waited for it. `url` is where the page is from."""
    outcome = _write(edit, page, url)
    created = outcome.created
    while waiting := _waiting_for(created):
        again = Page(page.listed, page.now)
        for each in waiting:
            again.read_again(components[each.component], each.json, each.around)
        SetAside.objects.filter(pk__in=[each.pk for each in waiting]).delete()
        later = _write(edit, again, url)
        outcome.add(later)
        created = later.created
    return outcome


def _write(edit: Edit, page: Page, url: str) -> Outcome:
    outcome = Outcome()
    stored = _stored(page)
    outcome.moved = identify(edit, page.facts, stored)
    records = Records(edit, Pins.against(edit.source), stored, outcome)
    by_model: defaultdict[type[Model], list[Facts]] = defaultdict(list)
    for each in page.facts.values():
        by_model[each.model].append(each)
    order = [model for model in TABLES.values() if model in by_model]
    with checked_at_once():
        for model in order:
            records.create(model, by_model[model])
        for model in order:
            records.change(model, by_model[model])
        for model in order:
            write_members(records, model, by_model[model])
        write_objects(records, page.facts.values())
        remove_children(records, page.facts.values())
        for model in order:
            present = {each.key: each.figures for each in by_model[model] if each.figures and each.key in stored[model]}
            if changed := reported.report(model, present):
                edit.reported[model] |= changed
        _complete(edit, outcome.created)
    _note_pending(outcome)
    _set_aside(edit, page, outcome, url)
    _keep_unknown(page, stored)
    _find(edit, page, url)
    return outcome


def _stored(page: Page) -> dict[type[Model], set[Any]]:
    """The keys that there are, of the records of a page, by model."""
    keys: defaultdict[type[Model], set[Any]] = defaultdict(set)
    for (model, key), facts in page.facts.items():
        keys[model].add(key)
        for reference in _references(facts):
            keys[reference.model].update(() if reference.column else (reference.key,))
    stored: defaultdict[type[Model], set[Any]] = defaultdict(set)
    for model, wanted in keys.items():
        listed = list(wanted)
        for start in range(0, len(listed), BATCH):
            found = model._base_manager.filter(pk__in=listed[start : start + BATCH])
            stored[model].update(found.values_list("pk", flat=True))
    return stored


def _references(facts: Facts) -> Iterable[Reference]:
    yield from (value for value in facts.columns.values() if isinstance(value, Reference))
    for members in facts.members.values():
        yield from members
    for objects in facts.objects.values():
        for each in objects:
            yield from _references(each)


def _waiting_for(created: Mapping[type[Model], set[Any]]) -> list[SetAside]:
    """What was set aside until one of these records is there."""
    names = [_name(model, key) for model, keys in created.items() for key in keys]
    return [
        each
        for start in range(0, len(names), BATCH)
        for each in SetAside.objects.filter(waits_for__in=names[start : start + BATCH])
    ]


def _complete(edit: Edit, created: Mapping[type[Model], set[Any]]) -> None:
    """Complete the references that waited for these records."""
    for model, keys in created.items():
        pending = PendingReference.objects.filter(target=model._meta.model_name)
        columns = set(pending.order_by().values_list("column", flat=True).distinct())
        for column in columns:
            values = {
                str(value): key
                for key, value in model._base_manager.filter(pk__in=keys).values_list("pk", column or "pk")
            }
            for each in pending.filter(column=column, value__in=values):
                owner = MODELS[each.model]
                key = owner._meta.pk.to_python(each.key)
                if owner._base_manager.filter(pk=key).exists():
                    add_pending(owner, key, each.field, Reference(model, values[each.value]))
                each.delete()


def _note_pending(outcome: Outcome) -> None:
    """Keep the references to records that are not there, and drop those that a page has made good."""
    rows = []
    by_model: defaultdict[type[Model], dict[Any, dict[str, list[Reference]]]] = defaultdict(dict)
    for (model, key, name), absent in outcome.pending.items():
        by_model[model].setdefault(key, {})[name] = absent
    for model, keys in by_model.items():
        name = str(model._meta.model_name)
        listed = [str(key) for key in keys]
        for start in range(0, len(listed), BATCH):
            known = PendingReference.objects.filter(model=name, key__in=listed[start : start + BATCH])
            for each in known:
                if each.field in keys[model._meta.pk.to_python(each.key)]:
                    each.delete()
        rows += [
            PendingReference(
                model=name,
                key=str(key),
                field=field,
                target=str(reference.model._meta.model_name),
                column=reference.column,
                value=str(reference.value if reference.column else reference.key),
            )
            for key, fields in keys.items()
            for field, absent in fields.items()
            for reference in absent
        ]
    PendingReference.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _set_aside(edit: Edit, page: Page, outcome: Outcome, url: str) -> None:
    """Store what could not be written, and delete what could be by now."""
    refused = [*(_misread(each) for each in page.misread), *(_refused(each) for each in outcome.refused)]
    for each in refused:
        each.url, each.at = url[:1024], edit.now
        SetAside.objects.update_or_create(
            model=each.model,
            key=each.key,
            defaults={name: getattr(each, name) for name in SET_ASIDE},
        )
    kept = {(each.model, each.key) for each in refused}
    if SetAside.objects.exists():
        for model, key in page.facts:
            name = str(model._meta.model_name), str(key)
            if name not in kept:
                SetAside.objects.filter(model=name[0], key=name[1]).delete()


def _misread(misread: Misread) -> SetAside:
    key = misread.json.get("id") if isinstance(misread.json, dict) else None
    return SetAside(
        model=str(misread.component.model()._meta.model_name),
        key=str(key)[:MAX_KEY],
        component=misread.component.__name__,
        json=storable(misread.json),
        reason=misread.reason[:MAX_REASON],
    )


def _refused(refusal: Refusal) -> SetAside:
    facts, waits_for = refusal.facts, refusal.waits_for
    return SetAside(
        model=str(facts.model._meta.model_name),
        key=str(facts.key)[:MAX_KEY],
        component=facts.component.__name__,
        json=storable(facts.json),
        around={
            name: str(value.key)
            for name, value in facts.columns.items()
            if isinstance(value, Reference) and not value.column
        },
        reason=refusal.reason[:MAX_REASON],
        waits_for="" if waits_for is None or waits_for.column else _name(waits_for.model, waits_for.key),
    )


def _name(model: type[Model], key: Any) -> str:
    return f"{model._meta.model_name} {key}"


def _keep_unknown(page: Page, stored: Mapping[type[Model], set[Any]]) -> None:
    """Keep the fields that the contract does not have."""
    for (model, key), facts in page.facts.items():
        if facts.unknown and key in stored[model]:
            kept, _ = UnknownFields.objects.get_or_create(
                model=model._meta.model_name, key=str(key), defaults={"values": {}}
            )
            unknown = storable(facts.unknown)
            if kept.values | unknown != kept.values:
                kept.values |= unknown
                kept.save()


def _find(edit: Edit, page: Page, url: str) -> None:
    """Note which fields are unknown or missing, each once."""
    for kind, counted in (("unknown field", page.unknown), ("missing field", page.missing)):
        for name, times in counted.items():
            subject = storable(name)
            finding, _ = Finding.objects.get_or_create(
                kind=kind,
                subject=subject[:255],
                defaults={"url": url[:1024], "first_at": edit.now, "last_at": edit.now},
            )
            finding.times += times
            finding.last_at = edit.now
            finding.save()
