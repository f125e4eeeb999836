"""A machine whose clocks the tests set, and budgets on it."""

import itertools
from datetime import UTC, datetime, timedelta

from downrange.mirror.budget import Budget, WaitError
from downrange.mirror.client import Allowance

LIMIT = 3
PERIOD = 3600
YEAR = 365 * 86_400
URL = "https://upstream.example/2.3.0/spacecraft/"
STARTED = datetime(2026, 11, 27, 12, tzinfo=UTC)
NUMBERS = itertools.count()


class Machine:
    """A machine whose clock may be set and which may start anew, and the time that truly passes."""

    def __init__(self) -> None:
        self.true = 0.0
        self.ahead = 0.0
        """Seconds by which the time of day is wrong."""
        self.starts = 1
        self.started = 0.0

    def now(self) -> datetime:
        return STARTED + timedelta(seconds=self.true + self.ahead)

    def uptime(self) -> float:
        return self.true - self.started

    def boot(self) -> str:
        return f"start {self.starts}"

    def sleep(self, seconds: float) -> None:
        self.true += seconds

    def restart(self) -> None:
        self.starts += 1
        self.started = self.true


class Nameless(Machine):
    """A machine that does not say which start it is."""

    def boot(self) -> str:
        return ""


def budget_on(machine: Machine, limit: int = LIMIT) -> Budget:
    """A budget of an upstream that nobody has asked yet."""
    return Budget(f"https://upstream-{next(NUMBERS)}.example", limit, machine, PERIOD)


def again(budget: Budget) -> Budget:
    """The same budget in another process."""
    return Budget(budget.base, budget.limit, budget.clock, budget.period)


def is_allowed(budget: Budget) -> bool:
    try:
        budget.reserve("copy", URL)
    except WaitError:
        return False
    return True


def reserved(budget: Budget, most: int = 100) -> int:
    """How many calls are allowed at once."""
    return sum(1 for _ in itertools.takewhile(bool, (is_allowed(budget) for _ in range(most))))


def said(left: int, wait: int = 0, limit: int = LIMIT) -> Allowance:
    return Allowance(limit, PERIOD, limit - left, wait)
