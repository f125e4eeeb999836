"""Whatever an upstream sends, the mirror survives it, reports it, and has the right facts in the end."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.mirror.budget import WaitError
from downrange.mirror.models import Call, Finding, SetAside, Sighting, Sweep

from .conftest import MakeMirror, read_all
from .throttling import FastClock, Spoil, Throttle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
AGENCIES = "/2.3.0/agencies/"
HOUR, DAY = 3600, 86_400
"""Seconds."""


def sends(status: int, body: bytes, *fields: tuple[str, str]) -> Spoil:
    return lambda path, answer: (status, body, *fields)


def edits(change: Callable[[dict[str, Any]], object]) -> Spoil:
    """The answer as it is, but for a change of its JSON."""

    def spoil(path: str, body: bytes) -> tuple[Any, ...]:
        page = json.loads(body)
        change(page)
        return 200, json.dumps(page).encode()

    return spoil


def set_first(**facts: Any) -> Callable[[dict[str, Any]], object]:
    return lambda page: page["results"][0].update(facts)


BROKEN = {
    "500": (sends(500, b"{}"), "status 500"),
    "502": (sends(502, b"<html>Bad gateway</html>"), "status 502"),
    "503": (sends(503, b"", ("Retry-After", "7200")), "status 503"),
    "504": (sends(504, b""), "status 504"),
    "524": (sends(524, b""), "status 524"),
    "nothing": (lambda path, body: (), "disconnected"),
    "HTML": (sends(200, b"<html>Welcome</html>", ("Content-Type", "text/html")), "is not JSON"),
    "cut off": (lambda path, body: (200, body[: len(body) // 2]), "is not JSON"),
    "latin-1": (sends(200, '{"results": "é"}'.encode("latin-1")), "is not JSON"),
    "no page": (sends(200, b'{"detail": "hello"}'), "is no page of a list"),
    "no count": (sends(200, b'{"results": []}'), "does not say how many"),
    "a list": (sends(200, b"[1, 2]"), "is no page of a list"),
    "404": (sends(404, b'{"detail": "Not found."}'), "status 404"),
    "elsewhere": (sends(302, b"", ("Location", "https://elsewhere.example/")), "redirects elsewhere"),
    "gzip": (sends(200, b"no gzip", ("Content-Encoding", "gzip")), "is not gzip"),
    "brotli": (sends(200, b"?", ("Content-Encoding", "br")), "was not asked for"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_of_no_use_is_reported_and_asked_for_again(
    name: str, throttle: tuple[str, Throttle], mirror: MakeMirror
) -> None:
    """Nothing of it is written; the call counts; the record is there in the end."""
    address, counted = throttle
    spoil, reason = BROKEN[name]
    counted.spoil.append(spoil)
    running = mirror(address, only=("agencies",))
    step = running.step()
    assert step is not None
    assert reason in step.problem
    assert AGENCIES in step.problem
    assert models.Agency.objects.count() == 0
    assert Finding.objects.get(kind="failed call").subject.startswith(f"{address}{AGENCIES}")
    running.clock.sleep(HOUR)  # what was of no use is not asked for again at once
    steps = read_all(running)
    assert [each.problem for each in steps if each.ingested is None] == []
    assert models.Agency.objects.count() > 50
    assert Call.objects.count() == len(counted.calls) == 1 + len(steps)


def test_failures_in_a_row_are_tried_less_and_less_often(
    throttle: tuple[str, Throttle], mirror: MakeMirror, clock: FastClock
) -> None:
    """A minute, two, four: an upstream that is down is not asked all the time, and not given up."""
    address, counted = throttle
    counted.spoil += [sends(502, b"")] * 4
    running = mirror(address, only=("agencies",))
    at = []
    while models.Agency.objects.count() == 0:
        try:
            running.step()
            at.append(clock.ahead)
        except WaitError as wait:
            clock.sleep((wait.until - clock.now()).total_seconds())
    assert [round(later - earlier) for earlier, later in pairwise(at)] == [60, 120, 240, 480]


CHANGED = {
    "an unknown field": (set_first(mascot="A fox"), "unknown field", "mascot"),
    "a wrong type": (set_first(founding_year="long ago"), "set aside", "founding_year: must be a whole number"),
    "no object": (set_first(type="Government"), "set aside", "type: must be an object"),
    "no id": (set_first(id=None), "set aside", "id: is missing"),
    "nothing": (lambda page: page["results"].__setitem__(0, None), "set aside", "must be an object"),
    "a deep one": (set_first(type=json.loads('{"a":' * 60 + "1" + "}" * 60)), "set aside", "id: is missing"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_record_of_no_use_does_not_stop_its_page(
    name: str, throttle: tuple[str, Throttle], mirror: MakeMirror
) -> None:
    """The others are written. The record is set aside, and written when upstream has mended it."""
    address, counted = throttle
    change, kind, reason = CHANGED[name]
    counted.spoil.append(edits(change))
    running = mirror(address, only=("agencies",))
    step = running.step()
    assert step is not None
    assert step.ingested is not None
    assert models.Agency.objects.count() > 50
    if kind == "set aside":
        assert reason in "".join(each.reason for each in SetAside.objects.all())
    else:
        assert reason in Finding.objects.get(kind=kind).subject
    read_all(running)
    running.clock.sleep(2 * DAY)
    read_all(running)
    assert SetAside.objects.exclude(key="None").count() == 0


def test_figures_that_contradict_each_other_do_not_stop_a_page(
    throttle: tuple[str, Throttle], mirror: MakeMirror
) -> None:
    """The database refuses more mission ends than flights. The facts of the page are written."""
    address, counted = throttle
    counted.spoil.append(edits(set_first(flights_count=1, mission_ends_count=2)))
    running = mirror(address, only=("spacecraft",))
    step = running.step()
    assert step is not None
    assert step.ingested is not None, step.problem
    assert models.Spacecraft.objects.exists()


def test_a_field_that_is_missing_everywhere_is_reported_once(
    throttle: tuple[str, Throttle], mirror: MakeMirror
) -> None:
    address, counted = throttle
    counted.spoil.append(edits(lambda page: [each.pop("administrator") for each in page["results"]]))
    running = mirror(address, only=("agencies",))
    running.step()
    finding = Finding.objects.get(kind="missing field")
    assert finding.subject == "AgencyEndpointDetailed.administrator"
    assert finding.times == models.Agency.objects.count() or finding.times <= 100


def test_a_page_with_fewer_records_than_asked_for_loses_none(
    throttle: tuple[str, Throttle], mirror: MakeMirror
) -> None:
    """The next page begins where the records ended, so one that moved to the page before is seen."""
    address, counted = throttle
    counted.spoil.append(edits(lambda page: page["results"].pop()))
    running = mirror(address, only=("agencies",))
    read_all(running)
    assert Sweep.objects.get(task="agencies").complete_at is not None
    assert models.Agency.objects.count() == Sweep.objects.get(task="agencies").count


def test_repeated_records_do_no_harm(throttle: tuple[str, Throttle], mirror: MakeMirror) -> None:
    """Ties in upstream's order may bring one twice, and another not at all."""
    address, counted = throttle
    counted.spoil.append(edits(lambda page: page["results"].__setitem__(1, page["results"][0])))
    running = mirror(address, only=("agencies",))
    read_all(running)
    assert Sweep.objects.get(task="agencies").complete_at is None
    running.clock.sleep(2 * DAY)
    read_all(running)
    assert Sweep.objects.get(task="agencies").complete_at is not None


