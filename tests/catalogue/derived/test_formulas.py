"""The figures, on a cast whose numbers are known: Soyuz T-2, Dragon C101, Endeavour, Progress MS-08."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.catalog.derived import formulas
from downrange.catalog.derived.flight_log import Counts
from downrange.catalog.derived.formulas import Flight, LinearDuration, Stay, Tally
from downrange.catalog.durations import format_duration

from ..cast import utc

NOW = utc("2026-06-03T00:00:00")
SOYUZ_T_2 = [
    Flight(
        utc("1980-06-05T14:19:30"),
        utc("1980-06-09T12:39:00"),
        dockings=(Stay(utc("1980-06-06T15:58:00"), utc("1980-06-09T09:20:00")),),
    )
]
ENDEAVOUR = [
    Flight(utc("2020-05-30T19:22:45"), utc("2020-08-02T18:48:06")),
    Flight(utc("2021-04-23T09:49:02"), utc("2021-11-09T03:33:00")),
    Flight(utc("2022-04-08T15:17:12"), utc("2022-04-25T17:06:00")),
]
IN_ORBIT = [Flight(utc("2026-04-25T22:22:00"), None, dockings=(Stay(utc("2026-04-28T00:01:00")),))]
PLACEHOLDER: list[Flight] = []


def test_time_in_space_is_from_launch_to_mission_end() -> None:
    """Soyuz T-2: mission end less launch, whole seconds."""
    assert format_duration(formulas.time_in_space(SOYUZ_T_2, NOW).at(NOW)) == "P3DT22H19M30S"


def test_time_docked_is_from_docking_to_departure() -> None:
    """Soyuz T-2 at Salyut 6."""
    assert format_duration(formulas.time_docked(SOYUZ_T_2, NOW).at(NOW)) == "P2DT17H22M"


def test_time_in_space_runs_while_a_craft_is_in_space() -> None:
    """A flight without an end counts up to now."""
    assert format_duration(formulas.time_in_space(IN_ORBIT, NOW).at(NOW)) == "P38DT1H38M"
    later = NOW + timedelta(minutes=1)
    assert format_duration(formulas.time_in_space(IN_ORBIT, NOW).at(later)) == "P38DT1H39M"


def test_time_docked_runs_while_a_craft_is_docked() -> None:
    """A docking without a departure counts up to now."""
    assert format_duration(formulas.time_docked(IN_ORBIT, NOW).at(NOW)) == "P35DT23H59M"


def test_a_craft_that_never_flew_has_zero_figures() -> None:
    """A placeholder's figures are P0D, 0 and null."""
    assert formulas.time_in_space(PLACEHOLDER, NOW) == LinearDuration(0, 0)
    assert formulas.flights_count(PLACEHOLDER, NOW) == 0
    assert formulas.in_space(PLACEHOLDER, NOW) is False
    assert formulas.fastest_turnaround(PLACEHOLDER, NOW) is None


def test_a_flight_of_the_future_does_not_count_yet() -> None:
    """Only launched flights count."""
    flights = [Flight(utc("2027-01-01T00:00:00"), utc("2027-02-01T00:00:00"))]
    assert formulas.flights_count(flights, NOW) == 0
    assert formulas.time_in_space(flights, NOW) == LinearDuration(0, 0)
    assert formulas.duration(flights[0], NOW) is None


def test_a_flight_whose_end_lies_ahead_is_in_space() -> None:
    """A planned mission end does not end a mission before its time."""
    flights = [Flight(utc("2026-05-01T00:00:00"), utc("2026-07-01T00:00:00"))]
    assert formulas.in_space(flights, NOW) is True
    assert formulas.mission_ends_count(flights, NOW) == 0
    assert formulas.time_in_space(flights, NOW).at(NOW) == timedelta(days=33)


def test_a_flight_whose_end_is_known_to_the_day_has_ended() -> None:
    """It counts as ended and adds nothing to time in space, for nobody knows how long it flew."""
    flights = [Flight(utc("1960-07-28T09:31:00"), mission_end_date=date(1960, 7, 28))]
    assert formulas.flights_count(flights, NOW) == 1
    assert formulas.mission_ends_count(flights, NOW) == 1
    assert formulas.in_space(flights, NOW) is False
    assert formulas.time_in_space(flights, NOW) == LinearDuration(0, 0)
    assert formulas.duration(flights[0], NOW) is None


