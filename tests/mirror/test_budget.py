"""When a budget allows a call, and what it writes down."""

from datetime import timedelta

import pytest

from downrange.mirror.budget import KEPT, MARGIN, MAX_HOLD, Budget, WaitError
from downrange.mirror.models import Call, Upstream

from .machine import LIMIT, PERIOD, STARTED, URL, YEAR, Machine, Nameless, again, budget_on, is_allowed, reserved, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_a_call_counts_for_a_period(machine: Machine) -> None:
    """And a margin; the wait ends when the oldest call no longer counts."""
    budget = budget_on(machine)
    for _ in range(LIMIT):
        budget.reserve("copy", URL)
        machine.sleep(10)
    assert (budget.left(), budget.used()) == (0, {"copy": LIMIT})
    with pytest.raises(WaitError, match="3 of 3 calls are used") as caught:
        budget.reserve("copy", URL)
    assert caught.value.until == STARTED + timedelta(seconds=PERIOD + MARGIN)
    machine.sleep(PERIOD + MARGIN - 10 * LIMIT - 1)
    assert not is_allowed(budget)
    machine.sleep(1)
    assert (budget.left(), reserved(budget)) == (1, 1)


def test_a_lower_limit_waits_for_more_calls(machine: Machine) -> None:
    """Until fewer than the new limit count."""
    budget = budget_on(machine)
    for _ in range(LIMIT):
        budget.reserve("copy", URL)
        machine.sleep(100)
    with pytest.raises(WaitError) as caught:
        Budget(budget.base, 1, machine, PERIOD).reserve("copy", URL)
    assert caught.value.until == STARTED + timedelta(seconds=200 + PERIOD + MARGIN)


def test_upstreams_have_budgets_of_their_own(machine: Machine) -> None:
    """Another upstream begins anew."""
    first, second = budget_on(machine), budget_on(machine)
    assert reserved(first) == LIMIT
    first.hold(60, "asked to wait")
    assert reserved(second) == LIMIT


def test_a_call_is_written_before_it_is_made(machine: Machine) -> None:
    """With all that is known of it; how it ended comes later."""
    budget = budget_on(machine)
    machine.sleep(5)
    call = budget.reserve("imminent", "x" * 2000)
    assert list(Call.objects.filter(upstream=budget.base).values()) == [
        {
            "id": call.pk,
            "upstream_id": budget.base,
            "at": STARTED + timedelta(seconds=5),
            "boot": "start 1",
            "uptime": 5.0,
            "purpose": "imminent",
            "url": "x" * 1024,
            "status": "",
            "records": 0,
        }
    ]
    budget.settle(call, "ok" * 200, 100)
    call.refresh_from_db()
    assert (call.status, call.records) == (("ok" * 200)[:255], 100)


def test_old_calls_are_deleted(machine: Machine) -> None:
    """After a week, when another is written; but none that counts, though the time of day says that it is old."""
    budget = budget_on(machine)
    budget.reserve("copy", URL)
    machine.sleep(KEPT.total_seconds() - 1)
    budget.reserve("copy", URL)
    assert Call.objects.filter(upstream=budget.base).count() == 2
    machine.sleep(2)
    budget.reserve("copy", URL)
    assert Call.objects.filter(upstream=budget.base).count() == 2
    machine.ahead = YEAR
    budget.forget_allowance()
    assert reserved(budget) == 1
    assert Call.objects.filter(upstream=budget.base).count() == 3


@pytest.mark.parametrize(("first", "second", "longest"), [(60, 30, 60), (30, 60, 60), (0, 0, 0), (1e12, 0, MAX_HOLD)])
def test_of_two_holds_the_longer_counts(machine: Machine, first: float, second: float, longest: float) -> None:
    """To the second, and a day at most."""
    budget = budget_on(machine)
    budget.hold(first, "first")
    budget.hold(second, "second")
    if longest:
        with pytest.raises(WaitError, match="first" if first > second else "second") as caught:
            budget.reserve("copy", URL)
        assert caught.value.until == STARTED + timedelta(seconds=longest)
        machine.sleep(longest - 1)
        assert not is_allowed(budget)
        machine.sleep(1)
    assert is_allowed(budget)


@pytest.mark.parametrize("ahead", [-YEAR, -700, 700, YEAR])
def test_a_hold_lasts_though_the_clock_is_set(machine: Machine, ahead: float) -> None:
    """As long as it would have, while the machine runs."""
    budget = budget_on(machine)
    budget.hold(60, "asked to wait")
    machine.ahead = ahead
    machine.sleep(59)
    assert not is_allowed(budget)
    machine.sleep(1)
    assert is_allowed(budget)


@pytest.mark.parametrize("kind", [Machine, Nameless])
def test_a_hold_of_another_start_goes_by_the_time_of_day(kind: type[Machine]) -> None:
    """One that would last longer than any hold was set by another time of day, and is none."""
    machine = kind()
    machine.sleep(YEAR)
    budget = budget_on(machine)
    budget.hold(600, "asked to wait")
    machine.restart()
    machine.sleep(100)
    with pytest.raises(WaitError) as caught:
        budget.reserve("copy", URL)
    assert caught.value.until == machine.now() + timedelta(seconds=500)
    machine.ahead = -YEAR
    assert is_allowed(budget)


