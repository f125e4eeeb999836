"""A catalogue with three records in every table, with every column and every many-to-many field filled in some of them;
and random edits of it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Model, ProtectedError

from downrange.catalog import models as catalog
from downrange.catalog.derived import deriver
from downrange.catalog.editing import Edit, editing
from downrange.catalog.guard import catalogue_tables
from downrange.catalog.identity import Move, move
from downrange.catalog.models.fields import stored_fields
from downrange.catalog.revision import Revision
from downrange.catalog.tables import TABLES

START = datetime(2026, 6, 3, 12, tzinfo=UTC)
SPAN = timedelta(days=10)
"""From the beginning of what lasts to its end."""
ENDS = ("end", "departure", "mission_end", "window_end", "deorbited")
ONE_OF = {
    catalog.DockingLocation: [("spacestation", "spacecraft", "payload")],
    catalog.DockingEvent: [
        ("space_station_target", "flight_vehicle_target", "payload_flight_target"),
        ("payload_flight_chaser", "space_station_chaser", "flight_vehicle_chaser"),
    ],
    catalog.SpacecraftFlight: [("mission_end", "mission_end_date")],
}
"""Columns of which a record has one."""
COUNT = 3
Operation = tuple[str, int, int]


def key(model: type[Model], number: int) -> Any:
    return UUID(int=number) if isinstance(model._meta.pk, models.UUIDField) else number


def make_everything(edit: Edit) -> None:
    """Create the records. To be called within an edit."""
    edit.as_of = dict.fromkeys(TABLES.values(), START)
    for model in TABLES.values():
        for number in range(1, COUNT + 1):
            make(model, number)


def make(model: type[Model], number: int) -> None:
    values = {
        field.attname: value(field, number, is_first=number == 1)
        for field in stored_fields(model)
        if not field.primary_key and not (field.null and number == COUNT)
    }
    for names in ONE_OF.get(model, []):
        fields = [model._meta.get_field(name) for name in names]
        values |= {field.attname: None for field in fields}
        chosen = fields[number % len(fields)]
        values[chosen.attname] = value(chosen, number, is_first=False)
    record = model._base_manager.create(pk=key(model, number), **values)
    for relation in model._meta.many_to_many:
        getattr(record, relation.name).set(key(relation.related_model, n) for n in range(1, number + 1))


def value(field: Any, number: int, *, is_first: bool) -> Any:
    """A value of a field that differs from record to record."""
    starts = START - timedelta(days=100 * number) + (SPAN if field.name in ENDS else timedelta())
    match field:
        case models.ForeignKey(related_model=target):
            is_own = target is field.model
            return None if is_own and is_first else key(target, number - 1 if is_own else number)
        case models.BooleanField():
            return number % 2 == 1
        case models.IntegerField():
            return number
        case models.FloatField():
            return number + 0.1
        case models.DateTimeField():
            return starts
        case models.DateField():
            return starts.date()
        case models.DurationField():
            return timedelta(hours=number, microseconds=number)
        case models.URLField():
            return f"https://example.org/{field.name}/{number}"
        case _:
            return f"{field.name} {number}"[: field.max_length]


def facts() -> dict[str, list[Any]]:
    """Every stored and derived column of every table, memberships, addresses, and the ages of the facts."""
    found: dict[str, list[Any]] = {}
    for table, model in catalogue_tables().items():
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not (model._meta.auto_created and field.primary_key)
        ]
        found[table] = sorted(model._base_manager.values_list(*names), key=str)
    revision = Revision.current()
    found["moves"] = sorted(Move.objects.values_list("model", "old", "new"))
    found["ages"] = [revision.as_of, sorted(revision.as_of_by_table.items())]
    return found


# Random edits

MODELS = list(TABLES.values())
RELATIONS = [relation for model in MODELS for relation in model._meta.many_to_many]
KINDS = ["create", "rename", "refer", "link", "delete", "move", "swap", "gather"]
CHANGING = ["create", "rename", "refer", "link", "move", "swap", "gather"]
"""Those that delete nothing, unless two records become one."""


def operate(edit: Edit, operation: Operation) -> None:
    """One step of an edit. What the catalogue's rules forbid is not done."""
    kind, first, second = operation
    try:
        with transaction.atomic():
            OPERATIONS[kind](edit, first, second)
    except (ProtectedError, IntegrityError):
        pass


