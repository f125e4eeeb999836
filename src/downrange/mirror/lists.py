"""Writes what records have several of: members of many-to-many fields, objects without an id, children."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from downrange.api.components import Nested
from downrange.catalog.identity import is_own
from downrange.catalog.models.fields import stored_fields

from .reading import Facts, Reference
from .records import Records


def write_members(records: Records, model: type[Model], facts: Sequence[Facts]) -> None:
    """Bring the many-to-many fields of stored records to what a page says."""
    for name in sorted({name for each in facts for name in each.members}):
        field: Any = model._meta.get_field(name)
        through = field.remote_field.through
        listed = [
            each
            for each in facts
            if name in each.members and each.key in records.stored[model] and not records.is_pinned(each, name)
        ]
        stored = _memberships(through, field, [each.key for each in listed])
        surplus: list[Any] = []
        lacking: list[Model] = []
        for each in listed:
            wanted = dict.fromkeys(
                key for reference in each.members[name] if (key := records.key_of(reference)) is not None
            )
            absent = [reference for reference in each.members[name] if records.key_of(reference) is None]
            records.outcome.pending[model, each.key, name] = absent
            present = stored[each.key]
            gone, new = [key for key in present if key not in wanted], [key for key in wanted if key not in present]
            surplus += [present[key] for key in gone]
            columns = field.m2m_column_name(), field.m2m_reverse_name()
            lacking += [through(**{columns[0]: each.key, columns[1]: key}) for key in new]
            if gone or new:
                records.outcome.changed.add((model, each.key))
        if surplus:
            through._base_manager.filter(pk__in=surplus).delete()
        if lacking:
            through._base_manager.bulk_create(lacking)


def _memberships(through: type[Model], field: Any, owners: Iterable[Any]) -> dict[Any, dict[Any, Any]]:
    """By owner the members, each with the primary key of its row."""
    found: defaultdict[Any, dict[Any, Any]] = defaultdict(dict)
    owner, member = field.m2m_column_name(), field.m2m_reverse_name()
    for pk, of, key in through._base_manager.filter(**{f"{owner}__in": list(owners)}).values_list("pk", owner, member):
        found[of][key] = pk
    return found


def write_objects(records: Records, facts: Iterable[Facts]) -> None:
    """Bring the objects of stored records that have no id to what a page says, in its order."""
    for each in facts:
        for accessor, objects in each.objects.items():
            if each.key in records.stored[each.model] and not records.is_pinned(each, accessor):
                _write_objects(records, each, accessor, objects)


def _write_objects(records: Records, owner: Facts, accessor: str, objects: Sequence[Facts]) -> None:
    relation: Any = owner.model._meta.get_field(accessor)
    model: type[Model] = relation.related_model
    order = _order(owner, accessor)
    is_shared = relation.many_to_many
    path = relation.related_query_name() if relation.concrete else relation.field.name
    names = [field.attname for field in stored_fields(model) if not field.primary_key]
    stored = list(model._base_manager.filter(**{path: owner.key}).order_by(*order).values("pk", *names))
    wanted = [records.resolved(each)[0] for each in objects]
    same = 0
    while same < min(len(stored), len(wanted)) and wanted[same].items() <= stored[same].items():
        same += 1
    if same == len(stored) == len(wanted):
        return
    records.outcome.changed.add((owner.model, owner.key))
    # Those after the first that differs are written anew: rows of equal priority stand in the order of their keys.
    surplus = [row["pk"] for row in stored[same:]]
    made = [
        model(**values) if is_shared else model(**values, **{relation.field.attname: owner.key})
        for values in wanted[same:]
    ]
    if is_shared:
        through, column, member = relation.remote_field.through, relation.m2m_column_name(), relation.m2m_reverse_name()
        through._base_manager.filter(**{column: owner.key, f"{member}__in": surplus}).delete()
        surplus = [pk for pk in surplus if not _is_used(model, pk)]
    model._base_manager.filter(pk__in=surplus).delete()
    for each in made:
        each.save(force_insert=True)
    if is_shared:
        through._base_manager.bulk_create([through(**{column: owner.key, member: each.pk}) for each in made])


def _order(owner: Facts, accessor: str) -> Sequence[Any]:
    """The order in which the component nests the objects."""
    serializer = owner.component()
    serializer.get_fields()  # fills `nested`
    for name, nested in serializer.nested.items():
        if (nested.path or name) == accessor:
            declared: Nested = nested
            return declared.order
    return ("pk",)


def _is_used(model: type[Model], pk: Any) -> bool:
    """Whether any record has this one in a many-to-many field."""
    relations: list[Any] = [each for each in model._meta.get_fields() if each.auto_created and each.many_to_many]
    return any(each.through._base_manager.filter(**{each.field.m2m_reverse_name(): pk}).exists() for each in relations)


def remove_children(records: Records, facts: Iterable[Facts]) -> None:
    """Remove what upstream had in a complete list and has no longer. What has an id of ours upstream never had."""
    for each in facts:
        for accessor, keys in each.children.items():
            relation: Any = each.model._meta.get_field(accessor)
            model: type[Model] = relation.related_model
            stored = model._base_manager.filter(**{relation.field.attname: each.key}).values_list("pk", flat=True)
            gone = [key for key in stored if key not in keys and not is_own(key)]
            if gone:
                model._base_manager.filter(pk__in=gone).delete()
                records.stored.setdefault(model, set()).difference_update(gone)
                records.outcome.removed += len(gone)


def add_pending(model: type[Model], key: Any, name: str, target: Reference) -> None:
    """Complete a reference to a record that is there by now."""
    field: Any = model._meta.get_field(name)
    if not field.many_to_many:
        model._base_manager.filter(pk=key).update(**{field.attname: target.key})
        return
    through, names = field.remote_field.through, (field.m2m_column_name(), field.m2m_reverse_name())
    row = {names[0]: key, names[1]: target.key}
    if not through._base_manager.filter(**row).exists():
        through._base_manager.create(**row)
