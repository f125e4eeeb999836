"""What to ask upstream next: tasks by purpose, and the share of the calls that each purpose has.

Until each has been read once, the tasks of the `dashboard` come first: what a display of spaceflight shows. Then calls
are shared between the purposes that have something due:

- `imminent`: launches within a day of their NET
- `changed`: what was updated since it was last asked
- `asked`: resources that this server's own clients ask for
- `copy`: every list, from its first record to its last; the first time, and then again in turn
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from downrange.api.components import Component
from downrange.api.contract import Contract
from downrange.api.resource import StoredObject
from downrange.catalog.models import Launch
from downrange.catalog.revision import Revision

from .models import Demand, Sweep

LIMIT = 100
"""Records a page: the most that upstream sends."""
HOUR, DAY, MONTH, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=30), timedelta(days=365)
OVERLAP = timedelta(minutes=10)
"""What changed this long before the last look is asked for again: clocks differ."""
IMMINENT_EVERY = (timedelta(minutes=5), timedelta(minutes=30))
"""How often launches are looked at within an hour of NET, and within a day."""
CHANGED_EVERY, ASKED_EVERY, COPY_EVERY = HOUR, timedelta(hours=6), DAY
NEWEST_FIRST: Mapping[str, str] = {
    "launches": "-net,id",
    "events": "-date",
    "docking_events": "-docking",
    "updates": "-created_on",
}
GRAPH = (
    "spacecraft_configurations",
    "spacecraft",
    "spacecraft_flights",
    "docking_events",
    "space_stations",
    "astronauts",
    "expeditions",
    "spacewalks",
    "landings",
    "launchers",
    "launches",
)
"""The lists that are copied first, after the vocabularies."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One list, or one object, to read from upstream."""

    name: str
    purpose: str
    route: str
    component: type[Component]
    every: timedelta
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What is asked besides limit and offset."""
    since: str = ""
    """The parameter that takes the instant from which on records are asked for, if one does."""
    pages: int | None = None
    """Pages that are read at most; None: all."""
    key: Any = None
    """The key of the record that a single object is about."""
    is_list: bool = True
    is_record: bool = False
    """Whether it is one record that is read once: it has left a list that it was in."""
    tells_who_left: bool = False
    """Whether records that are selected here, but are not listed, are to be read one by one."""
    is_whole: bool = False
    """Whether it lists every record of the model: those that it does not see are gone from upstream."""


def tasks(contract: Contract, only: Sequence[str] = ()) -> list[Task]:
    """Every task, in the order in which it is first done; `only` names the resources to keep to."""
    every = [*_dashboard(contract), *_imminent(contract), *_changed(contract), *_copy(contract)]
    return [task for task in every if not only or task.route in only or task.route.split("/")[0] in only]


def _task(contract: Contract, route: str, **options: Any) -> Task:
    """A task that asks for the mode that nests most."""
    endpoint: Any = contract.by_route[route]
    modes = endpoint.modes
    parameters = {**({"mode": modes[-1]} if modes else {}), **options.pop("parameters", {})}
    component = list(endpoint.components.values())[-1]
    return Task(**{"name": route, "route": route, **options}, component=component, parameters=parameters)


def _dashboard(contract: Contract) -> Iterator[Task]:
    options: dict[str, Any] = {"purpose": "dashboard", "every": DAY}
    for route, every in (("launches/upcoming", HOUR), ("events/upcoming", HOUR)):
        yield _task(contract, route, purpose="dashboard", every=every, parameters=_ordered(contract, route))
    yield _task(
        contract,
        "launches/previous",
        name="launches of late",
        since="net__gte",
        parameters={"ordering": "-net"},
        **options,
    )
    yield _task(contract, "space_stations", name="stations", parameters={"ordering": "id"}, **options)
    yield _task(contract, "expeditions", name="active expeditions", parameters={"is_active": "true"}, **options)
    for route, name in (("astronauts", "people in space"), ("spacecraft", "craft in space")):
        in_space = {"in_space": "true", "ordering": "id"}
        yield _task(contract, route, name=name, parameters=in_space, tells_who_left=True, **options)
    for route in ("docking_events", "updates"):
        yield _task(
            contract,
            route,
            name=f"newest {route}",
            pages=1,
            parameters=_ordered(contract, route),
            **options | {"every": HOUR},
        )


def _imminent(contract: Contract) -> Iterator[Task]:
    yield _task(
        contract,
        "launches/upcoming",
        name="imminent launches",
        purpose="imminent",
        every=IMMINENT_EVERY[1],
        parameters={"ordering": "net"},
        pages=1,
    )


def _changed(contract: Contract) -> Iterator[Task]:
    for route in ("launches", "events"):
        yield _task(
            contract,
            route,
            name=f"changed {route}",
            purpose="changed",
            every=CHANGED_EVERY,
            since="last_updated__gte",
            parameters={"ordering": "last_updated"},
        )


def _copy(contract: Contract) -> Iterator[Task]:
    """Every list of the contract, and the objects that have what no list gives."""
    lists = [resource for resource in contract.resources if resource.scope is None]
    places = {route: place for place, route in enumerate(GRAPH)}
    lists.sort(key=lambda resource: (not resource.route.startswith("config/"), places.get(resource.route, len(GRAPH))))
    for resource in lists:
        yield _task(
            contract,
            resource.route,
            purpose="copy",
            every=COPY_EVERY,
            parameters=_ordered(contract, resource.route),
            is_whole=True,
        )
    for endpoint in contract.endpoints:
        if isinstance(endpoint, StoredObject):
            yield _task(contract, endpoint.route, purpose="copy", every=COPY_EVERY, key=endpoint.key, is_list=False)


def _ordered(contract: Contract, route: str) -> Mapping[str, str]:
    """The newest first where there is a choice, else by id or by name. Not all of these orders are total, but a sweep
    that has not seen as many records as there are does not count as complete.
    """
    names = contract.lists[route].orderings_by_name
    ordering = NEWEST_FIRST.get(route) or next((name for name in ("id", "name") if name in names), "")
    return {"ordering": ordering} if ordering else {}


@dataclass(frozen=True)
class Due:
    """A task, its sweep, and the purpose that a call for it counts for."""

    task: Task
    sweep: Sweep
    purpose: str


class Plan:
    """Chooses among the tasks what is asked next."""

    def __init__(self, contract: Contract, shares: Mapping[str, int], only: Sequence[str] = ()) -> None:
        """`shares` are percent of the calls, by purpose: what a purpose does not need, the others get. `only` names the
        resources to keep to.
        """
        self.contract, self.shares, self.tasks = contract, shares, tasks(contract, only)

    def next(self, now: datetime, used: Mapping[str, int]) -> Due | None:
        """What to ask at an instant; `used` counts the calls of the period by purpose. None: nothing is due."""
        sweeps = Sweep.objects.in_bulk()
        due = [
            Due(task, sweep, _purpose(task))
            for task, sweep in self._with_sweeps(sweeps)
            if self._is_due(task, sweep, now)
        ]
        first = [each for each in due if each.task.purpose == "dashboard" and each.sweep.read_at is None]
        if first:  # the first page of each, then the others
            return min(first, key=lambda each: each.sweep.offset > 0)
        by_purpose: dict[str, list[Due]] = {}
        for each in due:
            by_purpose.setdefault(each.purpose, []).append(each)
        if asked := self._asked(now, sweeps):
            by_purpose["asked"] = asked
        if not by_purpose:
            return None
        purpose = min(by_purpose, key=lambda name: used.get(name, 0) / max(self.shares.get(name, 1), 1))
        return min(by_purpose[purpose], key=_age_first)

    def next_due(self, now: datetime) -> datetime:
        """When the next task is due, if none is."""
        sweeps = Sweep.objects.in_bulk()
        return min(self._due_at(task, sweep, now) for task, sweep in self._with_sweeps(sweeps))

    def _with_sweeps(self, sweeps: Mapping[str, Sweep]) -> Iterator[tuple[Task, Sweep]]:
        for task in self.tasks:
            yield task, sweeps.get(task.name) or Sweep(task=task.name)
        for name, sweep in sweeps.items():
            if (task_of_record := self._record(name)) is not None:
                yield task_of_record, sweep

    def _record(self, name: str) -> Task | None:
        """The task to read one record, such as `spacecraft/12`; None where the name is that of another task."""
        route, _, key = name.rpartition("/")
        resource = self.contract.lists.get(route)
        if not key or resource is None or name in self.contract.by_route:
            return None
        return Task(
            name=name,
            purpose="changed",
            route=name,
            component=resource.record,
            every=DAY,
            is_list=False,
            is_record=True,
        )

    def _is_due(self, task: Task, sweep: Sweep, now: datetime) -> bool:
        return self._due_at(task, sweep, now) <= now

    def _due_at(self, task: Task, sweep: Sweep, now: datetime) -> datetime:
        if sweep.not_before is not None and sweep.not_before > now:
            return sweep.not_before
        if sweep.started_at is not None or sweep.read_at is None:
            return now
        every = task.every if task.purpose != "imminent" else _imminent_every(now)
        return sweep.read_at + every

    def _asked(self, now: datetime, sweeps: Mapping[str, Sweep]) -> list[Due]:
        """The copies of the resources that clients ask for, of which the oldest is worth the most."""
        requests = demanded()
        copies = [(task, sweep) for task, sweep in self._with_sweeps(sweeps) if task.purpose == "copy"]
        wanted = [
            (requests.get(task.route, 0) * (now - sweep.read_at).total_seconds(), Due(task, sweep, "asked"))
            for task, sweep in copies
            if sweep.read_at is not None and (now - sweep.read_at >= ASKED_EVERY or sweep.started_at is not None)
        ]
        best = max(wanted, key=lambda pair: pair[0], default=None)
        return [best[1]] if best is not None and best[0] > 0 else []


def _purpose(task: Task) -> str:
    """The tasks of the dashboard are refreshed with what has changed."""
    return "changed" if task.purpose == "dashboard" else task.purpose


def _age_first(due: Due) -> tuple[bool, float]:
    """A sweep that is under way goes on; then what was never read, in the order of the plan; then the oldest."""
    read_at = due.sweep.read_at
    return due.sweep.started_at is None, 0.0 if read_at is None else read_at.timestamp()


def _imminent_every(now: datetime) -> timedelta:
    nets = Launch.objects.filter(net__gt=now - HOUR, net__lt=now + DAY).order_by("net").values_list("net", flat=True)
    nearest = nets.first()
    if nearest is None:
        return DAY
    return IMMINENT_EVERY[0] if abs(nearest - now) <= HOUR else IMMINENT_EVERY[1]


def since(task: Task, sweep: Sweep, now: datetime) -> datetime:
    """From when on a task asks for records: for what changed since it was last asked, or since the facts were gathered
    that the catalogue began with, at most a year and for launches at least a month ago.
    """
    as_of = Revision.current().as_of or now
    begin = sweep.read_at - OVERLAP if sweep.read_at is not None else as_of - DAY
    if task.since == "net__gte":
        begin = min(as_of - DAY, now - MONTH)
    return max(begin, now - YEAR)


def demanded() -> Mapping[str, int]:
    """How often each resource was asked for."""
    return dict(Demand.objects.values_list("route", "requests"))
