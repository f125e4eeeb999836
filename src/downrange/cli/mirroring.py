"""`downrange mirror`: fill and refresh the catalogue from an upstream, show the plan, show how fresh it is."""

import argparse
import threading
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from downrange import __version__
from downrange.config import data_folder
from downrange.config.environment import LAUNCH_LIBRARY, Environment

from . import database
from .attached import end_with_input
from .commands import read_environment, start_django
from .output import CommandError, say, status_line

if TYPE_CHECKING:
    from downrange.mirror.plan import Plan
    from downrange.mirror.runner import Mirror, Step

DONE = 0


def mirror(chosen: argparse.Namespace) -> int:
    environment = read_environment()
    if environment.mirror is None and not chosen.status:
        raise CommandError(f"name the upstream: downrange mirror --from {LAUNCH_LIBRARY}")
    start_django(environment)
    with database.reported(environment):
        if not chosen.attached:
            say(f"Downrange {__version__}, database {database.describe(environment)}")
            database.prepare(environment, fill=not chosen.empty)
        if chosen.status:
            _print_status()
        elif chosen.dry_run:
            _print_plan(environment, chosen.resources)
        else:
            _run(environment, chosen)
    return DONE


def _plan(environment: Environment, resources: str) -> "Plan":
    from downrange.api.v230 import CONTRACT
    from downrange.mirror.plan import Plan

    only = [name.strip() for name in resources.split(",") if name.strip()]
    for name in only:
        if name not in CONTRACT.by_route:
            raise CommandError(f"there is no resource {name!r}; {CONTRACT.base_path} lists them")
    return Plan(CONTRACT, environment.mirror_shares, only)


def _run(environment: Environment, chosen: argparse.Namespace) -> None:
    from downrange.mirror.client import RefusedError

    if chosen.attached:
        data_folder.make_no_database()
        threading.Thread(target=end_with_input, daemon=True).start()
    running = _mirror(environment, chosen.resources)
    say(f"Mirroring {running.client.base}, {environment.mirror_calls} calls an hour")
    with closing(running.client), status_line() as show:

        def report(step: "Step") -> None:
            show("")
            _report(running, step)
            show(_progress(running))

        try:
            running.run(
                report,
                lambda until, why: show(f"{_progress(running)}, next at {_second(until)}: {why}"),
                once=chosen.once,
            )
        except RefusedError as error:
            raise CommandError(error) from None


def _mirror(environment: Environment, resources: str) -> "Mirror":
    from downrange.api.v230 import CONTRACT
    from downrange.mirror.budget import Budget
    from downrange.mirror.client import Client
    from downrange.mirror.clock import SystemClock
    from downrange.mirror.runner import Mirror

    assert environment.mirror is not None  # noqa: S101 - the caller has looked
    clock = SystemClock()
    return Mirror(
        CONTRACT,
        Client(environment.mirror, environment.upstream_token),
        Budget(environment.mirror, environment.mirror_calls, clock),
        _plan(environment, resources),
        clock,
        follows=not resources,
    )


def _progress(running: "Mirror") -> str:
    """How far the mirror is, in a line."""
    from downrange.mirror.status import progress

    budget, now = running.budget, running.clock.now()
    calls = f"{budget.limit - budget.left()} of {budget.limit} calls used"
    if running.feed is not None:
        return f"following the changes of upstream, {calls}"
    known = progress(running.plan, now)
    if not known.calls:
        return f"{known.records} records, all read, {calls}"
    done_at = now + timedelta(seconds=budget.period * known.calls / budget.limit)
    return f"{known.read}/{known.records} records, {calls}, all read by {done_at.astimezone():%a %H:%M} at the earliest"


def _second(at: datetime) -> str:
    return f"{at.astimezone():%H:%M:%S}"


def _report(running: "Mirror", step: "Step") -> None:
    """A line for each call."""
    left = running.budget.left()
    if step.followed is not None:
        if step.followed.read:
            say(
                f"{datetime.now().astimezone():%H:%M:%S} {step.task}: {step.followed.read} read,"
                f" {step.followed.made} made here, {left} calls left"
            )
        return
    if step.ingested is None:
        say(f"{datetime.now().astimezone():%H:%M:%S} {step.task}: {step.problem}; {left} calls left")
        return
    outcome = step.ingested.outcome
    created = sum(map(len, outcome.created.values()))
    parts = [
        f"{step.ingested.records} records read",
        f"{created} added",
        f"{len(outcome.changed)} changed",
        *([f"{outcome.moved} found under ids of ours"] if outcome.moved else []),
        *([f"{len(outcome.refused)} set aside"] if outcome.refused else []),
        *([f"{outcome.pinned} fields kept as edited here"] if outcome.pinned else []),
        f"{left} calls left",
    ]
    say(f"{datetime.now().astimezone():%H:%M:%S} {step.task}: {', '.join(parts)}")


def _print_plan(environment: Environment, resources: str) -> None:
    from django.utils import timezone

    from downrange.mirror.status import planned

    steps = planned(_plan(environment, resources), environment.mirror_calls, timezone.now())
    say(f"{'what':30} {'purpose':10} {'records':>8} {'calls':>6} {'in hour':>8}")
    for step in steps:
        say(f"{step.task.name:30} {step.task.purpose:10} {step.records:8} {step.calls:6} {step.hour + 1:8}")
    say(f"{sum(step.calls for step in steps)} calls; records of lists never read are as many as there are here")


def _print_status() -> None:
    from django.utils import timezone

    from downrange.api.v230 import CONTRACT
    from downrange.mirror.status import status

    known = status(CONTRACT, timezone.now())
    if known is None:
        say("Nothing was mirrored yet")
        return
    say(f"Upstream {known.upstream}, {known.calls} calls in the last hour")
    if known.hold:
        say(f"No call before {known.hold}")
    say(
        f"{'resource':36} {'records':>8} {'mirrored':>9} {'only here':>9} {'aside':>6} {'pinned':>7}"
        f"  {'facts as of':16}  {'read again':16}  now reading"
    )
    for each in known.resources:
        say(
            f"{each.route:36} {each.records:8} {each.mirrored:9} {each.only_here:9} {each.set_aside:6} {each.pinned:7}"
            f"  {_minute(each.as_of):16}  {_minute(each.next_at):16}  {each.progress}"
        )
    for record in known.only_here:
        say(f"Only here: {record.route} {record.key}, {record.name}")
    for pin in known.pins:
        say(f"Pinned: {pin.model} {pin.key}, {pin.field or 'the whole record'}, by {pin.by}, {_minute(pin.at)}")
    for aside in known.set_aside:
        say(f"Set aside: {aside.model} {aside.key}, {aside.reason} ({aside.url})")
    for finding in known.findings:
        say(f"Found: {finding.kind}, {finding.subject}, {finding.times} times, last {finding.last_at:%Y-%m-%d %H:%M}")


def _minute(at: datetime | None) -> str:
    return "-" if at is None else f"{at:%Y-%m-%d %H:%M}"