@pytest.mark.parametrize(
    ("end", "day", "instant"),
    [
        (None, None, None),
        (utc("1960-07-28T10:00:00"), None, utc("1960-07-28T10:00:00")),
        (None, date(1960, 7, 28), utc("1960-07-28T00:00:00")),
    ],
)
def test_an_end_known_to_the_day_is_shown_as_its_midnight(
    end: datetime | None, day: date | None, instant: datetime | None
) -> None:
    """Even where that is before the launch of the same day."""
    assert formulas.mission_end_instant(Flight(utc("1960-07-28T09:31:00"), end, day)) == instant


def test_turnaround_is_from_landing_to_the_next_launch() -> None:
    """Endeavour: Demo-2 to Crew-2 to Axiom-1; the first flight has none."""
    times = [time for _, time in formulas.turn_around_times(reversed(ENDEAVOUR))]
    assert times[0] is None
    assert [format_duration(time) for time in times[1:] if time] == ["P263DT15H56S", "P150DT11H44M12S"]


def test_fastest_turnaround_is_the_least() -> None:
    """Endeavour turned around fastest before Axiom-1."""
    fastest = formulas.fastest_turnaround(ENDEAVOUR, NOW)
    assert fastest is not None
    assert format_duration(fastest) == "P150DT11H44M12S"


def test_a_turnaround_into_the_future_is_not_the_fastest() -> None:
    """Only flights that were launched have turned around."""
    assert formulas.fastest_turnaround(ENDEAVOUR, utc("2021-12-01T00:00:00")) == timedelta(
        days=263, hours=15, seconds=56
    )


def test_a_tally_counts_consecutive_successes_since_the_last_failure() -> None:
    """Five attempts, of which the third failed."""
    failed = [False, False, True, False, False]
    assert formulas.tally(failed) == Tally(successful=4, failed=1, consecutive=2)
    assert (formulas.tally(failed).attempted, formulas.tally([True]), formulas.tally([])) == (
        5,
        Tally(0, 1, 0),
        Tally(0, 0, 0),
    )


def test_a_tally_of_nothing_is_zero() -> None:
    """As that of a record without a launch or a landing."""
    assert Tally() == Tally(successful=0, failed=0, consecutive=0)
    assert Counts() == (0, 0)
    assert (Tally().attempted, Counts().attempted) == (0, 0)
    assert Counts(2, 1).attempted == 3


def test_a_turnaround_is_none_where_the_flight_before_had_not_ended() -> None:
    """It has an end unknown, or one after the launch; one at the launch turned around at once."""
    nets = [utc("2020-01-01T00:00:00"), utc("2020-02-01T00:00:00")]
    for end, turnaround in ((None, None), (nets[1] + timedelta(seconds=1), None), (nets[1], timedelta())):
        flights = [Flight(nets[0], end), Flight(nets[1])]
        assert formulas.turn_around_times(flights) == [(flights[0], None), (flights[1], turnaround)]


def test_a_flight_known_to_the_day_ends_with_that_day() -> None:
    """In the order of ends, at its last instant; it has ended from its first instant on."""
    flight = Flight(utc("2026-06-02T10:00:00"), mission_end_date=date(2026, 6, 3))
    assert flight.end == datetime(2026, 6, 3, 23, 59, 59, 999_999, tzinfo=UTC)
    assert (flight.ended(NOW - timedelta(seconds=1)), flight.ended(NOW)) == (False, True)
    assert Flight(NOW).end == datetime.max.replace(tzinfo=UTC)
    future = Flight(NOW + timedelta(hours=1), mission_end_date=NOW.date())
    assert (future.ended(NOW), formulas.duration(future, NOW)) == (False, None)


def test_until_the_day_of_its_end_a_flight_goes_on() -> None:
    """Its time grows; from that day on nobody knows how long it was."""
    flight = Flight(NOW - timedelta(days=200), mission_end_date=NOW.date() + timedelta(days=1))
    assert formulas.in_space([flight], NOW)
    assert formulas.time_in_space([flight], NOW).at(NOW) == timedelta(days=200)
    assert formulas.duration(flight, NOW) == timedelta(days=200)
    later = NOW + timedelta(days=1)
    assert not formulas.in_space([flight], later)
    assert formulas.time_in_space([flight], later).at(later) == timedelta()
    assert formulas.duration(flight, later) is None


def test_a_duration_is_that_of_a_flight() -> None:
    """To its end, or to now."""
    assert formulas.duration(SOYUZ_T_2[0], NOW) == timedelta(days=3, hours=22, minutes=19, seconds=30)
    assert formulas.duration(IN_ORBIT[0], NOW) == timedelta(days=38, hours=1, minutes=38)


