"""History, taking changes back, pins, and what upstream says of them."""

from typing import Any

import pytest
from django.test import Client

from downrange.catalog import models
from downrange.catalog.editing import editing
from downrange.catalog.keeping import Kept, keep_pinned
from downrange.catalog.pins import Pin, Pins
from downrange.catalog.upsert import Record, RecordSet, read_stored
from downrange.catalog.values import typed
from downrange.catalog.withheld import Withheld
from downrange.desk import accounts

from ..catalogue.cast import make_crew, utc
from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def take_back(desk: Client, change: int, *, whole: bool = False) -> Any:
    return desk.post(f"/desk/changes/{change}/take-back/", {"whole": "1"} if whole else {}, follow=True)


def test_the_history_of_a_record_has_before_and_after(desk: Client, log: dict[str, Any]) -> None:
    """And who, when and from where."""
    with editing(by="Grace", source="local") as edit:
        models.Spacecraft.objects.filter(pk=log["craft"].pk).update(name="Hers")
    page = desk.get(f"/desk/catalog/spacecraft/{log['craft'].pk}/history/")
    entry = page.context["entries"][0]
    assert (entry.change.by, entry.change.source, entry.change.id) == ("Grace", "local", edit.changes[0].id)
    assert [(each.name, each.before, each.after) for each in entry.fields] == [("name", "Resurs", "Hers")]


def test_a_change_is_taken_back(desk: Client, log: dict[str, Any]) -> None:
    """The field has its value from before, in an edit of its own."""
    with editing(by="Grace", source="local") as edit:
        models.Spacecraft.objects.filter(pk=log["craft"].pk).update(name="Hers")
    take_back(desk, edit.changes[0].id)
    log["craft"].refresh_from_db()
    assert log["craft"].name == "Resurs"


def test_a_deletion_is_taken_back_with_all_that_went(desk: Client, log: dict[str, Any]) -> None:
    """The flight, its docking and its crews stand again under their ids."""
    with editing(by="tests", source="seed"):
        make_crew("Ada", [log["flight"]], [log["flight"]])
    seat, key = models.AstronautFlight.objects.get(), log["flight"].pk
    with editing(by="Grace", source="local") as edit:
        log["flight"].delete()
    take_back(desk, edit.changes[0].id, whole=True)
    flight = models.SpacecraftFlight.objects.get()
    assert (flight.pk, flight.mission_end) == (key, utc("2020-01-11T00:00"))
    assert list(flight.launch_crew.all()) == [seat]
    assert models.DockingEvent.objects.get().pk == log["docking"].pk
    log["craft"].refresh_from_db()
    assert log["craft"].time_in_space_offset == 10 * 86_400


def test_a_creation_is_taken_back(desk: Client, log: dict[str, Any]) -> None:
    """The record goes."""
    with editing(by="Grace", source="local") as edit:
        models.Astronaut.objects.create(name="Nobody")
    take_back(desk, edit.changes[0].id)
    assert not models.Astronaut.objects.exists()


def test_what_others_need_is_not_taken_away(desk: Client, log: dict[str, Any]) -> None:
    """With a sentence that names them."""
    created = desk.get(f"/desk/catalog/launch/{log['flight'].launch_id}/history/").context["entries"][0].change.id
    assert "It is needed by other records" in take_back(desk, created).content.decode()
    assert models.Launch.objects.exists()


def test_taking_back_does_not_make_a_contradiction(desk: Client, log: dict[str, Any]) -> None:
    """An older value may no longer be possible."""
    with editing(by="Grace", source="local") as edit:
        models.DockingEvent.objects.update(departure=utc("2020-01-05T00:00"))
    with editing(by="Grace", source="local"):
        models.SpacecraftFlight.objects.update(mission_end=utc("2020-01-06T00:00"))
    page = take_back(desk, edit.changes[0].id)
    assert "its departure comes after the end" in page.content.decode()
    assert models.DockingEvent.objects.get().departure == utc("2020-01-05T00:00")


def test_a_viewer_takes_nothing_back(client: Client, log: dict[str, Any]) -> None:
    """The page is refused."""
    client.force_login(accounts.create("Vera", "viewer", PASSWORD))
    assert client.post("/desk/changes/1/take-back/").status_code == 403


def test_an_administrator_releases_pins(client: Client, log: dict[str, Any]) -> None:
    """A librarian may not."""
    with editing(by="Grace", source="local"):
        models.Spacecraft.objects.filter(pk=log["craft"].pk).update(name="Hers")
    pin = Pin.objects.get()
    client.force_login(accounts.create("Lib", "librarian", PASSWORD))
    assert "Hers" in client.get("/desk/pins/").content.decode()
    assert client.post("/desk/pins/", {"pin": pin.pk}).status_code == 403
    client.force_login(accounts.create("Root", "administrator", PASSWORD))
    client.post("/desk/pins/", {"pin": pin.pk})
    assert not Pin.objects.exists()


def load_again(craft: models.Spacecraft, name: str) -> int:
    """What a load of the shipped catalogue does with one record; the number of fields that it kept."""
    target = RecordSet(models.Spacecraft, typed)
    stored = read_stored(target, [craft.pk])
    values = tuple(
        name if column.field.name == "name" else old
        for column, old in zip(target.columns, stored[craft.pk].values, strict=True)
    )
    target.records[craft.pk] = Record(1, values, ())
    kept = Kept()
    with editing(by="downrange load", source="seed") as edit:
        keep_pinned(target, stored, Pins.against("seed"), kept, edit)
    return kept.fields


def test_what_upstream_says_of_a_pin_is_listed_and_taken(desk: Client, log: dict[str, Any]) -> None:
    """The editor decides; then the pin is gone."""
    with editing(by="Grace", source="local"):
        models.Spacecraft.objects.filter(pk=log["craft"].pk).update(name="Hers")
    assert load_again(log["craft"], "Theirs") == 1
    (row,) = desk.get("/desk/pins/upstream/").context["rows"]
    assert (row.name, row.here, row.upstream) == ("name", "Hers", "Theirs")
    desk.post("/desk/pins/upstream/", {"pin": row.key})
    log["craft"].refresh_from_db()
    assert (log["craft"].name, Pin.objects.count(), Withheld.objects.count()) == ("Theirs", 0, 0)


def test_an_upstream_that_agrees_again_is_not_listed(desk: Client, log: dict[str, Any]) -> None:
    """Once it says what is stored."""
    with editing(by="Grace", source="local"):
        models.Spacecraft.objects.filter(pk=log["craft"].pk).update(name="Hers")
    load_again(log["craft"], "Theirs")
    load_again(log["craft"], "Hers")
    assert not Withheld.objects.exists()
