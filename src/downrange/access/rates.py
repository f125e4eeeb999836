"""Rates: so many requests in a period, such as `15/hour`."""

import re
from dataclasses import dataclass
from typing import Self

PERIODS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
"""Seconds."""
MAX_REQUESTS = 1_000_000
_FORM = re.compile(rf"([0-9]{{1,7}})/({'|'.join(PERIODS)})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rate:
    """`requests` in any `period` of seconds."""

    requests: int
    period: int

    @classmethod
    def read(cls, text: str) -> Self:
        """A rate such as `15/hour`. Raises `ValueError`."""
        found = _FORM.fullmatch(text)
        if found is None or not 0 < int(found[1]) <= MAX_REQUESTS:
            raise ValueError(f"must be a rate such as 15/hour (second, minute, hour, day), not {text!r}")
        return cls(int(found[1]), PERIODS[found[2]])

    def __str__(self) -> str:
        unit = next((name for name, seconds in PERIODS.items() if seconds == self.period), f"{self.period} s")
        return f"{self.requests}/{unit}"
