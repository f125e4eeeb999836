"""The clock's deriver, which the workers poll."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, OperationalError, connection

from downrange.catalog import models
from downrange.catalog.derived import deriver, store
from downrange.catalog.derived.deriver import LOCK_TIMEOUT_MS, Deriver
from downrange.catalog.derived.store import Derived
from downrange.catalog.revision import Revision
from downrange.catalog.snapshot import Snapshot

from ..cast import make_docking, make_flight, make_launch, make_spacecraft, utc

pytestmark = pytest.mark.django_db
NOW = utc("2026-06-03T00:00:00")
LAUNCH = utc("2026-06-04T00:00:00")
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def craft() -> models.Spacecraft:
    """A craft whose only flight is planned, for 4 June to 5 June."""
    planned = make_spacecraft()
    make_flight(planned, "2026-06-04T00:00:00", "2026-06-05T00:00:00")
    deriver.derive(NOW)
    return planned


class Attempts:
    """Stands in for `store.derive`: counts the calls, and fails with the errors in turn."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.made = 0

    def __call__(self, *arguments: object, **named: object) -> Derived:
        self.made += 1
        raise self.errors.pop(0)


def test_a_planned_launch_becomes_a_flight_in_its_minute(craft: models.Spacecraft) -> None:
    """An event at exactly the tick has happened; the minute before it has not."""
    for at, in_space in (("2026-06-03T23:59:00", False), ("2026-06-04T00:00:00", True), ("2026-06-05T00:00:00", False)):
        deriver.poll(utc(at))
        craft.refresh_from_db()
        assert craft.in_space is in_space, at
    assert (craft.flights_count, craft.mission_ends_count) == (1, 1)


def test_a_flight_that_ends_on_a_known_day_ends_as_that_day_begins() -> None:
    """An end known only to the day is an instant of the log too: its midnight."""
    craft = make_spacecraft()
    make_flight(craft, "2026-06-01T00:00:00", mission_end_date="2026-06-05")
    assert deriver.derive(NOW).figures_until == utc("2026-06-05T00:00:00")
    for at, in_space in (("2026-06-04T23:59:00", True), ("2026-06-05T00:00:00", False)):
        deriver.poll(utc(at))
        craft.refresh_from_db()
        assert craft.in_space is in_space, at


def test_a_departure_ends_the_time_docked() -> None:
    """From the tick of the departure on, time docked grows no more, and nobody of that ship is aboard the station."""
    craft = make_spacecraft()
    station = make_docking(
        make_flight(craft, "2026-06-01T00:00:00"), "2026-06-02T00:00:00", "2026-06-04T12:00:00"
    ).space_station_target
    deriver.derive(NOW)
    craft.refresh_from_db()
    assert (craft.time_docked_rate, station is not None) == (1, True)
    deriver.poll(utc("2026-06-04T11:59:00"))
    craft.refresh_from_db()
    assert craft.time_docked_rate == 1
    deriver.poll(utc("2026-06-04T12:00:00"))
    craft.refresh_from_db()
    assert (craft.time_docked_rate, craft.time_docked_offset) == (0, 2 * 86400 + 12 * 3600)


def test_only_what_the_passed_instants_touch_is_derived(craft: models.Spacecraft) -> None:
    """A wrong figure of a craft that no instant touches stays as it is."""
    other = make_spacecraft("Other")
    models.Spacecraft.objects.filter(pk=other.pk).update(flights_count=7)
    deriver.poll(LAUNCH)
    other.refresh_from_db()
    craft.refresh_from_db()
    assert (other.flights_count, craft.flights_count) == (7, 1)


def test_a_poll_between_two_instants_of_the_log_reads_the_revision_alone(
    craft: models.Spacecraft, django_assert_num_queries: object
) -> None:
    """Four polls a second cost one statement each."""
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert deriver.poll(NOW + timedelta(hours=1)).now == NOW + timedelta(hours=1)


