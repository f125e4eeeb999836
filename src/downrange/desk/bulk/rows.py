"""What becomes of the rows of a table: each is added, changes a record, is as before, or is refused."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model
from django.utils.text import slugify

from downrange.catalog import checks, clock, models
from downrange.catalog.checks import Contradiction
from downrange.catalog.identity import give_own_ids, reset_sequences
from downrange.catalog.models.fields import stored_fields
from downrange.catalog.triggers import checked_at_once
from downrange.catalog.upsert import refused

from .. import judging
from ..showing import show
from .cells import CellError, read_cell, read_members
from .sheets import Sheet, SheetError

KINDS: Mapping[str, type[Model]] = {
    "flights": models.SpacecraftFlight,
    "dockings": models.DockingEvent,
    "launches": models.Launch,
    "people": models.Astronaut,
}
"""What may be imported."""
FILLED_IN = frozenset({"id", "slug", "last_updated"})
MAX_ROUNDS = 5
MAX_SLUG = 100
ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "as before", "refused"
_NUMBER = re.compile(r"\d+", re.ASCII)


@dataclass
class Row:
    """A row, and what becomes of it."""

    line: int
    cells: Mapping[str, str]
    outcome: str = UNCHANGED
    reasons: list[Any] = field(default_factory=list)
    """Why it is refused, or what it changes."""
    key: Any = None
    name: str = ""

    def refuse(self, reason: Any) -> None:
        if self.outcome != REFUSED:
            self.outcome, self.reasons = REFUSED, []
        self.reasons.append(reason)


def columns(model: type[Model]) -> list[str]:
    """The columns that a table of these records may have."""
    names = [each.name for each in (*stored_fields(model), *model._meta.local_many_to_many)]
    return ["id", *(name for name in names if name not in FILLED_IN)]


def write(kind: str, sheet: Sheet) -> list[Row]:
    """Write the rows within an edit, without those that are refused: rows that do not fit, or that with the others lead
    to a contradiction. Raises `SheetError` where a column is not known.
    """
    model = KINDS[kind]
    known = columns(model)
    unknown = [name for name in sheet.columns if name not in known]
    if unknown:
        raise SheetError(f"There is no column {', '.join(unknown)}. Known are {', '.join(known)}.")
    before = judging.contradictions()
    rows = [Row(line, cells) for line, cells in sheet.rows]
    for _ in range(MAX_ROUNDS):
        with transaction.atomic():
            point = transaction.savepoint()
            _write_all(model, rows)
            impossible = [each for each in judging.contradictions() - before if not each.is_doubtful]
            new = {each: judging.sentence(each) for each in impossible}  # while the records are there
            if not new:
                reset_sequences([model])
                return rows
            transaction.savepoint_rollback(point)
        _blame(model, rows, new)
    for row in rows:
        row.refuse("The rows contradict each other in too many ways; import fewer at once.")
    return rows


def _write_all(model: type[Model], rows: Iterable[Row]) -> None:
    with checked_at_once():
        for row in rows:
            if row.outcome == REFUSED:
                continue
            row.outcome, row.reasons, row.key = UNCHANGED, [], None
            try:
                with transaction.atomic():
                    _write_row(model, row)
            except (CellError, SheetError) as error:
                row.refuse(str(error))
            except ValidationError as error:
                for reason in _sentences(error):
                    row.refuse(reason)
            except (IntegrityError, DataError) as error:
                row.refuse(refused(error))


def _write_row(model: type[Model], row: Row) -> None:
    values, members = _values(model, row.cells)
    record = _stored(model, row.cells.get("id", ""), values)
    is_new = record is None
    if record is None:
        record = model()
        give_own_ids([record])
    changes = []
    for name, value in values.items():
        old = getattr(record, name, None) if not is_new else None
        if is_new or old != value:
            setattr(record, name, value)
            changes.append(f"{name}: {_shown(model, name, old)} → {_shown(model, name, value)}")
    if is_new and isinstance(record, models.Launch):
        record.slug = slugify(record.name)[:MAX_SLUG] or "launch"
        record.window_start = record.window_start or record.net
        record.window_end = record.window_end or record.net
    if changes and hasattr(record, "last_updated"):
        record.last_updated = clock.tick()
    if changes:
        record.full_clean()
        record.save()
    for name, listed in members.items():
        old = sorted(getattr(record, name).values_list("pk", flat=True)) if not is_new else []
        if old != sorted(each.pk for each in listed):
            getattr(record, name).set(listed)
            changes.append(f"{name}: {show(model, name, old)} → {', '.join(map(str, listed)) or '–'}")
    row.key, row.name = record.pk, str(record)
    row.outcome = ADDED if is_new else CHANGED if changes else UNCHANGED
    row.reasons = [] if is_new else changes


def _values(model: type[Model], cells: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    values: dict[str, Any] = {}
    members: dict[str, list[Any]] = {}
    for name, text in cells.items():
        if name == "id" or not text:
            continue
        column: Any = model._meta.get_field(name)
        if column.many_to_many:
            members[name] = read_members(column, text)
        else:
            values[name] = read_cell(column, text)
    return values, members


def _stored(model: Any, key: str, values: Mapping[str, Any]) -> Any:
    """The record that a row is of: by its id, or by what tells records of its kind apart."""
    if key:
        try:
            record = model._base_manager.filter(pk=model._meta.pk.to_python(key)).first()
        except (ValidationError, OverflowError):
            record = None
        if record is None:
            raise CellError(f"There is no {model._meta.verbose_name} {key}. Leave the id empty to add one.")
        return record
    for natural in model.natural_keys:
        names = (*natural.fields, *natural.near)
        if any(values.get(name) is None for name in names):
            continue
        condition = {name: values[name] for name in natural.fields}
        condition |= {
            f"{name}__range": (values[name] - margin, values[name] + margin) for name, margin in natural.near.items()
        }
        found = list(model._base_manager.filter(**condition)[:2])
        if len(found) > 1:
            raise CellError("Several records are like this row; give the id.")
        if found:
            return found[0]
    return None


def _blame(model: type[Model], rows: Sequence[Row], new: Mapping[Contradiction, Any]) -> None:
    """Refuse the rows that contradictions are about: the records of the rows, or those that they name; where there is
    none, all rows.
    """
    written = [row for row in rows if row.outcome in (ADDED, CHANGED)]
    for each, sentence in new.items():
        for row in [row for row in written if _is_about(each, model, row.key)] or written:
            row.refuse(sentence)


def _is_about(contradiction: checks.Contradiction, model: type[Model], key: Any) -> bool:
    is_own = contradiction.model is model and contradiction.pk == key
    return is_own or str(key) in _NUMBER.findall(contradiction.why)


def _shown(model: type[Model], name: str, value: Any) -> str:
    return str(value) if isinstance(value, Model) else show(model, name, value)


def _sentences(error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, reasons in error.message_dict.items():
        for reason in reasons:
            yield reason if name == "__all__" else f"{name}: {reason}"
