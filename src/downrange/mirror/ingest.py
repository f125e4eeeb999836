"""One page in, one transaction: its records, how far the sweep is, and what the end of a sweep means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError
from django.db.models import Model, ProtectedError

from downrange.api.contract import Contract
from downrange.catalog import models
from downrange.catalog.editing import Edit, editing
from downrange.catalog.identity import is_own
from downrange.catalog.pins import Pin
from downrange.catalog.reported import CompleteTable, delete_reported

from .models import Sighting, Sweep
from .plan import LIMIT, Due, Task
from .reading import Page
from .records import Outcome
from .writing import write

MAX_LEFT = 30
"""Records that are read one by one because they have left a list."""
CARRIED: Mapping[type[Model], tuple[type[Model], ...]] = {
    models.Launch: (models.Rocket, models.Mission, models.FirstStage),
    models.SpacecraftFlight: (models.AstronautFlight,),
}
"""Models without a list of their own, by the one whose records nest all of theirs."""
LOG: Mapping[str, tuple[type[Model], ...]] = {
    "launches of late": (models.Launch, models.Rocket, models.Mission, models.FirstStage),
    "craft in space": (models.SpacecraftFlight,),
    "newest docking_events": (models.DockingEvent,),
}
"""What the tasks of the dashboard bring up to date, of a catalogue that was complete up to an instant."""


class PageError(Exception):
    """An answer that is no page; its text says why."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a page did."""

    records: int
    outcome: Outcome
    is_last: bool


def ingest(contract: Contract, due: Due, value: Any, url: str, now: datetime, by: str) -> Ingested:
    """Write an answer, and how far its sweep is. Raises `PageError` for what is no answer to the task."""
    results, count = _results(value) if due.task.is_list else ([value], 1)
    page = Page(frozenset(resource.model for resource in contract.resources), now)
    keys = [page.read(due.task.component, each, due.task.key) for each in results]
    seen = [reference.key for reference in keys if reference is not None]
    try:
        return _write(contract, due, page, _Read(len(results), count, seen), url, by)
    except (IntegrityError, DataError):
        # What is reported may contradict itself. The facts are worth more.
        for facts in page.facts.values():
            facts.figures.clear()
        due.sweep.refresh_from_db()
        return _write(contract, due, page, _Read(len(results), count, seen), url, by)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a page has: how many records, of how many of the list, and the keys of those that could be read."""

    records: int
    count: int
    keys: Sequence[Any]


def _write(contract: Contract, due: Due, page: Page, read: _Read, url: str, by: str) -> Ingested:
    task, sweep = due.task, due.sweep
    with editing(by=by, source="mirror", now=clock_tick(page.now)) as edit:
        outcome = write(edit, page, contract.components, url)
        if not task.is_list:
            _finish(edit, task, sweep)
            return Ingested(1, outcome, is_last=True)
        _sight(contract, task.component.model(), read.keys)
        if task.tells_who_left and read.count == read.records:
            _ask_who_left(task, set(read.keys))
        sweep.offset += read.records
        sweep.count = read.count
        most = read.count if task.pages is None else min(read.count, task.pages * LIMIT)
        is_last = sweep.offset >= most or not read.records
        if is_last:
            _finish(edit, task, sweep)
        else:
            sweep.save()
    return Ingested(read.records, outcome, is_last=is_last)


def clock_tick(now: datetime) -> datetime:
    """The minute that has begun, as the catalogue's clock counts."""
    return now.replace(second=0, microsecond=0)


def begin(due: Due, parameters: Mapping[str, str], now: datetime) -> None:
    """Begin a sweep."""
    sweep = due.sweep
    sweep.number += 1
    sweep.parameters, sweep.started_at, sweep.offset, sweep.count = dict(parameters), now, 0, None
    sweep.save()


def _results(value: Any) -> tuple[Sequence[Any], int]:
    if not isinstance(value, dict) or not isinstance(value.get("results"), list):
        raise PageError("is no page of a list")
    count = value.get("count")
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise PageError("does not say how many records there are")
    return value["results"], count


def _sight(contract: Contract, model: type[Model], keys: Sequence[Any]) -> None:
    """Note that upstream has these records, as seen by the copy of their list that is under way."""
    route = next((each.route for each in contract.resources if each.model is model and each.scope is None), "")
    number = Sweep.objects.filter(task=route).values_list("number", flat=True).first() or 0
    name = str(model._meta.model_name)
    Sighting.objects.bulk_create(
        [Sighting(model=name, key=str(key), sweep=number) for key in dict.fromkeys(keys)],
        update_conflicts=True,
        unique_fields=["model", "key"],
        update_fields=["sweep"],
    )


def _ask_who_left(task: Task, present: set[Any]) -> None:
    """Have the records read one by one that are in space here, and that upstream does not list so any longer."""
    model: Any = task.component.model()
    stored = model._base_manager.filter(in_space=True).exclude(pk__in=present).order_by("pk")
    known = [key for key in stored.values_list("pk", flat=True)[:MAX_LEFT] if not is_own(key)]
    Sweep.objects.bulk_create((Sweep(task=f"{task.route}/{key}") for key in known), ignore_conflicts=True)


def _finish(edit: Edit, task: Task, sweep: Sweep) -> None:
    """End a sweep that was read to its end. One that saw every record of a table makes it complete."""
    started = sweep.started_at
    assert started is not None  # noqa: S101 - it was begun
    model = task.component.model()
    sweep.read_at, sweep.started_at, sweep.failures, sweep.not_before = started, None, 0, None
    if task.is_whole:
        sightings = Sighting.objects.filter(model=model._meta.model_name)
        if sightings.filter(sweep=sweep.number).count() >= (sweep.count or 0):
            sweep.complete_at = started
            _remove_vanished(model, sweep.number)
            _complete(edit, model, started)
    for each in LOG.get(task.name, ()):
        if edit.known_until(each) is not None:
            edit.as_of[each] = started
    if task.is_record:
        sweep.delete()
    else:
        sweep.save()


def _complete(edit: Edit, model: type[Model], at: datetime) -> None:
    """A table has every record that upstream has: what is derived from it is no longer what upstream reports."""
    is_new = False
    for each in (model, *CARRIED.get(model, ())):
        edit.as_of[each] = at
        _, created = CompleteTable.objects.update_or_create(model=each._meta.model_name, defaults={"at": at})
        is_new |= created
    edit.derives_everything |= is_new


def _remove_vanished(model: type[Model], number: int) -> None:
    """Remove the records that upstream had and has no longer. Those that it never had stay, and so do those that were
    edited here.
    """
    name = str(model._meta.model_name)
    gone = Sighting.objects.filter(model=name, sweep__lt=number)
    pinned = set(Pin.objects.filter(model=name).values_list("key", flat=True))
    for sighting in gone.exclude(key__in=pinned):
        key = model._meta.pk.to_python(sighting.key)
        try:
            model._base_manager.filter(pk=key).delete()
        except ProtectedError:
            continue  # others refer to it still; when they are gone, so is it
        delete_reported(model, [key])
        sighting.delete()