@pytest.mark.parametrize("kind", [Machine, Nameless])
def test_a_call_of_another_start_goes_by_the_time_of_day(kind: type[Machine]) -> None:
    """The uptime began anew. A system that does not name its start is never taken to be the one before."""
    machine = kind()
    machine.sleep(YEAR)
    budget = budget_on(machine, 1)
    budget.reserve("copy", URL)
    machine.restart()
    machine.sleep(600)
    with pytest.raises(WaitError) as caught:
        again(budget).reserve("copy", URL)
    assert caught.value.until == machine.now() + timedelta(seconds=PERIOD + MARGIN - 600)


def test_a_call_from_the_future_counts_for_a_period(machine: Machine) -> None:
    """The time of day was set back while the machine was off. The call is as old as this process knows it, or older."""
    budget = budget_on(machine, 1)
    budget.reserve("copy", URL)
    machine.restart()
    machine.ahead = -YEAR
    with pytest.raises(WaitError) as caught:
        budget.reserve("copy", URL)
    machine.sleep((caught.value.until - machine.now()).total_seconds())
    assert machine.true == PERIOD + MARGIN
    assert is_allowed(budget)


def test_calls_without_an_answer_are_backed_off(machine: Machine) -> None:
    """A minute, two, four, up to an hour; across processes; anew after an answer."""
    budget = budget_on(machine, 100)
    waits = []
    for _ in range(8):
        call = budget.reserve("copy", URL)
        budget.settle(call, "no answer in time", is_answered=False)
        with pytest.raises(WaitError, match="no answer in time") as caught:
            again(budget).reserve("copy", URL)
        waits.append((caught.value.until - machine.now()).total_seconds() / 60)
        machine.sleep(waits[-1] * 60)
        budget = again(budget)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    budget.settle(budget.reserve("copy", URL), "ok")
    budget.settle(budget.reserve("copy", URL), "no answer in time", is_answered=False)
    with pytest.raises(WaitError) as caught:
        budget.reserve("copy", URL)
    assert caught.value.until == machine.now() + timedelta(minutes=1)


def test_no_more_calls_than_upstream_says_are_left(machine: Machine) -> None:
    """Others use its limit too. Then it is asked again."""
    budget = budget_on(machine)
    budget.learn(said(2))
    assert (budget.left(), budget.needs_allowance()) == (2, False)
    assert reserved(budget) == 2
    assert (budget.left(), budget.needs_allowance()) == (0, True)


def test_upstream_does_not_raise_the_limit(machine: Machine) -> None:
    """However many it says are left, more than the ledger allows are not made."""
    budget = budget_on(machine)
    budget.learn(said(10**20, limit=10**20))
    assert Upstream.objects.get(pk=budget.base).left == LIMIT
    assert (budget.left(), reserved(budget)) == (LIMIT, LIMIT)


@pytest.mark.parametrize(("wait", "held"), [(1234, 1234), (0, PERIOD), (10**18, MAX_HOLD - MARGIN)])
def test_where_nothing_is_left_no_call_is_made(machine: Machine, wait: int, held: int) -> None:
    """For as long as upstream says, or a period."""
    budget = budget_on(machine)
    budget.learn(said(0, wait))
    with pytest.raises(WaitError, match="upstream says that 3 of 3 calls are used") as caught:
        budget.reserve("copy", URL)
    assert caught.value.until == STARTED + timedelta(seconds=held + MARGIN)
    machine.sleep(held + MARGIN)
    assert budget.needs_allowance()


def test_calls_since_the_question_are_no_longer_left(machine: Machine) -> None:
    """Another process makes two calls between the question and the answer."""
    budget = budget_on(machine)
    other = again(budget)
    assert budget.needs_allowance()
    assert [is_allowed(other) for _ in range(2)] == [True, True]
    budget.learn(said(3))
    assert (budget.left(), reserved(budget)) == (1, 1)
    assert budget.needs_allowance()


@pytest.fixture
def asked(machine: Machine) -> Budget:
    """A budget whose upstream said what is left."""
    budget = budget_on(machine)
    assert budget.needs_allowance()
    budget.learn(said(3))
    assert not budget.needs_allowance()
    return budget


def test_upstream_is_asked_after_a_hold(asked: Budget) -> None:
    """Whatever it said before."""
    asked.hold(1, "asked to wait")
    assert asked.needs_allowance()


@pytest.mark.parametrize("ahead", [6, -6])
def test_upstream_is_asked_when_the_clock_was_set(asked: Budget, machine: Machine, ahead: float) -> None:
    """By more than five seconds."""
    machine.ahead = ahead / 2
    assert not asked.needs_allowance()
    machine.ahead += ahead
    assert [asked.needs_allowance(), asked.needs_allowance()] == [True, True]
    asked.learn(said(3))
    assert not asked.needs_allowance()


def test_upstream_is_asked_by_each_process(asked: Budget) -> None:
    """What was left before it started may be of another time."""
    assert again(asked).needs_allowance()


def test_an_upstream_that_does_not_say_is_held_to_the_ledger(machine: Machine) -> None:
    """And is asked again when its calls are used up."""
    budget = budget_on(machine)
    budget.forget_allowance()
    assert (budget.needs_allowance(), reserved(budget)) == (False, LIMIT)
    assert budget.needs_allowance()
    assert Upstream.objects.get(pk=budget.base).left == 0
