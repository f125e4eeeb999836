"""What is asked next, and how the calls are shared."""

from datetime import UTC, datetime, timedelta

import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog import models
from downrange.config.environment import DEFAULT_SHARES
from downrange.mirror.models import Demand, Sweep
from downrange.mirror.plan import DAY, HOUR, MONTH, OVERLAP, YEAR, Plan, since

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("direct_writes")]
NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def plan() -> Plan:
    return Plan(CONTRACT, DEFAULT_SHARES)


@pytest.fixture
def read(plan: Plan) -> None:
    """Everything was read at this instant."""
    Sweep.objects.bulk_create(Sweep(task=task.name, number=1, read_at=NOW) for task in plan.tasks)


def asked(plan: Plan, now: datetime = NOW, **used: int) -> tuple[str, str] | None:
    due = plan.next(now, used)
    return None if due is None else (due.task.name, due.purpose)


def make_launch(net: datetime) -> models.Launch:
    times = {"net": net, "window_start": net, "window_end": net, "last_updated": NOW}
    return models.Launch.objects.create(name="Falcon 9 | Starlink", slug="falcon-9-starlink", **times)


def test_the_first_page_of_each_list_of_the_dashboard_comes_before_the_second_of_any(plan: Plan) -> None:
    """Launches ahead have several pages; a display wants some of everything."""
    Sweep.objects.create(task="launches/upcoming", number=1, started_at=NOW, offset=100, count=300)
    assert asked(plan) == ("events/upcoming", "changed")
    for task in plan.tasks:
        if task.purpose == "dashboard" and task.name != "launches/upcoming":
            Sweep.objects.create(task=task.name, number=1, read_at=NOW)
    assert asked(plan) == ("launches/upcoming", "changed")


def test_nothing_is_due_right_after_everything_was_read(plan: Plan, read: None) -> None:
    """The first thing that is due again are the lists of an hour."""
    assert asked(plan) is None
    assert plan.next_due(NOW) == NOW + HOUR


@pytest.mark.parametrize(
    ("net", "pause"),
    [
        (NOW + 30 * MINUTE, 5 * MINUTE),
        (NOW - 30 * MINUTE, 5 * MINUTE),
        (NOW + HOUR, 5 * MINUTE),
        (NOW + HOUR + MINUTE, 30 * MINUTE),
        (NOW + DAY - MINUTE, 30 * MINUTE),
        (NOW + DAY + MINUTE, HOUR),  # of the other lists
    ],
)
def test_a_launch_is_looked_at_more_often_as_its_net_comes_nearer(
    plan: Plan, read: None, net: datetime, pause: timedelta
) -> None:
    make_launch(net)
    assert plan.next_due(NOW) == NOW + pause


def test_calls_are_shared_by_weight(plan: Plan, read: None) -> None:
    """Of the purposes that have something due, the one that has had the least of its share."""
    make_launch(NOW + 2 * DAY + 30 * MINUTE)
    later = NOW + 2 * DAY
    assert [purpose for _, purpose in filter(None, [asked(plan, later, imminent=4, changed=3, copy=3)])] == ["imminent"]
    assert asked(plan, later, imminent=7, changed=3, copy=4) == ("launches/upcoming", "changed")
    assert asked(plan, later, imminent=7, changed=4, copy=3) == ("config/agency_types", "copy")


def test_what_clients_ask_for_is_refreshed_before_its_turn(plan: Plan, read: None) -> None:
    """By requests and age; not before six hours."""
    Demand.objects.create(route="agencies", requests=10)
    Demand.objects.create(route="pads", requests=30)
    Sweep.objects.filter(task="agencies").update(read_at=NOW - 10 * HOUR)
    assert asked(plan, changed=9, imminent=9) == ("agencies", "asked")
    assert asked(plan, NOW + 6 * HOUR, changed=9, imminent=9, copy=9) == ("pads", "asked")


def test_what_nobody_asks_for_waits_for_its_turn(plan: Plan, read: None) -> None:
    """A day after it was read; a sweep that is under way goes on first."""
    assert asked(plan, NOW + DAY, changed=9, imminent=9, asked=9) == ("config/agency_types", "copy")
    Sweep.objects.filter(task="launches").update(started_at=NOW, offset=300, count=900)
    assert asked(plan, NOW + DAY, changed=9, imminent=9, asked=9) == ("launches", "copy")


def test_a_task_that_failed_waits(plan: Plan, read: None) -> None:
    """And others go on."""
    Sweep.objects.filter(task="config/agency_types").update(not_before=NOW + DAY + HOUR)
    used = {"changed": 9, "imminent": 9, "asked": 9}
    assert asked(plan, NOW + DAY, **used) == ("config/astronaut_roles", "copy")
    assert asked(plan, NOW + DAY + HOUR, **used) == ("config/agency_types", "copy")


def test_one_record_is_read_by_itself(plan: Plan, read: None) -> None:
    """One that has left a list."""
    Sweep.objects.create(task="astronauts/276")
    due = plan.next(NOW, {})
    assert due is not None
    assert (due.task.route, due.task.is_list, due.task.component) == (
        "astronauts/276",
        False,
        CONTRACT.components["AstronautEndpointDetailed"],
    )


def test_changes_are_asked_for_with_an_overlap(plan: Plan) -> None:
    """The clocks of two machines differ."""
    task = next(task for task in plan.tasks if task.name == "changed launches")
    assert since(task, Sweep(read_at=NOW - HOUR), NOW) == NOW - HOUR - OVERLAP


@pytest.mark.parametrize(
    ("as_of", "begin"),
    [
        (None, NOW - MONTH),
        (NOW - 2 * DAY, NOW - MONTH),
        (NOW - 60 * DAY, NOW - 61 * DAY),
        (NOW - 3 * YEAR, NOW - YEAR),
    ],
)
def test_launches_are_caught_up_with_since_the_facts_end(plan: Plan, as_of: datetime | None, begin: datetime) -> None:
    """A month at least, a year at most."""
    models.Revision.objects.update_or_create(pk=1, defaults={"as_of": as_of})
    task = next(task for task in plan.tasks if task.name == "launches of late")
    assert since(task, Sweep(), NOW) == begin


def test_every_list_is_copied_in_a_total_order(plan: Plan) -> None:
    """As far as upstream has one; what is newest first."""
    orders = {task.route: task.parameters.get("ordering") for task in plan.tasks if task.purpose == "copy"}
    assert {route: order for route, order in orders.items() if order != "id"} == {
        "launches": "-net,id",
        "events": "-date",
        "docking_events": "-docking",
        "updates": "-created_on",
        "launcher_configurations": "name",
        "launcher_configuration_families": "name",
        "spacecraft_configurations": "name",
        "spacecraft_configuration_families": "name",
        "locations": None,
        "dashboard/starship": None,
    }


def test_a_mirror_of_some_resources_asks_for_no_others() -> None:
    plan = Plan(CONTRACT, DEFAULT_SHARES, ["launches", "config/countries"])
    assert {task.route for task in plan.tasks} == {
        "launches",
        "launches/upcoming",
        "launches/previous",
        "config/countries",
    }
