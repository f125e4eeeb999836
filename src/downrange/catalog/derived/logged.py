"""Flights of the log with their keys, and the people who were launched and landed in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, NamedTuple, Self

from .. import models
from .derivation import Keys, among
from .formulas import Flight, as_flight, rides

SEATS = "spacecraftflight"
COLUMNS = ("launch__net", "mission_end", "mission_end_date")
"""What a `Flight` is made of, as columns of `SpacecraftFlight`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged(Flight):
    """A flight with its primary key and that of its spacecraft."""

    pk: int
    spacecraft: int

    @property
    def first_end(self) -> datetime:
        """The earliest instant at which it may have ended; `end` is the latest."""
        day = self.mission_end_date
        return self.end if day is None else max(self.net, datetime.combine(day, time(), UTC))


class Ride(NamedTuple):
    """A person's stay in space: from the launch of one craft to the end of the same or of another craft's flight."""

    up: Logged
    down: Logged

    @property
    def flight(self) -> Flight:
        return as_flight(self.up, self.down)

    def covers(self, start: datetime, end: datetime) -> bool:
        return self.up.net <= start and end <= self.down.end

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return self.up.net < end and start < self.down.end

    def lasts_at(self, now: datetime) -> bool:
        return self.up.launched(now) and not self.down.ended(now)


class Seats(NamedTuple):
    """The flights in which each person was launched, and landed; each once, in order of launch."""

    up: Mapping[int, list[Logged]]
    down: Mapping[int, list[Logged]]

    @classmethod
    def of(cls, people: Keys = None) -> Self:
        """Those of some people; None stands for all."""
        flights = models.SpacecraftFlight
        return cls(_seats(flights.launch_crew, people), _seats(flights.landing_crew, people))

    def rides(self, person: int) -> list[Ride]:
        """The stays of one person, in order."""
        return [Ride(*ride) for ride in rides(self.up.get(person, ()), self.down.get(person, ()))]

    def all_rides(self) -> Iterator[tuple[int, Ride]]:
        """Every stay, with its person."""
        for person in self.up:
            for ride in self.rides(person):
                yield person, ride


def _seats(crew: Any, people: Keys) -> Mapping[int, list[Logged]]:
    seats = among(crew.through._default_manager.all(), "astronautflight__astronaut", people)
    rows = seats.order_by(f"{SEATS}__launch__net", f"{SEATS}_id").values_list(
        "astronautflight__astronaut_id",
        f"{SEATS}_id",
        f"{SEATS}__spacecraft_id",
        *(f"{SEATS}__{column}" for column in COLUMNS),
    )
    flights: defaultdict[int, list[Logged]] = defaultdict(list)
    for person, pk, spacecraft, *times in dict.fromkeys(rows):
        flights[person].append(Logged(*times, pk=pk, spacecraft=spacecraft))
    return flights