def existing(model: type[Model], number: int) -> Any:
    """One of the records; None where there is none."""
    records = list(model._base_manager.order_by("pk"))
    return records[number % len(records)] if records else None


def create(edit: Edit, first: int, second: int) -> None:
    model = MODELS[first % len(MODELS)]
    number = 4 + second % 5
    if not model._base_manager.filter(pk=key(model, number)).exists():
        template = existing(model, second)
        if template is not None:
            values = {
                field.attname: getattr(template, field.attname)
                for field in stored_fields(model)
                if not field.primary_key and not (field.unique and field.null)
            }
            model._base_manager.create(pk=key(model, number), **values)


def rename(edit: Edit, first: int, second: int) -> None:
    model = MODELS[first % len(MODELS)]
    record = existing(model, second)
    texts = [field for field in stored_fields(model) if type(field) in (models.CharField, models.TextField)]
    if record is not None and texts:
        text = texts[second % len(texts)]
        name = f"{second} renamed"[: text.max_length]  # SQLite would take a longer one, and PostgreSQL would not
        model._base_manager.filter(pk=record.pk).update(**{text.name: name})


def refer(edit: Edit, first: int, second: int) -> None:
    references = [field for model in MODELS for field in stored_fields(model) if field.is_relation]
    field: Any = references[first % len(references)]
    record, target = existing(field.model, second), existing(field.related_model, second // 3)
    if record is not None and target is not None:
        field.model._base_manager.filter(pk=record.pk).update(**{field.attname: target.pk})


def link(edit: Edit, first: int, second: int) -> None:
    relation = RELATIONS[first % len(RELATIONS)]
    record = existing(relation.model, second)
    if record is not None:
        members = relation.related_model._base_manager.order_by("pk")
        getattr(record, relation.name).set(members[second % 2 : 2 + second % 3])


def delete(edit: Edit, first: int, second: int) -> None:
    record = existing(MODELS[first % len(MODELS)], second)
    if record is not None:
        record.delete()


def move_record(edit: Edit, first: int, second: int) -> None:
    model = MODELS[first % len(MODELS)]
    record = existing(model, second)
    if record is not None and record.pk != key(model, 1 + second % 9):
        move(edit, model, record.pk, key(model, 1 + second % 9))


def swap(edit: Edit, first: int, second: int) -> None:
    """Two records exchange what only one may have."""
    model, name = [
        (catalog.Launch, "rocket_id"),
        (catalog.FirstStage, "landing_id"),
        (catalog.SpacecraftFlight, "landing_id"),
    ][first % 3]
    records = list(model._base_manager.order_by("pk")[:2])
    if len(records) == 2:
        one, other = ((record.pk, getattr(record, name)) for record in records)
        model._base_manager.filter(pk__in=[one[0], other[0]]).update(**{name: None})
        model._base_manager.filter(pk=one[0]).update(**{name: other[1]})
        model._base_manager.filter(pk=other[0]).update(**{name: one[1]})


def gather(edit: Edit, first: int, second: int) -> None:
    edit.as_of[MODELS[first % len(MODELS)]] = START + timedelta(days=second % 4)


OPERATIONS: Any = {
    "create": create,
    "rename": rename,
    "refer": refer,
    "link": link,
    "delete": delete,
    "move": move_record,
    "swap": swap,
    "gather": gather,
}


def edit_at_random(edits: list[list[Operation]], day: int = 0) -> datetime:
    """One edit for each list, a day apart; between them, the clock derives. Returns the last instant."""
    now = START
    for number, operations in enumerate(edits, day):
        now = START + timedelta(days=number)
        with editing(by="Ada", source="local", now=now) as edit:
            for operation in operations:
                operate(edit, operation)
        deriver.derive(now)
    return now