def test_until_it_is_derived_the_last_instant_before_the_event_is_shown() -> None:
    """An event with microseconds is shown at the first tick after it; until then, figures are of before it."""
    event = LAUNCH + timedelta(seconds=30, microseconds=5)
    models.Launch.objects.filter(pk=make_launch("2026-06-04T00:00:00").pk).update(net=event)
    assert deriver.derive(NOW).figures_until == event
    stored = Revision.current()
    assert Snapshot.of(stored, LAUNCH).now == LAUNCH
    assert Snapshot.of(stored, LAUNCH + timedelta(minutes=1)).now == event - MICROSECOND
    assert deriver.poll(LAUNCH + timedelta(minutes=1)).now == LAUNCH + timedelta(minutes=1)


def test_a_clock_that_lags_gets_the_instant_of_the_figures() -> None:
    """An answer is never given for an instant before that of its figures, or durations would be negative."""
    deriver.derive(NOW)
    assert deriver.poll(NOW - timedelta(minutes=2)).now == NOW
    assert deriver.poll(NOW + timedelta(minutes=2)).now == NOW + timedelta(minutes=2)


def test_everything_can_be_derived(craft: models.Spacecraft) -> None:
    """Though nothing was changed: a column that was wrong is right again."""
    models.Spacecraft.objects.update(flights_count=9)
    assert deriver.derive(NOW).changed == 1
    craft.refresh_from_db()
    assert craft.flights_count == 0


def test_figures_of_a_clock_that_was_ahead_are_all_derived_again(craft: models.Spacecraft) -> None:
    """More than an hour ahead is no skew between machines."""
    deriver.derive(NOW + timedelta(days=900))
    assert deriver.poll(NOW).now == NOW
    craft.refresh_from_db()
    assert (craft.flights_count, Revision.current().figures_until) == (0, LAUNCH)


def test_figures_of_a_clock_less_than_an_hour_ahead_are_kept(craft: models.Spacecraft) -> None:
    """Clocks of several machines differ."""
    deriver.poll(LAUNCH)
    assert deriver.poll(LAUNCH - timedelta(minutes=59)).now == LAUNCH
    craft.refresh_from_db()
    assert craft.flights_count == 1


