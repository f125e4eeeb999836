"""The figures of the contract as pure functions from a log and an instant (contract, 02 §2).

Nothing here reads a clock or a database: `now` is passed in, and the same log with the same `now` gives the same
figures. Instants are aware datetimes in UTC, figures whole seconds.

A figure that grows while a craft is in space is a `LinearDuration`, `offset + rate × now`. Two integers per figure are
enough to show it, to store it and to order by it in SQL at any instant, without rewriting a row each minute. It holds
until the next instant of the log (`instants`), when a flight or a docking begins or ends.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, zip_longest
from typing import Self, TypeVar

UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def seconds(instant: datetime) -> int:
    """Whole seconds from 1970 to an instant."""
    return (instant - UNIX_EPOCH) // timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class LinearDuration:
    """A duration that grows with time: `offset + rate × now`, in seconds, `now` counted from 1970."""

    offset: int = 0
    rate: int = 0

    def __add__(self, other: Self) -> "LinearDuration":
        return LinearDuration(self.offset + other.offset, self.rate + other.rate)

    def at(self, now: datetime) -> timedelta:
        return timedelta(seconds=self.offset + self.rate * seconds(now))


@dataclass(frozen=True, slots=True)
class Stay:
    """A span of time: a flight from launch to mission end, or a docking to its departure. Without an end it goes on."""

    start: datetime
    end: datetime | None = None

    def begun(self, now: datetime) -> bool:
        return self.start <= now

    def ended(self, now: datetime) -> bool:
        return self.end is not None and self.end <= now

    def linear_duration(self, now: datetime) -> LinearDuration:
        """How long it lasts: zero before it begins, and zero where the log says that it ended before."""
        if not self.begun(now):
            return LinearDuration()
        if self.end is not None and self.end <= now:
            return LinearDuration(max(0, seconds(self.end) - seconds(self.start)))
        return LinearDuration(-seconds(self.start), 1)


@dataclass(frozen=True, slots=True)
class Flight:
    """One flight of a log: from `net` to `mission_end`, with the stays of its dockings as the chaser.

    `mission_end_date` is given instead of `mission_end` where only the day is known. From that day on the flight has
    ended, and because its duration is unknown it adds nothing to time in space.
    """

    net: datetime
    mission_end: datetime | None = None
    mission_end_date: date | None = None
    dockings: tuple[Stay, ...] = ()

    @property
    def stay(self) -> Stay:
        return Stay(self.net, self.mission_end)

    @property
    def end(self) -> datetime:
        """When the flight ended, or the last instant of that day; the end of time while it goes on."""
        if self.mission_end_date is not None:
            return datetime.combine(self.mission_end_date, time.max, UTC)
        return self.mission_end or END_OF_TIME

    def launched(self, now: datetime) -> bool:
        return self.net <= now

    def ended(self, now: datetime) -> bool:
        by_day = self.mission_end_date is not None and self.mission_end_date <= now.date()
        return self.launched(now) and (by_day or self.stay.ended(now))

    def linear_duration(self, now: datetime) -> LinearDuration:
        return LinearDuration() if self.is_of_unknown_duration(now) else self.stay.linear_duration(now)

    def is_of_unknown_duration(self, now: datetime) -> bool:
        """Whether it has ended at an unknown hour."""
        return self.mission_end_date is not None and self.ended(now)


Ridden = TypeVar("Ridden", bound=Flight)


def flights_count(flights: Iterable[Flight], now: datetime) -> int:
    """Flights launched by `now`, failures included."""
    return sum(flight.launched(now) for flight in flights)


def mission_ends_count(flights: Iterable[Flight], now: datetime) -> int:
    """Launched flights that have ended by `now`."""
    return sum(flight.ended(now) for flight in flights)


def in_space(flights: Sequence[Flight], now: datetime) -> bool:
    """Whether some launched flight has not ended."""
    return flights_count(flights, now) > mission_ends_count(flights, now)


def time_in_space(flights: Iterable[Flight], now: datetime) -> LinearDuration:
    """The sum over launched flights of mission end, or now, less launch."""
    return sum((flight.linear_duration(now) for flight in flights), LinearDuration())


def time_docked(flights: Iterable[Flight], now: datetime) -> LinearDuration:
    """The sum over docking events, with the craft as chaser, of departure, or now, less docking."""
    return sum((docking.linear_duration(now) for flight in flights for docking in flight.dockings), LinearDuration())


def duration(flight: Flight, now: datetime) -> timedelta | None:
    """How long a flight has lasted; null before launch, and after an end that is known only to the day."""
    if not flight.launched(now) or flight.is_of_unknown_duration(now):
        return None
    return flight.stay.linear_duration(now).at(now)


def mission_end_instant(flight: Flight) -> datetime | None:
    """The mission end as an instant: midnight in UTC where only the day is known, so that an ended flight shows an end.
    Durations do not count from it, and it may be before the launch of that day.
    """
    day = flight.mission_end_date
    return flight.mission_end if day is None else datetime.combine(day, time(), UTC)


def turn_around_times(flights: Iterable[Flight]) -> list[tuple[Flight, timedelta | None]]:
    """Each flight in order of launch, with its launch less the end of the same craft's flight before; null for the
    first.
    """
    ordered = sorted(flights, key=lambda flight: flight.net)
    times: list[timedelta | None] = [None] if ordered else []
    for previous, flight in pairwise(ordered):
        landed = previous.mission_end
        times.append(flight.net - landed if landed is not None and landed <= flight.net else None)
    return list(zip(ordered, times, strict=True))


def fastest_turnaround(flights: Iterable[Flight], now: datetime) -> timedelta | None:
    """The least turnaround of the flights launched by `now`; null where there is none."""
    times = (time for flight, time in turn_around_times(flights) if time is not None and flight.launched(now))
    return min(times, default=None)


def rides(ups: Iterable[Ridden], downs: Iterable[Ridden]) -> Iterator[tuple[Ridden, Ridden]]:
    """A person's stays in space, in order: for each the flight in which the person was launched and the flight in which
    the person landed, which may be another.

    Without a landing on record a stay ends with the craft that it began in.
    """
    ups = sorted(ups, key=lambda flight: flight.net)
    landings = deque(sorted(downs, key=lambda flight: flight.end))
    for up, following in zip_longest(ups, ups[1:]):
        while landings and landings[0].end <= up.net:
            landings.popleft()
        down = up
        if landings and (following is None or landings[0].end <= following.net):
            down = landings.popleft()
        yield up, down


def as_flight(up: Flight, down: Flight) -> Flight:
    """A stay as a flight, from the launch of the one craft to the mission end of the other."""
    return Flight(up.net, down.mission_end, down.mission_end_date)


def between(start: datetime | None, end: datetime | None) -> timedelta | None:
    """The time from one instant to another; null where either is not known."""
    return end - start if start and end else None


def is_reused(flight_number: int | None) -> bool | None:
    """Whether a launcher has flown before the flight with this number; null where it is not known."""
    return None if flight_number is None else flight_number > 1


def age(birth: date | None, death: date | None, now: datetime) -> int | None:
    """Whole years from birth to now, or to a death before: null without a date of birth, zero before it."""
    if birth is None:
        return None
    day = min(death or date.max, now.date())
    return max(0, day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))


def next_birthday(birth: date, now: datetime) -> datetime:
    """The instant after now at which the age of a living person next changes."""
    first = max(now.year, birth.year + 1)
    birthdays = (_birthday(birth, year) for year in (first, first + 1))
    return next(birthday for birthday in birthdays if birthday > now)


def _birthday(birth: date, year: int) -> datetime:
    """A person born on 29 February turns a year older on 1 March in a year without one."""
    return datetime(year, birth.month, 1, tzinfo=UTC) + timedelta(days=birth.day - 1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Attempts of the past counted; `consecutive` successes reach back to the last failure."""

    successful: int = 0
    failed: int = 0
    consecutive: int = 0

    @property
    def attempted(self) -> int:
        return self.successful + self.failed


def tally(failures: Sequence[bool]) -> Tally:
    """Count launches or landings, each given in order as whether it failed."""
    failed, consecutive = 0, 0
    for is_failure in failures:
        failed += is_failure
        consecutive = 0 if is_failure else consecutive + 1
    return Tally(len(failures) - failed, failed, consecutive)
