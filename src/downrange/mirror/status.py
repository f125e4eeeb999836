"""How fresh the mirror is: what is known of each resource, and of the calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from downrange.api.contract import Contract
from downrange.api.resource import Resource
from downrange.catalog.pins import Pin
from downrange.catalog.reported import CompleteTable
from downrange.catalog.revision import Revision

from .models import Call, Finding, SetAside, Sighting, Sweep, Upstream
from .plan import COPY_EVERY, LIMIT, Plan, Task

MAX_SHOWN = 50
"""Rows that each list of the status shows at most."""
PERIOD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Record:
    """A record that upstream does not have."""

    route: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ResourceStatus:
    """One resource: its records here, as of when its facts are, and when its list is read again."""

    route: str
    records: int
    mirrored: int
    """Those that upstream has listed."""
    as_of: datetime | None
    next_at: datetime | None
    """When the list is due to be read again; None: at once, or as soon as its turn comes."""
    progress: str
    """Records read of those that upstream lists, while its list is being read."""
    set_aside: int
    pinned: int
    """Records of which something was edited here."""
    only_here: int
    """Records that upstream does not have, as far as is known: its list has been read whole."""


@dataclass(frozen=True, slots=True)
class Status:
    upstream: str
    calls: int
    """Calls of the last hour."""
    hold: str
    """Until when no call is made, and why; empty: calls are made."""
    resources: Sequence[ResourceStatus]
    only_here: Sequence[Record]
    pins: Sequence[Pin]
    set_aside: Sequence[SetAside]
    findings: Sequence[Finding]


def status(contract: Contract, now: datetime) -> Status | None:
    """The state of the mirror; None where there never was one."""
    upstream = Upstream.objects.order_by("-calls__at").first()
    if upstream is None:
        return None
    resources, hold = _resources(contract), ""
    if upstream.hold_until is not None and upstream.hold_until > now:
        hold = f"{upstream.hold_until:%Y-%m-%d %H:%M:%S} UTC: {upstream.hold_reason}"
    return Status(
        upstream=upstream.base,
        calls=Call.objects.filter(upstream=upstream, at__gt=now - PERIOD).count(),
        hold=hold,
        resources=resources,
        only_here=_only_here(contract, [each for each in resources if each.only_here]),
        pins=list(Pin.objects.order_by("-at", "model", "key", "field")[:MAX_SHOWN]),
        set_aside=list(SetAside.objects.order_by("-at")[:MAX_SHOWN]),
        findings=list(Finding.objects.order_by("-last_at")[:MAX_SHOWN]),
    )


def _resources(contract: Contract) -> list[ResourceStatus]:
    sweeps, by_table = Sweep.objects.in_bulk(), Revision.current().as_of_by_table
    mirrored, aside = _counts(Sighting), _counts(SetAside)
    complete = set(CompleteTable.objects.values_list("model", flat=True))
    pinned = dict(Pin.objects.order_by().values_list("model").annotate(Count("key", distinct=True)))
    found = []
    for resource in contract.resources:
        if resource.scope is None:
            name, sweep = str(resource.model._meta.model_name), sweeps.get(resource.route)
            is_reading = sweep is not None and sweep.started_at is not None and sweep.count is not None
            records = resource.model._base_manager.count()
            found.append(
                ResourceStatus(
                    route=resource.route,
                    records=records,
                    mirrored=mirrored.get(name, 0),
                    as_of=datetime.fromisoformat(by_table[name]) if name in by_table else None,
                    next_at=sweep.read_at + COPY_EVERY if sweep and sweep.read_at and not is_reading else None,
                    progress=f"{sweep.offset} of {sweep.count}" if sweep and is_reading else "",
                    set_aside=aside.get(name, 0),
                    pinned=pinned.get(name, 0),
                    only_here=max(0, records - mirrored.get(name, 0)) if name in complete else 0,
                )
            )
    return found


def _only_here(contract: Contract, resources: Sequence[ResourceStatus]) -> list[Record]:
    """The first of the records that upstream does not have."""
    found: list[Record] = []
    models = {resource.route: resource.model for resource in contract.resources}
    for each in resources:
        model = models[each.route]
        listed = set(Sighting.objects.filter(model=model._meta.model_name).values_list("key", flat=True))
        keys = [
            key for key in model._base_manager.order_by("pk").values_list("pk", flat=True) if str(key) not in listed
        ]
        shown = model._base_manager.in_bulk(keys[: MAX_SHOWN - len(found)])
        found += [Record(each.route, str(key), str(record)) for key, record in shown.items()]
    return found


def _counts(model: type[Sighting] | type[SetAside]) -> dict[str, int]:
    return dict(model.objects.order_by().values_list("model").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class Planned:
    """A task of the plan, and what it costs."""

    task: Task
    records: int
    calls: int
    hour: int
    """In which hour from now it is done, from 0."""


def planned(plan: Plan, calls_per_hour: int, now: datetime) -> list[Planned]:
    """What is still to be read for the first time, in order, with an estimate of its cost."""
    done, found, sweeps = 0, [], Sweep.objects.in_bulk()
    for task in plan.tasks:
        sweep = sweeps.get(task.name)
        if task.purpose not in ("dashboard", "copy") or (sweep is not None and sweep.read_at is not None):
            continue
        records = _expected(plan.contract, task, sweep, now)
        calls = _pages(records)
        if task.pages is not None:
            calls = min(calls, task.pages)
        found.append(Planned(task, records, calls, done // calls_per_hour))
        done += calls
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the first copy is."""

    read: int
    records: int
    """Those that upstream has, as far as is known."""
    calls: int
    """That it still takes at least."""


def progress(plan: Plan, now: datetime) -> Progress:
    """How far the first copy is at an instant."""
    read, records, calls, sweeps = 0, 0, 0, Sweep.objects.in_bulk()
    for task in plan.tasks:
        if task.purpose != "copy":
            continue
        sweep = sweeps.get(task.name)
        if sweep is not None and sweep.read_at is not None:
            left, done = 0, sweep.count or 0
        else:
            left, done = _expected(plan.contract, task, sweep, now), 0 if sweep is None else sweep.offset
            calls += _pages(left)
        read, records = read + done, records + done + left
    return Progress(read, records, calls)


def _pages(records: int) -> int:
    """The calls that a list of so many records takes."""
    return max(1, -(-records // LIMIT))


def _expected(contract: Contract, task: Task, sweep: Sweep | None, now: datetime) -> int:
    """How many records a list has: as upstream has said, or else as many as there are here."""
    if sweep is not None and sweep.count is not None:
        return sweep.count - sweep.offset
    resource, records = contract.by_route.get(task.route), task.component.model()._base_manager.all()
    if "in_space" in task.parameters:
        return records.filter(in_space=True).count()
    if task.since or not isinstance(resource, Resource):
        return 1
    return (records if resource.scope is None else records.filter(resource.scope.condition(now))).count()
