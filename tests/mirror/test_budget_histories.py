"""Never one call more than upstream allows in any period, whatever happens to clocks, processes and machines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.mirror.budget import WaitError
from downrange.mirror.models import Call

from .machine import LIMIT, PERIOD, URL, YEAR, Machine, Nameless, again, budget_on, is_allowed, said

pytestmark = pytest.mark.django_db


class History:
    """What happens to a budget, and the true instants of the calls that it allowed."""

    def __init__(self, machine: Machine, *, is_told: bool) -> None:
        self.machine, self.is_told, self.calls = machine, is_told, list[float]()
        self.budgets = [budget_on(machine)]
        self.budgets.append(again(self.budgets[0]))

    @property
    def used(self) -> int:
        """The calls that upstream counts now."""
        return sum(1 for at in self.calls if at > self.machine.true - PERIOD)

    def ask(self, process: int) -> bool:
        """Make a call as the mirror does. Whether it was allowed."""
        budget = self.budgets[process]
        if budget.needs_allowance():
            if self.is_told:
                oldest = min((at for at in self.calls if at > self.machine.true - PERIOD), default=0.0)
                wait = round(oldest + PERIOD - self.machine.true) if self.used >= LIMIT else 0
                budget.learn(said(max(0, LIMIT - self.used), wait))
            else:
                budget.forget_allowance()
        if not is_allowed(budget):
            return False
        self.calls.append(self.machine.true)
        assert self.used <= LIMIT, self.calls
        return True

    def happen(self, event: tuple[str, float]) -> None:
        kind, value = event
        if kind == "ask":
            self.ask(int(value))
        elif kind == "pass":
            self.machine.true += value
        elif kind == "set the clock":
            self.machine.ahead = value
        elif kind == "hold":
            self.budgets[0].hold(value, "asked to wait")
        elif kind == "settle":
            call = Call.objects.filter(upstream=self.budgets[0].base).last()
            if call is not None:
                self.budgets[0].settle(call, "ended", is_answered=bool(value))
        else:
            if kind == "start the machine":
                self.machine.restart()
            self.budgets = [again(budget) for budget in self.budgets]

    def asks_in_the_end(self) -> None:
        """A call is allowed after the waits that the budget itself names."""
        begun = self.machine.true
        for _ in range(6):
            if self.ask(0):
                return
            try:
                self.budgets[0].reserve("copy", URL)
            except WaitError as wait:
                self.machine.sleep(max(0.0, (wait.until - self.machine.now()).total_seconds()))
        raise AssertionError(f"no call is allowed after {self.machine.true - begun} s")


ASK = st.tuples(st.just("ask"), st.sampled_from([0, 1]))
PASS = st.tuples(st.just("pass"), st.sampled_from([1.0, 600.0, 1799.5, 3599.0, 3600.0, 3602.0, 90_000.0]))
SET = st.tuples(
    st.just("set the clock"), st.sampled_from([0.0, 3.0, 700.0, -700.0, 3601.0, -3601.0, 9 * 86_400.0, YEAR, -YEAR])
)
HOLD = st.tuples(st.just("hold"), st.sampled_from([0.0, 30.0, 5000.0, 1e9, float("inf")]))
SETTLE = st.tuples(st.just("settle"), st.sampled_from([0, 1]))
PROCESS = st.just(("start the process", 0.0))
MACHINE = st.just(("start the machine", 0.0))


def histories(*events: st.SearchStrategy[tuple[str, float]]) -> st.SearchStrategy[list[tuple[str, float]]]:
    """Sequences of events, most of them calls."""
    return st.lists(st.one_of(ASK, ASK, *events), max_size=30)


def check(machine: Machine, events: list[tuple[str, float]], *, is_told: bool) -> None:
    history = History(machine, is_told=is_told)
    for event in events:
        history.happen(event)
    history.asks_in_the_end()


@given(events=histories(PASS, SET, HOLD, SETTLE, PROCESS))
def test_the_ledger_holds_whoever_sets_the_clock(events: list[tuple[str, float]]) -> None:
    """While the machine runs, the ages of calls are those of its uptime."""
    check(Machine(), events, is_told=False)


@given(events=histories(PASS, HOLD, SETTLE, PROCESS, MACHINE), kind=st.sampled_from([Machine, Nameless]))
def test_the_ledger_holds_when_the_machine_starts_anew(events: list[tuple[str, float]], kind: type[Machine]) -> None:
    """With the right time of day, on a system that names its start and on one that does not."""
    check(kind(), events, is_told=False)


@given(events=histories(PASS, SET, HOLD, SETTLE, PROCESS, MACHINE), kind=st.sampled_from([Machine, Nameless]))
def test_upstreams_count_holds_whatever_happens(events: list[tuple[str, float]], kind: type[Machine]) -> None:
    """The clock is set while the machine is off: only upstream knows how old the calls are."""
    check(kind(), events, is_told=True)