def test_a_record_that_vanished_is_removed_after_a_complete_sweep(
    throttle: tuple[str, Throttle], mirror: MakeMirror
) -> None:
    """It leaves a change that has all that was known of it. One that upstream never had stays."""
    address, counted = throttle
    running = mirror(address, only=("landings", "launchers"))
    read_all(running)
    launcher = models.Launcher.objects.filter(firststage=None).first()
    assert launcher is not None

    def without(path: str, body: bytes) -> tuple[Any, ...] | None:
        if "/launchers/" not in path:
            return None
        page = json.loads(body)
        page["results"] = [each for each in page["results"] if each["id"] != launcher.pk]
        page["count"] -= 1
        return 200, json.dumps(page).encode()

    counted.spoil.append(without)
    running.clock.sleep(2 * DAY)
    read_all(running)
    assert not models.Launcher.objects.filter(pk=launcher.pk).exists()
    change = Change.objects.get(model="launcher", key=str(launcher.pk), action="deleted")
    assert change.before is not None
    assert change.before["serial_number"] == launcher.serial_number
    assert change.source == "mirror"
    assert not Sighting.objects.filter(model="launcher", key=str(launcher.pk)).exists()


def test_every_resource_can_be_kept_to(upstream: str, mirror: MakeMirror) -> None:
    """A mirror of one resource asks for nothing else."""
    running = mirror(upstream, calls=1000, only=("config/countries",))
    steps = read_all(running)
    assert {each.task for each in steps} == {"config/countries"}
    assert CONTRACT.by_route["config/countries"]


def test_a_record_that_upstream_does_not_have_is_asked_for_once(
    throttle: tuple[str, Throttle], mirror: MakeMirror
) -> None:
    """One that has left a list is read by itself; it may be gone."""
    address, counted = throttle
    Sweep.objects.create(task="agencies/999999")
    read_all(mirror(address, only=("agencies",)))
    assert [path for path in counted.paths if "999999" in path] == ["/2.3.0/agencies/999999/"]
    assert not Sweep.objects.filter(task="agencies/999999").exists()
