"""A clock that is wrong, and that jumps: by decades, forwards and back, while the server runs."""

import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import orjson
import pytest

from ..command import ANY, COMMAND_TIMEOUT, run, serving
from .test_database_away import get

pytestmark = pytest.mark.long
YEARS = (2026, 1999, 2106, 2000, 2038, 2026)
LISTS = (
    "launches/upcoming/?limit=1",
    "launches/previous/?limit=1",
    "spacecraft/?in_space=true&limit=1",
    "astronauts/?ordering=-age&limit=3",
    "spacecraft/?ordering=-time_in_space&limit=3",
    "events/upcoming/?limit=1",
    "expeditions/?is_active=true",
)


def test_a_clock_that_jumps(data: Path, variables: dict[str, str], tmp_path: Path) -> None:
    """Jumps of up to a century: every answer is 200 and is of the new time within a few seconds; of launches what
    is not upcoming is previous; nobody ages below zero; afterwards everything is as before.
    """
    clock = tmp_path / "clock"
    first = None
    set_clock(clock, YEARS[0])
    command = (sys.executable, "-m", "tests.faults.shifted", str(clock))
    with serving(variables, command=command, complaints=ANY) as (address, server):
        for year in YEARS:
            set_clock(clock, year)
            wait_for(address, year)
            answers = [ask(address, path) for path in LISTS]
            upcoming, previous = (answer["count"] for answer in answers[:2])
            assert upcoming + previous >= 7852  # those of the last day are in both
            assert upcoming + previous < 7852 + 50
            assert (upcoming == 0) is (year > 2100)
            ages = [person["age"] for person in answers[3]["results"] if person["age"] is not None]
            assert all(age >= 0 for age in ages)
            if year == 2026:
                first = first or answers
                assert [each["count"] for each in answers] == [each["count"] for each in first]
        assert server.poll() is None
    assert run(variables, "check").returncode == 0


def set_clock(file: Path, year: int) -> None:
    now = datetime.now(UTC)
    try:
        then = now.replace(year=year)
    except ValueError:  # 29 February
        then = now.replace(year=year, day=28)
    file.write_text(str((then - now) // timedelta(days=1)), encoding="ascii")


def wait_for(address: str, year: int) -> None:
    """Until the server has seen the new time: its clock ticks each second, and the figures are derived at a poll."""
    deadline = time.monotonic() + COMMAND_TIMEOUT
    while True:
        _, fields, _ = get(address, "/2.3.0/config/orbits/?limit=1")
        if parsedate_to_datetime(fields["Date"]).year == year:
            break
        assert time.monotonic() < deadline
        time.sleep(0.1)
    time.sleep(2)


def ask(address: str, path: str) -> dict[str, list[dict[str, int | None]]]:
    status, _, body = get(address, f"/2.3.0/{path}")
    assert status == 200, (path, body)
    answer: dict[str, list[dict[str, int | None]]] = orjson.loads(body)
    return answer