def test_a_clock_that_has_not_reached_the_day_of_the_facts_derives_nothing(
    craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock without a battery begins in 1970: the figures of the right clock are shown instead."""
    as_of = utc("2026-06-01T00:00:00")
    Revision.objects.update(as_of=as_of, figures_horizon=as_of + settings.FIGURES_GRACE)
    attempts = Attempts()
    monkeypatch.setattr(store, "derive", attempts)
    assert [deriver.poll(utc("1970-01-01T00:00:00")).now for _ in range(3)] == [NOW] * 3
    assert attempts.made == 0


def test_the_first_derivation_may_be_by_a_clock_in_1970() -> None:
    """No figure is below zero then, and each instant that passes is derived when the clock is put right."""
    craft = make_spacecraft()
    make_flight(craft, "2020-01-01T00:00:00", "2020-01-11T00:00:00")
    deriver.derive(utc("1970-01-01T00:00:00"))
    craft.refresh_from_db()
    assert craft.flights_count == 0
    deriver.poll(NOW)
    craft.refresh_from_db()
    assert (craft.flights_count, craft.mission_ends_count) == (1, 1)


def test_a_replica_answers_for_the_last_instant_and_logs_once(
    craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A database that cannot be written refuses the lock at each poll; one line says so."""

    def refuse() -> None:
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(Revision, "lock", refuse)
    replica = Deriver()
    assert [replica.poll(LAUNCH + timedelta(minutes=minute)).now for minute in range(5)] == [LAUNCH - MICROSECOND] * 5
    assert [record.message for record in caplog.records] == [
        "derived figures are not up to date: attempt to write a readonly database"
    ]


def test_each_kind_of_failure_is_logged_once_until_deriving_succeeds(
    craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Another kind of error is news, and so is a failure after a success."""
    attempts = Attempts(OperationalError("a"), OperationalError("b"), DataError("c"))
    own = Deriver()
    with monkeypatch.context() as patched:
        patched.setattr(store, "derive", attempts)
        for minute in range(3):
            own.poll(LAUNCH + timedelta(minutes=minute))
    own.poll(LAUNCH + timedelta(minutes=3))
    with monkeypatch.context() as patched:
        patched.setattr(store, "derive", Attempts(OperationalError("d")))
        own.poll(utc("2026-06-05T00:00:00"))
    assert [record.message[-1] for record in caplog.records] == ["a", "c", "d"]


def test_a_derivation_that_failed_is_tried_again_at_the_next_tick(
    craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at each poll: what fails after the work is done would keep a processor busy."""
    attempts = Attempts(DataError("out of range"), DataError("out of range"))
    monkeypatch.setattr(store, "derive", attempts)
    own = Deriver()
    for at in (LAUNCH, LAUNCH, LAUNCH, LAUNCH + timedelta(minutes=1)):
        own.poll(at)
    assert attempts.made == 2


def test_a_lock_that_another_writer_held_is_tried_for_again_at_the_next_poll(
    craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wait is short, and the writer may be done at any time."""
    lock, held = Revision.lock, [True]

    def locked() -> Revision:
        if held:
            held.pop()
            raise OperationalError("database is locked")
        return lock()

    monkeypatch.setattr(Revision, "lock", locked)
    own = Deriver()
    assert own.poll(LAUNCH).now == LAUNCH - MICROSECOND
    assert own.poll(LAUNCH).now == LAUNCH


def test_a_poll_does_not_wait_long_for_another_writer(
    craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a second at most; afterwards the connection waits as long as before."""
    before, within = lock_timeout(), []
    derive = store.derive

    def noting(*arguments: Any, **named: Any) -> Derived:
        within.append(lock_timeout())
        return derive(*arguments, **named)

    monkeypatch.setattr(store, "derive", noting)
    deriver.poll(LAUNCH)
    assert within == [{"sqlite": LOCK_TIMEOUT_MS, "postgresql": f"{LOCK_TIMEOUT_MS}ms"}[connection.vendor]]
    assert lock_timeout() == before != within[0]


def lock_timeout() -> object:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout")
        return cursor.fetchone()[0]


def test_a_process_that_waited_for_another_to_derive_does_not_do_it_again(
    craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes of one server find an instant passed at the same time; the lock shows the second that it is done."""
    stale = Revision.current()
    deriver.derive(LAUNCH)
    attempts = Attempts()
    monkeypatch.setattr(store, "derive", attempts)
    with monkeypatch.context() as patched:
        patched.setattr(Revision, "current", lambda: stale)
        deriver.poll(LAUNCH)
    assert attempts.made == 0


def test_one_thread_derives_and_the_others_go_on(craft: models.Spacecraft, monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll while another thread of the process derives returns at once, with the figures that there are."""
    own, snapshots = Deriver(), []
    derive = store.derive

    def meanwhile(*arguments: Any, **named: Any) -> Derived:
        snapshots.append(own.poll(LAUNCH).now)  # as a second thread would, while the first holds the lock
        return derive(*arguments, **named)

    monkeypatch.setattr(store, "derive", meanwhile)
    assert own.poll(LAUNCH).now == LAUNCH
    assert snapshots == [LAUNCH - MICROSECOND]


def test_the_revision_rises_when_an_instant_passes_that_changes_no_column() -> None:
    """A launch that no column counts may still move from one list to another."""
    make_launch("2026-06-04T00:00:00")
    make_launch("2026-06-06T00:00:00")
    deriver.derive(NOW)
    before = Revision.current().number
    deriver.poll(LAUNCH)
    after = Revision.current()
    assert (after.number, after.figures_at, after.figures_until) == (before + 1, LAUNCH, utc("2026-06-06T00:00:00"))