def test_a_stay_that_ended_before_it_began_has_lasted_no_time() -> None:
    """As a wrong log may have it."""
    assert Stay(NOW, NOW - timedelta(days=1)).linear_duration(NOW) == LinearDuration(0, 0)
    assert Stay(NOW - timedelta(days=1), NOW).linear_duration(NOW) == LinearDuration(86_400, 0)


INSTANTS = st.datetimes(datetime(1957, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)


@st.composite
def flights(draw: st.DrawFn) -> Flight:
    """A flight, with dockings inside its stay."""
    net = draw(INSTANTS)
    end = draw(st.none() | st.timedeltas(timedelta(0), timedelta(days=900)).map(lambda stay: net + stay))
    edges = sorted(draw(st.lists(INSTANTS.filter(lambda at: net <= at <= (end or at)), max_size=4)))
    dockings = tuple(Stay(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=False))
    return Flight(net, end, dockings=dockings)


LOGS = st.lists(flights(), max_size=5)


@given(LOGS, INSTANTS)
def test_figures_are_never_negative(log: list[Flight], now: datetime) -> None:
    """No log and no instant give a negative figure."""
    assert formulas.time_in_space(log, now).at(now) >= timedelta(0)
    assert formulas.time_docked(log, now).at(now) >= timedelta(0)
    assert 0 <= formulas.mission_ends_count(log, now) <= formulas.flights_count(log, now)


@given(LOGS, LOGS, INSTANTS)
def test_figures_add_up_over_flights(log: list[Flight], more: list[Flight], now: datetime) -> None:
    """The figures of two logs together are the sums of their figures."""
    for figure in (formulas.time_in_space, formulas.time_docked):
        assert figure(log + more, now) == figure(log, now) + figure(more, now)
    for count in (formulas.flights_count, formulas.mission_ends_count):
        assert count(log + more, now) == count(log, now) + count(more, now)


@given(LOGS, INSTANTS, INSTANTS)
def test_figures_never_shrink_with_time(log: list[Flight], one: datetime, other: datetime) -> None:
    """The figures of a craft never decrease."""
    earlier, later = sorted((one, other))
    for figure in (formulas.time_in_space, formulas.time_docked):
        assert figure(log, earlier).at(earlier) <= figure(log, later).at(later)
    assert formulas.flights_count(log, earlier) <= formulas.flights_count(log, later)


@given(LOGS, INSTANTS)
def test_a_craft_is_docked_only_inside_its_stays(log: list[Flight], now: datetime) -> None:
    """With dockings inside flights, time docked is at most time in space."""
    assert formulas.time_docked(log, now).at(now) <= formulas.time_in_space(log, now).at(now)


@given(LOGS, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_linear_duration_holds_until_the_next_instant(log: list[Flight], now: datetime, ahead: timedelta) -> None:
    """What is stored at one instant gives the right figure at any later one, up to the next instant of the log."""
    stays = [stay for flight in log for stay in (flight.stay, *flight.dockings)]
    instants = [stay.start for stay in stays] + [stay.end for stay in stays if stay.end]
    later = (now + ahead).replace(microsecond=0)
    if not any(now < instant <= later for instant in instants):
        for figure in (formulas.time_in_space, formulas.time_docked):
            assert figure(log, now).at(later) == figure(log, later).at(later)


@pytest.mark.parametrize(("flight_number", "expected"), [(None, None), (1, False), (2, True)])
def test_a_launcher_is_reused_from_its_second_flight_on(flight_number: int | None, expected: bool | None) -> None:
    """Of a launcher whose flights nobody counted it is not known."""
    assert formulas.is_reused(flight_number) is expected


def test_the_time_between_two_instants_needs_both() -> None:
    """A spacewalk without a known end has no duration."""
    start, end = utc("2020-01-01T00:00:00"), utc("2020-01-01T06:30:00")
    assert formulas.between(start, end) == timedelta(hours=6, minutes=30)
    assert formulas.between(None, end) is formulas.between(start, None) is None


def test_a_stay_has_begun_and_ended_at_its_instants_themselves() -> None:
    """A microsecond before each it has not."""
    before, stay = NOW - timedelta(microseconds=1), Stay(NOW, NOW)
    assert (stay.begun(before), stay.begun(NOW), stay.ended(before), stay.ended(NOW)) == (False, True, False, True)
    flight = Flight(NOW - timedelta(days=1), NOW)
    assert (flight.ended(before), flight.ended(NOW)) == (False, True)
