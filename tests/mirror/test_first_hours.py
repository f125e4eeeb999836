"""A fresh mirror behind an upstream that allows 15 calls an hour."""

from collections import Counter
from datetime import timedelta

import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog import models
from downrange.catalog.editing import editing
from downrange.mirror.budget import WaitError
from downrange.mirror.models import Call, Demand, Sweep

from .conftest import MakeMirror, read_all
from .throttling import PERIOD, FastClock, Throttle

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]


def test_the_first_hour_leaves_a_dashboard(throttle: tuple[str, Throttle], mirror: MakeMirror) -> None:
    """Launches ahead and of late, events, stations, crews and craft in space: fifteen calls; the next one waits."""
    address, counted = throttle
    running = mirror(address)
    with pytest.raises(WaitError):
        while running.step():
            pass
    assert (len(counted.calls), counted.refused) == (15, 0)
    assert models.Launch.objects.filter(net__gt=running.clock.now()).exists()
    assert models.SpaceStation.objects.exists()
    assert models.Spacecraft.objects.filter(in_space=True).exists()
    assert models.Astronaut.objects.filter(in_space=True).exists()
    assert models.DockingEvent.objects.exists()
    read = set(Sweep.objects.exclude(read_at=None).values_list("task", flat=True))
    dashboard = {task.name for task in running.plan.tasks if task.purpose == "dashboard"}
    assert dashboard <= read
    asked = [path.split("?")[0] for path in counted.paths]
    assert asked[:3] == ["/2.3.0/launches/upcoming/", "/2.3.0/events/upcoming/", "/2.3.0/launches/previous/"]


def test_no_hour_has_more_calls_than_allowed(
    throttle: tuple[str, Throttle], mirror: MakeMirror, clock: FastClock
) -> None:
    """Over the whole first copy, by upstream's count and by ours; and every list is asked for no oftener than it has
    pages.
    """
    address, counted = throttle
    running = mirror(address)
    copies = {task.name for task in running.plan.tasks if task.purpose == "copy"}
    while copies - set(Sweep.objects.exclude(read_at=None).values_list("task", flat=True)):
        try:
            running.step()
        except WaitError as wait:
            clock.sleep((wait.until - clock.now()).total_seconds())
    assert counted.refused == 0
    for at in counted.calls:
        assert sum(at <= other < at + PERIOD for other in counted.calls) <= 15
    assert Call.objects.count() == len(counted.calls)
    copied = Counter(path.split("?")[0] for path in counted.paths if "offset" in path or "ordering=id" in path)
    for resource in CONTRACT.resources:
        if resource.route.startswith("config/"):
            records = resource.model._base_manager.count()
            assert copied[f"/2.3.0/{resource.route}/"] <= max(1, -(-records // 100)), resource.route


def test_a_restart_does_not_forget_what_was_used(
    throttle: tuple[str, Throttle], mirror: MakeMirror, clock: FastClock
) -> None:
    """A second process begins where the first ended, and has no calls of its own."""
    address, counted = throttle
    first = mirror(address)
    for _ in range(10):
        first.step()
    second = mirror(address)
    with pytest.raises(WaitError):
        while second.step():
            pass
    assert (len(counted.calls), counted.refused) == (15, 0)
    assert len(set(counted.paths)) == 15


def test_a_429_is_obeyed_to_the_second(throttle: tuple[str, Throttle], mirror: MakeMirror, clock: FastClock) -> None:
    """Where another program has used up the calls, the mirror waits as long as upstream says."""
    address, counted = throttle
    running = mirror(address)
    running.budget.forget_allowance()  # as if upstream did not tell
    counted.calls += [clock.ahead] * 15
    step = running.step()
    assert step is not None
    assert "throttled for 3601 s" in step.problem
    with pytest.raises(WaitError) as wait:
        running.step()
    assert (wait.value.until - clock.now()).total_seconds() == pytest.approx(3601)
    clock.sleep(3601)
    later = running.step()
    assert later is not None
    assert later.ingested is not None
    assert counted.refused == 1


def test_calls_are_shared(throttle: tuple[str, Throttle], mirror: MakeMirror, clock: FastClock) -> None:
    """A launch that is imminent is looked at again and again, and starves nothing else: what changed, and what this
    server's own clients ask for.
    """
    address, _ = throttle
    running = mirror(address)
    read_all(running)
    net, launch = clock.now() + timedelta(hours=1), models.Launch.objects.latest("net")
    with editing(by="Ada", source="local"):  # pinned, or upstream would have it back
        models.Launch.objects.filter(pk=launch.pk).update(net=net, window_start=net, window_end=net)
    Demand.objects.create(route="agencies", requests=1000)
    used, read, start = Counter[str](), Counter[str](), clock.ahead
    while clock.ahead < start + 8 * PERIOD:
        try:
            step = running.step()
        except WaitError as wait:
            clock.sleep((wait.until - clock.now()).total_seconds())
            continue
        if step is None:
            clock.sleep(60)
        else:
            used[step.purpose] += 1
            read[step.task] += 1
    assert used["imminent"] >= 10
    assert used["changed"] >= 8
    assert read["agencies"] >= 1  # within six hours; the copy of the others is due after a day
    assert read["countries"] == 0
