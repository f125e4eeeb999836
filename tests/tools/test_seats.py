"""Who went up in a ship and who came down in it."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tools.catalogue.facts import Facts
from tools.catalogue.people import reported_time_in_space
from tools.catalogue.seats import Span, likeliest, time_in_space
from tools.catalogue.words import instant

from downrange.seed import DATA

FACTS = os.environ.get("CATALOGUE_FACTS", "")
needs_facts = pytest.mark.skipif(not FACTS, reason="CATALOGUE_FACTS names no folder of facts")

OUTDATED = {
    "Samantha Cristoforetti",
    "Chen Dong",
    "Victor Glover",
    "Jared Isaacman",
    "Christina Koch",
    "André Kuipers",
    "Liu Yang",
    "Luca Parmitano",
    "Stephen Robinson",
    "Aleksandr Skvortsov",
    "Tang Hongbo",
    "Peggy Whitson",
    "Reid Wiseman",
    "Ye Guangfu",
    "Zhang Lu",
}
"""Those whose reported time in space is older than their last flight."""

MISTAKEN = {
    "Hazza Al Mansouri",
    "Eileen Collins",
    "Takao Doi",
    "John Glenn",
    "Liu Wang",
    "Ellen Ochoa",
    "Yulia Peresild",
    "Klim Shipenko",
    "Vladimir Titov",
    "Bjarni Tryggvason",
    "Aleksandr Viktorenko",
    "Charles Walker",
}
"""Those whose reported time in space is wrong or rounded at the source."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SOYUZ_26 = Span(26, at("1977-12-10T01:18:40"), at("1978-01-16T11:24:58"))
SOYUZ_27 = Span(27, at("1978-01-10T12:26:00"), at("1978-03-16T11:18:47"))
MIR_UP = Span(76, at("1996-03-22T08:13:04"), at("1996-03-31T13:28:57"))
MIR_DOWN = Span(79, at("1996-09-16T08:54:49"), at("1996-09-26T12:13:20"))
LATER = Span(99, at("2001-01-01"), None)


def ships(*flights: Span, **options: Any) -> list[tuple[int, int]]:
    """The ships up and down of the likeliest stays."""
    stays = likeliest(flights, options.get("reported"), options.get("known", ()))
    return [(stay.up.flight, stay.down.flight) for stay in stays]


def test_one_flight_is_one_stay() -> None:
    """Up and down in the same ship."""
    assert ships(SOYUZ_26) == [(26, 26)]


def test_a_flight_that_goes_on_has_no_length() -> None:
    """The flight has no length before its end."""
    stays = likeliest([LATER], None)
    assert stays[0].length is None
    assert time_in_space(stays) == timedelta()


@pytest.mark.parametrize(("days", "expected"), [(96, (26, 27)), (6, (27, 26))])
def test_ships_that_fly_at_once_were_changed_as_the_reported_time_says(days: int, expected: tuple[int, int]) -> None:
    """Romanenko left with the ship that Dzhanibekov came in, and the other way round."""
    assert ships(SOYUZ_27, SOYUZ_26, reported=timedelta(days=days)) == [expected]


def test_without_a_reported_time_the_later_ship_brings_down() -> None:
    """The first ship up, the second down."""
    assert ships(SOYUZ_27, SOYUZ_26) == [(26, 27)]


def test_a_known_change_of_ship_takes_precedence() -> None:
    """Known changes need no estimate."""
    assert ships(SOYUZ_26, SOYUZ_27, reported=timedelta(days=96), known={(27, 26)}) == [(27, 26)]


@pytest.mark.parametrize(
    ("reported", "expected"),
    [(timedelta(days=188), [(76, 79)]), (timedelta(days=19), [(76, 76), (79, 79)]), (None, [(76, 76), (79, 79)])],
)
def test_ships_that_fly_one_after_the_other_may_make_one_stay(
    reported: timedelta | None, expected: list[tuple[int, int]]
) -> None:
    """As Lucid's on Mir, which only the reported time tells from two flights."""
    assert ships(MIR_UP, MIR_DOWN, reported=reported) == expected


def test_nobody_is_in_two_ships_at_once() -> None:
    """Two flights that go on explain each other in no way."""
    with pytest.raises(ValueError, match="no change of ship explains"):
        ships(LATER, Span(100, at("2001-02-01"), None))


def table(name: str) -> Iterator[dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    yield from map(json.loads, lines[1:])


def shipped_times() -> dict[int, timedelta]:
    """Astronaut → the sum of their stays, from the crews at launch and at landing of the shipped flights."""
    astronauts = {seat["id"]: seat["astronaut"] for seat in table("astronaut_flights")}
    launches = {launch["id"]: instant(launch["net"]) for launch in table("launches")}
    ups: defaultdict[int, list[datetime]] = defaultdict(list)
    downs: defaultdict[int, list[datetime]] = defaultdict(list)
    for flight in table("spacecraft_flights"):
        net = launches[flight["launch"]]
        for seat in flight.get("launch_crew", ()):
            ups[astronauts[seat]].append(net)
        for seat in flight.get("landing_crew", ()):
            downs[astronauts[seat]].append(instant(flight["mission_end"]) if "mission_end" in flight else net)
    assert all(len(ups[pk]) - len(downs[pk]) in {0, 1} for pk in ups)
    pairs = {pk: zip(sorted(ups[pk]), sorted(downs[pk]), strict=False) for pk in ups}
    assert all(up <= down for pk in ups for up, down in zip(sorted(ups[pk]), sorted(downs[pk]), strict=False))
    return {pk: sum((down - up for up, down in pair), timedelta()) for pk, pair in pairs.items()}


@needs_facts
def test_times_in_space_follow_from_the_crews() -> None:
    """Within one hour or 1 % of what the source reports, but for those whose reported time is known to be off."""
    derived = shipped_times()
    differing = set()
    reported = 0
    for astronaut in Facts(*map(Path, FACTS.split(os.pathsep))).read("astronauts"):
        total = reported_time_in_space(astronaut)
        if total is not None:
            reported += 1
            if abs(derived[astronaut["id"]] - total) > max(timedelta(hours=1), total / 100):
                differing.add(astronaut["name"])
    assert differing == OUTDATED | MISTAKEN
    assert reported == 606
