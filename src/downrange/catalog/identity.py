"""Ids of records: which are this catalogue's own, how a new record gets one, and where a record is that got another.

A record that Launch Library is not known to have has an id of our own. When its id there becomes known, the record
moves: it keeps its columns and what refers to it, and its old address leads to the new one.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Max, Model, Q

from .guard import unguarded
from .pins import Pin

if TYPE_CHECKING:
    from .editing import Edit

FIRST_OWN_ID = 1_000_000_001
"""Ids of our own begin here, far above any that Launch Library will reach: a mirrored record never meets one."""
NAMESPACE = UUID("9c5e2a0f-7d0b-4c55-8c37-3f1d1b6f6a11")
"""The namespace of our own UUIDs. They are of version 5, by which `is_own` tells them from Launch Library's."""
MAX_CANDIDATES = 50
"""Records of one natural key that are looked at."""


def is_own(key: Any) -> bool:
    """Whether an id is one of our own: a UUID of ours is made from a name, one of Launch Library is random."""
    return key.version == 5 if isinstance(key, UUID) else bool(key >= FIRST_OWN_ID)


def find_by_natural_key(model: type[Model], value_of: Callable[[str], Any], besides: Container[Any]) -> Any:
    """The id of the record of ours that has a natural key: the only one, of those with an id of our own that is not
    among `besides`. None: there is none. `value_of` gives the value of a field or path; None where it is not known.
    """
    for natural_key in getattr(model, "natural_keys", ()):
        conditions: dict[str, Any] = {name: value_of(name) for name in natural_key.fields}
        instants = {name: value_of(name) for name in natural_key.near}
        if any(value in (None, "") for value in (*conditions.values(), *instants.values())):
            continue
        for name, margin in natural_key.near.items():
            conditions[f"{name}__range"] = (instants[name] - margin, instants[name] + margin)
        found = model._base_manager.filter(**conditions).order_by().values_list("pk", flat=True).distinct()
        own = [key for key in found[:MAX_CANDIDATES] if is_own(key) and key not in besides]
        if len(own) == 1:
            return own[0]
    return None


def give_own_ids(records: Iterable[Model]) -> None:
    """Give records that are not stored yet an id of our own each, within an edit."""
    last: dict[type[Model], int] = {}
    for record in records:
        model = type(record)
        if isinstance(model._meta.pk, models.UUIDField):
            record.pk = uuid5(NAMESPACE, str(uuid4()))
            continue
        if model not in last:
            last[model] = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        last[model] = max(last[model] + 1, FIRST_OWN_ID)
        record.pk = last[model]


def reset_sequences(grown: Iterable[type[Model]]) -> None:
    """Have the database number the next record of each of these models after those that were given ids. PostgreSQL
    does not see to it itself.
    """
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(grown)):
            cursor.execute(statement)


class Moved(NamedTuple):
    """A record that gets another id."""

    model: type[Model]
    old: Any
    new: Any


class Move(models.Model):
    """A record that got another id."""

    model = models.CharField(max_length=64)
    old = models.CharField(max_length=64)
    new = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="move_once", fields=["model", "old"])]

    def __str__(self) -> str:
        return f"{self.model} {self.old} is {self.new}"


def moved(model: type[Model], key: str) -> str | None:
    """The id that the record with an id has now; None if it did not move, or the text is no id."""
    try:
        old = str(model._meta.pk.to_python(key))
    except ValidationError:
        return None
    return Move.objects.filter(model=model._meta.model_name, old=old).values_list("new", flat=True).first()


def move(edit: "Edit", model: type[Model], old: Any, new: Any) -> None:
    """Give a record another id, within an edit. Where there is a record with that id already, what refers to the old
    one refers to it, and the old one is deleted. The address of the old id is kept even if the record is gone. A move
    that was made before changes nothing.
    """
    stored = set(model._base_manager.filter(pk__in=[old, new]).values_list("pk", flat=True))
    if old not in stored and are_known([Moved(model, old, new)]):
        return
    readdress(edit, model, old, new)
    if stored == {old, new}:
        _refer_all(model, old, new)
        model._base_manager.filter(pk=old).delete()
    elif old in stored:
        rename(edit, model, old, new)


def rename(edit: "Edit", model: type[Model], old: Any, new: Any) -> None:
    """Give a record an id that no record has, without its address and its pins."""
    edit.note(model, [old, new])
    table, column = (connection.ops.quote_name(each) for each in (model._meta.db_table, model._meta.pk.column))
    prepared = [model._meta.pk.get_db_prep_value(key, connection) for key in (new, old)]
    with unguarded(), connection.cursor() as cursor:  # a key does not change in the ORM
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", prepared)  # noqa: S608 - our own names
    _refer_all(model, old, new)


def are_known(moves: Iterable[Moved]) -> bool:
    """Whether the stored redirects already are what making these moves in order would give."""
    leading: dict[tuple[str, str], str | None] = {}
    for model, *keys in moves:
        name, (old, new) = str(model._meta.model_name), map(str, keys)
        for address in [each for each, to in leading.items() if each[0] == name and to == old]:
            leading[address] = new
        leading |= {(name, old): new, (name, new): None}
    known: dict[tuple[str, str], str] = {}
    for name in {name for name, _ in leading}:
        ids = [id_ for each, id_ in leading if each == name]
        of_model = Move.objects.filter(Q(old__in=ids) | Q(new__in=ids), model=name)
        known |= {(name, old): new for old, new in of_model.values_list("old", "new")}
    # An address that leads to an id which has moved on is one more that would change.
    return all(leading.get((name, new)) is None for (name, _), new in known.items()) and all(
        known.get(address) == new for address, new in leading.items()
    )


def readdress(edit: "Edit", model: type[Model], old: Any, new: Any) -> None:
    """Have the address and the pins of a record go to another id, without touching the record."""
    name = str(model._meta.model_name)
    edit.note_move(model, old, new)
    Move.objects.filter(model=name, new=str(old)).update(new=str(new))
    Move.objects.filter(model=name, old=str(new)).delete()  # it is an address again
    Move.objects.update_or_create(model=name, old=str(old), defaults={"new": str(new)})
    # Pins go with their record, or with its absence if it was deleted here. Where there is a record with the new id,
    # its columns stay, and so do its pins.
    pins, others = (Pin.objects.filter(model=name, key=str(key)) for key in (old, new))
    stored = set(model._base_manager.filter(pk__in=[old, new]).values_list("pk", flat=True))
    if new in stored:
        pins.delete()
    elif old in stored or pins.exists():
        others.delete()
        pins.update(key=str(new))


def _refer_all(model: type[Model], old: Any, new: Any) -> None:
    for field in foreign_keys(model):
        _refer(field, old, new)


def foreign_keys(model: type[Model]) -> Iterator[Any]:
    """The fields that refer to a model, those of many-to-many tables included."""
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.field


def _refer(field: "models.ForeignKey[Any, Any]", old: Any, new: Any) -> None:
    """Have what refers to one record refer to another. What would then stand twice is deleted."""
    manager = field.model._base_manager
    if field.model._meta.auto_created:
        names = [each.attname for each in field.model._meta.concrete_fields if not each.primary_key]
        rows = list(manager.filter(**{field.attname: old}).values(*names))
        manager.filter(**{field.attname: old}).delete()
        moved_rows = [{**row, field.attname: new} for row in rows]
        manager.bulk_create(field.model(**row) for row in moved_rows if not manager.filter(**row).exists())
        return
    for pk in list(manager.filter(**{field.attname: old}).values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                manager.filter(pk=pk).update(**{field.attname: new})
        except IntegrityError:
            manager.filter(pk=pk).delete()
